"""What the databases have in common: names in quotes, and the statement that creates a table."""

from __future__ import annotations

from collections.abc import Mapping

from tools.pack.tables import TABLES, ColumnType, PackTable

_KEYS = {table.name: table.key for table in TABLES}


def quoted(name: str) -> str:
    """Return a name of the pack as SQL; no name has a quote."""
    return f'"{name}"'


def names(columns: tuple[str, ...]) -> str:
    """Return names in parentheses."""
    return f"({', '.join(map(quoted, columns))})"


def create_table(table: PackTable, types: Mapping[ColumnType, str], *, with_links: bool) -> str:
    """Return the statement that creates a table with its key and, if asked, its links."""
    lines = [
        f"{quoted(column.name)} {types[column.type]}{' NOT NULL' if column.required else ''}"
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY {names(table.key)}")
    if with_links:
        lines += [
            f"FOREIGN KEY {names(link.columns)} REFERENCES {quoted(link.table)} {names(_KEYS[link.table])}"
            for link in table.links
        ]
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"
