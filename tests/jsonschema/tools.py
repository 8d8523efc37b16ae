"""What the tests of the schemas share: both validators, and values to try."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from codegen.output.render import Known, Workshop
from codegen.resolve.spec import ResolvedPayload
from codegen.targets.jsonschema.target import TARGET
from tests.conftest import REPO, SPECS
from tests.specs import resolved

Rendered = Callable[[str], Path]
Json = Any
Jobs = list[tuple[Json, list[Json]]]
"""Schemas, each with values to judge by it."""
Validate = Callable[[Jobs], list[list[bool]]]

every_spec = pytest.mark.parametrize("spec", SPECS)
every_flavor = pytest.mark.parametrize("flavor", ["tolerant", "strict"])


def payloads(spec: str) -> Iterator[ResolvedPayload]:
    return (payload for provider in resolved(spec).providers for payload in provider.payloads)


def schema_of(tree: Path, flavor: str, full_id: str) -> Json:
    path = tree / "jsonschema" / flavor / f"{full_id.replace(':', '/')}.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))


def all_schemas(tree: Path) -> dict[str, Json]:
    root = tree / "jsonschema"
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*.json")}
    assert found
    return {name: json.loads(path.read_text(encoding="utf-8")) for name, path in found.items()}


def providers_with_payloads(spec: str) -> set[str]:
    return {payload.provider_id for payload in payloads(spec)}


def workshop(known: Known | None = None) -> Workshop:
    return Workshop(TARGET.folder, known)


def in_python(jobs: Jobs) -> list[list[bool]]:
    return [[Draft202012Validator(schema).is_valid(value) for value in values] for schema, values in jobs]


def in_ajv(jobs: Jobs) -> list[list[bool]]:
    asked = json.dumps([{"schema": schema, "values": values} for schema, values in jobs])
    script = ["node", str(REPO / "tests/jsonschema/ajv_check.mjs")]
    done = subprocess.run(script, input=asked, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    verdicts: list[list[bool]] = json.loads(done.stdout)
    return verdicts


every_validator = pytest.mark.parametrize("validate", [in_python, in_ajv])
every_spec_validated = pytest.mark.parametrize(
    ("spec", "validate"),
    [
        *product(("tiny", "hostile"), (in_python, in_ajv)),
        pytest.param("real", in_ajv, marks=pytest.mark.slow),
    ],
)
"""The real schemas are made by the same templates as the small ones; Ajv alone judges hundreds in seconds."""


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def mutated(value: Json, data: st.DataObject) -> Json:
    """Return a value with one of its nodes replaced, removed or joined by another."""
    value = copy.deepcopy(value)
    nodes = [node for node in walk(value) if isinstance(node, dict) and node]
    if not nodes:
        return value
    node = data.draw(st.sampled_from(nodes))
    key = data.draw(st.sampled_from(sorted(node)))
    match data.draw(st.sampled_from(["replace", "remove", "add"])):
        case "replace":
            node[key] = data.draw(json_values)
        case "remove":
            del node[key]
        case "add":
            node[data.draw(st.text(max_size=8))] = data.draw(json_values)
    return value


def walk(value: Json) -> Iterator[Json]:
    yield value
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in children:
        yield from walk(each)
