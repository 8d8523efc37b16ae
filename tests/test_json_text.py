"""JSON for people: the same value, on as few lines as fit, and names that follow from content."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.text.json_text import WIDTH, digest, json_text

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.slow
@given(values)
def test_it_is_the_same_value_in_the_same_order(value: Any) -> None:
    text = json_text(value)
    assert text.endswith("\n")
    assert json.dumps(json.loads(text)) == json.dumps(value)


@pytest.mark.slow
@given(values)
def test_a_line_is_long_only_where_it_holds_a_single_value(value: Any) -> None:
    for line in json_text(value).splitlines() if json.dumps(value).isascii() else ():
        bare = line.strip().removesuffix(",")
        assert (
            len(line) <= WIDTH or bare[-1] not in "]}" or bare in ("{}", "[]") or bare.endswith(("[]", "{}"))
        )


def test_what_fits_is_on_one_line_and_the_rest_is_not() -> None:
    long = ["a" * 60, "b" * 60]
    assert json_text({"short": [1, {"a": None}], "long": long, "none": {}}) == (
        '{\n "short": [1, {"a": null}],\n "long": [\n'
        f'  "{long[0]}",\n  "{long[1]}"\n ],\n "none": {{}}\n}}\n'
    )


def test_a_comma_counts() -> None:
    fits, too_long = ["x" * (WIDTH - 6)], ["x" * (WIDTH - 5)]
    assert json_text([fits, too_long]) == f'[\n ["{fits[0]}"],\n [\n  "{too_long[0]}"\n ]\n]\n'


def test_a_digest_does_not_know_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})
