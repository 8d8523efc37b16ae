"""A shape asks exactly what its schema asks, whatever the schema says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from codegen.views.flavors import STRICT, TOLERANT, flavored
from codegen.views.shape_table import parts
from codegen.views.shapes import Schema, Shape, shape_of
from tests.conftest import REPO
from tests.jsonschema.tools import payloads
from tests.specs import resolved

NAMES = ["a", "b", "__proto__"]
scalars = st.sampled_from([None, True, False, 0, 1, 1.0, 1.5, "", "a", "bc", "\U0001f600"])
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*NAMES, "z"]), inner),
    max_leaves=6,
)
types = st.sampled_from(["string", "integer", "number", "boolean", "object", "array", "null"])


def schemas(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    """Any combination of the keywords that a payload's schema may have."""
    fields = st.dictionaries(st.sampled_from(NAMES[:2]), inner, max_size=2)
    keywords: dict[str, st.SearchStrategy[Any]] = {
        "type": types,
        "const": values,
        "enum": st.lists(values, min_size=1, max_size=3),
        "minLength": st.integers(0, 2),
        "properties": fields,
        "patternProperties": st.builds(lambda child: {"^__proto__$": child}, inner),
        "required": st.lists(st.sampled_from(NAMES), unique=True, max_size=2),
        "additionalProperties": st.just(False) | inner,
        "items": inner,
        "anyOf": st.lists(inner, min_size=1, max_size=3),
    }
    return st.fixed_dictionaries({}, optional=keywords).filter(lambda it: not {"const", "enum"} <= set(it))


any_schema = st.recursive(
    st.builds(dict) | st.builds(lambda name: {"type": name}, types), schemas, max_leaves=6
)


def accepts(shape: Shape, value: Any) -> bool:
    """Judge a value by a shape, as its docstring says."""
    kind = kinds(value) & shape.types
    listed = not shape.values or any(same(json.loads(text), value) for text in shape.values)
    inside = fields_fit(shape, value) if isinstance(value, dict) else True
    if isinstance(value, list) and shape.items:
        inside = all(accepts(shape.items, item) for item in value)
    if isinstance(value, str):
        inside = len(value) >= shape.min_length
    fits = not shape.options or any(accepts(option, value) for option in shape.options)
    return bool(kind) and listed and inside and fits


def fields_fit(shape: Shape, value: dict[str, Any]) -> bool:
    declared = dict(shape.fields)
    others = [item for name, item in value.items() if name not in declared]
    return (
        set(shape.required) <= set(value)
        and all(accepts(declared[name], item) for name, item in value.items() if name in declared)
        and not (shape.closed and others)
        and all(accepts(shape.rest, item) for item in others if shape.rest)
    )


def kinds(value: Any) -> set[str]:
    return {
        name for name in Shape().types | {"integer"} if Draft202012Validator({"type": name}).is_valid(value)
    }


def same(one: Any, other: Any) -> bool:
    return Draft202012Validator({"const": one}).is_valid(other)


@given(any_schema, st.lists(values, min_size=1, max_size=8))
def test_a_shape_accepts_what_its_schema_accepts(schema: Schema, tried: list[Any]) -> None:
    shape, judge = shape_of(schema), Draft202012Validator(schema)
    for value in tried:
        assert accepts(shape, value) == judge.is_valid(value), (shape, value)


@pytest.mark.slow
@given(st.data())
def test_so_does_the_shape_of_each_real_payload(data: st.DataObject) -> None:
    payload = data.draw(st.sampled_from(list(payloads("real"))))
    flavor = data.draw(st.sampled_from([TOLERANT, STRICT]))
    schema = flavored(payload.body, flavor, resolved("real").vocabularies)
    shape, judge = shape_of(schema), Draft202012Validator(schema)
    for example in payload.examples:
        assert accepts(shape, example.value) == judge.is_valid(example.value)


@pytest.mark.parametrize(
    ("branches", "shape"),
    [
        ([{"type": "string"}, {"type": "null"}], Shape(frozenset({"string", "null"}))),
        ([{"enum": ["A", "B"]}, {"type": "string"}], Shape(frozenset({"string"}))),
        ([{"type": "string", "enum": ["A"]}, {"const": "B"}], Shape(frozenset({"string"}), ('"A"', '"B"'))),
        ([{"type": "string", "enum": ["A"]}, {"type": "null"}],
         Shape(frozenset({"string", "null"}), ('"A"', "null"))),
        ([{"type": "array", "items": {"type": "null"}}, {"type": "string"}],
         Shape(frozenset({"array", "string"}), items=Shape(frozenset({"null"})))),
    ],
)  # fmt: skip
def test_alternatives_become_one_shape_where_they_can(branches: list[Schema], shape: Shape) -> None:
    assert shape_of({"anyOf": branches}) == shape


def test_no_real_payload_needs_alternatives_but_for_fields_that_must_be_there() -> None:
    # Each alternative is tried in turn, and what is wrong is hard to tell if none fits.
    def alternatives(shape: Shape) -> list[Shape]:
        return [*shape.options, *(option for _, part in parts(shape) for option in alternatives(part))]

    for path in sorted(Path(REPO / "generated/jsonschema").glob("*/*/*.json")):
        shape = shape_of(json.loads(path.read_bytes()))
        assert all(option == Shape(required=option.required) for option in alternatives(shape)), path
