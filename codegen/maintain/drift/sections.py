"""Which part of a page speaks of a value: its rows, or what follows it as a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from codegen.maintain.drift.page import PageLine, SavedPage
from codegen.maintain.drift.words import occurrences, shape_of

_STATUS_CELL = re.compile(r"(?:HTTP )?([1-5]\d\d)(?: [A-Za-z ]{2,40})?")
_STATUS_LINE = re.compile(
    r"(?:HTTP )?(?:status )?(?:code )?:?\s*([1-5]\d\d)(?:(?: [–-])? [A-Z][a-z]+){0,4}", re.IGNORECASE
)
_STATUS_TEXT = re.compile(r"\b(?:HTTP|status)\b\D{0,20}\b([1-5]\d\d)\b", re.IGNORECASE)
_STATUS_HEADER = re.compile(r"\b(?:http|status|code)\b", re.IGNORECASE)
_MESSAGE_HEADER = re.compile(r"\bmessage\b", re.IGNORECASE)
_BEFORE = re.compile(r"(?:^|[^\d.])([1-5]\d\d)[^A-Za-z0-9]{0,6}$")
_AFTER = re.compile(r"[^A-Za-z0-9]{0,6}(?:HTTP )?([1-5]\d\d)(?!\d)")
_QUOTES = " \"'`“”("
_LONGEST = 40
"""Lines that one heading may rule."""
_NEAR = 20
"""Characters around a value in which a status is its own."""
_FEWEST_LETTERS = 5
"""Letters of a cell that is a message: "n/a" and dashes are none."""
_LONGEST_CELL = 80
"""Characters of a cell that is still a name and no description."""


@dataclass(slots=True)
class Section:
    """What a page says of one value."""

    lines: list[PageLine] = field(default_factory=list)
    """Where it is: on the whole page if it is only mentioned."""
    statuses: dict[int, PageLine] = field(default_factory=dict)
    """The HTTP statuses right beside it."""
    nearby: set[int] = field(default_factory=set)
    """Those somewhere around it, which prove nothing alone."""
    messages: dict[str, PageLine] = field(default_factory=dict)
    """Its cells in columns for messages."""


@dataclass(frozen=True, slots=True)
class _ValueHit:
    value: str
    index: int
    start: int
    end: int


@lru_cache(maxsize=8)
def sections(page: SavedPage, values: frozenset[str]) -> dict[str, Section]:
    """Return what the page says of each value that it shows; sources of one provider ask for the same."""
    hits = _longest([_ValueHit(value, *place) for value in values for place in occurrences(page, value)])
    leads = {hit.index: hit for hit in hits if _leads(page.lines[hit.index], hit)}
    ruling = _ruling(page)
    found: dict[str, Section] = {}
    for hit in hits:
        section = found.setdefault(hit.value, Section())
        line = page.lines[hit.index]
        if line.kind == "row":
            section.nearby |= {ruling[hit.index]} - {0}
            _take_row(section, line, hit, page.headers[line.table])
        elif line.kind != "sample":
            section.nearby |= {ruling[hit.index]} - {0}
            _take_line(section, page, hit, leads)
    return found


def _longest(hits: list[_ValueHit]) -> list[_ValueHit]:
    """Drop hits that lie within another one: `form` in `form - shown`."""
    kept: list[_ValueHit] = []
    for hit in sorted(hits, key=lambda hit: (hit.index, hit.start, -hit.end)):
        last = kept[-1] if kept else None
        if not last or hit.index != last.index or hit.start >= last.end:
            kept.append(hit)
    return kept


def _leads(line: PageLine, hit: _ValueHit) -> bool:
    """Say if a value begins a line that is no row, so that what follows is about it."""
    is_early = line.kind in ("heading", "text") and hit.start <= _NEAR
    return is_early and not line.text[: hit.start].strip(_QUOTES)


def _take_row(section: Section, line: PageLine, hit: _ValueHit, header: tuple[str, ...]) -> None:
    cells = [cell.strip(_QUOTES) for cell in line.cells]
    own = _column(line, hit)
    if own is None:
        return
    section.lines.append(line)
    for at in _status_columns(header) - {own}:
        if at < len(cells) and (status := _STATUS_CELL.fullmatch(cells[at])):
            section.statuses.setdefault(int(status.group(1)), line)
    for at, name in enumerate(header):
        if _MESSAGE_HEADER.search(name) and header is not line.cells and _reliable(line, at, len(header)):
            section.messages.setdefault(line.cells[at], line)


def _status_columns(header: tuple[str, ...]) -> set[int]:
    """Return the columns that have HTTP statuses, by their names; any may if the first row has no names."""
    if any(_STATUS_CELL.fullmatch(cell.strip(_QUOTES)) for cell in header):
        return set(range(len(header)))
    return {at for at, name in enumerate(header) if _STATUS_HEADER.search(name)}


def _column(line: PageLine, hit: _ValueHit) -> int | None:
    """Return the column of a row that a value begins; None where it is only mentioned in a text."""
    start = 0
    for at, cell in enumerate(line.cells):
        if start <= hit.start <= start + len(cell):
            begins = not cell[: hit.start - start].strip(_QUOTES)
            return at if begins and len(cell) <= _LONGEST_CELL else None
        start += len(cell) + len(" | ")
    return None


def _reliable(line: PageLine, column: int, columns: int) -> bool:
    """Say if a cell is a text that is surely in its own column: no empty cell was lost to its right."""
    if column >= len(line.cells) or sum(map(str.isalpha, line.cells[column])) < _FEWEST_LETTERS:
        return False
    return line.exact or (len(line.cells) == columns and all(line.cells[column:]))


def _take_line(section: Section, page: SavedPage, hit: _ValueHit, leads: dict[int, _ValueHit]) -> None:
    line = page.lines[hit.index]
    before, after = (
        _BEFORE.search(line.text[max(0, hit.start - _NEAR) : hit.start]),
        _AFTER.match(line.text[hit.end : hit.end + _NEAR]),
    )
    for found in (before, after):
        if found and shape_of(hit.value) != "number":
            section.statuses.setdefault(int(found.group(1)), line)
    if hit.index not in leads or leads[hit.index] is not hit:
        return
    for other in _following(page, hit.index, leads):
        section.lines.append(other)
        section.nearby |= {int(status) for status in _STATUS_TEXT.findall(other.text)}
        if alone := _STATUS_LINE.fullmatch(other.text[:80]):
            section.nearby.add(int(alone.group(1)))


def _following(page: SavedPage, index: int, leads: dict[int, _ValueHit]) -> Iterator[PageLine]:
    """Yield the line of a value and those after it, up to the next value or heading."""
    yield page.lines[index]
    for at in range(index + 1, min(index + _LONGEST, len(page.lines))):
        line = page.lines[at]
        if line.kind == "heading" or (at in leads and leads[at].value != leads[index].value):
            return
        yield line


def _ruling(page: SavedPage) -> list[int]:
    """Return for each line the status that rules it, or 0: that of a line above which says nothing else."""
    ruling, status = [], 0
    for line in page.lines:
        if found := _STATUS_LINE.fullmatch(line.text[:80]):
            status = int(found.group(1))
        elif line.kind == "heading":
            status = 0
        ruling.append(status)
    return ruling
