"""Views of a provider's surfaces: where its values arrive, and which ones."""

from __future__ import annotations

from typing import NamedTuple

from codegen.model.diagrams import Surface
from codegen.resolve.spec import ResolvedCode, ResolvedPayload, ResolvedProvider, ResolvedVocabulary
from codegen.views.book import Book, Link, href
from codegen.views.labels import label, tone


class Chip(NamedTuple):
    """A value with the classes of its tone, which are none for what is not an outcome."""

    code: Link
    tone: str


class VocabularyLine(NamedTuple):
    """A vocabulary in the table of its surface."""

    link: Link
    kind: str
    wire: str
    open: bool
    size: int
    summary: str
    chips: tuple[Chip, ...]
    """The values to know first: what fails, if anything does."""
    more: int
    """How many values have no chip."""


class PayloadLine(NamedTuple):
    """A payload in the list of its surface."""

    link: Link
    summary: str
    channel: str


class SurfaceView(NamedTuple):
    """A section of a provider's page."""

    anchor: str
    id: str
    """What the explorer knows it by; empty for what belongs to no surface."""
    title: str
    summary: str
    description: str | None
    values: int
    outcomes: tuple[VocabularyLine, ...]
    """The vocabularies whose values say what state something is in, how it ended or failed."""
    words: tuple[VocabularyLine, ...]
    """The others: fixed words that distinguish kinds."""
    payloads: tuple[PayloadLine, ...]


class Way(NamedTuple):
    """A way on which values reach an integration: what arrives where."""

    surfaces: tuple[Link, ...]
    verb: str
    receiver: str
    """Who gets it; empty where nothing tells."""


_SHOWN = 4
_OTHER = "other"
_WAYS = {
    "callback": ("calls a function of", "Your page or app"),
    "post_message": ("posts a message to", "Your page"),
    "http_response": ("answers a call of", "Your server"),
    "webhook": ("sends a webhook to", "Your server"),
    _OTHER: ("has no payload that is described here; each list below says where its values are", ""),
}


def surface_views(book: Book, page: str, provider: ResolvedProvider) -> tuple[SurfaceView, ...]:
    """Return the surfaces of a provider, and what belongs to none as a last one."""
    surfaces = [_surface(book, page, provider, surface) for surface in provider.surfaces]
    rest = _surface(book, page, provider, None)
    return (*surfaces, *([rest] if rest.outcomes or rest.words or rest.payloads else ()))


def _surface(book: Book, page: str, provider: ResolvedProvider, surface: Surface | None) -> SurfaceView:
    home = surface.id if surface else None
    vocabularies = [item for item in provider.vocabularies if item.surface == home]
    title = surface.title if surface else "Elsewhere" if provider.surfaces else "Codes and payloads"
    return SurfaceView(
        anchor=_anchor(home or "elsewhere"),
        id=home or "",
        title=title,
        summary=surface.summary if surface else "",
        description=surface.description if surface else None,
        values=sum(len(item.codes) for item in vocabularies),
        outcomes=tuple(_line(book, page, item) for item in vocabularies if item.kind != "enum"),
        words=tuple(_line(book, page, item) for item in vocabularies if item.kind == "enum"),
        payloads=tuple(_payload(book, page, item) for item in provider.payloads if item.surface == home),
    )


def _anchor(surface_id: str) -> str:
    return f"surface-{surface_id.replace('.', '-')}"


def surface_link(page: str, provider: ResolvedProvider, surface_id: str | None) -> Link | None:
    """Return a link to the section of a surface on its provider's page; None where there is no surface."""
    found = (surface for surface in provider.surfaces if surface.id == surface_id)
    return next((Link(item.title, href(page, provider.page, _anchor(item.id))) for item in found), None)


def _line(book: Book, page: str, vocabulary: ResolvedVocabulary) -> VocabularyLine:
    first = tuple(chip(page, code) for code in _first(book, vocabulary.codes))
    return VocabularyLine(
        link=book.vocabulary(page, vocabulary.id),
        kind=label(vocabulary.kind),
        wire=vocabulary.wire,
        open=vocabulary.open,
        size=len(vocabulary.codes),
        summary=vocabulary.summary,
        chips=first,
        more=len(vocabulary.codes) - len(first),
    )


def _first(book: Book, codes: tuple[ResolvedCode, ...]) -> list[ResolvedCode]:
    """Return the few values to know first: failures that a user can fix, then others, of many categories."""
    taxonomy = book.spec.taxonomy
    with_user = {action.id for action in taxonomy.actions if action.user_absent}
    wanting = {phase.id for phase in taxonomy.phases if phase.wants_fix}

    def rank(code: ResolvedCode) -> int:
        behavior = code.effective_behavior
        if not behavior or code.deprecated or behavior.phase not in wanting:
            return 2
        return 0 if behavior.actions[0] in with_user else 1

    ordered = sorted(codes, key=rank)
    seen = [code.effective_behavior and code.effective_behavior.category for code in ordered]
    keys = [(rank(code) > 1, seen[index] in seen[:index]) for index, code in enumerate(ordered)]
    return [code for _, code in sorted(zip(keys, ordered, strict=True), key=lambda pair: pair[0])][:_SHOWN]


def chip(page: str, code: ResolvedCode) -> Chip:
    """Return a value as seen from a page."""
    behavior = code.effective_behavior
    tones = tone(behavior.phase, behavior.severity) if behavior else ""
    return Chip(Link(str(code.value), href(page, code.page)), tones)


def _payload(book: Book, page: str, payload: ResolvedPayload) -> PayloadLine:
    return PayloadLine(book.payload(page, payload.id), payload.summary, label(payload.channel))


def ways(book: Book, provider: ResolvedProvider) -> tuple[Way, ...]:
    """Return the surfaces on which a provider's values reach an integration; none where it has none."""
    channels = [_channels(book, provider, surface) for surface in provider.surfaces]
    links = [Link(surface.title, f"#{_anchor(surface.id)}") for surface in provider.surfaces]
    found = (
        Way(tuple(link for link, used in zip(links, channels, strict=True) if channel in used), *words)
        for channel, words in _WAYS.items()
    )
    return tuple(way for way in found if way.surfaces)


def _channels(book: Book, provider: ResolvedProvider, surface: Surface) -> set[str]:
    """Return how the payloads of a surface arrive; where it has none, those that carry its values."""
    own: set[str] = {item.channel for item in provider.payloads if item.surface == surface.id}
    lists = (item for item in provider.vocabularies if item.surface == surface.id)
    carried: set[str] = {
        book.payloads[carrier.payload].channel for item in lists for carrier in item.carried_by
    }
    return own or carried or {_OTHER}
