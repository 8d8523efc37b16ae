"""The schema of the spec's own files: it accepts what the models accept, and explains every key."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from codegen.model.decisions import Words
from codegen.model.files import DecisionsFile, PartFile, ProviderFile, RenamesFile, RootFile
from codegen.model.taxonomy import Situation, Taxonomy
from codegen.output.render import Known
from codegen.targets.jsonschema.target import SPEC_SCHEMA, TARGET
from codegen.views import spec_schema
from tests.conftest import REPO, SPECS
from tests.jsonschema.tools import (
    Json,
    Rendered,
    Validate,
    every_spec,
    every_validator,
    mutated,
    walk,
    workshop,
)
from tests.specs import resolved


def spec_files(spec: str) -> dict[str, Json]:
    folder = SPECS[spec]
    return {
        path.name: json.loads(path.read_text(encoding="utf-8"))
        for path in (*folder.glob("*.json"), *(folder / "providers").glob("*.json"))
    }


def own_schema(spec: str, rendered: Rendered) -> Json:
    return json.loads((rendered(spec) / SPEC_SCHEMA).read_text(encoding="utf-8"))


@pytest.mark.slow
@every_spec
@every_validator
def test_every_spec_file_keeps_to_the_schema_of_the_spec(
    spec: str, validate: Validate, rendered: Rendered
) -> None:
    files = spec_files(spec)
    assert validate([(own_schema(spec, rendered), list(files.values()))]) == [[True] * len(files)]


@every_spec
def test_every_spec_file_names_its_schema(spec: str) -> None:
    folder = SPECS[spec]
    for name, content in spec_files(spec).items():
        file = folder / name if (folder / name).exists() else folder / "providers" / name
        assert (file.parent / content["$schema"]).resolve() == REPO / "generated" / SPEC_SCHEMA


def spoilt(change: str) -> Json:
    provider = spec_files("tiny")["acme.json"]
    first = provider["vocabularies"][0]["codes"][0]
    match change:
        case "wrong category":
            first["behavior"]["category"] = "suceeded"
        case "wrong word in a list":
            first["behavior"]["actions"] = ["none", "dance"]
        case "wrong word where there may be none":
            first["behavior"]["challenge"] = "riddle"
        case "wrong flag":
            first["flags"] = [{"id": "odd", "note": "No such flag."}]
        case "unknown key":
            first["sumary"] = "A slip of the pen."
        case "missing key":
            del first["summary"]
        case "summary of two lines":
            first["summary"] = "One.\nTwo."
        case "name in lower case":
            first["name"] = "ok"
        case "no codes":
            provider["vocabularies"][0]["codes"] = []
        case "a file of neither kind":
            return []
    return provider


SLIPS = [
    "wrong category", "wrong word in a list", "wrong word where there may be none", "wrong flag",
    "unknown key", "missing key", "summary of two lines", "name in lower case", "no codes",
    "a file of neither kind",
]  # fmt: skip


@pytest.mark.slow
@every_validator
def test_slips_in_a_spec_file_are_refused(validate: Validate, rendered: Rendered) -> None:
    verdicts = validate([(own_schema("tiny", rendered), [spoilt("nothing"), *map(spoilt, SLIPS)])])
    assert verdicts == [[True, *[False] * len(SLIPS)]]


def test_an_error_is_told_in_terms_of_the_right_kind_of_file(rendered: Rendered) -> None:
    root = spec_files("tiny")["spec.json"]
    root["taxonomy"]["situations"][0]["actor"] = "somebody"
    errors = list(Draft202012Validator(own_schema("tiny", rendered)).iter_errors(root))
    assert [error.json_path for error in errors] == ["$.taxonomy.situations[0].actor"]


FILE_MODELS: dict[str, type[BaseModel]] = {
    "spec.json": RootFile,
    "decisions.json": DecisionsFile,
    "renames.json": RenamesFile,
    "acme.json": ProviderFile,
}
RECOGNIZED_BY = {
    "spec_version": "spec.json",
    "id": "acme.json",
    "sources": "acme.json",
    "words": "decisions.json",
    "renames": "renames.json",
}


@pytest.mark.slow
@settings(deadline=None)
@given(st.sampled_from(sorted(FILE_MODELS)), st.data())
def test_what_the_model_refuses_the_schema_refuses(name: str, data: st.DataObject) -> None:
    # The other way round it is stricter on purpose: it knows the words of the taxonomy.
    value = mutated(spec_files("tiny")[name], data)
    accepted = Draft202012Validator(tiny_schema()).is_valid(value)
    if accepted and not any(told_apart_by_the_model_alone(node) for node in walk(value)):
        kind = next((FILE_MODELS[file] for key, file in RECOGNIZED_BY.items() if key in value), PartFile)
        kind.model_validate(value, context={"situations": tiny_situations()})


def told_apart_by_the_model_alone(node: Json) -> bool:
    """Say if a node is 1.0, an integer to JSON Schema, or ends in a newline, which `$` skips in Python."""
    return node.is_integer() if isinstance(node, float) else isinstance(node, str) and node.endswith("\n")


def axes(spec: str) -> tuple[Taxonomy, Words]:
    return resolved(spec).taxonomy, resolved(spec).decisions.words


@cache
def tiny_situations() -> dict[str, Situation]:
    return {item.id: item for item in resolved("tiny").taxonomy.situations}


@cache
def tiny_schema() -> Json:
    return spec_schema.spec_schema(*axes("tiny"))


@every_spec
def test_each_key_is_explained(spec: str, rendered: Rendered) -> None:
    unexplained = [
        f"{name}.{key}"
        for name, part in own_schema(spec, rendered)["$defs"].items()
        for key, field in part["properties"].items()
        if not field["description"].strip()
    ]
    assert not unexplained


def test_the_words_of_the_decisions_are_offered_with_their_meaning(rendered: Rendered) -> None:
    defs = own_schema("tiny", rendered)["$defs"]
    decision = defs["RetryRow"]["properties"]["decision"]
    assert decision["enum"] == [word.id for word in axes("tiny")[1].decision]
    assert all(f"`{word.id}`: {word.summary}" in decision["description"] for word in axes("tiny")[1].decision)
    own = defs["Code"]["properties"]["verdict"]["anyOf"]
    assert own[0]["enum"] == [word.id for word in axes("tiny")[1].verdict if word.by_code]


def test_the_words_of_an_axis_are_offered_with_their_meaning(rendered: Rendered) -> None:
    defs = own_schema("tiny", rendered)["$defs"]
    phases = resolved("tiny").taxonomy.phases
    phase = defs["Behavior"]["properties"]["phase"]
    assert (phase["enum"], "pattern" in phase) == ([term.id for term in phases], False)
    assert all(f"`{term.id}`: {term.summary}" in phase["description"] for term in phases)
    assert defs["Unlisted"]["properties"]["actions"]["items"]["enum"] == [
        term.id for term in resolved("tiny").taxonomy.actions
    ]
    assert {"type": "null"} in defs["Behavior"]["properties"]["challenge"]["anyOf"]


def test_an_unchanged_schema_of_the_spec_is_taken_over_from_the_last_run() -> None:
    tiny = resolved("tiny")
    last = list(TARGET.render(tiny, workshop(Known())))[-1]
    kept = replace(last, text="kept\n")
    taken = list(TARGET.render(tiny, workshop(Known(lambda recipe: [kept] * (recipe == last.recipe)))))
    assert (last.path, taken[-1]) == (SPEC_SCHEMA, kept)


def test_another_taxonomy_makes_another_recipe() -> None:
    (tiny, words), real = axes("tiny"), axes("real")
    renamed = tiny.model_copy(update={"flags": (*tiny.flags, tiny.flags[0].model_copy(update={"id": "new"}))})
    reworded = words.model_copy(update={"reason": words.reason[1:]})
    made = [(tiny, words), (renamed, words), (tiny, reworded), real]
    assert len({spec_schema.recipe(*each) for each in made}) == 4
