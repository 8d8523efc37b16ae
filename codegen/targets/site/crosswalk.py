"""What other providers call the same thing: codes that a program has to treat alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from codegen.model import Behaviour, Context
from codegen.resolve import ResolvedCode, ResolvedSpec
from codegen.targets.site.book import Book, Link, Term, href
from codegen.targets.site.labels import inner, label, type_label

_SHOWN = 5
"""Codes of one provider that are listed; the page of the category has the others."""
_SAYS_NOTHING = {None, "generic", "unspecified"}
"""Words for an operation or a kind of challenge that nobody names: they agree with every other."""
_OUTCOMES = {"status", "state", "event"}
"""Kinds of vocabulary whose values report how something stands, unlike an error."""


class Meaning(NamedTuple):
    """One meaning of one code, and what it is compared by."""

    code: ResolvedCode
    context: Context | None
    behaviour: Behaviour
    kind: str
    words: frozenset[str]


class KinView(NamedTuple):
    """A code that means the same elsewhere."""

    code: Link
    vocabulary: str
    summary: str


class ProviderView(NamedTuple):
    """The codes of one provider that mean the same, closest first."""

    name: str
    kin: tuple[KinView, ...]


class CrosswalkView(NamedTuple):
    """What one meaning of a code is called at other providers."""

    meaning: str
    """Which meaning, of a code that has several."""
    category: Link
    """The page with all codes of the category."""
    providers: tuple[ProviderView, ...]


Group = tuple[str, str]
"""(category, phase): what meanings share that a program treats alike."""
Crosswalk = Mapping[Group, list[Meaning]]


def crosswalk(spec: ResolvedSpec) -> Crosswalk:
    """Return all meanings of all codes by what they share, in the order of the spec."""
    groups: dict[Group, list[Meaning]] = {}
    for vocabulary in spec.vocabularies.values():
        for code in vocabulary.codes:
            for meaning in _meanings(code, vocabulary.kind):
                groups.setdefault(_group(meaning.behaviour), []).append(meaning)
    return groups


def _meanings(code: ResolvedCode, kind: str) -> Iterator[Meaning]:
    words = frozenset(code.name.split("_"))
    if code.behaviour:
        yield Meaning(code, None, code.behaviour, kind, words)
    for context in default_first(code):
        yield Meaning(code, context, context.behaviour, kind, words)


def default_first(code: ResolvedCode) -> list[Context]:
    """Return the meanings of a code that has several, in the order in which its page shows them."""
    return sorted(code.contexts, key=lambda context: context.id != code.default_context)


def _group(behaviour: Behaviour) -> Group:
    return behaviour.category, behaviour.phase


def category_link(book: Book, page: str, term: Term) -> Link:
    """Return a link to the page that has all codes of a category."""
    return Link(term.label, href(page, f"categories/{term.id}"))


def crosswalk_views(book: Book, groups: Crosswalk, code: ResolvedCode) -> tuple[CrosswalkView, ...]:
    """Return what each meaning of a code is called elsewhere; nothing for a meaning that nobody shares."""
    kind = book.spec.vocabularies[code.vocabulary_id].kind
    views = (_view(book, groups, meaning) for meaning in _meanings(code, kind))
    return tuple(view for view in views if view.providers)


def _view(book: Book, groups: Crosswalk, meaning: Meaning) -> CrosswalkView:
    page, behaviour = meaning.code.page, meaning.behaviour
    others = [other for other in groups[_group(behaviour)] if _comparable(meaning, other)]
    ranked = sorted(others, key=lambda other: _distance(meaning, other))
    order = list(book.providers)
    ranked.sort(key=lambda other: order.index(other.code.provider_id))  # stable: within each, closest first
    return CrosswalkView(
        meaning=label(meaning.context.id) if meaning.context else "",
        category=category_link(book, page, book.term(page, "category", behaviour.category)),
        providers=tuple(
            ProviderView(book.providers[name].name, tuple(_kin(book, page, item) for item in found)[:_SHOWN])
            for name, found in groupby(ranked, key=lambda other: other.code.provider_id)
        ),
    )


def _comparable(meaning: Meaning, other: Meaning) -> bool:
    """Tell whether another provider's code may be the same thing: it is not if it is about something else."""
    mine, theirs = meaning.behaviour, other.behaviour
    return (
        other.code.provider_id != meaning.code.provider_id
        and _agree(mine.operation, theirs.operation)
        and _agree(mine.challenge, theirs.challenge)
    )


def _agree(one: str | None, other: str | None) -> bool:
    return one == other or not _SAYS_NOTHING.isdisjoint((one, other))


def _distance(meaning: Meaning, other: Meaning) -> tuple[bool | int, ...]:
    """Say how far two meanings are apart; of equals, the first of the spec goes first."""
    mine, theirs = meaning.behaviour, other.behaviour
    return (
        other.code.deprecated is not None,
        str(other.code.value).casefold() != str(meaning.code.value).casefold(),
        mine.challenge != theirs.challenge,
        mine.operation != theirs.operation,
        (meaning.kind in _OUTCOMES) != (other.kind in _OUTCOMES),
        mine.actor != theirs.actor,
        -len(meaning.words & other.words),
        mine.actions[0] != theirs.actions[0],
        meaning.kind != other.kind,
        mine.retry != theirs.retry,
    )


def _kin(book: Book, page: str, meaning: Meaning) -> KinView:
    code, context = meaning.code, meaning.context
    target = href(page, code.page, context.id if context else "")
    summary = context.summary if context else code.summary
    home = type_label(book.spec.vocabularies[code.vocabulary_id].type_name)
    return KinView(Link(str(code.value), target), inner(home), summary)
