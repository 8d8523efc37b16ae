"""JSON with a line for each record: the same value, and no line for what is inside a record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.text.json_text import WIDTH
from codegen.text.row_text import row_text
from tests.test_json_text import values


@pytest.mark.slow
@given(values, st.integers(-1, 5))
def test_it_is_the_same_value_in_the_same_order(value: Any, levels: int) -> None:
    text = row_text(value, levels)
    assert text.endswith("\n")
    assert json.dumps(json.loads(text)) == json.dumps(value)


def test_a_record_is_one_line_however_long_and_a_table_is_not() -> None:
    record = {"id": "a", "note": "n" * WIDTH, "sources": ["x", "y"]}
    table = {f"key {number}": "v" * 20 for number in range(20)}
    assert row_text([record]) == f"[\n {json.dumps(record)}\n]\n"
    assert row_text(table).count("\n") == len(table) + 2


def test_what_is_nested_in_so_many_levels_is_one_line() -> None:
    deep = {"codes": {"OK": {"flags": [{"notes": ["n" * WIDTH, {"a": {"b": []}}]}]}}}
    assert row_text(deep, 2) == f'{{\n "codes": {{\n  "OK": {json.dumps(deep["codes"]["OK"])}\n }}\n}}\n'
    assert row_text(deep).count("\n") > row_text(deep, 2).count("\n")
