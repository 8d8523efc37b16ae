"""View of the coverage page: how much the spec holds, how firmly, and from where."""

from __future__ import annotations

from typing import NamedTuple

from codegen.resolve import ResolvedPayload
from codegen.stats import Breakdown, Statistics, statistics
from codegen.targets.site.book import Book, Head, Link, href
from codegen.targets.site.labels import label, type_label

COVERAGE_PAGE = "coverage"
_AXES = {"category": "category", "stability": "stability", "flag": "flag", "source_kind": "source",
         "source_access": "access", "confidence": "confidence"}  # fmt: skip


class Bar(NamedTuple):
    """The part of a line that belongs to one provider; `width` is in percent of the longest line."""

    provider: int
    width: str


class LineView(NamedTuple):
    """A line of the chart."""

    name: Link
    counts: tuple[int, ...]
    total: int
    bars: tuple[Bar, ...]


class BreakdownView(NamedTuple):
    """A chart with its numbers."""

    anchor: str
    title: str
    lead: str
    lines: tuple[LineView, ...]
    has_bars: bool


class CoverageView(NamedTuple):
    """The coverage page."""

    head: Head
    providers: tuple[str, ...]
    breakdowns: tuple[BreakdownView, ...]
    envelopes: tuple[tuple[Link, str], ...]
    """Payloads of which only the envelope is known, and their summaries."""


def coverage_view(book: Book) -> CoverageView:
    """Return the coverage page."""
    numbers = statistics(book.spec)
    envelopes = (item for item in book.payloads.values() if item.shape == "envelope")
    return CoverageView(
        head=Head("Coverage", "How much the spec holds, how firmly, and from where.", hide=("navigation",)),
        providers=numbers.providers,
        breakdowns=tuple(_breakdown(book, numbers, item) for item in numbers.breakdowns),
        envelopes=tuple((_payload(item), item.summary) for item in envelopes),
    )


def _breakdown(book: Book, numbers: Statistics, item: Breakdown) -> BreakdownView:
    most = max((line.total for line in item.lines), default=0) or 1
    lines = tuple(
        LineView(
            name=_name(book, item.id, line.name),
            counts=line.counts,
            total=line.total,
            bars=tuple(
                Bar(index, f"{count / most * 100:.2f}") for index, count in enumerate(line.counts) if count
            ),
        )
        for line in item.lines
    )
    return BreakdownView(item.id, item.title, item.lead, lines, has_bars=item.comparable)


def _name(book: Book, breakdown: str, name: str) -> Link:
    """Return what a line counts, linked to where it is explained."""
    if breakdown == "vocabulary":
        vocabulary = book.spec.vocabularies[name]
        return Link(name, href(COVERAGE_PAGE, vocabulary.page))
    if breakdown in _AXES:
        term = book.term(COVERAGE_PAGE, _AXES[breakdown], name)
        return Link(term.label, term.href)
    return Link(label(name), "")


def _payload(payload: ResolvedPayload) -> Link:
    return Link(type_label(payload.type_name), href(COVERAGE_PAGE, payload.page))
