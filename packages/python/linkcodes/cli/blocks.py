"""What a command says, before anyone knows whether it becomes a screen or Markdown.

Texts may have literals in backticks; everything that came from outside goes through `literal` or `printable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_SHOWN = 200
"""Characters of a foreign value that are shown."""


class Heading(NamedTuple):
    """The title of a part."""

    text: str


class Paragraph(NamedTuple):
    """A text of one or more sentences."""

    text: str
    faint: bool = False


class DescriptionList(NamedTuple):
    """Texts with a label each."""

    rows: Sequence[tuple[str, str]]


class Bullets(NamedTuple):
    """A list under a heading; nothing at all if it is empty."""

    title: str
    items: Sequence[str]


class DataTable(NamedTuple):
    """Rows under column heads."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    whole: int = 0
    """The column whose texts are not broken, however narrow the screen is."""


class Bars(NamedTuple):
    """Counts by label, as a chart."""

    column: str
    rows: Sequence[tuple[str, int]]


class VerdictPanel(NamedTuple):
    """What a code means to its reader, in a frame."""

    title: str
    tone: str
    """The severity of a failure, else the phase; empty for what is no outcome."""
    head: str
    summary: str
    facts: DescriptionList


class Side(NamedTuple):
    """Parts that are to be compared."""

    columns: Sequence[Sequence[Block]]


Block = Heading | Paragraph | DescriptionList | Bullets | DataTable | Bars | VerdictPanel | Side


def label(term: str) -> str:
    """Return a term of the taxonomy as words: `end_user` is `end user`."""
    return term.replace("_", " ")


def joined(parts: Iterable[str | None], by: str = " · ") -> str:
    """Return the parts that say something as one text."""
    return by.join(part for part in parts if part)


def literal(value: object) -> str:
    """Return a value as a literal in backticks, on one line, cut if it is long; None means no code."""
    return "no code" if value is None else "`" + printable(value).replace("`", "'") + "`"


def printable(value: object) -> str:
    """Return a value on one line, as text that cannot steer a terminal; it is cut if it is long."""
    text = str(value)
    cut = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
    return cut if cut.isprintable() else "".join(c if c.isprintable() else _spelled(c) for c in cut)


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode()
