"""Fills all tables of the data pack from what is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from tools.pack import facts, meanings, people
from tools.pack.published import Published, Record
from tools.pack.tables import TABLES, PackTable

Cell = str | int | bool | date | None
Pack = dict[str, list[tuple[Cell, ...]]]
"""The rows of each table by its name, in the order of their keys; the cells in the order of the columns."""
_FILLED: dict[str, Callable[[Published], Iterator[Record]]] = {
    "codes": meanings.codes, "contexts": meanings.contexts, "advice": meanings.advice,
    "actions": meanings.actions, "changes": meanings.changes, "messages": facts.messages,
    "http_statuses": facts.http_statuses, "flags": facts.flags, "evidence": facts.evidence,
    "vocabularies": facts.vocabularies, "providers": facts.providers, "sources": facts.sources,
    "texts": people.texts, "terms": people.terms,
    "about": lambda published: iter([{"spec_version": published.document["spec_version"]}]),
}  # fmt: skip


def pack(generated: Path) -> Pack:
    """Return the rows of all tables."""
    published = Published(generated)
    return {table.name: _rows(table, _FILLED[table.name](published)) for table in TABLES}


def version_of(rows: Pack) -> str:
    """Return the version of the spec that a pack was made from."""
    return str(rows["about"][0][0])


def _rows(table: PackTable, records: Iterator[Record]) -> list[tuple[Cell, ...]]:
    names = [column.name for column in table.columns]
    key = [names.index(name) for name in table.key]
    dates = {column.name for column in table.columns if column.type == "date"}
    rows = (
        tuple(date.fromisoformat(row[name]) if name in dates else row.get(name) for name in names)
        for row in records
    )
    return sorted(rows, key=lambda row: [row[index] for index in key])
