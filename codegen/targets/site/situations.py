"""View of the crosswalk: situations by provider, with the words for the user."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from codegen.targets.site.explorer import EXPLORER_PAGE
from codegen.views.book import Book, Head, Link, TermLink
from codegen.views.crosswalk import CrosswalkRow, crosswalk
from codegen.views.rows import MeaningRow
from codegen.views.voices import voices_for

SITUATIONS_PAGE = "crosswalk"
_SHOWN = 3
"""Codes of one provider that a cell lists; the explorer has the others."""


class SituationCell(NamedTuple):
    """What one provider sends for a situation; an empty cell means that no code is documented."""

    provider: str
    codes: tuple[Link, ...]
    more: int
    href: str
    """The explorer with all codes of the category at this provider."""


class SituationRow(NamedTuple):
    """A situation, what each provider sends, and what to tell the user by default."""

    situation: TermLink
    cells: tuple[SituationCell, ...]
    title: str
    body: str


class SituationGroup(NamedTuple):
    """The situations of one category."""

    category: TermLink
    rows: tuple[SituationRow, ...]


class SituationsView(NamedTuple):
    """The page."""

    head: Head
    providers: tuple[str, ...]
    groups: tuple[SituationGroup, ...]


def situations_view(book: Book) -> SituationsView:
    """Return the page."""
    description = "The same situation, provider by provider, with words you can show to the user."
    found = groupby(crosswalk(book.spec), lambda row: row.situation.category)
    return SituationsView(
        head=Head("Crosswalk", description, hide=("navigation", "toc")),
        providers=tuple(provider.name for provider in book.spec.providers),
        groups=tuple(
            SituationGroup(
                book.category(SITUATIONS_PAGE, category), tuple(_row(book, row) for row in members)
            )
            for category, members in found
        ),
    )


def _row(book: Book, row: CrosswalkRow) -> SituationRow:
    situation = row.situation
    words = voices_for(book.spec, "", None, (situation.category, situation.challenge)).end_user
    return SituationRow(
        situation=book.term(SITUATIONS_PAGE, "situation", situation.id),
        cells=tuple(_cells(book, row)),
        title=words.title,
        body=words.body,
    )


def _cells(book: Book, row: CrosswalkRow) -> Iterator[SituationCell]:
    for provider in book.spec.providers:
        links = (_link(book, meaning) for meaning in row.meanings.get(provider.id, ()))
        codes = tuple({link.text: link for link in reversed(tuple(links))}.values())[::-1]
        filters = f"provider={provider.id}&category={row.situation.category}"
        yield SituationCell(
            provider.name, codes[:_SHOWN], len(codes[_SHOWN:]), f"{EXPLORER_PAGE}.md?{filters}"
        )


def _link(book: Book, meaning: MeaningRow) -> Link:
    if meaning.name is None:
        return Link("(none)", book.vocabulary(SITUATIONS_PAGE, meaning.vocabulary).href)
    return book.code(SITUATIONS_PAGE, f"{meaning.vocabulary}#{meaning.name}")
