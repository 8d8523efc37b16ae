"""What the schemas make of all examples: Ajv compiles all schemas of a spec, which takes long, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import product
from pathlib import Path

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from codegen.model.wire import Recognize
from codegen.resolve.spec import ResolvedPayload
from codegen.views.flavors import STRICT, TOLERANT, flavored
from tests.jsonschema.tools import (
    Json,
    Rendered,
    all_schemas,
    every_flavor,
    every_spec,
    in_ajv,
    in_python,
    payloads,
    providers_with_payloads,
)
from tests.proved import GENERATED
from tests.specs import resolved

pytestmark = pytest.mark.follows_from(*GENERATED, "tests/jsonschema")

FLAVORS = ("tolerant", "strict")
EXPECTED = {"accept": (True, True), "reject": (False, False), "unlisted": (True, False)}
"""What the tolerant and the strict schema make of the examples in each folder."""
Judge = Callable[[Path, str], Mapping[str, list[bool]]]
"""What a validator says of the values of a schema, by the name of its file."""


def file_of(flavor: str, id: str) -> str:
    return f"{flavor}/{id.replace(':', '/')}.schema.json"


def values(spec: str) -> dict[str, list[Json]]:
    """Return what each schema judges: a payload's its examples, a provider's what it recognizes."""
    found: dict[str, list[Json]] = {}
    for payload, flavor in product(payloads(spec), FLAVORS):
        found[file_of(flavor, payload.id)] = [example.value for example in payload.examples]
        found.setdefault(file_of(flavor, payload.provider_id), []).extend(recognized(payload))
    return found


def recognized(payload: ResolvedPayload) -> list[Json]:
    """Return the accepted examples that have a sign of the payload.

    One may come without any of them, such as an empty list; then only the channel tells.
    """
    accepted = (example.value for example in payload.examples if example.verdict == "accept")
    return [value for value in accepted if any(matches(sign, value) for sign in payload.recognize)]


def matches(sign: Recognize, value: Json) -> bool:
    """Say whether a sign is there: its pointer exists and has its value, if it names one."""
    found = [value]
    for step in sign.pointer.split("/")[1:]:
        found = [
            child
            for node in found
            for child in (
                (node if isinstance(node, list) else [])
                if step == "*"
                else ([node[step]] if isinstance(node, dict) and step in node else [])
            )
        ]
    return any(sign.equals in (None, each) for each in found)


def judged_in_python(tree: Path, spec: str) -> Mapping[str, list[bool]]:
    schemas, tried = all_schemas(tree), values(spec)
    return dict(zip(tried, in_python([(schemas[name], tried[name]) for name in tried]), strict=True))


@cache
def judged_in_ajv(tree: Path, spec: str) -> Mapping[str, list[bool]]:
    """Return what Ajv says, which says nothing else.

    It checks against the meta-schema, knows every keyword, and has all schemas at once without a clash.
    """
    schemas, tried = all_schemas(tree), values(spec)
    jobs = [(schema, tried.get(name, [])) for name, schema in schemas.items()]
    return dict(zip(schemas, in_ajv(jobs), strict=True))


every_judge = pytest.mark.parametrize(
    ("spec", "judge"),
    [
        *product(("tiny", "hostile"), (judged_in_python, judged_in_ajv)),
        pytest.param("real", judged_in_ajv, marks=pytest.mark.slow),
    ],
)
"""The real schemas are made by the same templates as the small ones; Ajv alone judges hundreds in seconds."""


@pytest.mark.slow
@every_spec
def test_every_schema_is_valid_and_quiet(spec: str, rendered: Rendered) -> None:
    schemas = all_schemas(rendered(spec))
    for schema in schemas.values():
        jsonschema_rs.meta.validate(schema)
        if spec != "real":  # the same templates; with Python's validator, the real schemas take 20 seconds
            Draft202012Validator.check_schema(schema)
    assert judged_in_ajv(rendered(spec), spec).keys() == schemas.keys()


@every_judge
def test_every_example_behaves_as_its_folder_says(spec: str, judge: Judge, rendered: Rendered) -> None:
    verdicts = judge(rendered(spec), spec)
    wrong = [
        f"{example.place}: {flavor} schema says {verdict}"
        for payload, flavor in product(payloads(spec), FLAVORS)
        for example, verdict in zip(payload.examples, verdicts[file_of(flavor, payload.id)], strict=True)
        if verdict != EXPECTED[example.verdict][FLAVORS.index(flavor)]
    ]
    assert not wrong


def test_each_real_payload_has_examples_of_every_kind() -> None:
    # Without this, a payload without examples would pass the test above.
    for payload in payloads("real"):
        tolerant, strict = (
            flavored(payload.body, flavor, resolved("real").vocabularies) for flavor in (TOLERANT, STRICT)
        )
        expected = set(EXPECTED) - ({"unlisted"} if tolerant == strict else set())
        assert {example.verdict for example in payload.examples} == expected, payload.id


@every_judge
@every_flavor
def test_a_bundle_recognizes_every_payload_of_its_provider(
    spec: str, flavor: str, judge: Judge, rendered: Rendered
) -> None:
    verdicts = judge(rendered(spec), spec)
    for provider in providers_with_payloads(spec):
        mine = [payload for payload in payloads(spec) if payload.provider_id == provider]
        found = verdicts[file_of(flavor, provider)]
        assert len(found) >= len(mine) > 0
        assert all(found), provider
