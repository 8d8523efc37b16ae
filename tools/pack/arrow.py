"""Writes the data pack as Parquet and as Arrow IPC files."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet

from tools.pack.rows import Pack, version_of
from tools.pack.tables import TABLES, PackTable

_TYPES = {"text": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32()}


def tables(pack: Pack) -> dict[str, pa.Table]:
    """Return the tables with their types; what a column is, and which version it is, are in the schema."""
    return {table.name: _table(table, pack) for table in TABLES}


def write(pack: Pack, parquet: Path, arrow: Path) -> None:
    """Write a file of each kind for each table."""
    for folder in (parquet, arrow):
        folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables(pack).items():
        pyarrow.parquet.write_table(table, parquet / f"{name}.parquet", compression="zstd")
        # Not compressed: such a file is mapped into memory and used as it is.
        with pyarrow.ipc.new_file(arrow / f"{name}.arrow", table.schema) as file:
            file.write_table(table)


def _table(table: PackTable, pack: Pack) -> pa.Table:
    fields = [
        pa.field(column.name, _TYPES[column.type], not column.required, {"summary": column.summary})
        for column in table.columns
    ]
    about = {"linkcodes.spec_version": version_of(pack), "summary": table.summary}
    rows = pack[table.name]
    columns = [pa.array([row[index] for row in rows], field.type) for index, field in enumerate(fields)]
    return pa.Table.from_arrays(columns, schema=pa.schema(fields, about))
