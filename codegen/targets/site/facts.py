"""Views that several kinds of page share: the verdict on a code, what is known about it, and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from codegen.model.base import Confidence
from codegen.model.codes import Absent, Behavior, Code, Evidence, Facts, Flag, Source
from codegen.targets.site.plans import PlanView, plan_view
from codegen.targets.site.voices import VoicesView, place_of, voices
from codegen.views.advice import AdviceRow
from codegen.views.book import Book, Link, TermLink
from codegen.views.labels import inner, label, tone
from codegen.views.voices import voices_for


class BehaviorVerdict(NamedTuple):
    """What a code means to its reader, in the order of their questions."""

    situation: TermLink | None
    plan: PlanView | None
    """What a program gets that asks what to do; nothing in a table of many codes."""
    category: TermLink
    challenge: TermLink | None
    actor: TermLink
    actions: tuple[TermLink, ...]
    retry: TermLink
    unattended: bool
    repeats: bool
    """Whether another attempt can make sense at all, with the user present."""
    partial: bool
    scope: TermLink | None
    suspension_risk: bool
    certainty: TermLink
    axes: tuple[tuple[str, TermLink], ...]
    tone: str
    """Classes that color the block: `lc-failure lc-warning`."""
    note: str | None


class FlagView(NamedTuple):
    """A warning: what kind it is, what that means, and what it says about this entry."""

    term: TermLink
    note: str


class Quoted(NamedTuple):
    """An HTTP status or a literal message of an API, and the sources that give it."""

    text: str
    sources: tuple[Link, ...]


class FactsView(NamedTuple):
    """What is known about a code, or about one of its meanings."""

    summary: str
    description: str | None
    verdict: BehaviorVerdict | None
    flags: tuple[FlagView, ...]
    http_status: tuple[Quoted, ...]
    wire_messages: tuple[Quoted, ...]
    causes: tuple[str, ...]
    fixes: tuple[str, ...]
    reproduce: tuple[str, ...]
    voices: VoicesView | None
    """What to tell people; nothing where there is no behavior."""


class Owner(NamedTuple):
    """Whose facts they are: a provider's, and a code's or one of its contexts' if not a missing field's."""

    provider_id: str
    subject: str
    """The id of a code; that of a vocabulary and `#` for what a missing field means."""
    context: str | None = None


class SourceClaim(NamedTuple):
    """What a source says, and how sure that is; `scopes` are the parts of a page it is about, if not all."""

    scopes: tuple[str, ...]
    supports: str
    confidence: TermLink
    note: str | None


class Reference(NamedTuple):
    """A source at the foot of a page."""

    id: str
    title: str
    url: str
    origin: str
    note: str | None
    claims: tuple[SourceClaim, ...]


class Part(NamedTuple):
    """A part of a page that rests on sources: its scope, its evidence and further sources that it names."""

    scope: str
    evidence: tuple[Evidence, ...]
    cited: tuple[str, ...] = ()


def verdict(book: Book, page: str, behavior: Behavior, plan: AdviceRow | None = None) -> BehaviorVerdict:
    """Return the verdict that a behavior amounts to."""
    axes, challenge = [(axis, getattr(behavior, axis)) for axis in _SIDE_AXES], behavior.challenge
    return BehaviorVerdict(
        situation=book.term(page, "situation", behavior.situation) if behavior.situation else None,
        plan=plan_view(book, page, plan),
        category=book.category(page, behavior.category),
        challenge=book.term(page, "challenge", challenge)
        if challenge and challenge not in _UNINFORMATIVE
        else None,
        actor=book.term(page, "actor", behavior.actor),
        actions=tuple(
            book.term(page, "action", action) for action in (plan.actions if plan else behavior.actions)
        ),
        retry=book.term(page, "retry", behavior.retry),
        unattended=behavior.unattended_retry,
        repeats=behavior.retry not in _NO_RETRY,
        partial=behavior.partial,
        scope=book.term(page, "scope", behavior.scope) if behavior.scope else None,
        suspension_risk=behavior.suspension_risk,
        certainty=book.term(page, "confidence", behavior.confidence),
        axes=tuple(
            (axis.capitalize(), book.term(page, axis, word))
            for axis, word in axes
            if word not in _UNINFORMATIVE
        ),
        tone=tone(behavior.phase, behavior.severity),
        note=behavior.note,
    )


_SIDE_AXES = ("phase", "ends", "severity", "operation")
_NO_RETRY = {"never", "none_needed"}
_UNINFORMATIVE = {"generic", "none", "unspecified"}
"""Words for an unnamed operation, for nothing that ends, for any challenge: they tell nothing."""


def facts_view(book: Book, page: str, owner: Owner, facts: Facts, behavior: Behavior | None) -> FactsView:
    """Return what is known about a code, a context or a missing field."""
    provider_id = owner.provider_id
    return FactsView(
        summary=facts.summary,
        description=facts.description,
        verdict=verdict(book, page, behavior, _plan(book, owner)) if behavior else None,
        flags=flag_views(book, page, facts.flags),
        http_status=tuple(
            Quoted(str(item.status), _cited(book, provider_id, item.sources)) for item in facts.http_status
        ),
        wire_messages=tuple(
            Quoted(item.text, _cited(book, provider_id, item.sources)) for item in facts.wire_messages
        ),
        causes=facts.causes,
        fixes=facts.fixes,
        reproduce=facts.reproduce,
        voices=_voices(book, page, owner, behavior) if behavior else None,
    )


def _plan(book: Book, owner: Owner) -> AdviceRow | None:
    return book.advice.get(f"{owner.subject}@{owner.context}" if owner.context else owner.subject)


def _voices(book: Book, page: str, owner: Owner, behavior: Behavior) -> VoicesView:
    outcome = (behavior.category, behavior.challenge)
    texts = voices_for(book.spec, owner.subject, owner.context, outcome)
    return voices(texts, elsewhere=place_of(book, page, texts))


def flag_views(book: Book, page: str, flags: Iterable[Flag]) -> tuple[FlagView, ...]:
    """Return the warnings about an entry."""
    return tuple(FlagView(book.term(page, "flag", flag.id), flag.note) for flag in flags)


def parts(code: Code | Absent) -> tuple[Part, ...]:
    """Return the parts of a code's page that rest on sources: the code itself and its meanings."""
    contexts = code.contexts if isinstance(code, Code) else ()
    return (_part("", code), *(_part(label(context.id), context) for context in contexts))


def _part(scope: str, facts: Facts) -> Part:
    cited = [item.sources for item in facts.http_status] + [item.sources for item in facts.wire_messages]
    return Part(scope, facts.evidence, tuple(chain.from_iterable(cited)))


def references(book: Book, page: str, provider_id: str, on_page: Iterable[Part]) -> tuple[Reference, ...]:
    """Return the sources of a page in the order in which they are first named, each with all it says."""
    claims: dict[str, dict[_Statement, list[str]]] = {}
    for part in on_page:
        for item in part.evidence:
            statement = (bool(part.scope), item.supports, item.confidence, item.note)
            claims.setdefault(item.source, {}).setdefault(statement, []).append(part.scope)
        for source_id in part.cited:
            claims.setdefault(source_id, {})
    return tuple(
        reference(book.source(provider_id, source_id), _claims(book, page, statements))
        for source_id, statements in claims.items()
    )


_Statement = tuple[bool, tuple[str, ...], Confidence, str | None]
"""(about a part of the page only, facts, confidence, note): what may be said of several parts alike."""


def _claims(book: Book, page: str, statements: Mapping[_Statement, list[str]]) -> tuple[SourceClaim, ...]:
    return tuple(
        SourceClaim(
            scopes=tuple(scopes) if partial else (),
            supports=", ".join(inner(label(fact)) for fact in supports),
            confidence=book.term(page, "confidence", confidence),
            note=note,
        )
        for (partial, supports, confidence, note), scopes in statements.items()
    )


def reference(source: Source, claims: tuple[SourceClaim, ...] = ()) -> Reference:
    """Return a source with what it is said to show."""
    read = f"read {source.retrieved} ({inner(label(source.access))})"
    origin = [source.publisher, *([source.edition] if source.edition else []), label(source.kind), read]
    return Reference(source.id, source.title, source.url, " · ".join(origin), source.note, claims)


def _cited(book: Book, provider_id: str, source_ids: Iterable[str]) -> tuple[Link, ...]:
    sources = [book.source(provider_id, source_id) for source_id in source_ids]
    return tuple(Link(_short(source), f"#source-{source.id}") for source in sources)


def _short(source: Source) -> str:
    return f"{source.title} ({source.edition})" if source.edition else source.title
