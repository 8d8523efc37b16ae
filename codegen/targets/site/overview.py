"""Views of the pages that lead to others: home, providers, taxonomy, and the navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from codegen.lint import rules
from codegen.model import Category, HttpFallback, Invariant, RetryPolicy
from codegen.resolve import (
    ResolvedMethod,
    ResolvedPayload,
    ResolvedProvider,
    ResolvedSpec,
    ResolvedVocabulary,
)
from codegen.targets.site.book import AXES, CONFIDENCES, TAXONOMY_PAGE, Axis, Book, Head, Link, Term, href
from codegen.targets.site.coverage import COVERAGE_PAGE
from codegen.targets.site.facts import Part, Reference, reference, references
from codegen.targets.site.integration import (
    AddressView,
    DeliveryView,
    ScenarioView,
    address_view,
    delivery_view,
    scenario_view,
)
from codegen.targets.site.labels import breakable, label, type_label, unmarked
from codegen.targets.site.rules import RULES_PAGE, rule_page
from codegen.targets.site.voices import VOICES_PAGE


class VocabularyLine(NamedTuple):
    """A vocabulary in the list of a provider's vocabularies."""

    link: Link
    kind: str
    wire: str
    open: bool
    size: int
    summary: str


class PartLine(NamedTuple):
    """A method or payload in the list of a provider's parts."""

    link: Link
    summary: str
    channel: str = ""
    deprecated: bool = False


class ProviderView(NamedTuple):
    """A provider's page, and its card on the home page."""

    head: Head
    xref: Callable[[str], str]
    link: Link
    name: str
    homepage: str
    summary: str
    description: str | None
    vocabularies: tuple[VocabularyLine, ...]
    methods: tuple[PartLine, ...]
    payloads: tuple[PartLine, ...]
    deliveries: tuple[DeliveryView, ...]
    addresses: tuple[AddressView, ...]
    scenarios: tuple[ScenarioView, ...]
    sources: Link
    source_count: int


class SourcesView(NamedTuple):
    """The page of a provider's sources."""

    head: Head
    xref: Callable[[str], str]
    name: str
    references: tuple[Reference, ...]


class HomeView(NamedTuple):
    """The generated half of the home page."""

    version: str
    code_count: int
    source_count: int
    providers: tuple[ProviderView, ...]


class TermLine(NamedTuple):
    """A word of the taxonomy on its own page, with what an unlisted code of a category would get."""

    anchor: str
    label: str
    id: str
    summary: str
    actor: Term | None
    actions: tuple[Term, ...]


class AxisView(NamedTuple):
    """One axis of the taxonomy."""

    key: str
    title: str
    lead: str
    has_defaults: bool
    terms: tuple[TermLine, ...]


class TaxonomyView(NamedTuple):
    """The page of the taxonomy."""

    head: Head
    axes: tuple[AxisView, ...]
    invariants: tuple[tuple[str, str, str], ...]
    """(rule, when, then)."""
    fallbacks: tuple[tuple[str, Term], ...]
    """(HTTP statuses, the category of a code that is not listed)."""
    policy: RetryPolicy
    at_risk: tuple[Term, ...]
    """Categories in which each further attempt may lock the account."""
    uncertain: tuple[Term, ...]
    """Categories that leave it open whether the operation was done."""


class NavLine(NamedTuple):
    """A line of the navigation; a heading has no page."""

    indent: str
    title: str
    page: str | None


def provider_view(book: Book, page: str, provider: ResolvedProvider) -> ProviderView:
    """Return a provider as seen from a page."""
    return ProviderView(
        head=Head(provider.name, unmarked(provider.summary)),
        xref=book.xref(page, provider.id),
        link=Link(provider.name, href(page, provider.page)),
        name=provider.name,
        homepage=provider.homepage,
        summary=provider.summary,
        description=provider.description,
        vocabularies=tuple(_vocabulary_line(book, page, item) for item in provider.vocabularies),
        methods=tuple(_method_line(page, item) for item in provider.methods),
        payloads=tuple(_payload_line(page, item) for item in provider.payloads),
        deliveries=tuple(delivery_view(book, page, item) for item in provider.deliveries),
        addresses=tuple(address_view(book, page, item) for item in provider.addresses),
        scenarios=tuple(scenario_view(book, page, item) for item in provider.scenarios),
        sources=Link("Sources", href(page, sources_page(provider))),
        source_count=len(provider.sources),
    )


def _vocabulary_line(book: Book, page: str, vocabulary: ResolvedVocabulary) -> VocabularyLine:
    return VocabularyLine(
        link=book.vocabulary(page, vocabulary.id),
        kind=label(vocabulary.kind),
        wire=vocabulary.wire,
        open=vocabulary.open,
        size=len(vocabulary.codes),
        summary=vocabulary.summary,
    )


def _method_line(page: str, method: ResolvedMethod) -> PartLine:
    link = Link(str(method.member.value), href(page, method.page))
    return PartLine(link, method.member.summary, deprecated=method.member.deprecated is not None)


def _payload_line(page: str, payload: ResolvedPayload) -> PartLine:
    link = Link(type_label(payload.type_name), href(page, payload.page))
    return PartLine(link, payload.summary, label(payload.channel))


def sources_page(provider: ResolvedProvider) -> str:
    """Return the path of the page of a provider's sources."""
    return f"{provider.id}/sources"


def sources_view(book: Book, provider: ResolvedProvider) -> SourcesView:
    """Return all sources of a provider, with what they say about that which has no page of its own."""
    page = sources_page(provider)
    parts = [
        *(Part(item.summary, item.evidence) for item in provider.deliveries),
        *(Part(f"`{item.value}`", item.evidence) for item in provider.addresses),
        *(Part(item.summary, item.evidence) for item in provider.scenarios),
    ]
    claims = {item.id: item for item in references(book, page, provider.id, parts)}
    return SourcesView(
        head=Head(
            f"Sources · {provider.name}", f"The documents that the facts about {provider.name} are from."
        ),
        xref=book.xref(page, provider.id),
        name=provider.name,
        references=tuple(claims.get(source.id) or reference(source) for source in provider.sources),
    )


def home_view(book: Book, page: str) -> HomeView:
    """Return the generated half of the home page."""
    spec = book.spec
    return HomeView(
        version=spec.spec_version,
        code_count=len(spec.codes),
        source_count=sum(len(provider.sources) for provider in spec.providers),
        providers=tuple(provider_view(book, page, provider) for provider in spec.providers),
    )


def taxonomy_view(book: Book) -> TaxonomyView:
    """Return the page of the taxonomy."""
    confidences = AxisView(
        key="confidence",
        title="Certainty",
        lead="How sure a statement, or the classification of a code, is.",
        has_defaults=False,
        terms=tuple(
            TermLine(f"confidence-{key}", text, key, summary, None, ())
            for key, (text, summary) in CONFIDENCES.items()
        ),
    )
    axes = (*(_axis(book, axis) for axis in AXES), confidences)
    description = "The words in which every code is classified, and the rules between them."
    head = Head("Taxonomy", description, hide=("navigation",))
    taxonomy = book.spec.taxonomy
    return TaxonomyView(
        head=head,
        axes=axes,
        invariants=tuple(_rule(invariant) for invariant in taxonomy.invariants),
        fallbacks=tuple(
            (_statuses(item), book.term(TAXONOMY_PAGE, "category", item.category))
            for item in taxonomy.http_fallbacks
        ),
        policy=taxonomy.retry_policy,
        at_risk=_categories(book, lambda category: category.lockout_risk),
        uncertain=_categories(book, lambda category: category.outcome_uncertain),
    )


def _statuses(fallback: HttpFallback) -> str:
    return str(fallback.first) if fallback.first == fallback.last else f"{fallback.first} to {fallback.last}"


def _categories(book: Book, chosen: Callable[[Category], bool]) -> tuple[Term, ...]:
    found = (category.id for category in book.spec.taxonomy.categories if chosen(category))
    return tuple(book.term(TAXONOMY_PAGE, "category", id) for id in found)


def _axis(book: Book, axis: Axis) -> AxisView:
    terms = getattr(book.spec.taxonomy, axis.field)
    lines = tuple(
        TermLine(
            anchor=f"{axis.key}-{term.id}",
            label=label(term.id),
            id=term.id,
            summary=term.summary,
            actor=book.term(TAXONOMY_PAGE, "actor", term.actor) if isinstance(term, Category) else None,
            actions=tuple(
                book.term(TAXONOMY_PAGE, "action", action) for action in getattr(term, "actions", ())
            ),
        )
        for term in terms
    )
    return AxisView(axis.key, axis.title, axis.lead, any(line.actor for line in lines), lines)


def _rule(invariant: Invariant) -> tuple[str, str, str]:
    when = " and ".join(_conditions(invariant.when, "is")) or "always"
    then = [*_conditions(invariant.require, "is"), *_conditions(invariant.forbid, "is not")]
    return invariant.summary, when, " and ".join(then)


def _conditions(wanted: Mapping[str, tuple[bool | str, ...]], verb: str) -> Iterator[str]:
    for field, values in wanted.items():
        texts = [str(value).lower() if isinstance(value, bool) else value for value in values]
        yield f"`{field}` {verb} {' or '.join(f'`{text}`' for text in texts)}"


def navigation(spec: ResolvedSpec) -> Iterator[NavLine]:
    """Yield the generated entries of the navigation, to be added to the hand-written list."""
    for provider in spec.providers:
        yield NavLine("  ", provider.name, None)
        yield NavLine(" " * 6, provider.name, provider.page)
        for vocabulary in provider.vocabularies:
            title = type_label(vocabulary.type_name)
            yield NavLine(" " * 6, title, None)
            yield NavLine(" " * 10, title, vocabulary.page)
            yield from (NavLine(" " * 10, breakable(str(code.value)), code.page) for code in vocabulary.codes)
        yield NavLine(" " * 6, "Sources", sources_page(provider))
        parts = [
            ("Flows", [(str(item.member.value), item.page) for item in provider.methods]),
            ("Payloads", [(type_label(item.type_name), item.page) for item in provider.payloads]),
        ]
        for heading, items in parts:
            if items:
                yield NavLine(" " * 6, heading, None)
                yield from (NavLine(" " * 10, title, page) for title, page in items)
    yield NavLine("  ", "What to tell people", VOICES_PAGE)
    yield NavLine("  ", "Taxonomy", TAXONOMY_PAGE)
    yield NavLine("  ", "Coverage", COVERAGE_PAGE)
    yield NavLine("  ", "Lint rules", None)
    yield NavLine(" " * 6, "Lint rules", RULES_PAGE)
    yield from (NavLine(" " * 6, breakable(rule.id), rule_page(rule)) for rule in rules())
