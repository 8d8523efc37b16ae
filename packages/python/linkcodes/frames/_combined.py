"""Numbers the combinations of values that the rows of an eager frame have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple


class CodedColumn(NamedTuple):
    """A column as one number a row, each the place of its value in a list."""

    numbers: Any
    values: list[Any]


Pair = Callable[[Any, int, Any], tuple[Any, list[int]]]
"""Pairs a column of numbers with another, whose numbers are below a size: returns places in the list of the
distinct pairs, and that list, in which a pair is the first number times the size plus the second."""


def combined(columns: Iterable[CodedColumn], pair: Pair) -> tuple[Any, list[tuple[object, ...]]]:
    """Return each row's place in the list of combinations, and that list.

    After each column the combinations are numbered again, so that numbers never grow beyond that of the rows.
    """
    first, *others = columns
    numbers: Any = first.numbers
    rows: list[tuple[object, ...]] = [(value,) for value in first.values]
    for each in others:
        size = len(each.values)
        numbers, pairs = pair(numbers, size, each.numbers)
        rows = [(*rows[both // size], each.values[both % size]) for both in pairs]
    return numbers, rows
