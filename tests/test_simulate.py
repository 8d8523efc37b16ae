"""Simulated payloads: every code is in one, each passes the strict schemas, and signatures are right."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from codegen.model.wire import Mark
from codegen.resolve.bodies import coded_fields
from codegen.resolve.spec import ResolvedPayload, ResolvedProvider
from codegen.text.pointer import steps_of
from codegen.views.samples import Replacement, put, slot, smallest, values_at
from codegen.views.scenarios import Sampled, filled, sampled
from tests.conftest import REPO
from tests.jsonschema.tools import (
    Json,
    Rendered,
    Validate,
    every_spec,
    every_spec_validated,
    payloads,
    providers_with_payloads,
    schema_of,
)
from tests.python.conftest import imported
from tests.specs import resolved

pytestmark = pytest.mark.slow

SECRET = "clé-\N{KEY}"
SCHEMES = {
    "mx:webhook.signature": "mx",
    "pluggy:webhook.signature": "pluggy",
    "lean:webhook.signature": "lean",
    "flinks:connect.signature": "flinks.connect",
    "flinks:geft.signature": "flinks.geft",
    "argyle:webhook.signature": "argyle",
}
PROGRAM = """
const all = [];
for (const scenario of lists.flat())
  all.push({
    ...scenario,
    body: body(scenario),
    request: scenario.channel === "webhook" ? await request(scenario, { secret: %s }) : null,
  });
process.stdout.write(JSON.stringify(all));
"""


class Played(NamedTuple):
    """A scenario as the package has it, with the payload that it is one of."""

    scenario: dict[str, Any]
    payload: ResolvedPayload


@cache
def played(tree: Path, spec: str) -> list[Played]:
    """Return all scenarios of a spec, with their bodies and requests, from the generated TypeScript."""
    names = sorted(providers_with_payloads(spec))
    imports = [f'import {{ scenarios as {name} }} from "./simulate/{name}.js";' for name in names]
    head = [
        'import { body, request } from "./simulate.js";',
        *imports,
        f"const lists = [{', '.join(names)}];",
    ]
    program = "\n".join(head) + PROGRAM % json.dumps(SECRET)
    bundle = run(["node", str(REPO / "tests/typescript/bundle.mjs"), str(tree)], program, tree)
    known = {payload.id: payload for payload in payloads(spec)}
    scenarios = json.loads(run(["node", "--input-type=module"], bundle, tree))
    return [Played(scenario, known[scenario["payload"]]) for scenario in scenarios]


def run(command: list[str], text: str, folder: Path) -> str:
    done = subprocess.run(
        command, input=text, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def at(value: Json, pointer: str) -> list[Json]:
    return list(values_at(value, steps_of(pointer)))


def accepted(payload: ResolvedPayload) -> list[Json]:
    return [example.value for example in payload.examples if example.verdict == "accept"]


def is_recognized(payload: ResolvedPayload, body: Json) -> bool:
    return any(
        all(any(mark.equals in (None, value) for value in at(body, mark.pointer)) for mark in marks)
        for marks in signs(payload)
    )


def signs(payload: ResolvedPayload) -> list[tuple[Mark, ...]]:
    """Return what tells the payload: all marks of any one of these."""
    return [(sign, *sign.also) for sign in payload.recognize]


@every_spec_validated
def test_every_body_passes_the_strict_schema(spec: str, validate: Validate, rendered: Rendered) -> None:
    found = judged(rendered(spec), spec, validate)
    wrong = [
        scenario["id"]
        for scenarios, verdicts, _ in found.values()
        for scenario, verdict in zip(scenarios, verdicts, strict=True)
        if not verdict
    ]
    assert wrong == []
    assert all(scenarios for scenarios, *_ in found.values())
    assert set(found) == {payload.id for payload in payloads(spec)}


class StrictVerdicts(NamedTuple):
    """What the strict schema of a payload says of the bodies of scenarios, and of those without examples."""

    scenarios: list[dict[str, Any]]
    verdicts: list[bool]
    without_examples: list[bool]


@cache
def judged(tree: Path, spec: str, validate: Validate) -> dict[str, StrictVerdicts]:
    """Return what is said of the bodies of each payload: of all at once, as it takes long to compile."""
    own: dict[str, list[dict[str, Any]]] = {payload.id: [] for payload in payloads(spec)}
    bare: dict[str, list[Json]] = {payload: [] for payload in own}
    for scenario, payload in played(tree, spec):
        own[payload.id].append(scenario)
    for provider in resolved(spec).providers:
        for item in sampled(without_examples(provider)):
            bare[item.payload.id] += bodies(item)
    jobs = [
        (schema_of(tree, "strict", payload), [*(item["body"] for item in own[payload]), *bare[payload]])
        for payload in own
    ]
    return {
        payload: StrictVerdicts(own[payload], found[: len(own[payload])], found[len(own[payload]) :])
        for payload, found in zip(own, validate(jobs), strict=True)
    }


@every_spec
def test_every_body_holds_its_code_and_is_its_payload(spec: str, rendered: Rendered) -> None:
    codes = {(code.vocabulary_id, code.value): code for code in resolved(spec).codes.values()}
    for scenario, payload in played(rendered(spec), spec):
        template = scenario["template"]
        known_by_name = template in accepted(payload) and not is_recognized(payload, template)
        assert known_by_name or is_recognized(payload, scenario["body"]), scenario["id"]
        assert scenario["channel"] == payload.channel
        if scenario["code"] is None:
            assert scenario["body"] in accepted(payload)
        else:
            code = codes[scenario["vocabulary"], scenario["code"]]
            assert scenario["id"] == f"{payload.id}{scenario['pointer']}#{code.name}"
            assert scenario["summary"] == code.summary
            assert scenario["code"] in at(scenario["body"], scenario["pointer"])


@every_spec
def test_ids_are_unique(spec: str, rendered: Rendered) -> None:
    ids = [scenario["id"] for scenario, _ in played(rendered(spec), spec)]
    assert len(ids) == len(set(ids))


@every_spec
def test_every_code_of_every_field_is_shown(spec: str, rendered: Rendered) -> None:
    shown = {
        (payload.id, scenario["pointer"], scenario["code"])
        for scenario, payload in played(rendered(spec), spec)
    }
    missing = {
        (payload.id, pointer, code.value)
        for payload in payloads(spec)
        for pointer, names in coded_fields(payload.body)
        for name in names
        for code in resolved(spec).vocabularies[name].codes
        if (payload.id, pointer, code.value) not in shown
        and not _is_out_of_place(payload, pointer, code.value)
    }
    unexplained = {
        (name, pointer, value)
        for name, pointer, value in missing
        # In an envelope it announces a payload that is described.
        if not any(
            other != name and (other, pointer, value) in shown for other in _signed(spec, pointer, value)
        )
    }
    assert unexplained == set()


def _signed(spec: str, pointer: str, value: str | int) -> set[str]:
    """Return the payloads that are recognized by a value in this place."""
    return {
        payload.id
        for payload in payloads(spec)
        if any((sign.pointer, sign.equals) == (pointer, value) for sign in payload.recognize)
    }


def _is_out_of_place(payload: ResolvedPayload, pointer: str, value: str | int) -> bool:
    """Tell whether every sign of a payload demands another value in a field."""
    return all(
        any(mark.pointer == pointer and mark.equals not in (None, value) for mark in marks)
        for marks in signs(payload)
    )


@every_spec
def test_an_example_that_holds_the_code_is_shown_as_it_is(spec: str, rendered: Rendered) -> None:
    for scenario, payload in played(rendered(spec), spec):
        if scenario["code"] is not None and "*" not in scenario["pointer"]:
            holding = [
                value for value in accepted(payload) if scenario["code"] in at(value, scenario["pointer"])
            ]
            assert not holding or scenario["body"] in holding, scenario["id"]


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("lean:linksdk.callback/secondary_status#INVALID_CREDENTIALS", ("/status", "ERROR")),
        ("lean:linksdk.callback/secondary_status#OK", ("/status", "SUCCESS")),
        ("flinks:connect.event/flinksCode#INVALID_PASSWORD", ("/institution", "FlinksCapital")),
    ],
)
def test_the_other_fields_do_not_contradict_the_code(
    name: str, beside: tuple[str, str], rendered: Rendered
) -> None:
    [scenario] = [item for item, _ in played(rendered("real"), "real") if item["id"] == name]
    assert at(scenario["body"], beside[0]) == [beside[1]]


def test_an_event_of_an_envelope_is_shown_in_the_payload_that_it_announces(rendered: Rendered) -> None:
    found = {item["id"]: item for item, _ in played(rendered("real"), "real")}
    name = "argyle:verifications.updated/event#VERIFICATIONS_UPDATED"
    assert found[name]["vocabulary"] == "argyle:webhook.event"
    assert "argyle:webhook/event#VERIFICATIONS_UPDATED" not in found
    assert found["argyle:webhook/event#SHIFTS_UPDATED"]["payload"] == "argyle:webhook"


def test_signed_requests_are_what_the_python_package_accepts(rendered: Rendered) -> None:
    with imported(rendered("real")) as linkcodes:
        verify = linkcodes("webhooks").verify
        signed = 0
        for scenario, payload in played(rendered("real"), "real"):
            if scenario["request"] is None:
                continue
            text, headers = scenario["request"]["body"], scenario["request"]["headers"]
            assert json.loads(text) == scenario["body"]
            if payload.signature not in SCHEMES:  # unsigned, or with a key that only the provider has
                assert headers.keys() == {"content-type"}
                continue
            verify(SCHEMES[payload.signature], text.encode(), headers, SECRET)
            signed += 1
    assert signed > 1000


@every_spec_validated
def test_without_examples_the_schema_gives_bodies_that_it_accepts(
    spec: str, validate: Validate, rendered: Rendered
) -> None:
    found = judged(rendered(spec), spec, validate)
    assert [payload for payload, item in found.items() if not all(item.without_examples)] == []
    assert any(item.without_examples for item in found.values())


def without_examples(provider: ResolvedProvider) -> ResolvedProvider:
    bare = (
        ResolvedPayload.model_construct(**{**dict(payload), "examples": ()}) for payload in provider.payloads
    )
    return ResolvedProvider.model_construct(**{**dict(provider), "payloads": tuple(bare)})


def bodies(item: Sampled) -> list[Json]:
    return [
        filled(item.templates[shown.template].value, shown.slot, shown.case.code.value)
        for shown in item.shown
    ]


CODED = {"type": "string", "x-vocabulary": "acme:codes"}
BODY = {
    "type": "object",
    "properties": {
        "~ /": CODED, "a": {"type": "integer"},
        "list": {"type": "array", "items": {"type": "object", "required": ["id"], "properties": {
            "id": {"type": "string", "minLength": 9}, "code": CODED}}},
        "map": {"type": "object", "additionalProperties": CODED},
        "maybe": {"anyOf": [{"type": "null"}, {"type": "object", "required": ["n"], "properties": {
            "n": {"type": "integer"}, "code": {"anyOf": [CODED, {"type": "null"}]}}}]},
        "either": {"anyOf": [
            {"type": "object", "properties": {"code": CODED, "text": {"type": "string"}}},
            {"type": "object", "required": ["other"], "properties": {"other": CODED}},
            {"type": "array", "items": {"anyOf": [
                {"type": "object", "properties": {"code": CODED}}, CODED]}}]},
        "open": {"type": "object", "properties": {"own": {"type": "string"}}, "additionalProperties": CODED},
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("pointer", "example", "expected"),
    [
        ("/~0 ~1", {"~ /": "B", "a": 1}, {"~ /": "X", "a": 1}),
        ("/list/*/code", {}, {"list": [{"id": "example..", "code": "X"}]}),
        ("/list/*/code", {"list": []}, {"list": [{"id": "example..", "code": "X"}]}),
        ("/list/*/code", {"list": [{"id": "1"}, {}]}, {"list": [{"id": "1", "code": "X"}, {}]}),
        ("/map/*", {}, {"map": {"example": "X"}}),
        ("/map/*", {"map": {"a": "B", "b": "B"}}, {"map": {"a": "X", "b": "B"}}),
        ("/maybe/code", {"maybe": None}, {"maybe": {"n": 0, "code": "X"}}),
        ("/maybe/code", {"maybe": {"n": 5, "code": None}}, {"maybe": {"n": 5, "code": "X"}}),
        ("/either/code", {"either": {"text": "t"}}, {"either": {"text": "t", "code": "X"}}),
        ("/either/code", {"either": ["B"]}, {"either": {"code": "X"}}),
        ("/either/code", {"either": {"other": "B"}}, {"either": {"code": "X"}}),
        ("/either/other", {"either": {"code": "B"}}, {"either": {"other": "X"}}),
        ("/either/*", {"either": {"code": "B"}}, {"either": ["X"]}),
        ("/either/*/code", {"either": {"code": "B"}}, {"either": [{"code": "X"}]}),
        ("/either/*/code", {"either": ["B", "B"]}, {"either": [{"code": "X"}, "B"]}),
        ("/open/*", {"open": {"own": "t"}}, {"open": {"own": "t", "example": "X"}}),
        ("/open/*", {"open": {"own": "t", "a": "B"}}, {"open": {"own": "t", "a": "X"}}),
    ],
)
def test_a_code_is_put_where_it_belongs_and_nothing_else_changes(
    pointer: str, example: Json, expected: Json
) -> None:
    before = json.dumps(example)
    assert filled(example, slot(BODY, example, pointer, {"acme:codes": "A"}), "X") == expected
    assert json.dumps(example) == before


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"const": None}, None),
        ({"type": "string", "enum": ["b", "a"]}, "b"),
        (CODED, "A"),
        ({"type": "boolean"}, False),
        ({"type": "array", "items": CODED}, []),
        ({"type": "object", "additionalProperties": CODED}, {}),
        ({"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}], "properties": {"a": CODED}},
         {"a": "A"}),
        ({"anyOf": [{"anyOf": [{"type": "number"}]}, {"type": "null"}]}, 0),
    ],
)  # fmt: skip
def test_the_smallest_value_of_a_schema(schema: Json, expected: Json) -> None:
    assert smallest(schema, {"acme:codes": "A"}) == expected


def test_nothing_is_changed_at_the_root_but_by_a_whole_value() -> None:
    assert put({"a": 1}, Replacement((), 2)) == 2
