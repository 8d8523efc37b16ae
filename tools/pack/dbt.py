"""Puts the dbt package together: what is written by hand in `packages/dbt`, and its seeds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tools.pack.rows import Pack, version_of
from tools.pack.tables import TABLES, PackColumn, PackTable

SOURCE = Path(__file__).resolve().parents[2] / "packages/dbt"
SEEDS = ("codes", "contexts", "advice", "sources")
"""The tables that are seeds; the others are for those who load the pack itself."""
_PREFIX = "linkcodes_"
_LEFT_BY_DBT = ("dbt_packages", "logs", "target")
_VERSION = 'version: "0.0.0"'
_TYPES = {
    "text": "{{ 'string' if target.type in ('bigquery', 'databricks', 'spark') else 'varchar' }}",
    "integer": "{{ 'int64' if target.type == 'bigquery' else 'bigint' }}",
    "boolean": "boolean",
    "date": "date",
}


def write(pack: Pack, csv: Path, folder: Path) -> None:
    """Write the package; the files of the tables are in `csv`."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns(*_LEFT_BY_DBT))
    project = folder / "dbt_project.yml"
    text = project.read_text(encoding="utf-8").replace(_VERSION, f'version: "{version_of(pack)}"')
    project.write_text(text, encoding="utf-8")
    (folder / "seeds").mkdir()
    for name in SEEDS:
        shutil.copyfile(csv / f"{name}.csv", folder / f"seeds/{_PREFIX}{name}.csv")
    # JSON is YAML, and needs no library to be written.
    described = json.dumps(properties(pack), indent=2)
    (folder / "seeds/seeds.yml").write_text(described + "\n", encoding="utf-8")


def properties(pack: Pack) -> dict[str, Any]:
    """Return the descriptions, types and tests of the seeds."""
    words = _words(pack)
    tables = [table for table in TABLES if table.name in SEEDS]
    return {"version": 2, "seeds": [_seed(table, words) for table in tables]}


def _words(pack: Pack) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for axis, term, _ in pack["terms"]:
        found.setdefault(str(axis), []).append(str(term))
    return found


def _seed(table: PackTable, words: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "name": f"{_PREFIX}{table.name}",
        "description": table.summary,
        "config": {"column_types": {column.name: _TYPES[column.type] for column in table.columns}},
        "columns": [_column(table, column, words) for column in table.columns],
    }


def _column(table: PackTable, column: PackColumn, words: dict[str, list[str]]) -> dict[str, Any]:
    tests: list[Any] = ["not_null"] if column.required and column.name != "value" else []
    if (column.name,) == table.key:
        tests.append("unique")
    if column.name in words:
        tests.append({"accepted_values": {"arguments": {"values": words[column.name]}}})
    tests += [
        {"relationships": {"arguments": {"to": f"ref('{_PREFIX}{link.table}')", "field": column.name}}}
        for link in table.links
        if link.columns == (column.name,) and link.table in SEEDS
    ]
    return {
        "name": column.name,
        "description": column.summary,
        **({"data_tests": tests} if tests else {}),
    }
