"""Find words of a page that look like codes and are not in the spec.

A word counts by its place and its shape: where codes of this source are, other words of the same shape are
codes, too. Only words in UPPER_SNAKE need no such neighbor, because nothing else is written like that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from codegen.maintain.drift.claims import Lexicon
from codegen.maintain.drift.page import PageLine, SavedPage
from codegen.maintain.drift.words import PLAIN, Shape, shape_of

Position = tuple[str | int, ...]
"""A kind of place on the page: a column of one table, all headings, all beginnings of lines."""
_QUOTES = " \t\"'`“”‘’„«»*#¶.:;,()[]{}<>="
_BETWEEN_CODES = re.compile(r"\s*(?:[,/;\n→]|\bor\b|\band\b)\s*")
_LIST = re.compile(r"[\w.-]{2,80}(?:, ?[\w.-]{2,80})+(?:,? (?:and|or) [\w.-]{2,80})?")
_FIRST = re.compile(r"[\"'`“‘(]{0,2}([A-Za-z][\w.-]{0,79}|\d{1,9})[\"'`”’)]{0,2}")
_AFTER_CODE = re.compile(r"\s*$|\s*[:→=(|]|\s+[–—-]+\s|\s*[–—]")
_GLUED_STATUS = re.compile(r"(?<=[A-Z])[1-5]\d\d(?=[A-Z]|$)")
_ACRONYMS = {
    "API", "CSV", "DELETE", "FAQ", "GET", "HTML", "HTTP", "HTTPS", "IBAN", "ID", "IDS", "IOS", "IP", "JS",
    "JSON", "JWT", "MFA", "NA", "NEW", "NO", "NOTE", "OTP", "PATCH", "PDF", "POST", "PUT", "SDK", "SMS",
    "SSL", "TLS", "TODO", "TPP", "UI", "URI", "URL", "UTC", "UUID", "UX", "XML", "YES",
}  # fmt: skip
"""Words of the trade in the shape of a code."""


@dataclass(frozen=True, slots=True)
class WordPlace:
    """A word where a code might be."""

    word: str
    position: Position
    line: PageLine


def word_places(page: SavedPage) -> Iterator[WordPlace]:
    """Yield every word of a page that is where codes are."""
    for line in page.lines:
        if line.kind == "sample":
            continue
        if line.kind == "row":
            for column, cell in enumerate(line.cells):
                yield from (WordPlace(word, ("cell", line.table, column), line) for word in _in_cell(cell))
        else:
            position = "heading" if line.kind == "heading" else "line"
            yield from (WordPlace(word, (f"{position} {how}",), line) for word, how in _at_start(line.text))
        yield from (WordPlace(span.strip(_QUOTES), ("span",), line) for span in line.spans)
        for number, found in enumerate(_LIST.finditer(line.text)):
            for word in _BETWEEN_CODES.split(found.group()):
                yield WordPlace(word.strip(_QUOTES), ("list", line.number, number), line)


def unlisted(page: SavedPage, words: Lexicon) -> dict[str, tuple[PageLine, str]]:
    """Return the new codes of a page, each with its line and a known value of the same position, if any."""
    positions: defaultdict[Position, dict[str, PageLine]] = defaultdict(dict)
    for word_place in word_places(page):
        if shape_of(word_place.word):
            positions[word_place.position].setdefault(word_place.word, word_place.line)
    numbers = _columns_of_numbers(positions, words.own)
    found: dict[str, tuple[PageLine, str]] = {}
    for position, here in positions.items():
        for word in _news(position, here, words):
            alike = (each for each in here if each in words.own and _family(each) == _family(word))
            neighbor = next(alike, "")
            if shape_of(word) == "number" and position not in numbers:
                continue
            if word not in found or not found[word][1]:
                found[word] = (here[word], neighbor)
    return found


def _news(position: Position, here: Iterable[str], words: Lexicon) -> Iterator[str]:
    """Yield the new codes among the words of one position."""
    old: Counter[str] = Counter()
    new: defaultdict[str, list[str]] = defaultdict(list)
    for word in here:
        if word in words.own:
            old[_family(word)] += 1
        elif not _is_no_news(word, words):
            new[_family(word)].append(word)
    for family, candidates in new.items():
        for word in candidates:
            shape = shape_of(word)
            fits = shape in words.shapes or (shape == "UPPER" and "upper" in words.shapes)
            if fits and _convincing(shape, position, old[family], len(candidates)):
                yield word


def _convincing(shape: Shape, position: Position, old: int, new: int) -> bool:
    """Say if a word is a code at a position with so many known and so many other words of its family."""
    if position[0] == "list":
        return old > 0 and shape not in PLAIN and shape != "number"
    if shape == "UPPER":
        return position[0] != "span" or old > 0
    if shape in ("upper", "number"):
        return old > 0
    if position[0] in ("line first", "heading first"):
        return False
    return old >= 2 and old >= new if shape in PLAIN else old > 0 and 4 * old >= new


def _family(word: str) -> str:
    """Return the family of shapes that the values of one vocabulary mix."""
    shape = shape_of(word)
    return {"UPPER": "upper", "snake": "lower", "Pascal": "Word"}.get(shape, shape)


def _is_no_news(word: str, words: Lexicon) -> bool:
    if word in words.every or word in words.others or word in _ACRONYMS:
        return True
    if word.endswith(("A", "I")) and word[:-1] in words.every:
        return True  # `A` or `I` is the first word of the text that the code is glued to
    return shape_of(word) == "dotted" and all(part in words.others for part in word.split("."))


def _columns_of_numbers(
    positions: Mapping[Position, Mapping[str, PageLine]], own: AbstractSet[str]
) -> frozenset[Position]:
    """Return for each table the column with most numbers that are codes; others count other things."""
    best: dict[str | int, tuple[int, Position]] = {}
    for position, words in positions.items():
        count = sum(word.isdigit() and word in own for word in words)
        if position[0] == "cell" and count > best.get(position[1], (0, ()))[0]:
            best[position[1]] = (count, position)
    return frozenset(position for _, position in best.values())


def _in_cell(cell: str) -> Iterator[str]:
    whole = cell.strip(_QUOTES)
    if shape_of(whole):
        yield whole
        return
    words = [word.strip(_QUOTES) for word in _BETWEEN_CODES.split(cell[:2000])]
    if all(shape_of(word) and " " not in word for word in words):
        yield from words


def _at_start(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words at the start of a line, and how they end: the line, a sign, glue, or a space."""
    found = _FIRST.match(text)
    if not found:
        return
    word, rest = found.group(1), text[found.end() :]
    if glued := list(_unglued(text)):
        yield from ((each, "glued") for each in glued)
    elif not rest.strip(_QUOTES):
        yield word.strip(_QUOTES), "whole"
    elif _AFTER_CODE.match(rest):
        yield word.strip(_QUOTES), "labeled"
    else:
        yield word.strip(_QUOTES), "first"


def _unglued(text: str) -> Iterator[str]:
    """Yield the codes at the start of a row whose cells were glued: `BAD_LOGIN401BAD_LOGINThe login`."""
    found = re.match(r"[A-Z][A-Z0-9_]{0,300}", text)
    run = found.group() if found else ""
    if re.match(r"[a-z'’]", text[len(run) :]):
        yield from (_once(word) for word in _GLUED_STATUS.split(run[:-1]) if word)
    elif _GLUED_STATUS.search(run):
        yield from (_once(word) for word in _GLUED_STATUS.split(run) if word)
    if lower := re.match(r"([a-z][a-z0-9]*(?:[_.][a-z0-9]+)+)(?=[A-Z][a-z])", text):
        yield lower.group(1)


def _once(word: str) -> str:
    """Undo the glue between two cells that contain the same code."""
    half = word[: len(word) // 2]
    return half if "_" in half and word == half + half else word
