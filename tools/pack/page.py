"""What the page about the data pack is made of: its README, a diagram, and each table with its columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tools.pack.tables import TABLES, PackColumn, PackLink, PackTable

PAGE = "data-pack"
README = Path(__file__).parent / "README.md"
_ER = {"useMaxWidth": False, "nodeSpacing": 24, "rankSpacing": 16, "entityPadding": 4, "minEntityWidth": 60}
_LOOK = {"fontSize": 13, "themeVariables": {"fontSize": "13px"}, "er": _ER}
"""The picture keeps its size, so that it can be read."""
_PICTURES = (
    ("codes", "contexts", "advice", "actions", "messages", "http_statuses", "flags", "evidence", "changes"),
    ("providers", "vocabularies", "codes", "sources", "evidence"),
)
"""The tables of each picture: all of them side by side would be wider than a page."""


def pieces() -> str:
    """Return the pieces, each after the line that names its place in the page."""
    _, _, words = README.read_text(encoding="utf-8").partition("\n")
    tables = "\n".join(line for table in TABLES for line in _table(table))
    found = {"words": words, "diagram": diagram(), "tables": tables}
    return "".join(f"<!-- generated: {name} -->\n{piece}\n" for name, piece in found.items())


def diagram() -> str:
    """Return the diagrams of the tables that are linked: their keys, and where they lead."""
    left = [(table, link) for table in TABLES for link in table.links]
    pictures = []
    for names in _PICTURES:
        drawn = [(table, link) for table, link in left if {table.name, link.table} <= {*names}]
        left = [pair for pair in left if pair not in drawn]
        pictures.append(_picture(names, drawn))
    return "\n".join(f"```mermaid\n{picture}\n```\n" for picture in pictures)


def _picture(names: tuple[str, ...], drawn: list[tuple[PackTable, PackLink]]) -> str:
    entities = (line for table in TABLES if table.name in names for line in _entity(table))
    links = (f"  {link.table} ||--o{{ {table.name} : has" for table, link in drawn)
    head = (f"%%{{init: {json.dumps(_LOOK)}}}%%", "erDiagram", "  direction LR")
    return "\n".join((*head, *entities, *links))


def _entity(table: PackTable) -> Iterator[str]:
    yield f"  {table.name} {{"
    yield from (f"    {line}" for line in _keys(table))
    yield "  }"


def _keys(table: PackTable) -> Iterator[str]:
    linked = {name for link in table.links for name in link.columns}
    for column in table.columns:
        marks = (["PK"] if column.name in table.key else []) + (["FK"] if column.name in linked else [])
        if marks:
            yield f"{column.type} {column.name} {', '.join(marks)}"


def _table(table: PackTable) -> Iterator[str]:
    yield f"### {table.name} {{ #{table.name} data-search-exclude }}\n"
    yield f"{table.summary} Key: {', '.join(f'`{name}`' for name in table.key)}.\n"
    for link in table.links:
        columns = ", ".join(f"`{name}`" for name in link.columns)
        yield f"{columns} leads to [{link.table}](#{link.table}).\n"
    yield "| Column | Type | What it contains |\n|---|---|---|"
    yield from map(_row, table.columns)
    yield ""


def _row(column: PackColumn) -> str:
    kind = column.type if column.required else f"{column.type}, may be empty"
    return f"| `{column.name}` | {kind} | {column.summary} |"
