"""Conformance vectors: every code has one, and those written by hand are checked as they are loaded."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from codegen.output.inputs import digest
from codegen.output.render import Workshop
from codegen.read.findings import InputError
from codegen.read.load import load
from codegen.read.vectors import ARGUMENTS, MARKERS
from codegen.resolve.build import resolve
from codegen.targets.conformance.payloads import patch
from codegen.targets.conformance.tables import Layout, tables
from codegen.targets.conformance.target import DERIVED, TARGET
from codegen.text.vectors import listed, merged, read_vectors, with_examples
from tests.conftest import REPO, SPECS
from tests.editing import edit
from tests.specs import resolved

Rendered = Callable[[str], Path]
Json = dict[str, Any]
every_spec = pytest.mark.parametrize("spec", SPECS)
every_kind = pytest.mark.parametrize("kind", ARGUMENTS)
VECTOR = {"name": "a case", "why": "A reason.", "input": {"code": 1}, "expected": {"known": True}}


@cache
def made(spec: str) -> dict[str, str]:
    outputs = TARGET.render(resolved(spec), Workshop(TARGET.folder))
    return {output.path: output.text for output in outputs}


def vectors(spec: str, kind: str) -> list[Json]:
    return listed(json.loads(made(spec)[f"conformance/{kind}.json"]))


@every_spec
def test_there_is_one_file_for_each_kind(spec: str) -> None:
    assert [*made(spec)] == [f"conformance/{kind}.json" for kind in (*ARGUMENTS, "real")]


@every_spec
@pytest.mark.parametrize("kind", DERIVED)
def test_what_is_read_from_a_table_is_what_was_to_be_written(
    spec: str, kind: str, rendered: Rendered
) -> None:
    """To the order of keys: validators tell of problems in that of fields."""
    examples = {
        f"{example.payload_id}/{example.verdict}/{example.name}": example.value
        for provider in resolved(spec).providers
        for payload in provider.payloads
        for example in payload.examples
    }
    wanted = {vector["name"]: vector for vector, _ in DERIVED[kind][0](resolved(spec))}
    for name, value in examples.items() if kind == "validate" else ():
        wanted[name]["input"]["value"] = value
    found = read_vectors(rendered(spec) / f"conformance/{kind}.json")
    derived = {vector["name"]: vector for vector in found if "why" not in vector}
    assert derived.keys() == wanted.keys()
    for name, vector in wanted.items():
        for part in ("input", "expected"):
            asked = {key: json.dumps(with_examples(value, examples)) for key, value in vector[part].items()}
            assert {key: json.dumps(value) for key, value in derived[name][part].items()} == asked, name


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)


@given(_values, _values)
def test_a_patch_gives_the_very_value_or_there_is_none(base: Any, value: Any) -> None:
    found = patch(base, value)
    assert found is None or json.dumps(merged(base, found)) == json.dumps(value)


def test_a_patch_says_only_what_differs() -> None:
    base = {"id": 1, "user": {"name": "A", "mail": "a@example.com"}, "old": True, "note": "the same in both"}
    value = {"id": 1, "user": {"name": "B", "mail": "a@example.com"}, "note": "the same in both"}
    assert patch(base, value) == {"old": None, "user": {"name": "B"}}
    assert patch(base, {**value, "id": None}) is None  # null in a patch removes


def test_values_that_would_share_a_name_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors: list[tuple[Json, Json]] = [
        ({"name": f"n{key}", "input": {}, "expected": {"url": key}}, {}) for key in "ab"
    ]
    layout = Layout(named=["expected.url"])
    assert '"named": {\n"expected.url"' in next(tables(vectors, layout))
    monkeypatch.setattr("codegen.targets.conformance.tables.digest", lambda value: "same")
    [text] = tables(vectors, layout)
    assert [item["expected"] for item in listed({"vectors": [], "tables": [json.loads(text)]})] == [
        {"url": "a"},
        {"url": "b"},
    ]


@every_spec
@every_kind
def test_no_two_vectors_of_a_kind_have_the_same_name(spec: str, kind: str) -> None:
    names = Counter(vector["name"] for vector in vectors(spec, kind))
    assert [name for name, count in names.items() if count > 1] == []


@every_spec
def test_every_code_has_a_vector(spec: str) -> None:
    expected = {
        (vector["input"]["vocabulary"], vector["expected"]["id"])
        for vector in vectors(spec, "classify")
        if vector["expected"].get("matched_by") == "vocabulary" and "why" not in vector
    }
    local_ids = {item.id: item.local_id for item in resolved(spec).vocabularies.values()}
    assert {(local_ids[code.vocabulary_id], code.id) for code in resolved(spec).codes.values()} <= expected


@every_spec
def test_every_example_has_a_vector(spec: str) -> None:
    examples = [
        (example.payload_id, example.verdict, example.name)
        for provider in resolved(spec).providers
        for payload in provider.payloads
        for example in payload.examples
    ]
    judged = {vector["name"] for vector in vectors(spec, "validate")}
    decoded = {vector["name"] for vector in vectors(spec, "decode")}
    assert {"/".join(example) for example in examples} <= judged
    assert {"/".join(example) for example in examples if example[1] == "accept"} <= decoded


def test_nearly_every_example_is_read_as_the_payload_it_is_an_example_of() -> None:
    derived = [vector for vector in vectors("real", "decode") if "why" not in vector]
    sure = [vector for vector in derived if "payload" in vector["expected"]]
    assert len(sure) > 0.9 * len(derived)


def test_no_example_is_left_without_its_provider() -> None:
    assert all(
        "provider" in vector["expected"] for vector in vectors("real", "decode") if "why" not in vector
    )


@every_spec
def test_the_vectors_are_the_same_each_time(spec: str) -> None:
    again = resolve(load(SPECS[spec]))
    outputs = TARGET.render(again, Workshop(TARGET.folder))
    assert {output.path: output.text for output in outputs} == made(spec)


@every_kind
def test_vectors_by_hand_are_taken_over_as_they_are(kind: str) -> None:
    by_hand = json.loads((SPECS["real"] / "conformance" / f"{kind}.json").read_bytes())["vectors"]
    assert by_hand == vectors("real", kind)[: len(by_hand)]


def test_there_are_hard_cases_of_every_kind_and_each_says_why() -> None:
    by_hand = [vector for kind in ARGUMENTS for vector in vectors("real", kind) if "why" in vector]
    assert len(by_hand) >= 150
    assert all(vector["why"].endswith(".") for vector in by_hand)


def test_every_marker_is_used_and_explained() -> None:
    readme = (TARGET.folder / "README.md").read_text(encoding="utf-8")
    by_hand = "".join(made("real").values())
    assert [marker for marker in MARKERS if f'"{marker}":' not in by_hand] == []
    assert [marker for marker in MARKERS if f'{{"{marker}":' not in readme] == []


@pytest.mark.parametrize(
    "path", sorted((SPECS["real"] / "conformance").glob("*.json")), ids=lambda path: path.stem
)
def test_the_schema_of_the_spec_accepts_the_vectors(path: Path, rendered: Rendered) -> None:
    schema = json.loads((rendered("real") / "jsonschema/spec.schema.json").read_bytes())
    content = json.loads(path.read_bytes())
    assert (path.parent / content["$schema"]).resolve() == REPO / "generated/jsonschema/spec.schema.json"
    Draft202012Validator(schema).validate(content)
    [items] = [value for key, value in content.items() if key != "$schema"]
    items[0]["inputs"] = items[0].pop("body" if path.stem == "real" else "input")
    assert not Draft202012Validator(schema).is_valid(content)


def keep(spec: Path, *found: Json, kind: str = "classify") -> None:
    edit(spec, f"conformance/{kind}.json", "", {"vectors": list(found)})


def faults(spec: Path) -> Iterator[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        load(spec)
    for finding in caught.value.findings:
        assert finding.message
        assert finding.advice
        yield str(finding.place), finding.rule


def test_a_vector_by_hand_comes_first(tiny_spec: Path) -> None:
    keep(tiny_spec, VECTOR)
    [vectors] = resolve(load(tiny_spec)).conformance
    assert (vectors.kind, vectors.vectors[0].model_dump()) == ("classify", VECTOR)


def test_a_spec_without_vectors_has_none(tiny_spec: Path) -> None:
    assert resolve(load(tiny_spec)).conformance == ()


def test_the_digest_of_the_inputs_covers_the_vectors(tiny_spec: Path) -> None:
    before = digest(tiny_spec)
    keep(tiny_spec, VECTOR)
    assert digest(tiny_spec) != before


@pytest.mark.parametrize(
    ("change", "place", "rule"),
    [
        ({"whi": "x"}, "/whi", "shape"),
        ({"why": ""}, "/why", "shape"),
        ({"name": "acme:a case"}, "/name", "shape"),
        ({"name": "a case#1"}, "/name", "shape"),
        ({"expected": {}}, "/expected", "shape"),
        ({"expected": {"raw": "\ud800"}}, "/expected/raw", "unshowable-text"),
        ({"input": {"vocabluary": "x"}}, "/input/vocabluary", "unknown-argument"),
        ({"input": {"code": {"$byte": "YQ=="}}}, "/input/code/$byte", "unknown-encoding"),
        ({"expected": {"raw": [{"$any": []}]}}, "/expected/raw/0/$any", "unknown-encoding"),
    ],
)
def test_a_vector_that_is_wrong(tiny_spec: Path, change: Json, place: str, rule: str) -> None:
    path = tiny_spec / "conformance/classify.json"
    path.parent.mkdir()
    path.write_text(
        json.dumps({"vectors": [VECTOR | {"name": "another"}, VECTOR | change]}), encoding="utf-8"
    )
    assert [*faults(tiny_spec)] == [(f"spec/conformance/classify.json#/vectors/1{place}", rule)]


def test_two_vectors_of_one_name(tiny_spec: Path) -> None:
    keep(tiny_spec, VECTOR, VECTOR)
    assert [*faults(tiny_spec)] == [("spec/conformance/classify.json#/vectors/1/name", "duplicate-vector")]


@pytest.mark.parametrize("kind", ["clasify", "classify/more"])
def test_vectors_that_no_function_has(tiny_spec: Path, kind: str) -> None:
    keep(tiny_spec, VECTOR, kind=kind)
    assert [*faults(tiny_spec)] == [(f"spec/conformance/{kind}.json", "unknown-vectors")]


def test_a_file_without_vectors(tiny_spec: Path) -> None:
    keep(tiny_spec)
    assert [*faults(tiny_spec)] == [("spec/conformance/classify.json#/vectors", "shape")]


@pytest.mark.parametrize(
    ("change", "place", "rule"),
    [
        ({"whi": "x"}, "/whi", "shape"),
        ({"name": "acme: a case"}, "/name", "shape"),
        ({"source": {"url": "acme/app#1", "retrieved": "2026-01-31"}}, "/source/url", "shape"),
        ({"expected": {"delay_s": [60]}}, "/expected/delay_s", "shape"),
        ({"met": ["all"]}, "/met/0", "shape"),
        ({"name": "a bank that is down"}, "/name", "duplicate-vector"),
        ({"body": "\ud800"}, "/body", "unshowable-text"),
    ],
)
def test_a_pasted_body_that_is_wrong(tiny_spec: Path, change: Json, place: str, rule: str) -> None:
    body = json.loads((REPO / "codegen/lint/examples/reality.json").read_bytes())["pasted-known"]["good"]
    first = body["bodies"][0] | {"name": "a bank that is down"}
    path = tiny_spec / "conformance/real.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"bodies": [first, first | {"name": "another"} | change]}), encoding="utf-8")
    assert [*faults(tiny_spec)] == [(f"spec/conformance/real.json#/bodies/1{place}", rule)]
