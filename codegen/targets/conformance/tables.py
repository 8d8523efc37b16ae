"""Vectors that follow from the spec, as tables: most of them have the same fields, which are named once.

What a field has from other columns is left out of the rows, and so is a value that is the same in all of
them, but only where reading it back gives the very same value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from codegen.text.json_text import digest
from codegen.text.vectors import filled

Vector = dict[str, Any]
Cells = dict[str, Any]
_line = json.JSONEncoder(ensure_ascii=False).encode
"""Writes a value; `json.dumps` would make a writer for each of them."""


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
    found: dict[tuple[tuple[tuple[str, int], ...], tuple[str, ...]], list[Cells]] = {}
    for vector, beside in vectors:
        cells = {**beside, **dict(_cells(vector))}
        found.setdefault((tuple(_fitting(cells, layout)), tuple(cells)), []).append(cells)
    for (fitting, columns), rows in found.items():
        left_out = {column: layout.templates[column][number] for column, number in fitting}
        used = _line(left_out)
        # A column without a dot is no field: it is there if something is composed of it, or it is the name.
        kept = [
            column
            for column in columns
            if column not in left_out and (column == "name" or "." in column or f"{{{column}}}" in used)
        ]
        yield _table(kept, used, rows, [column for column in kept if column in layout.named])


def _table(columns: Sequence[str], left_out: str, rows: Sequence[Cells], named: Sequence[str]) -> str:
    head = f'{{"columns": {_line(columns)},\n"from": {left_out},\n'
    found = {column: _values([row[column] for row in rows]) for column in named}
    values = {column: by_name for column, by_name in found.items() if by_name is not None}
    lists = ",".join(f"\n{_line(column)}: {{{_list(by_name)}\n}}" for column, by_name in values.items())
    names = {
        column: {_line(value): name for name, value in by_name.items()} for column, by_name in values.items()
    }
    lines = ",".join(
        f"\n{_line([_named(names.get(column), row[column]) for column in columns])}" for row in rows
    )
    return f'{head}"named": {{{lists}}},\n"rows": [{lines}\n]}}'


def _named(names: Mapping[str, str] | None, cell: Any) -> Any:
    return cell if names is None or cell is None else names[_line(cell)]


def _fitting(cells: Cells, layout: Layout) -> Iterator[tuple[str, int]]:
    """Yield each column that follows from others, with the number of the template that gives it."""
    for column, templates in layout.templates.items():
        if column in cells:
            wanted = cells[column]
            fits = (number for number, each in enumerate(templates) if _same(filled(each, cells), wanted))
            yield from [(column, number) for number in fits][:1]


def _same(one: Any, other: Any) -> bool:
    """Whether two values are the same as JSON; of texts, which most are, that is plain to see."""
    return one == other and (isinstance(one, str) or _line(one) == _line(other))


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
