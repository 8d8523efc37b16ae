"""Tables of rules by column: the cells of a column are alike, so that gzip finds the most in common."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from codegen.text.typescript import key, literal

Record = Mapping[str, Any]
Lines = tuple[str, ...]
_FIRST, _LAST = ord("#"), ord("[")
"""The letters that replace values: none of them has to be escaped in a text."""
_USUAL = {"unattended_retry": False, "partial": False, "suspension_risk": False}
"""What behaviors mostly are, and the package assumes; null is the other thing that is left out."""


def columns(rows: Sequence[Record]) -> Lines:
    """Return a `key: column` for each key that rows have, in the order in which they appear."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return tuple(f"{key(name)}: {_column([row.get(name) for row in rows])}" for name in keys)


def _column(cells: list[Any]) -> str:
    """Return the cells one after another; as letters and the values they replace, where that is shorter."""
    while cells and cells[-1] is None:
        cells = cells[:-1]
    plain = literal(cells)
    texts = [json.dumps(cell) for cell in cells]
    values = {text: cell for text, cell in zip(texts, cells, strict=True) if cell is not None}
    if len(values) >= _LAST - _FIRST:
        return _listed(cells)
    letters = {text: chr(_FIRST + number) for number, text in enumerate(["null", *values])}
    coded = literal({"of": list(values.values()), "is": "".join(letters[text] for text in texts)})
    return coded if len(coded) < len(plain) else _listed(cells)


def _listed(cells: list[Any]) -> str:
    """Return a list with a line for each text; numbers and lists are short."""
    if not any(isinstance(cell, str) for cell in cells):
        return literal(cells)
    return "\n".join(["[", *(f"      {literal(cell)}," for cell in cells), "    ]"])


def behaviors(records: Iterable[Record]) -> Lines:
    """Return the columns of behaviors; what they usually are is left out."""
    usual = {**dict.fromkeys(("situation", "challenge", "wait", "scope")), **_USUAL}
    return columns([_without(record, usual) for record in records])


def _without(record: Record, usual: Record) -> Record:
    return {name: value for name, value in record.items() if name not in usual or value != usual[name]}


def meanings(codes: Iterable[Record]) -> Iterator[Record]:
    """Yield each code, followed by its several meanings: these have an id."""
    for code in codes:
        name = code.get("name", code["value"])
        yield {**_but(code, "contexts", "name"), "name": None if name == usual_name(code["value"]) else name}
        yield from code.get("contexts", ())


def _but(record: Record, *names: str) -> Record:
    return {name: value for name, value in record.items() if name not in names}


def usual_name(value: str | float) -> str:
    """`item.errorCode` -> `ITEM_ERROR_CODE`: the name that most values have. The package does the same."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", str(value))
    return re.sub(r"[^A-Z0-9]+", "_", spaced.upper())
