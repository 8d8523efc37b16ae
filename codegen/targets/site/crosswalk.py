"""What other providers call the same thing: codes that a program has to treat alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from itertools import chain, groupby
from typing import NamedTuple

from codegen.model.codes import Behavior, Context
from codegen.resolve.spec import ResolvedCode, ResolvedSpec
from codegen.views.book import Book, Link, TermLink, href
from codegen.views.labels import inner, label, type_label

_SHOWN = 5
"""Codes of one provider that are listed; the page of the category has the others."""
_OPEN = 2
"""Codes of one provider that are shown at once."""
_SAYS_NOTHING = {None, "generic", "unspecified"}
"""Words for an operation or a kind of challenge that is not named: they agree with every other."""
_OUTCOMES = {"status", "state", "event"}
"""Kinds of vocabulary whose values report the state of something, unlike an error."""
_TROUBLE = "failure"
"""The phase of what went wrong."""
_MANIFOLD = {"account_unavailable", "invalid_request", "rejected"}
"""Categories with so many reasons that two of their codes need not have anything else in common."""
_RARE = 0.01
"""The largest share of all names that has a word which still tells what a code is about; `ERROR` does not."""
_FEW = 4
"""Names that may share such a word where there are hardly any codes."""
_SHORT = 3
"""Length of words that tell nothing: `NOT`, `IN`, `BY`."""


class ComparedMeaning(NamedTuple):
    """One meaning of one code, and what it is compared by."""

    code: ResolvedCode
    context: Context | None
    behavior: Behavior
    kind: str
    words: frozenset[str]
    """The words of its name that tell what it is about."""
    at_login: bool
    """Whether its category is about signing in, whatever that was for."""
    decision: str
    """What its first action amounts to."""


class SiblingView(NamedTuple):
    """A code that means the same elsewhere."""

    code: Link
    vocabulary: str
    summary: str


class SiblingsView(NamedTuple):
    """The codes of one provider that mean the same, closest first."""

    name: str
    siblings: tuple[SiblingView, ...]

    @property
    def first(self) -> tuple[SiblingView, ...]:
        """Those that are shown at once."""
        return self.siblings[:_OPEN]

    @property
    def rest(self) -> tuple[SiblingView, ...]:
        """Those that are folded."""
        return self.siblings[_OPEN:]


class CrosswalkView(NamedTuple):
    """What one meaning of a code is called at other providers."""

    meaning: str
    """Which meaning, of a code that has several."""
    category: TermLink
    """The page with all codes of the category."""
    providers: tuple[SiblingsView, ...]


Group = tuple[str, str, str, str]
"""(category, phase, actor, decision of the first action): what meanings share that a program treats alike."""


class Crosswalk(NamedTuple):
    """All meanings of all codes."""

    groups: Mapping[Group, list[ComparedMeaning]]
    meanings: Mapping[str, list[ComparedMeaning]]
    """By the id of the code, in the order in which its page shows them."""


def crosswalk(spec: ResolvedSpec) -> Crosswalk:
    """Return all meanings of all codes, and which of them share what a program treats alike."""
    telling = _telling(spec)
    at_login = {item.id for item in spec.taxonomy.categories if item.lockout_risk}
    meanings = {code.id: list(_meanings(spec, code, telling, at_login)) for code in spec.codes.values()}
    groups: dict[Group, list[ComparedMeaning]] = {}
    for meaning in chain.from_iterable(meanings.values()):
        groups.setdefault(_group(meaning), []).append(meaning)
    return Crosswalk(groups, meanings)


def _telling(spec: ResolvedSpec) -> frozenset[str]:
    """Return the words that are rare enough in names to tell what a code is about."""
    count = Counter(word for code in spec.codes.values() for word in set(code.name.split("_")))
    limit = max(_FEW, len(spec.codes) * _RARE)
    return frozenset(word for word, number in count.items() if number <= limit and len(word) > _SHORT)


def _meanings(
    spec: ResolvedSpec, code: ResolvedCode, telling: frozenset[str], at_login: Set[str]
) -> Iterator[ComparedMeaning]:
    behaviors = [(None, code.behavior), *((item, item.behavior) for item in default_first(code))]
    kind, words = spec.vocabularies[code.vocabulary_id].kind, telling.intersection(code.name.split("_"))
    for context, behavior in behaviors:
        if behavior:
            decision = next(item.decision for item in spec.taxonomy.actions if item.id == behavior.actions[0])
            yield ComparedMeaning(
                code, context, behavior, kind, words, behavior.category in at_login, decision
            )


def default_first(code: ResolvedCode) -> list[Context]:
    """Return the meanings of a code that has several, in the order in which its page shows them."""
    return sorted(code.contexts, key=lambda context: context.id != code.default_context)


def _group(meaning: ComparedMeaning) -> Group:
    behavior = meaning.behavior
    return behavior.category, behavior.phase, behavior.actor, meaning.decision


def crosswalk_views(book: Book, groups: Crosswalk, code: ResolvedCode) -> tuple[CrosswalkView, ...]:
    """Return what each meaning of a code is called elsewhere, if another provider has that meaning."""
    views = (_view(book, groups.groups, meaning) for meaning in groups.meanings[code.id])
    return tuple(view for view in views if view.providers)


def _view(
    book: Book, groups: Mapping[Group, list[ComparedMeaning]], meaning: ComparedMeaning
) -> CrosswalkView:
    page, behavior = meaning.code.page, meaning.behavior
    others = [other for other in groups[_group(meaning)] if _comparable(meaning, other)]
    ranked = sorted(others, key=lambda other: _distance(meaning, other))
    order = list(book.providers)
    ranked.sort(key=lambda other: order.index(other.code.provider_id))  # stable: within each, closest first
    return CrosswalkView(
        meaning=label(meaning.context.id) if meaning.context else "",
        category=book.category(page, behavior.category),
        providers=tuple(
            SiblingsView(
                book.providers[name].name, tuple(_sibling_view(book, page, item) for item in found)[:_SHOWN]
            )
            for name, found in groupby(ranked, key=lambda other: other.code.provider_id)
        ),
    )


def _comparable(meaning: ComparedMeaning, other: ComparedMeaning) -> bool:
    """Tell whether another provider's code may be the same thing: it is not if it is about something else."""
    mine, theirs = meaning.behavior, other.behavior
    return (
        other.code.provider_id != meaning.code.provider_id
        and mine.partial == theirs.partial
        and _agree(mine.operation, theirs.operation)
        and _agree(mine.challenge, theirs.challenge)
        and (_shares_a_word(meaning, other) or _says_the_same(meaning, other))
    )


def _shares_a_word(meaning: ComparedMeaning, other: ComparedMeaning) -> bool:
    """Tell whether the names of two meanings have a telling word in common, and it is about the same."""
    mine, theirs = meaning.behavior, other.behavior
    is_alike = mine.phase == _TROUBLE or mine.operation == theirs.operation
    return is_alike and not meaning.words.isdisjoint(other.words)


def _says_the_same(meaning: ComparedMeaning, other: ComparedMeaning) -> bool:
    """Tell whether the category says enough: of trouble it does, of a success only with what succeeded."""
    mine, theirs = meaning.behavior, other.behavior
    if mine.category in _MANIFOLD:
        return False
    named = {mine.operation, mine.challenge} - _SAYS_NOTHING
    if not named.isdisjoint((theirs.operation, theirs.challenge)):
        return True
    return mine.phase == _TROUBLE and (meaning.at_login or mine.operation == theirs.operation)


def _agree(one: str | None, other: str | None) -> bool:
    return one == other or not _SAYS_NOTHING.isdisjoint((one, other))


def _distance(meaning: ComparedMeaning, other: ComparedMeaning) -> tuple[bool | int, ...]:
    """Say how far two meanings are apart; of equals, the first of the spec goes first."""
    mine, theirs = meaning.behavior, other.behavior
    return (
        other.code.deprecated is not None,
        str(other.code.value).casefold() != str(meaning.code.value).casefold(),
        mine.challenge != theirs.challenge,
        mine.operation != theirs.operation,
        (meaning.kind in _OUTCOMES) != (other.kind in _OUTCOMES),
        -len(meaning.words & other.words),
        mine.actions != theirs.actions,
        meaning.kind != other.kind,
        mine.retry != theirs.retry,
    )


def _sibling_view(book: Book, page: str, meaning: ComparedMeaning) -> SiblingView:
    code, context = meaning.code, meaning.context
    target = href(page, code.page, context.id if context else "")
    summary = context.summary if context else code.summary
    home = type_label(book.spec.vocabularies[code.vocabulary_id].type_name)
    return SiblingView(Link(str(code.value), target), inner(home), summary)
