"""Views of the pages of vocabularies."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from codegen.resolve.spec import ResolvedCode, ResolvedVocabulary
from codegen.targets.site.facts import (
    FactsView,
    FlagView,
    Owner,
    Part,
    Reference,
    facts_view,
    flag_views,
    parts,
    references,
    verdict,
)
from codegen.targets.site.snippets import Usage, parse_usage
from codegen.views.book import Book, Head, Link, TermLink
from codegen.views.labels import described, inner, type_label, unbroken

_FEW = 40
"""Codes that a page shows in one table; more are folded by category."""


class CodeRow(NamedTuple):
    """A code in the table of its vocabulary."""

    code: Link
    summary: str
    deprecated: bool
    meanings: int
    category: TermLink | None
    actor: TermLink | None
    actions: tuple[TermLink, ...]
    unattended: bool
    tone: str


class CodeGroup(NamedTuple):
    """The codes of one category; all of a vocabulary, without a title, if they are few."""

    title: str
    rows: tuple[CodeRow, ...]


class VocabularyPage(NamedTuple):
    """A vocabulary's page."""

    head: Head
    id: str
    xref: Callable[[str], str]
    title: str
    home: str
    wire: str
    open: bool
    summary: str
    description: str | None
    carriers: tuple[tuple[str, Link], ...]
    flags: tuple[FlagView, ...]
    has_behavior: bool
    rows: tuple[CodeRow, ...]
    groups: tuple[CodeGroup, ...]
    absent: FactsView | None
    usage: Usage
    references: tuple[Reference, ...]


def _head(vocabulary: ResolvedVocabulary, title: str, provider_name: str) -> Head:
    summary = described(f"{provider_name} {inner(title)}", vocabulary.summary)
    return Head(f"{title} · {provider_name}", summary, hide=("toc",))


def vocabulary_view(book: Book, vocabulary: ResolvedVocabulary) -> VocabularyPage:
    """Return the view of a vocabulary's page."""
    page, provider_id, absent = vocabulary.page, vocabulary.provider_id, vocabulary.absent
    rows = tuple(_row(book, page, code) for code in vocabulary.codes)
    title, provider_name = type_label(vocabulary.type_name), book.providers[provider_id].name
    return VocabularyPage(
        head=Head(
            f"{title} · {provider_name}",
            described(f"{provider_name} {inner(title)}", vocabulary.summary),
            hide=("toc",),
        ),
        id=vocabulary.id,
        xref=book.xref(page, provider_id, vocabulary.id),
        title=title,
        home=unbroken(provider_name),
        wire=vocabulary.wire,
        open=vocabulary.open,
        summary=vocabulary.summary,
        description=vocabulary.description,
        carriers=tuple(book.carrier(page, carrier) for carrier in vocabulary.carried_by),
        flags=flag_views(book, page, vocabulary.flags),
        has_behavior=any(row.category for row in rows),
        rows=rows,
        groups=_groups(rows),
        absent=facts_view(book, page, Owner(provider_id, f"{vocabulary.id}#"), absent, absent.behavior)
        if absent
        else None,
        usage=parse_usage(vocabulary),
        references=references(
            book, page, provider_id, [Part("", vocabulary.evidence), *_absent_parts(vocabulary)]
        ),
    )


def _groups(rows: tuple[CodeRow, ...]) -> tuple[CodeGroup, ...]:
    """Return codes by category, the largest first, if they are too many to be read through."""
    if len(rows) <= _FEW:
        return (CodeGroup("", rows),)
    found: dict[str, list[CodeRow]] = {}
    for row in rows:
        found.setdefault(row.category.label if row.category else "Not an outcome", []).append(row)
    largest_first = sorted(found.items(), key=lambda item: -len(item[1]))
    return tuple(CodeGroup(title, tuple(own)) for title, own in largest_first)


def _absent_parts(vocabulary: ResolvedVocabulary) -> list[Part]:
    absent = parts(vocabulary.absent) if vocabulary.absent else ()
    return [part._replace(scope="Missing field") for part in absent]


def _row(book: Book, page: str, code: ResolvedCode) -> CodeRow:
    behavior = code.effective_behavior
    shown = verdict(book, page, behavior) if behavior else None
    return CodeRow(
        code=book.code(page, code.id),
        summary=code.summary,
        deprecated=code.deprecated is not None,
        meanings=len(code.contexts),
        category=shown.category if shown else None,
        actor=shown.actor if shown else None,
        actions=shown.actions if shown else (),
        unattended=shown.unattended if shown else False,
        tone=shown.tone if shown else "",
    )
