"""Views of the pages of codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from codegen.model.codes import Context
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedCode, ResolvedProvider, ResolvedSpec, ResolvedVocabulary
from codegen.targets.site.crosswalk import Crosswalk, CrosswalkView, crosswalk, crosswalk_views, default_first
from codegen.targets.site.facts import (
    FactsView,
    FlagView,
    Owner,
    Reference,
    facts_view,
    parts,
    references,
)
from codegen.targets.site.history import history
from codegen.targets.site.integration import recipes
from codegen.targets.site.samples import Sample, SampleView, sample_view, samples
from codegen.targets.site.snippets import Usage, code_usage
from codegen.views.book import Book, Head, Link, TermLink, href
from codegen.views.labels import described, label, unbroken


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
    recognize: str
    is_default: bool
    facts: FactsView


class Identity(NamedTuple):
    """Whose page it is: no provider's own, but checked against one."""

    source: Link | None
    """What of the provider's it rests on first."""
    checked: str
    """When its sources were read last: `Nov 21, 2026`."""
    report: str
    """Where to say that something is wrong."""
    code: str
    """Its id, which a report names."""
    place: str
    """Where in the spec it is: `spec/providers/acme.json#/vocabularies/0/codes/0`."""


class Lookup(NamedTuple):
    """What is worked out once, for the pages of all codes."""

    book: Book
    boosts: Mapping[str, float]
    samples: Mapping[str, Sample]
    crosswalk: Crosswalk


class CodeView(NamedTuple):
    """A code's page."""

    head: Head
    name: str
    """The name of its files: the page, and the copies for machines beside it."""
    xref: Callable[[str], str]
    value: str
    home: str
    kind: str
    """What kind of value it is: `Event`."""
    stability: TermLink
    identity: Identity
    wire: str
    facts: FactsView
    contexts: tuple[ContextView, ...]
    deprecated: DeprecationView | None
    carriers: tuple[tuple[str, Link], ...]
    call: Link | None
    """How to call the method that it names."""
    related: tuple[tuple[str, Link], ...]
    crosswalk: tuple[CrosswalkView, ...]
    recipes: tuple[Link, ...]
    where: tuple[tuple[str, str], ...]
    """Where it occurs, if not everywhere, as (heading, text)."""
    usage: Usage
    sample: SampleView | None
    cautions: tuple[str, ...]
    """What kinds of doubt there are, each once."""
    doubts: tuple[DoubtView, ...]
    words: tuple[str, ...]
    """The words by which a search finds the code as well."""
    references: tuple[Reference, ...]
    history: tuple[tuple[str, str], ...]


class DoubtView(NamedTuple):
    """What to know before trusting the entry, or one of its meanings."""

    meaning: str
    """Which meaning, of a code that has several; empty if it applies to all."""
    flags: tuple[FlagView, ...]


def lookup(book: Book, providers: Iterable[ResolvedProvider] | None = None) -> Lookup:
    """Return what the pages of all codes need, or those of the codes of some providers."""
    spec = book.spec
    return Lookup(book, search_boosts(spec), samples(spec, providers), crosswalk(spec))


def code_view(shared: Lookup, code: ResolvedCode, vocabulary: ResolvedVocabulary) -> CodeView:
    """Return the view of a code's page."""
    book, page, value = shared.book, code.page, str(code.value)
    home, sample = book.home(vocabulary), shared.samples.get(code.id)
    facts = facts_view(book, page, Owner(code.provider_id, code.id), code, code.behavior)
    contexts = tuple(_context(book, code, context) for context in default_first(code))
    cited = references(book, page, code.provider_id, parts(code))
    equivalents = crosswalk_views(book, shared.crosswalk, code)
    doubts = _doubts(facts, contexts)
    return CodeView(
        head=_head(shared, code, home),
        name=code.name,
        xref=book.xref(page, code.provider_id, vocabulary.id),
        value=value,
        home=unbroken(home),
        kind="Enum value" if vocabulary.kind == "enum" else label(vocabulary.kind),
        stability=book.term(page, "stability", code.stability),
        identity=_identity(book, code, cited),
        wire=vocabulary.wire,
        facts=facts,
        contexts=contexts,
        deprecated=deprecation_view(book, page, code),
        carriers=tuple(book.carrier(page, carrier) for carrier in vocabulary.carried_by),
        call=Link(value, href(page, book.methods[code.id])) if code.id in book.methods else None,
        related=_related(book, code, equivalents),
        crosswalk=equivalents,
        recipes=recipes(book, page, code.provider_id, code.id),
        where=_where(code),
        usage=code_usage(book.spec, code, sample),
        sample=sample_view(book, page, sample) if sample else None,
        cautions=tuple(dict.fromkeys(flag.term.label for doubt in doubts for flag in doubt.flags)),
        doubts=doubts,
        words=search_words(code.name),
        references=cited,
        history=history(code, [book.source(code.provider_id, item.id) for item in cited]),
    )


def _head(shared: Lookup, code: ResolvedCode, home: str) -> Head:
    value = str(code.value)
    boost = shared.boosts[value.casefold()]
    return Head(
        f"{value} · {home}", described(f"{home} {value}", code.summary), boost, hide=("toc",), script="code"
    )


def _identity(book: Book, code: ResolvedCode, cited: Sequence[Reference]) -> Identity:
    read = [date.fromisoformat(book.source(code.provider_id, item.id).retrieved) for item in cited]
    return Identity(
        source=Link(cited[0].title, cited[0].url) if cited else None,
        checked=f"{max(read):%b} {max(read).day}, {max(read).year}" if read else "",
        report=href(code.page, "about", "report"),
        code=code.id,
        place=shown_place(code.place),
    )


def shown_place(place: Place) -> str:
    """Return a place as a page may show it: of a file from anywhere, the name alone."""
    path = PurePosixPath(place.file)
    return str(Place(path.name, place.pointer) if path.is_absolute() else place)


def _context(book: Book, code: ResolvedCode, context: Context) -> ContextView:
    owner = Owner(code.provider_id, code.id, context.id)
    return ContextView(
        context.id,
        label(context.id),
        context.recognize,
        context.id == code.default_context,
        facts_view(book, code.page, owner, context, context.behavior),
    )


def _doubts(facts: FactsView, contexts: Iterable[ContextView]) -> tuple[DoubtView, ...]:
    of_all = DoubtView("", facts.flags)
    of_each = (DoubtView(context.label, context.facts.flags) for context in contexts)
    return tuple(doubt for doubt in (of_all, *of_each) if doubt.flags)


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


def _related(
    book: Book, code: ResolvedCode, equivalents: Iterable[CrosswalkView]
) -> tuple[tuple[str, Link], ...]:
    """Return (relation, link) for the synonyms of a code and for the same value elsewhere."""
    synonyms = [book.code(code.page, f"{code.vocabulary_id}#{name}") for name in code.synonyms]
    namesakes = [
        (book.home_of(book.spec.codes[other]), book.code(code.page, other)) for other in code.same_value
    ]
    named = {item.code for view in equivalents for provider in view.providers for item in provider.siblings}
    return (
        *(("Another word for the same", link) for link in synonyms),
        *((f"The same value as {home}", link) for home, link in namesakes if link not in named),
    )


def _where(code: ResolvedCode) -> tuple[tuple[str, str], ...]:
    lines = {
        "Regions": ", ".join(region.upper().replace("_", " ") for region in code.regions),
        "Platforms": ", ".join(label(platform) for platform in code.platforms),
    }
    return tuple((heading, text) for heading, text in lines.items() if text)


def search_boosts(spec: ResolvedSpec) -> Mapping[str, float]:
    """Return by how much the search prefers the page of each value, by value.

    The search completes what is typed, so `FAIL` finds `FAILED` as well. A page must therefore outrank
    the pages of all values that begin with its own value; and all of them outrank pages that only mention it.
    """
    ranks = prefix_ranks({str(code.value).casefold() for code in spec.codes.values()})
    return {value: 1.5 * 2**rank for value, rank in ranks.items()}


def search_words(name: str) -> tuple[str, ...]:
    """Return the words of a name; of a short name, each several times.

    The search counts how often a word occurs, not among how many. So a name of the very words that a reader
    typed would rank no higher than a longer one that has them too, if it did not say them more often.
    """
    words = tuple(dict.fromkeys(name.lower().split("_")))
    return words * max(1, _MOST_REPEATS + 1 - len(words))


_MOST_REPEATS = 4


def prefix_ranks(values: Iterable[str]) -> dict[str, int]:
    """Return for each value how many others in a row begin with it, each with the one before."""
    ranks: dict[str, int] = {}
    prefixes: list[str] = []  # values that the current one begins with, shortest first
    for value in sorted(values):
        while prefixes and not value.startswith(prefixes[-1]):
            prefixes.pop()
        prefixes.append(value)
        for rank, shorter in enumerate(reversed(prefixes)):
            ranks[shorter] = max(rank, ranks.get(shorter, 0))
    return ranks
