"""View of the coverage page: how much the spec contains, how firmly, and from where."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from codegen.views.book import Book, Head, Link, href
from codegen.views.labels import label
from codegen.views.stats import Breakdown, Statistics, StatisticsLine, statistics

COVERAGE_PAGE = "coverage"
_AXES = {"category": "category", "stability": "stability", "flag": "flag", "source_kind": "source",
         "source_access": "access", "confidence": "confidence"}  # fmt: skip
_ORDER = ("confidence", "stability", "flag", "source_kind", "source_access", "source_age", "holdings",
          "category", "vocabulary")  # fmt: skip
"""First how firmly things are known, then from where, then how many there are."""
_LONG = 25
"""Lines from which on a chart is folded."""


class ProviderBar(NamedTuple):
    """The part of a line that belongs to one provider; `width` is in percent of the longest line."""

    provider: int
    width: str


class LineView(NamedTuple):
    """A line of the chart."""

    name: Link
    counts: tuple[int, ...]
    total: int
    bars: tuple[ProviderBar, ...]


class BreakdownView(NamedTuple):
    """A chart with its numbers."""

    anchor: str
    title: str
    lead: str
    lines: tuple[LineView, ...]
    has_bars: bool
    is_folded: bool


class Figure(NamedTuple):
    """A number that sums up how well things are known, and what it says."""

    number: str
    what: str
    meaning: str
    anchor: str


class Share(NamedTuple):
    """How sure the classifications of one provider are: (id of the certainty, its label, count, percent)."""

    name: str
    parts: tuple[tuple[str, str, int, str], ...]


class CoverageView(NamedTuple):
    """The coverage page."""

    head: Head
    providers: tuple[str, ...]
    figures: tuple[Figure, ...]
    shares: tuple[Share, ...]
    breakdowns: tuple[BreakdownView, ...]
    envelopes: tuple[tuple[Link, str], ...]
    """Payloads of which only the envelope is known, and their summaries."""


def coverage_view(book: Book) -> CoverageView:
    """Return the coverage page."""
    numbers = statistics(book.spec)
    envelopes = (item for item in book.payloads.values() if item.shape == "envelope")
    ordered = sorted(numbers.breakdowns, key=lambda item: _ORDER.index(item.id))
    return CoverageView(
        head=Head("Coverage and sources", "How much the spec contains, how firmly, and from where."),
        providers=numbers.providers,
        figures=tuple(_figures(book, {item.id: item.lines for item in numbers.breakdowns})),
        shares=tuple(_shares(book, numbers)),
        breakdowns=tuple(_breakdown(book, numbers, item) for item in ordered if item.lines),
        envelopes=tuple((book.payload(COVERAGE_PAGE, item.id), item.summary) for item in envelopes),
    )


# ---------------------------------------------------------------- how do we know


def _figures(book: Book, lines: dict[str, tuple[StatisticsLine, ...]]) -> Iterator[Figure]:
    """Yield what to know first: how much is certain, where it comes from, how old it is, and what is open."""
    taxonomy = book.spec.taxonomy
    sure = _part(lines["confidence"], {"H"})
    stated = _part(lines["stability"], {term.id for term in taxonomy.stabilities if term.needs_first_party})
    own = _part(lines["source_kind"], {kind.id for kind in taxonomy.source_kinds if kind.first_party})
    yield Figure(
        _percent(*sure),
        "of the classifications are stated",
        "A source states it in {:,} of {:,} meanings. The others follow from it, or a person decided.".format(
            *sure
        ),
        "confidence",
    )
    yield Figure(
        _percent(*stated),
        "of the values are documented",
        "The provider names {:,} of {:,}. The others were seen on the wire or concluded.".format(*stated),
        "stability",
    )
    yield Figure(
        _percent(*own),
        "of the sources are first-hand",
        "The provider itself published or sent {:,} of {:,}.".format(*own),
        "source_kind",
    )
    yield from _limits(book, lines)


def _limits(book: Book, lines: dict[str, tuple[StatisticsLine, ...]]) -> Iterator[Figure]:
    """Yield what is old, in doubt or unknown."""
    months = sorted(line.name for line in lines["source_age"])
    if months:
        span = f"Each source names its day, the last in {months[-1]}."
        yield Figure(months[0], "is the oldest reading", span, "source_age")
    flags = sum(line.total for line in lines["flag"])
    yield Figure(
        f"{flags:,}", "cautions", "Contradictions, misleading names, guesses: marked where they are.", "flag"
    )
    envelopes = sum(payload.shape == "envelope" for payload in book.payloads.values())
    what = f"Of {len(book.payloads):,} payloads: what they carry inside is not known."
    yield Figure(
        str(envelopes), "known by their envelope only", what, "envelopes" if envelopes else "holdings"
    )


def _part(lines: tuple[StatisticsLine, ...], names: Collection[str]) -> tuple[int, int]:
    """Return how many things have one of these names, and how many there are."""
    return sum(line.total for line in lines if line.name in names), sum(line.total for line in lines)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part // whole} %" if whole else "–"


def _shares(book: Book, numbers: Statistics) -> Iterator[Share]:
    lines = next(item.lines for item in numbers.breakdowns if item.id == "confidence")
    for index, name in enumerate(numbers.providers):
        whole = sum(line.counts[index] for line in lines) or 1
        parts = (
            (line.name, book.term(COVERAGE_PAGE, "confidence", line.name).label, line.counts[index])
            for line in lines
        )
        yield Share(name, tuple((*part, f"{part[2] / whole * 100:.2f}") for part in parts if part[2]))


# ---------------------------------------------------------------- charts


def _breakdown(book: Book, numbers: Statistics, item: Breakdown) -> BreakdownView:
    most = max((line.total for line in item.lines), default=0) or 1
    lines = tuple(
        LineView(
            name=_name(book, item.id, line.name),
            counts=line.counts,
            total=line.total,
            bars=tuple(
                ProviderBar(index, f"{count / most * 100:.2f}")
                for index, count in enumerate(line.counts)
                if count
            ),
        )
        for line in item.lines
    )
    return BreakdownView(item.id, item.title, item.lead, lines, item.comparable, len(lines) >= _LONG)


def _name(book: Book, breakdown: str, name: str) -> Link:
    """Return what a line counts, linked to where it is explained."""
    if breakdown == "vocabulary":
        vocabulary = book.spec.vocabularies[name]
        return Link(name, href(COVERAGE_PAGE, vocabulary.page))
    if breakdown in _AXES:
        term = book.term(COVERAGE_PAGE, _AXES[breakdown], name)
        return Link(term.label, term.href)
    return Link(label(name), "")
