"""Views of a provider's page and of the page of its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from codegen.model.diagrams import Gap
from codegen.resolve.spec import ResolvedMethod, ResolvedProvider
from codegen.targets.site.diagrams import DiagramView, flow_view, state_diagram_view
from codegen.targets.site.facts import Part, Reference, reference, references
from codegen.targets.site.integration import (
    AddressView,
    DeliveryView,
    ScenarioView,
    address_view,
    delivery_view,
    scenario_view,
)
from codegen.targets.site.repeats import RepeatView, repeat_views
from codegen.targets.site.signatures import SignatureView, signature_views
from codegen.targets.site.surfaces import SurfaceView, VocabularyLine, Way, surface_views, ways
from codegen.views.book import FLOWS, NOT_KNOWN, SANDBOX, WEBHOOKS, Book, Head, Link, beside, href
from codegen.views.labels import described, label, unmarked
from codegen.views.releases import versions


class MethodLine(NamedTuple):
    """A method in the list of a provider's calls."""

    link: Link
    code: Link
    summary: str
    deprecated: bool
    flow: Link | None
    """The section that shows its steps; None where that is not described."""


class GapView(NamedTuple):
    """Something that is still unknown, and what it is about."""

    summary: str
    about: tuple[Link, ...]


class Subpage(NamedTuple):
    """A page beside a provider's own, and which parts of the provider are on it."""

    name: str
    template: str
    title: str
    summary: str
    parts: tuple[str, ...]


_SUBPAGES = (
    Subpage(
        FLOWS,
        "flows.md.jinja",
        "Flows and states",
        "What happens step by step, and which states there are.",
        ("flows", "state_diagrams", "methods"),
    ),
    Subpage(
        WEBHOOKS,
        "webhooks.md.jinja",
        "Webhooks and signatures",
        "How to check a signature, how deliveries repeat, which addresses there are.",
        ("signatures", "deliveries", "addresses"),
    ),
    Subpage(
        SANDBOX, "sandbox.md.jinja", "Sandbox", "How to bring about each outcome in tests.", ("scenarios",)
    ),
    Subpage(
        NOT_KNOWN, "not-known.md.jinja", "What is not known", "Questions that no source settles.", ("gaps",)
    ),
)


class SubpageView(NamedTuple):
    """A way from a provider's page to one beside it."""

    link: Link
    summary: str


class ProviderView(NamedTuple):
    """A provider's page, and its card on the home page."""

    head: Head
    xref: Callable[[str], str]
    id: str
    link: Link
    name: str
    homepage: str
    summary: str
    description: str | None
    numbers: tuple[tuple[int, str], ...]
    """(how many, of what)."""
    ways: tuple[Way, ...]
    surfaces: tuple[SurfaceView, ...]
    flows: tuple[DiagramView, ...]
    states: tuple[DiagramView, ...]
    methods: tuple[MethodLine, ...]
    signatures: tuple[SignatureView, ...]
    deliveries: tuple[DeliveryView, ...]
    repeats: tuple[RepeatView, ...]
    addresses: tuple[AddressView, ...]
    scenarios: tuple[ScenarioView, ...]
    gaps: tuple[GapView, ...]
    subpages: tuple[SubpageView, ...]
    sources: Link
    source_count: int

    @property
    def vocabularies(self) -> tuple[VocabularyLine, ...]:
        """All vocabularies, in the order of the page."""
        return tuple(line for item in self.surfaces for line in (*item.outcomes, *item.words))


class SourcesView(NamedTuple):
    """The page of a provider's sources."""

    head: Head
    xref: Callable[[str], str]
    name: str
    kinds: tuple[tuple[str, tuple[Reference, ...]], ...]
    """(kind of source, those of the kind)."""


def provider_view(book: Book, page: str, provider: ResolvedProvider) -> ProviderView:
    """Return a provider as seen from a page."""
    return ProviderView(
        head=Head(provider.name, unmarked(provider.summary), feed=bool(versions(book.spec))),
        xref=book.xref(page, provider.id),
        id=provider.id,
        link=Link(provider.name, href(page, provider.page)),
        name=provider.name,
        homepage=provider.homepage,
        summary=provider.summary,
        description=provider.description,
        numbers=_numbers(provider),
        ways=ways(book, provider),
        surfaces=surface_views(book, page, provider),
        flows=tuple(flow_view(book, page, item) for item in provider.flows),
        states=tuple(state_diagram_view(book, page, item) for item in provider.state_diagrams),
        methods=tuple(_method_line(book, page, item) for item in provider.methods),
        signatures=signature_views(book, page, provider),
        deliveries=tuple(delivery_view(book, page, item) for item in provider.deliveries),
        repeats=tuple(repeat_views(book, page, provider)),
        addresses=tuple(address_view(book, page, item) for item in provider.addresses),
        scenarios=tuple(scenario_view(book, page, item) for item in provider.scenarios),
        gaps=tuple(_gap(book, page, item) for item in provider.gaps),
        subpages=tuple(_subpage(page, provider, item) for item in subpages(provider)),
        sources=Link("Sources", href(page, sources_page(provider))),
        source_count=len(provider.sources),
    )


def _numbers(provider: ResolvedProvider) -> tuple[tuple[int, str], ...]:
    counts = [
        (sum(len(item.codes) for item in provider.vocabularies), "value", "values"),
        (len(provider.vocabularies), "vocabulary", "vocabularies"),
        (len(provider.payloads), "payload", "payloads"),
        (len(provider.flows) + len(provider.state_diagrams), "diagram", "diagrams"),
        (len(provider.scenarios), "sandbox recipe", "sandbox recipes"),
        (len(provider.sources), "source", "sources"),
    ]
    return tuple((count, one if count == 1 else many) for count, one, many in counts if count)


def _method_line(book: Book, page: str, method: ResolvedMethod) -> MethodLine:
    link = Link(str(method.member.value), href(page, method.page))
    code = book.code(page, method.code)
    flow = Link(link.text, href(page, method.page, "flow")) if method.flow else None
    return MethodLine(link, code, method.member.summary, method.member.deprecated is not None, flow)


def _gap(book: Book, page: str, gap: Gap) -> GapView:
    links = (
        book.vocabulary(page, name) if name in book.spec.vocabularies else book.payload(page, name)
        for name in gap.about
    )
    return GapView(gap.summary, tuple(links))


def subpages(provider: ResolvedProvider) -> Iterator[Subpage]:
    """Yield the pages that a provider has beside its own: those with anything on them."""
    for item in _SUBPAGES:
        if any(getattr(provider, part) for part in item.parts):
            yield item


def subpage_head(provider: ResolvedProvider, item: Subpage) -> Head:
    """Return the head of a page beside a provider's own."""
    return Head(f"{item.title} · {provider.name}", described(provider.name, item.summary))


def _subpage(page: str, provider: ResolvedProvider, item: Subpage) -> SubpageView:
    return SubpageView(Link(item.title, href(page, beside(provider.id, item.name))), item.summary)


def sources_page(provider: ResolvedProvider) -> str:
    """Return the path of the page of a provider's sources."""
    return beside(provider.id, "sources")


def sources_view(book: Book, provider: ResolvedProvider) -> SourcesView:
    """Return all sources of a provider, with what they say about that which has no page of its own."""
    page = sources_page(provider)
    parts = [
        *(Part(item.title, item.evidence) for item in provider.surfaces),
        *(Part(item.title, item.evidence) for item in provider.flows),
        *(Part(item.title, item.evidence) for item in provider.state_diagrams),
        *(Part(item.summary, item.evidence) for item in provider.deliveries),
        *(Part(f"`{item.value}`", item.evidence) for item in provider.addresses),
        *(Part(item.summary, item.evidence) for item in provider.scenarios),
    ]
    claims = {item.id: item for item in references(book, page, provider.id, parts)}
    kinds: dict[str, list[Reference]] = {}
    for source in provider.sources:
        kinds.setdefault(label(source.kind), []).append(claims.get(source.id) or reference(source))
    return SourcesView(
        head=Head(
            f"Sources · {provider.name}", f"The documents that the facts about {provider.name} are from."
        ),
        xref=book.xref(page, provider.id),
        name=provider.name,
        kinds=tuple((kind, tuple(found)) for kind, found in kinds.items()),
    )
