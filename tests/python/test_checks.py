"""Checks of single schemas: every keyword that bodies may use says what it says to `jsonschema`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from codegen.views.shapes import shape_of
from tests.python.conftest import Import
from tests.python.tables import checked

Json = Any
VALUES: list[Json] = [
    None, True, False, 0, 1, 2, -1, 0.0, 1.0, 0.5, 1e300, "", "a", "ab", "1", "😀",
    [], [1], [True], [1.0], ["a", []],
    {}, {"a": 1}, {"a": True}, {"a": 1.0}, {"a": 1, "b": 2}, {"a": {"b": None}}, {"a": {"b": False}},
]  # fmt: skip
TYPES = ["string", "integer", "number", "boolean", "null", "object", "array"]


def checks(package: Import) -> Callable[[Json], Any]:
    """Return what makes a check of a schema."""

    return lambda schema: checked(package("_validation.checks"), shape_of(schema))


def agree(mine: Any, schema: Json, tried: Iterable[Json]) -> None:
    judge = Draft202012Validator(schema)
    for value in tried:
        problems = mine.check(value)
        assert (problems is None) == judge.is_valid(value), (schema, value)
        assert problems is None or problems
        assert type(value) not in mine.plain or problems is None


def test_every_keyword_with_every_value(real: Import) -> None:
    make = checks(real)
    schemas: list[Json] = [
        {},
        *({"type": name} for name in TYPES),
        *({"const": value} for value in VALUES),
        *({"enum": [value, "ab"]} for value in VALUES),
        *({"type": "string", "minLength": least} for least in range(4)),
        *({"minLength": least} for least in range(4)),
        *({"items": {"type": name}} for name in TYPES),
        *({"additionalProperties": {"const": value}} for value in VALUES),
        *({"properties": {"a": {"type": name}}, "required": ["a"]} for name in TYPES),
        *({"anyOf": [{"type": "null"}, {"type": name, "const": 1}]} for name in TYPES),
        {"anyOf": [{"required": ["a"]}, {"required": ["b"]}], "properties": {"a": {"const": 1}}},
    ]
    for schema in schemas:
        agree(make(schema), schema, VALUES)


def test_of_several_alternatives_the_nearest_says_what_is_wrong(tiny: Import) -> None:
    far = {"type": "object", "required": ["a", "b"]}
    near = {"type": "object", "required": ["c"], "properties": {"c": {"type": "string"}}}
    for options in ([far, near], [near, far]):
        check = checks(tiny)({"anyOf": [*options, {"type": "null"}]}).check
        [problem] = check({"c": 1})
        assert tiny("_validation.problems").told(problem) == ("/c", "must be a string, not an integer")
        [problem] = check("c")
        assert problem.message == "must be an object or null, not a string"


scalars = st.none() | st.booleans() | st.integers(-2, 2) | st.sampled_from([0.0, 1.0, 0.5, "", "a", "b"])
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)
"""Few different values, so that those of a schema and those that are judged by it often are the same."""


def some_of(keywords: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({}, optional=keywords)


types = st.sampled_from(["string", "integer", "number", "boolean", "null", "object", "array"])
bodies = st.recursive(
    some_of({"type": types, "required": st.lists(st.sampled_from("ab"), unique=True)})
    | some_of({"type": types, "const": values})
    | some_of({"type": types, "enum": st.lists(values, min_size=1, max_size=3)})
    | some_of({"type": st.just("string"), "minLength": st.integers(0, 2)}),
    lambda inner: some_of(
        {
            "type": st.sampled_from(["object", "array"]),
            "properties": st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
            "required": st.lists(st.sampled_from("ab"), unique=True),
            "additionalProperties": inner,
            "items": inner,
            "anyOf": st.lists(inner, min_size=1, max_size=3),
        }
    ),
    max_leaves=6,
)
"""Schemas of all keywords that bodies may use, sensible or not."""


@pytest.mark.slow
def test_it_agrees_with_jsonschema_on_any_schema(real: Import) -> None:
    make = checks(real)

    @settings(max_examples=max(300, settings().max_examples))
    @given(bodies, st.lists(values, min_size=1, max_size=5))
    def check(schema: Json, tried: list[Json]) -> None:
        agree(make(schema), schema, tried)

    check()
