"""Views of the pages of codes and vocabularies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from codegen.resolve import ResolvedCode, ResolvedSpec, ResolvedVocabulary
from codegen.targets.site.book import Book, Head, Link, Term, href
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
from codegen.targets.site.integration import recipes
from codegen.targets.site.labels import label, type_label, unbroken, unmarked


class DeprecationView(NamedTuple):
    """Why a code should no longer be used, and what takes its place."""

    since: str | None
    reason: str
    replaced_by: Link | None
    note: str | None
    except_platforms: str


class ContextView(NamedTuple):
    """One of several meanings of a value."""

    id: str
    label: str
    recognise: str
    is_default: bool
    facts: FactsView


class Usage(NamedTuple):
    """The lines that use it in the two packages."""

    python: str
    typescript: str


class CodeView(NamedTuple):
    """A code's page."""

    head: Head
    xref: Callable[[str], str]
    value: str
    home: str
    wire: str
    facts: FactsView
    contexts: tuple[ContextView, ...]
    deprecated: DeprecationView | None
    carriers: tuple[tuple[str, Link], ...]
    related: tuple[tuple[str, Link], ...]
    recipes: tuple[Link, ...]
    about: tuple[tuple[str, str], ...]
    usage: Usage
    words: str
    """The words of the name, so that a search finds the code by them as well."""
    references: tuple[Reference, ...]


class Row(NamedTuple):
    """A code in the table of its vocabulary."""

    code: Link
    summary: str
    deprecated: bool
    meanings: int
    category: Term | None
    actor: Term | None
    actions: tuple[Term, ...]
    unattended: bool
    tone: str


class VocabularyView(NamedTuple):
    """A vocabulary's page."""

    head: Head
    xref: Callable[[str], str]
    title: str
    home: str
    wire: str
    open: bool
    summary: str
    description: str | None
    carriers: tuple[tuple[str, Link], ...]
    flags: tuple[FlagView, ...]
    has_behaviour: bool
    rows: tuple[Row, ...]
    absent: FactsView | None
    usage: Usage
    references: tuple[Reference, ...]


def code_view(book: Book, code: ResolvedCode, vocabulary: ResolvedVocabulary, boost: int) -> CodeView:
    """Return the view of a code's page."""
    page, value, home = code.page, str(code.value), book.home(vocabulary)
    return CodeView(
        head=Head(f"{value} · {home}", unmarked(code.summary), boost),
        xref=book.xref(page, code.provider_id, vocabulary.id),
        value=value,
        home=unbroken(home),
        wire=vocabulary.wire,
        facts=facts_view(book, page, Owner(code.provider_id, code.id), code, code.behaviour),
        contexts=tuple(
            ContextView(
                context.id,
                label(context.id),
                context.recognise,
                context.id == code.default_context,
                facts_view(
                    book, page, Owner(code.provider_id, code.id, context.id), context, context.behaviour
                ),
            )
            for context in code.contexts
        ),
        deprecated=deprecation_view(book, page, code),
        carriers=tuple(book.carrier(page, carrier) for carrier in vocabulary.carried_by),
        related=_related(book, code),
        recipes=recipes(book, page, code.provider_id, code.id),
        about=_about(code),
        usage=_member_usage(vocabulary, code.name),
        words=code.name.lower().replace("_", " "),
        references=references(book, page, code.provider_id, parts(code)),
    )


def deprecation_view(book: Book, page: str, code: ResolvedCode) -> DeprecationView | None:
    """Return why a code is deprecated, as seen from a page; nothing where it is not."""
    deprecated = code.deprecated
    if not deprecated:
        return None
    successor = f"{code.vocabulary_id}#{deprecated.replaced_by}"
    return DeprecationView(
        since=deprecated.since,
        reason=label(deprecated.reason),
        replaced_by=book.code(page, successor) if deprecated.replaced_by else None,
        note=deprecated.note,
        except_platforms=", ".join(label(platform) for platform in deprecated.except_platforms),
    )


def _related(book: Book, code: ResolvedCode) -> tuple[tuple[str, Link], ...]:
    """Return (relation, link) for the method a code calls, its synonyms and the same value elsewhere."""
    page = code.page
    method = book.methods.get(code.id)
    return (
        *([("How to call it", Link(str(code.value), href(page, method)))] if method else ()),
        *(
            ("Another word for the same", book.code(page, f"{code.vocabulary_id}#{name}"))
            for name in code.synonyms
        ),
        *(
            (f"The same value as {book.home_of(book.spec.codes[other])}", book.code(page, other))
            for other in code.same_value
        ),
    )


def _about(code: ResolvedCode) -> tuple[tuple[str, str], ...]:
    """Return what else there is to say about an entry, as (heading, text)."""
    lines = {
        "Stability": label(code.stability),
        "In linkcodes since": code.since or "",
        "Regions": ", ".join(region.upper().replace("_", " ") for region in code.regions),
        "Platforms": ", ".join(label(platform) for platform in code.platforms),
    }
    return tuple((heading, text) for heading, text in lines.items() if text)


def vocabulary_view(book: Book, vocabulary: ResolvedVocabulary) -> VocabularyView:
    """Return the view of a vocabulary's page."""
    page, provider_id, absent = vocabulary.page, vocabulary.provider_id, vocabulary.absent
    rows = tuple(_row(book, page, code) for code in vocabulary.codes)
    title, provider_name = type_label(vocabulary.type_name), book.providers[provider_id].name
    return VocabularyView(
        head=Head(f"{title} · {provider_name}", unmarked(vocabulary.summary), hide=("toc",)),
        xref=book.xref(page, provider_id, vocabulary.id),
        title=title,
        home=unbroken(provider_name),
        wire=vocabulary.wire,
        open=vocabulary.open,
        summary=vocabulary.summary,
        description=vocabulary.description,
        carriers=tuple(book.carrier(page, carrier) for carrier in vocabulary.carried_by),
        flags=flag_views(book, page, vocabulary.flags),
        has_behaviour=any(row.category for row in rows),
        rows=rows,
        absent=facts_view(book, page, Owner(provider_id), absent, absent.behaviour) if absent else None,
        usage=_parse_usage(vocabulary),
        references=references(
            book, page, provider_id, [Part("", vocabulary.evidence), *_absent_parts(vocabulary)]
        ),
    )


def _member_usage(vocabulary: ResolvedVocabulary, name: str) -> Usage:
    module, type_name = vocabulary.provider_id, vocabulary.type_name
    return Usage(
        python=f"from linkcodes.{module} import {type_name}\n\n{type_name}.{name}",
        typescript=f'import {{ {type_name} }} from "linkcodes/{module}";\n\n{type_name}.{name};',
    )


def _parse_usage(vocabulary: ResolvedVocabulary) -> Usage:
    module, type_name = vocabulary.provider_id, vocabulary.type_name
    return Usage(
        python=f"from linkcodes.{module} import {type_name}\n\n"
        f"code = {type_name}.parse(raw)  # a member, or an UnknownCode that keeps the raw value",
        typescript=f'import {{ parse{type_name} }} from "linkcodes/{module}";\n\n'
        f"const code = parse{type_name}(raw); // known or not, the value is kept",
    )


def _absent_parts(vocabulary: ResolvedVocabulary) -> list[Part]:
    absent = parts(vocabulary.absent) if vocabulary.absent else ()
    return [part._replace(scope="Missing field") for part in absent]


def _row(book: Book, page: str, code: ResolvedCode) -> Row:
    behaviour = code.effective_behaviour
    shown = verdict(book, page, behaviour) if behaviour else None
    return Row(
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


def search_boosts(spec: ResolvedSpec) -> Mapping[str, int]:
    """Return by how much the search prefers the page of each value, by value.

    The search completes what is typed, so `FAIL` finds `FAILED` as well. A page must therefore outrank
    the pages of all values that begin with its own value; and all of them outrank pages that only mention it.
    """
    ranks = prefix_ranks({str(code.value).casefold() for code in spec.codes.values()})
    return {value: 10 * 2**rank for value, rank in ranks.items()}


def prefix_ranks(values: Iterable[str]) -> dict[str, int]:
    """Return for each value how many others in a row begin with it, each with the one before."""
    ranks: dict[str, int] = {}
    begun: list[str] = []  # values that the current one begins with, shortest first
    for value in sorted(values):
        while begun and not value.startswith(begun[-1]):
            begun.pop()
        begun.append(value)
        for rank, shorter in enumerate(reversed(begun)):
            ranks[shorter] = max(rank, ranks.get(shorter, 0))
    return ranks
