"""Vectors that follow from the spec, as tables: most of them have the same fields, which are named once.

What a field has from other columns is left out of the rows, and so is a value that is the same in all of
them, but only where reading it back gives the very same value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from codegen.history.vectors import filled
from codegen.text.json_text import digest

Vector = dict[str, Any]
Cells = dict[str, Any]


class Layout(NamedTuple):
    """How the vectors of a kind are written; none of it changes what they are."""

    templates: Mapping[str, Sequence[Any]] = {}
    """By column, what it may have from columns that are named in braces; the first that fits is taken."""
    named: Sequence[str] = ()
    """Columns of long values that many rows share: each value is written once, under a short name."""


def tables(vectors: Iterable[tuple[Vector, Cells]], layout: Layout) -> Iterator[str]:
    """Yield a table for all vectors with the same fields, with a row a line for the sake of diffs.

    Beside each vector are columns that are no fields of it, from which some may be composed.
    """
    found: dict[tuple[str, ...], list[Cells]] = {}
    for vector, beside in vectors:
        cells = {**beside, **dict(_cells(vector))}
        left_out = dict(_templates(cells, layout))
        used = json.dumps([*left_out.values()])
        kept = {
            column: value
            for column, value in cells.items()
            if column not in left_out and (column not in beside or f"{{{column}}}" in used)
        }
        found.setdefault((_line(left_out), *kept), []).append(kept)
    for (left_out_text, *columns), rows in found.items():
        yield _table(columns, left_out_text, rows, [column for column in columns if column in layout.named])


def _table(columns: Sequence[str], left_out: str, rows: Sequence[Cells], named: Sequence[str]) -> str:
    head = f'{{"columns": {_line(columns)},\n"from": {left_out},\n'
    found = {column: _values([row[column] for row in rows]) for column in named}
    values = {column: by_name for column, by_name in found.items() if by_name is not None}
    lists = ",".join(f"\n{_line(column)}: {{{_list(by_name)}\n}}" for column, by_name in values.items())
    names = {
        column: {_line(value): name for name, value in by_name.items()} for column, by_name in values.items()
    }
    lines = ",".join(
        f"\n{_line([names.get(column, {}).get(_line(cell), cell) for column, cell in row.items()])}"
        for row in rows
    )
    return f'{head}"named": {{{lists}}},\n"rows": [{lines}\n]}}'


def _templates(cells: Cells, layout: Layout) -> Iterator[tuple[str, Any]]:
    """Yield each column that follows from others, with the template that gives it."""
    for column, templates in layout.templates.items():
        if column in cells:
            wanted = _line(cells[column])
            yield from [(column, each) for each in templates if _line(filled(each, cells)) == wanted][:1]


def _values(cells: Iterable[Any]) -> dict[str, Any] | None:
    """Return the values of a column by names that stay whatever else is added; null has none.

    Where two would share a name, which may happen once in thousands of specs, none has one.
    """
    by_text = {_line(value): value for value in cells if value is not None}
    by_name = {digest(value): value for value in by_text.values()}
    return by_name if len(by_name) == len(by_text) else None


def _list(values: Mapping[str, Any]) -> str:
    return ",".join(f"\n{_line(name)}: {_line(value)}" for name, value in values.items())


def _cells(vector: Vector) -> Iterator[tuple[str, Any]]:
    """Yield (column, value): the name, then `input.<argument>` and `expected.<field>`."""
    yield "name", vector["name"]
    for part in ("input", "expected"):
        yield from ((f"{part}.{field}", value) for field, value in vector[part].items())


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
