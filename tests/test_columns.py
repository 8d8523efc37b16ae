"""The one table from columns to the words of the taxonomy, and what is made from it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from codegen.model.base import Model
from codegen.model.codes import Behavior, Code
from codegen.model.columns import ALL_AXES, TERMS
from codegen.model.taxonomy import Advice, Situation, Taxonomy
from tests.conftest import REPO
from tools.pack import dbt
from tools.pack.rows import pack
from tools.pack.tables import TABLES


@pytest.mark.parametrize("part", [Advice, Behavior, Code, Situation])
def test_the_table_agrees_with_the_model(part: type[Model]) -> None:
    listed = {
        name: field.json_schema_extra["x-axis"]
        for name, field in part.model_fields.items()
        if isinstance(field.json_schema_extra, dict) and "x-axis" in field.json_schema_extra
    }
    named = {name: TERMS[name] for name in listed if name in TERMS}
    assert named == {name: listed[name] for name in named} != {}
    assert not {*Advice.model_fields} & {*listed} - {*TERMS}


def test_every_axis_is_one_of_the_taxonomy() -> None:
    assert {axis.terms for axis in ALL_AXES} <= Taxonomy.model_fields.keys()


@pytest.mark.slow
def test_dbt_checks_the_words_of_every_column_that_has_them() -> None:
    found = pack(REPO / "generated")
    words = {str(axis) for axis, _, _ in found["terms"]}
    seeds: list[dict[str, Any]] = dbt.properties(found)["seeds"]
    for table, seed in zip((item for item in TABLES if item.name in dbt.SEEDS), seeds, strict=True):
        expected = {column.name for column in table.columns} & words
        checked = {item["name"] for item in seed["columns"] if "accepted_values" in json.dumps(item)}
        assert checked == expected, table.name
