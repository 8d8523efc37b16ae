"""Writes the files that load the data pack into BigQuery, Snowflake and ClickHouse.

None of the three can be run where the pack is built; each file begins with that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.pack.tables import BEHAVIOR, TABLES, ColumnType, PackTable

_NOT_RUN = "Not run by the tests of linkcodes: it follows the manual of {}."
_PREFIX = "linkcodes_"
"""So that the tables can share a schema with others."""


def write(folder: Path) -> None:
    """Write the files of all three."""
    (folder / "bigquery").mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        schema = json.dumps(_bigquery_schema(table), indent=2)
        _write(folder / f"bigquery/{table.name}.json", schema)
    _write(folder / "bigquery/load.sh", _bigquery_script())
    _write(folder / "snowflake.sql", "\n".join(_snowflake()))
    _write(folder / "clickhouse.sql", "\n".join(_clickhouse()))


def _write(path: Path, text: str) -> None:
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


# ---------------------------------------------------------------- BigQuery

_BIGQUERY = {"text": "STRING", "integer": "INTEGER", "boolean": "BOOLEAN", "date": "DATE"}
_BIGQUERY_SCRIPT = """\
#!/bin/sh
# usage: load/bigquery/load.sh DATASET, in the folder of the pack
# {not_run}
set -eu
dataset=$1
for table in {tables}; do
  bq rm --force --table "$dataset.{prefix}$table"
  bq mk --table "$dataset.{prefix}$table" "load/bigquery/$table.json"
  bq load --source_format=PARQUET "$dataset.{prefix}$table" "parquet/$table.parquet"
done
"""


def _bigquery_schema(table: PackTable) -> list[dict[str, str]]:
    return [
        {
            "name": column.name,
            "type": _BIGQUERY[column.type],
            "mode": "REQUIRED" if column.required else "NULLABLE",
            "description": column.summary,
        }
        for column in table.columns
    ]


def _bigquery_script() -> str:
    tables = " ".join(table.name for table in TABLES)
    return _BIGQUERY_SCRIPT.format(not_run=_NOT_RUN.format("BigQuery"), tables=tables, prefix=_PREFIX)


# ---------------------------------------------------------------- Snowflake

_SNOWFLAKE: Mapping[ColumnType, str] = {
    "text": "VARCHAR", "integer": "NUMBER(18, 0)", "boolean": "BOOLEAN", "date": "DATE",
}  # fmt: skip


def _snowflake() -> Iterator[str]:
    yield f"-- {_NOT_RUN.format('Snowflake')}"
    yield "-- Run it with SnowSQL in the folder of the pack: PUT reads files from there."
    for table in TABLES:
        name = f"{_PREFIX}{table.name}"
        columns = [
            f"  {column.name} {_SNOWFLAKE[column.type]}{' NOT NULL' if column.required else ''}"
            f" COMMENT {_literal(column.summary)}"
            for column in table.columns
        ]
        key = f"  PRIMARY KEY ({', '.join(table.key)})"
        yield f"\nCREATE OR REPLACE TABLE {name} (\n" + ",\n".join([*columns, key])
        yield f") COMMENT = {_literal(table.summary)};"
        yield f"PUT file://parquet/{table.name}.parquet @%{name} AUTO_COMPRESS = FALSE OVERWRITE = TRUE;"
        yield f"COPY INTO {name} FILE_FORMAT = (TYPE = PARQUET) MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE;"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# ---------------------------------------------------------------- ClickHouse

_CLICKHOUSE: Mapping[ColumnType, str] = {
    "text": "String", "integer": "Int64", "boolean": "Bool", "date": "Date",
}  # fmt: skip
_DICTIONARY = ("id", "has_behavior", *(column.name for column in BEHAVIOR), "summary", "page")


def _clickhouse() -> Iterator[str]:
    yield f"-- {_NOT_RUN.format('ClickHouse')}"
    yield "-- Run it with clickhouse-client in the folder of the pack: INFILE reads files from there."
    for table in TABLES:
        name, key = f"{_PREFIX}{table.name}", ", ".join(table.key)
        yield f"\nCREATE OR REPLACE TABLE {name} (\n{_clickhouse_columns(table)}"
        yield f") ENGINE = MergeTree ORDER BY ({key}) COMMENT {_literal(table.summary)};"
        yield f"INSERT INTO {name} FROM INFILE 'parquet/{table.name}.parquet' FORMAT Parquet;"
    yield f"""
-- dictGet('{_PREFIX}code', 'category', tuple(concat(vocabulary, '=', value))), and dictHas for what is listed
CREATE OR REPLACE DICTIONARY {_PREFIX}code (
  key String,
{_clickhouse_columns(TABLES[0], _DICTIONARY)}
)
PRIMARY KEY key
SOURCE(CLICKHOUSE(TABLE '{_PREFIX}codes'))
LAYOUT(COMPLEX_KEY_HASHED())
LIFETIME(0);"""


def _clickhouse_columns(table: PackTable, names: tuple[str, ...] = ()) -> str:
    chosen = [column for column in table.columns if not names or column.name in names]
    types = {column.name: _CLICKHOUSE[column.type] for column in chosen}
    return ",\n".join(
        f"  {column.name} {types[column.name] if column.required else f'Nullable({types[column.name]})'}"
        for column in chosen
    )
