"""Writes the data pack as one SQLite database, with nothing but the standard library."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from pathlib import Path

from tools.pack.rows import Pack
from tools.pack.sql import create_table, quoted
from tools.pack.tables import ColumnType, PackTable, linked_first

_TYPES: Mapping[ColumnType, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
_PAGE = 4096
_WRITER = slice(96, 100)
"""Where a database keeps the version of the library that wrote it; the rest says nothing about its writer."""


def write(pack: Pack, path: Path, tables: Collection[str] | None = None) -> None:
    """Write the database, with all tables or with some; one that is there is replaced."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute(f"PRAGMA page_size = {_PAGE}")
        database.execute("BEGIN")
        for table in linked_first():
            if tables is None or table.name in tables:
                _fill(database, table, pack)
        database.execute("COMMIT")
        database.execute("VACUUM")
    finally:
        database.close()
    data = bytearray(path.read_bytes())
    data[_WRITER] = bytes(4)
    path.write_bytes(data)


def _fill(database: sqlite3.Connection, table: PackTable, pack: Pack) -> None:
    database.execute(f"{create_table(table, _TYPES, with_links=True)} WITHOUT ROWID")
    cells = ", ".join("?" for _ in table.columns)
    dates = [index for index, column in enumerate(table.columns) if column.type == "date"]
    rows = (
        [str(cell) if index in dates else cell for index, cell in enumerate(row)] for row in pack[table.name]
    )
    database.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({cells})", rows)
    for link in table.links:
        if link.columns != table.key[: len(link.columns)]:
            columns = ", ".join(map(quoted, link.columns))
            name = quoted(f"{table.name}_{'_'.join(link.columns)}")
            database.execute(f"CREATE INDEX {name} ON {quoted(table.name)} ({columns})")
