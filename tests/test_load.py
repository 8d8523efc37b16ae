"""Bad input: one clear error for each fault, with file, pointer and advice, all of them at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.read.findings import Finding, InputError, Place
from codegen.read.line_numbers import line_of
from codegen.read.load import load
from tests.editing import edit

PROVIDER = "providers/acme.json"
CALLBACK = "examples/acme/link.callback.json"
SET = {"at": "/status", "set": 7}
LIKE = {"$like": "connected", "edits": [SET]}


def faults(spec: Path, *overlays: Path) -> list[Finding]:
    with pytest.raises(InputError) as caught:
        load(spec, overlays)
    assert all(finding.message and finding.advice for finding in caught.value.findings)
    return caught.value.findings


def only(spec: Path, *overlays: Path) -> tuple[str, str]:
    [finding] = faults(spec, *overlays)
    return str(finding.place), finding.rule


def test_a_missing_key(tiny_spec: Path) -> None:
    edit(tiny_spec, PROVIDER, "/vocabularies/0/codes/3/summary", remove=True)
    [finding] = faults(tiny_spec)
    assert str(finding.place) == "spec/providers/acme.json#/vocabularies/0/codes/3"
    assert finding.message == "'summary' is missing"
    assert finding.advice == "add the key 'summary'"


def test_a_bad_item_does_not_make_its_list_too_short(tiny_spec: Path) -> None:
    edit(tiny_spec, PROVIDER, "/payloads/2/recognize/0/equals", 5)
    assert only(tiny_spec) == ("spec/providers/acme.json#/payloads/2/recognize/0/equals", "shape")


def test_a_misspelled_key(tiny_spec: Path) -> None:
    edit(tiny_spec, PROVIDER, "/vocabularies/0/codes/3/sumary", "Text.")
    [finding] = faults(tiny_spec)
    assert str(finding.place) == "spec/providers/acme.json#/vocabularies/0/codes/3/sumary"
    assert "remove the key 'sumary'" in finding.advice


@pytest.mark.parametrize("name", ["ok", "OK_", "_OK", "__OK__", "A-B", "1A", "Ok", "OK\n", ""])
def test_a_name_that_is_no_symbol(tiny_spec: Path, name: str) -> None:
    edit(tiny_spec, PROVIDER, "/vocabularies/0/codes/3/name", name)
    assert only(tiny_spec) == ("spec/providers/acme.json#/vocabularies/0/codes/3/name", "shape")


@pytest.mark.parametrize("value", [None, 1.5, True, ["OK"], {"a": 1}])
def test_a_value_that_is_neither_text_nor_integer(tiny_spec: Path, value: object) -> None:
    edit(tiny_spec, PROVIDER, "/vocabularies/0/codes/3/value", value)
    assert {str(finding.place) for finding in faults(tiny_spec)} == {
        "spec/providers/acme.json#/vocabularies/0/codes/3/value"
    }


def test_a_summary_of_two_lines(tiny_spec: Path) -> None:
    edit(tiny_spec, PROVIDER, "/summary", "One.\nTwo.")
    assert only(tiny_spec) == ("spec/providers/acme.json#/summary", "shape")


def test_a_duplicate_key_keeps_neither(tiny_spec: Path) -> None:
    path = tiny_spec / PROVIDER
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"value": "OK"', '"value": "OK", "value": "KO"', 1), encoding="utf-8")
    assert only(tiny_spec) == ("spec/providers/acme.json#/vocabularies/0/codes/0/value", "duplicate-key")


def test_broken_json_names_line_and_column(tiny_spec: Path) -> None:
    (tiny_spec / PROVIDER).write_text('{\n  "id": "acme",\n  oops\n}', encoding="utf-8")
    [finding] = faults(tiny_spec)
    assert str(finding.place) == "spec/providers/acme.json"
    assert "line 3, column 3" in finding.message


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\xff\xfe{}", "not-utf8"),
        (b'{"a": NaN}', "invalid-json"),
        (b"[" * 100_000, "invalid-json"),
        (b"", "invalid-json"),
        (b"\xef\xbb\xbf{}", "invalid-json"),
    ],
)
def test_a_file_that_is_no_json(tiny_spec: Path, content: bytes, rule: str) -> None:
    (tiny_spec / PROVIDER).write_bytes(content)
    assert only(tiny_spec) == ("spec/providers/acme.json", rule)


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\x1b[31m", "a\rb"])
def test_text_that_nothing_can_show(tiny_spec: Path, text: str) -> None:
    path = tiny_spec / PROVIDER
    data = json.loads(path.read_text(encoding="utf-8"))
    data["description"] = text
    path.write_text(json.dumps(data), encoding="utf-8")
    assert only(tiny_spec) == ("spec/providers/acme.json#/description", "unshowable-text")


def test_a_provider_without_file(tiny_spec: Path) -> None:
    edit(tiny_spec, "spec.json", "/providers/-", "ghost")
    assert only(tiny_spec) == ("spec/providers/ghost.json", "missing-file")


def test_a_file_without_provider(tiny_spec: Path) -> None:
    (tiny_spec / "providers" / "stray.json").write_text("{}", encoding="utf-8")
    assert only(tiny_spec) == ("spec/spec.json#/providers", "unlisted-provider")


def test_a_provider_listed_twice(tiny_spec: Path) -> None:
    edit(tiny_spec, "spec.json", "/providers/-", "acme")
    assert only(tiny_spec) == ("spec/spec.json#/providers/1", "duplicate-provider")


def test_a_provider_under_another_name(tiny_spec: Path) -> None:
    edit(tiny_spec, PROVIDER, "/id", "emca")
    assert only(tiny_spec) == ("spec/providers/acme.json#/id", "provider-id")


def test_an_example_in_the_wrong_place(tiny_spec: Path) -> None:
    (tiny_spec / "examples" / "stray.json").write_text("{}", encoding="utf-8")
    assert only(tiny_spec) == ("spec/examples/stray.json", "misplaced-example")


def test_an_example_that_is_no_json(tiny_spec: Path) -> None:
    (tiny_spec / CALLBACK).write_text("{", encoding="utf-8")
    assert only(tiny_spec) == (f"spec/{CALLBACK}", "invalid-json")


@pytest.mark.parametrize(
    ("at", "value", "place", "rule"),
    [
        ("/accepted", {}, "/accepted", "shape"),
        ("/reject/Not A Name", {}, "/reject/Not A Name", "shape"),
        ("/reject/new", {"$like": "gone", "edits": [SET]}, "/reject/new/$like", "unknown-case"),
        ("/reject/new", {"$like": "connected", "edits": []}, "/reject/new/edits", "shape"),
        ("/reject/new", {**LIKE, "at": "/status"}, "/reject/new/at", "shape"),
        ("/reject/new/edits/0", {"at": "/status"}, "/reject/new/edits/0", "shape"),
        ("/reject/new/edits/-", {"at": "/a/b", "set": 1}, "/reject/new/edits/1/at", "edit-nowhere"),
        ("/reject/new/edits/-", {"at": "/gone", "remove": True}, "/reject/new/edits/1/at", "edit-nowhere"),
    ],
)
def test_an_example_that_cannot_be_made(tiny_spec: Path, at: str, value: Any, place: str, rule: str) -> None:
    edit(tiny_spec, CALLBACK, "/reject/new", LIKE)
    edit(tiny_spec, CALLBACK, at, value)
    assert only(tiny_spec) == (f"spec/{CALLBACK}#{place}", rule)


def test_a_case_is_like_another_one_but_for_its_edits(tiny_spec: Path) -> None:
    edits = [
        {"at": "/list", "set": [1]},
        {"at": "/list/-", "set": {"~/": 2}},
        {"at": "/list/1/~0~1", "set": None},
        {"at": "/bank/id", "remove": True},
    ]
    edit(tiny_spec, CALLBACK, "/unlisted/new", {"$like": "connected", "edits": edits})
    made = {item.name: item for item in load(tiny_spec).examples if item.payload_id == "acme:link.callback"}
    assert made["new"].value == {**made["connected"].value, "bank": {}, "list": [1, {"~/": None}]}
    assert str(made["new"].place) == f"spec/{CALLBACK}#/unlisted/new"


def test_faults_of_all_files_come_at_once(tiny_spec: Path) -> None:
    (tiny_spec / "spec.json").write_text("{", encoding="utf-8")
    edit(tiny_spec, PROVIDER, "/name", 7)
    edit(tiny_spec, PROVIDER, "/vocabularies/0/open", "yes")
    assert [str(finding.place) for finding in faults(tiny_spec)] == [
        "spec/providers/acme.json#/name",
        "spec/providers/acme.json#/vocabularies/0/open",
        "spec/spec.json",
    ]


def test_an_overlay_adds_a_provider(tiny_spec: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "mine.json"
    text = (tiny_spec / PROVIDER).read_text(encoding="utf-8")
    overlay.write_text(
        text.replace('"id": "acme"', '"id": "mine"').replace("acme:", "mine:"), encoding="utf-8"
    )
    loaded = load(tiny_spec, [overlay])
    assert [provider.id for provider, _ in loaded.providers] == ["acme", "mine"]
    assert loaded.providers[1][1] == Place(overlay.as_posix())


def test_an_overlay_is_one_file(tiny_spec: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "mine.json"
    text = (tiny_spec / PROVIDER).read_text(encoding="utf-8")
    text = text.replace('"id": "acme"', '"parts": ["more"], "id": "mine"').replace("acme:", "mine:")
    overlay.write_text(text, encoding="utf-8")
    assert only(tiny_spec, overlay) == (f"{overlay.as_posix()}#/parts", "overlay-parts")


@pytest.mark.parametrize("folder", ["providers/gone", "providers/acme/deep"])
def test_a_folder_that_nobody_reads(tiny_spec: Path, folder: str) -> None:
    edit(tiny_spec, f"{folder}/part.json", "", {})
    assert only(tiny_spec) == ("spec/spec.json#/providers", "unlisted-folder")


def test_a_language_that_nobody_names(tiny_spec: Path) -> None:
    edit(tiny_spec, "texts/fr.json", "", {})
    assert only(tiny_spec) == ("spec/spec.json#/locales", "unlisted-locale")


def test_a_language_named_twice(tiny_spec: Path) -> None:
    edit(tiny_spec, "spec.json", "/locales/-", "en")
    assert only(tiny_spec) == ("spec/spec.json#/locales/1", "duplicate-locale")


def test_a_language_whose_file_is_another(tiny_spec: Path) -> None:
    edit(tiny_spec, "texts/en.json", "/locale", "fr")
    assert only(tiny_spec) == ("spec/texts/en.json#/locale", "locale-id")


def test_an_overlay_never_changes_a_provider(tiny_spec: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "acme.json"
    overlay.write_bytes((tiny_spec / PROVIDER).read_bytes())
    assert only(tiny_spec, overlay) == (f"{overlay.as_posix()}#/id", "provider-id")


def test_an_overlay_counts_once(tiny_spec: Path, tmp_path: Path) -> None:
    overlay = tmp_path / "mine.json"
    text = (tiny_spec / PROVIDER).read_text(encoding="utf-8")
    overlay.write_text(
        text.replace('"id": "acme"', '"id": "mine"').replace("acme:", "mine:"), encoding="utf-8"
    )
    assert only(tiny_spec, overlay, overlay) == (f"{overlay.as_posix()}#/id", "provider-id")


BODY = "/payloads/0/body"


@pytest.mark.parametrize(
    ("at", "value", "where"),
    [
        ("/properties", [], "/properties"),
        ("/required", 5, "/required"),
        ("/anyOf", [1], "/anyOf/0"),
        ("/anyOf", [], "/anyOf"),
        ("/properties/status", "string", "/properties/status"),
        ("/properties/status/type", ["string", "null"], "/properties/status/type"),
        ("/properties/status/x-vocabulary", ["a"], "/properties/status/x-vocabulary"),
        ("/properties/status/description", 5, "/properties/status/description"),
        ("/properties/status/enum", "abc", "/properties/status/enum"),
        ("/properties/status/minLength", -1, "/properties/status/minLength"),
        ("/properties/bank/patternProperties", {}, "/properties/bank/patternProperties"),
        ("/properties/bank/items", None, "/properties/bank"),
    ],
)
def test_a_body_that_is_no_schema(tiny_spec: Path, at: str, value: object, where: str) -> None:
    edit(tiny_spec, PROVIDER, BODY + at, value)
    places = {str(finding.place) for finding in faults(tiny_spec)}
    assert f"spec/providers/acme.json#{BODY}{where}" in places
    assert all(place.startswith(f"spec/providers/acme.json#{BODY}") for place in places)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def pointers(node: object, at: str = "") -> list[str]:
    found = [at]
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        found += pointers(value, at + "/" + str(key).replace("~", "~0").replace("/", "~1"))
    return found


@given(json_values)
def test_every_pointer_is_found_on_its_line(value: object) -> None:
    flat = json.dumps(value)
    assert all(line_of(flat, pointer) == 1 for pointer in pointers(value))
    assert line_of(flat, "/no/such/node/at/all") is None


def test_a_line_is_that_of_the_key() -> None:
    text = '{\n "a": [\n  1,\n  {"b":\n   "x"}\n ],\n "c": {\n }\n}'
    spots = {"": 1, "/a": 2, "/a/0": 3, "/a/1": 4, "/a/1/b": 5, "/c": 7}
    assert {pointer: line_of(text, pointer) for pointer in spots} == spots


def test_a_spec_has_decisions(tiny_spec: Path) -> None:
    edit(tiny_spec, "decisions.json", "", remove=True)
    assert only(tiny_spec) == ("spec/decisions.json", "missing-file")


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("/retry/3/when/mood", "bad"),
        ("/retry/3/when/phase", []),
        ("/retry/3/when/moves_money", "yes"),
        ("/words/decision/0/delay", "sometimes"),
        ("/words/verdict/0/phrase", "It succeeded."),
        ("/finality", []),
    ],
)
def test_a_fault_in_the_decisions_is_told_at_its_place(tiny_spec: Path, at: str, value: object) -> None:
    edit(tiny_spec, "decisions.json", at, value)
    assert only(tiny_spec) == (f"spec/decisions.json#{at}", "shape")
