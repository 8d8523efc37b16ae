"""Reads what an argument names: a column of the frame, or a constant."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import NamedTuple

from linkcodes._index import TYPE_NAMES
from linkcodes._runtime.rules import PROVIDERS
from linkcodes.taxonomy import Operation

__all__ = ["Column", "ColumnOrConstant", "Constant", "column", "constant", "found"]


class Constant(NamedTuple):
    """A value that is the same in every row."""

    value: object


class Column(NamedTuple):
    """A column, by its name."""

    name: str


ColumnOrConstant = str | int | Constant | Column
"""What says what a row is asked about; members of enumerations are texts or numbers, too."""


def constant(value: object) -> Constant:
    """Return an argument that is this value in every row."""
    return Constant(value)


def column(name: str) -> Column:
    """Return an argument that is in each row what this column has."""
    return Column(name)


_IDS: dict[str, frozenset[str]] = {
    "provider": frozenset(PROVIDERS),
    "vocabulary": frozenset({*TYPE_NAMES, *(id.partition(":")[2] for id in TYPE_NAMES)}),
    "operation": frozenset(map(str, Operation)),
}
"""The texts that may be constants as they are, by the arguments that take them."""


def found(argument: str, told: object, columns: Collection[str]) -> Column | Constant:
    """Return which column or constant an argument names; raise if that is neither, or could be both."""
    if type(told) is str:
        return _named(argument, told, columns)
    if isinstance(told, Column) and told.name not in columns:
        raise ValueError(f"{argument}: there is no column {told.name!r}; {_list(columns)}")
    if isinstance(told, Column | Constant):
        return told
    if isinstance(told, Enum) or type(told) is int:
        return Constant(told)
    kind = type(told).__name__
    raise TypeError(f"{argument} must be the name of a column, or constant(...), not {kind}")


def _named(argument: str, name: str, columns: Collection[str]) -> Column | Constant:
    is_id = name in _IDS.get(argument, ())
    if name in columns and is_id:
        both = f"column({name!r}) or constant({name!r})"
        raise ValueError(f"{argument}: {name!r} is both a column and an id; write {both}")
    if name in columns:
        return Column(name)
    if is_id:
        return Constant(name)
    raise ValueError(
        f"{argument}: there is no column {name!r}; for a constant, write constant({name!r}). {_list(columns)}"
    )


def _list(columns: Collection[str]) -> str:
    return f"The columns are: {', '.join(map(str, columns))}"
