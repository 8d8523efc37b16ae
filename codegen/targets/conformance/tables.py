"""Vectors that follow from the spec, as tables: most of them have the same fields, which are named once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

Vector = dict[str, Any]


def tables(vectors: Iterable[Vector]) -> Iterator[str]:
    """Yield a table for all vectors with the same fields, with a row a line for the sake of diffs."""
    found: dict[tuple[str, ...], list[str]] = {}
    for vector in vectors:
        cells = dict(_cells(vector))
        found.setdefault(tuple(cells), []).append(_line([*cells.values()]))
    for columns, rows in found.items():
        lines = ",".join(f"\n{row}" for row in rows)
        yield f'{{"columns": {_line(columns)}, "rows": [{lines}\n]}}'


def _cells(vector: Vector) -> Iterator[tuple[str, Any]]:
    """Yield (column, value): the name, then `input.<argument>` and `expected.<field>`."""
    yield "name", vector["name"]
    for part in ("input", "expected"):
        yield from ((f"{part}.{field}", value) for field, value in vector[part].items())


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
