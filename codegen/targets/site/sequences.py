"""The picture of a sequence diagram: where its participants, arrows and words are, in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_COLUMN = 138
"""From one participant to the next: the longest line of a label has room between them."""
_LINE = 16
_TOP = 50
"""Where the boxes of the participants end."""
_LOOP = 22
"""How far the arrow goes out of who sends a message to itself."""


class DrawnLine(NamedTuple):
    """A line of text and the point that it is centered on, or begins at."""

    text: str
    x: int
    y: int


class Lifeline(NamedTuple):
    """A participant: the middle of its box, and its name."""

    x: int
    words: tuple[DrawnLine, ...]


class DrawnArrow(NamedTuple):
    """An arrow from a number on its sender's line; one to oneself goes out and comes back."""

    number: int
    x: int
    y: int
    path: str
    point: str
    """The path of its point."""
    to_itself: bool
    words: tuple[DrawnLine, ...]


class Picture(NamedTuple):
    """All of it, and how large it is."""

    width: int
    height: int
    heads: tuple[Lifeline, ...]
    messages: tuple[DrawnArrow, ...]


class Arrow(NamedTuple):
    """What is drawn: the numbers of both participants, and the lines of the label."""

    source: int
    target: int
    lines: tuple[str, ...]


def picture(participants: tuple[tuple[str, ...], ...], arrows: tuple[Arrow, ...]) -> Picture:
    """Place participants, whose names are broken into lines, side by side, and arrows below each other."""
    messages = tuple(_messages(arrows))
    last = len(participants) - 1
    beside = any(arrow.source == arrow.target == last for arrow in arrows)
    return Picture(
        width=(len(participants) + beside) * _COLUMN,
        height=(messages[-1].y if messages else _TOP) + 2 * _LINE,
        heads=tuple(
            Lifeline(_middle(number), _name(number, name)) for number, name in enumerate(participants)
        ),
        messages=messages,
    )


def _middle(number: int) -> int:
    return number * _COLUMN + _COLUMN // 2


def _name(number: int, name: tuple[str, ...]) -> tuple[DrawnLine, ...]:
    top = _TOP // 2 + 5 - (len(name) - 1) * _LINE // 2
    return tuple(DrawnLine(line, _middle(number), top + row * _LINE) for row, line in enumerate(name))


def _messages(arrows: tuple[Arrow, ...]) -> Iterator[DrawnArrow]:
    y = _TOP
    for number, arrow in enumerate(arrows, start=1):
        top = y + _LINE + 10
        y = top + (len(arrow.lines) - 1) * _LINE + 8
        yield (_loop if arrow.source == arrow.target else _straight)(number, arrow, top, y)


def _straight(number: int, arrow: Arrow, top: int, y: int) -> DrawnArrow:
    start, end = _middle(arrow.source), _middle(arrow.target)
    back = -8 if end > start else 8
    middle = (start + end) // 2
    words = tuple(DrawnLine(line, middle, top + row * _LINE) for row, line in enumerate(arrow.lines))
    path, point = f"M{start} {y}H{end + back}", f"M{end} {y}l{back} -4v8z"
    return DrawnArrow(number, start, y, path, point, to_itself=False, words=words)


def _loop(number: int, arrow: Arrow, top: int, y: int) -> DrawnArrow:
    x, start = _middle(arrow.source), y - _LINE
    words = tuple(DrawnLine(line, x + _LOOP + 6, top + row * _LINE) for row, line in enumerate(arrow.lines))
    path = f"M{x} {start}h{_LOOP}V{y}H{x + 8}"
    return DrawnArrow(number, x, start, path, f"M{x} {y}l8 -4v8z", to_itself=True, words=words)
