"""Reads JSON: which payload it is, which codes are in it, and how it ended."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from math import isfinite
from typing import Any, NamedTuple, TypeVar

from linkcodes._runtime.classify import classify
from linkcodes._runtime.conclude import OwnOutcome, codes_at_unknown_places, conclusion, guesses, sentences_in
from linkcodes._runtime.known import NOTHING, books_of
from linkcodes._runtime.outcome import Resolved, cautious, connection_of, headed, most_urgent, resolved
from linkcodes._runtime.outline import outline
from linkcodes._runtime.paths import PLACES, first, is_array, is_object, size, walk
from linkcodes._runtime.recognize import PayloadMatch, recognized
from linkcodes._runtime.results import Classification, Decoded, Given
from linkcodes._runtime.rules import PayloadRules, ProviderRules
from linkcodes._runtime.said import said_in
from linkcodes._vocabulary import _plain
from linkcodes.runtime_terms import Certainty, ReadFrom, Unread

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from linkcodes.ids import Provider

_T = TypeVar("_T")
_LISTS = ("results", "data", "content")
"""The fields in which answers have lists of what was asked for."""
_LISTS_IN_LISTS = 2


class ReadingInput(NamedTuple):
    """What came, and what is known about it."""

    source: ReadFrom
    data: Any
    raw: object
    given: Given


def read_body(raw: object, known: Given) -> Decoded:
    """Return what the JSON of a body is, once it was parsed; nothing else is read."""
    if is_object(raw) or is_array(raw):
        return of_data(ReadingInput(ReadFrom.PAYLOAD, raw, raw, known))
    book = book_said(known)
    return unrecognized(ReadingInput(ReadFrom.NONE, raw, raw, known), book.id if book else None, [])


def of_data(item: ReadingInput, depth: int = 0) -> Decoded:
    """Return what an object or a list is."""
    data, known = item.data, item.given
    seen = outline(data, known, depth)
    answer = _answers.get(seen) if seen else None
    if answer:
        return _answered(item, answer)
    match = recognized(data, known) if is_object(data) else None
    parts, unread = _parts(data, match, known, depth)
    if match:
        answer = _answer(item, match, parts, unread)
        if seen and answer.by_outline:
            _remember(seen, answer)
        return _answered(item, answer)
    if parts:
        return _of_list(item, parts, unread)
    book = book_said(known)
    if book is None:
        return unrecognized(item, None, [], unread=unread)
    return unrecognized(item, book.id, *_listed_inside(book, data, known), unread=unread)


def book_said(known: Given) -> ProviderRules | None:
    """Return the rules of the provider that the caller names."""
    return next(iter(books_of(known)), None) if known.provider else None


def _listed_inside(
    book: ProviderRules, data: Any, known: Given
) -> tuple[list[Classification], list[Classification]]:
    """Return the codes in an object that is none of a provider's payloads: those at the top, and others."""
    found: tuple[list[Classification], list[Classification]] = [], []
    for each, _ in codes_at_unknown_places(data, None, book):
        listed = next(item for name in each.coded.vocabularies if (item := book.find(each.value, name)))
        beside = each.holder if "contexts" in listed.record else None
        asked = {"vocabulary": listed.vocabulary, "operation": known.operation, "beside": beside}
        answer = classify(book.id, each.value, **asked)
        found[len(each.coded.path) > 1].append(answer)
    return found if any(found) else (said_in(sentences_in(data), book, known.operation), [])


def unrecognized(
    item: ReadingInput,
    provider: Provider | None,
    found: list[Classification],
    deeper: Sequence[Classification] = (),
    unread: Sequence[Unread] = (),
) -> Decoded:
    """Return codes that came without a payload, else what the HTTP status alone says.

    What is `deeper` in an object is about a part of it, and decides nothing.
    """
    heard, known = bool(found or deeper), item.given
    if not found and known.http_status is not None and known.provider in (None, provider):
        found = guesses(provider, known)
    said = Certainty.CERTAIN if known.provider and provider else None
    certainty = said or (Certainty.LIKELY if provider and heard else None)
    whole = cautious(resolved(None, None, None, found), unread)
    return Decoded(
        item.source, provider, None, None, certainty, heard and all(each.known for each in (*found, *deeper)),
        whole.head, (*headed(found, whole.head), *deeper), (), whole.verdict, whole.step, whole.contradictory,
        None, None, known, item.data, item.raw, None, tuple(unread), connection_of(whole.head),
    )  # fmt: skip


class _PayloadAnswer(NamedTuple):
    """What is known of a payload but for what is copied from it."""

    payload: PayloadRules
    certainty: Certainty
    known: bool
    classifications: tuple[Classification, ...]
    parts: tuple[Decoded, ...]
    resolved: Resolved
    unread: tuple[Unread, ...]
    by_outline: bool
    """Whether it is the same for all payloads of the same outline."""


_answers: dict[tuple[Hashable, ...], _PayloadAnswer] = {}
_MOST_ANSWERS = 1_000


def _remember(seen: tuple[Hashable, ...], answer: _PayloadAnswer) -> None:
    if len(_answers) >= _MOST_ANSWERS:
        _answers.clear()
    _answers[seen] = answer


def _answer(
    item: ReadingInput, match: PayloadMatch, parts: Sequence[Decoded], unread: Sequence[Unread]
) -> _PayloadAnswer:
    payload, data = match.payload, item.data
    if _has_more(data, payload):
        unread = _in_order({*unread, Unread.TOO_MANY})
    extra = codes_at_unknown_places(data, payload, payload.book) if not parts else ()
    found, whole, groups, by_outline = conclusion(payload, match.values, extra, data, item.given)
    inside = [_inside(group, match, data) for group in groups]
    if parts:
        whole = most_urgent([whole, *map(resolved_before, parts)])
        found = (*found, *(code for part in parts for code in part.classifications))
    several = (*parts, *inside)
    whole = cautious(whole, unread)
    known = all(each.known for each in found)
    codes = headed(found, whole.head)
    by_outline = by_outline and not several and not unread
    return _PayloadAnswer(payload, match.certainty, known, codes, several, whole, tuple(unread), by_outline)


def _has_more(data: Any, payload: PayloadRules) -> bool:
    """Say whether a list in which a payload has codes is longer than what is looked at."""
    return any(size(place) > PLACES for above in payload.lists for place in walk(data, above))


def _answered(item: ReadingInput, answer: _PayloadAnswer) -> Decoded:
    source, data, raw, given = item
    payload, certainty, known, codes, parts, (verdict, step, head, contradictory), unread, _ = answer
    return Decoded(
        source, payload.book.id, payload.id, payload.channel, certainty, known, head, codes, parts, verdict,
        step or _step(data, payload), contradictory, _scalar(data, payload.event_ids),
        _scalar(data, payload.role("time")), given, data, raw, _scalar(data, payload.role("ends_at")),
        unread, connection_of(head, parts),
    )  # fmt: skip


def _inside(group: OwnOutcome, match: PayloadMatch, data: Any) -> Decoded:
    """Return an object in a payload that has an outcome of its own."""
    own = first(data, [group.above])
    payload, whole = match.payload, group.resolved
    return Decoded(
        ReadFrom.PAYLOAD, payload.book.id, payload.id, payload.channel, match.certainty,
        all(item.known for item in group.found), whole.head, headed(group.found, whole.head), (),
        whole.verdict, whole.step, whole.contradictory, None, None, NOTHING, own, own,
        connection=connection_of(whole.head),
    )  # fmt: skip


def _parts(
    data: Any, match: PayloadMatch | None, known: Given, depth: int
) -> tuple[list[Decoded], tuple[Unread, ...]]:
    """Return what the items of a list are, if one of them at least is recognized, and what was left out."""
    listed = _list_in(data, match)
    items = [item for item in walk(listed, ("*",)) if item is not None]
    readable = [item for item in items if is_object(item) or is_array(item)]
    if depth >= _LISTS_IN_LISTS:
        return [], (Unread.TOO_DEEP,) if readable else ()
    if match:
        known = Given(provider=match.payload.book.id)
    known = known._replace(payload=None if match or not is_array(data) else known.payload)
    read = [_part(each, known, depth) for each in readable]
    owner = next((part.provider for part in read if is_recognized(part) and part.provider), None)
    if owner is None:
        return [], _in_order({word for part in read for word in part.unread})
    again = known._replace(provider=owner)
    parts = [part if is_recognized(part) else _part(part.data, again, depth) for part in read]
    return parts, _left_out(parts, whole=len(parts) == len(items), more=size(listed) > PLACES)


def is_recognized(part: Decoded) -> bool:
    """Say whether it is a payload, or a list of them."""
    return bool(part.payload or part.parts)


def _left_out(parts: Sequence[Decoded], *, whole: bool, more: bool) -> tuple[Unread, ...]:
    """Return why not all of a list was read."""
    found = {word for part in parts for word in part.unread}
    if more:
        found.add(Unread.TOO_MANY)
    if not whole or not all(map(is_recognized, parts)):
        found.add(Unread.UNRECOGNIZED)
    return _in_order(found)


def _in_order(found: Collection[Unread]) -> tuple[Unread, ...]:
    return tuple(word for word in Unread if word in found) if found else ()


def _part(data: Any, known: Given, depth: int) -> Decoded:
    return of_data(ReadingInput(ReadFrom.PAYLOAD, data, data, known), depth + 1)


def _list_in(data: Any, match: PayloadMatch | None) -> Any:
    """Return a list, or the first field that is one, has items and is not read otherwise."""
    if is_array(data):
        return data
    read = {coded.path[0] for coded in match.payload.codes} if match else set()
    lists = (found for name in _LISTS if name not in read for found in walk(data, (name,)))
    return next((found for found in lists if is_array(found) and size(found)), ())


def _of_list(item: ReadingInput, parts: Sequence[Decoded], unread: tuple[Unread, ...]) -> Decoded:
    """Return a list as a whole: its head is the most urgent of all items."""
    whole = cautious(most_urgent([resolved_before(part) for part in parts]), unread)
    found = [code for part in parts for code in part.classifications]
    certain = all(part.certainty is Certainty.CERTAIN for part in parts)
    return Decoded(
        item.source, _common(part.provider for part in parts), _common(part.payload for part in parts),
        _common(part.channel for part in parts), Certainty.CERTAIN if certain else Certainty.LIKELY,
        all(part.known for part in parts), whole.head, headed(found, whole.head), tuple(parts), whole.verdict,
        whole.step, whole.contradictory, None, None, item.given, item.data, item.raw, None, unread,
        connection_of(whole.head, parts),
    )  # fmt: skip


def resolved_before(item: Decoded) -> Resolved:
    """Return how it ended, as it was concluded."""
    return Resolved(item.verdict, item.step, item.head, item.contradictory)


def _common(names: Iterable[_T | None]) -> _T | None:
    """Return what all items are; None if they differ."""
    found = set(names)
    return found.pop() if len(found) == 1 else None


def _step(data: Any, payload: PayloadRules) -> str | None:
    for path in payload.role("step"):
        for value in map(_plain, walk(data, path)):
            if type(value) is str and value:
                return value
    return None


def _scalar(data: Any, paths: Iterable[tuple[str, ...]]) -> str | int | float | None:
    """Return the first text or finite number at one of the paths."""
    for path in paths:
        for value in map(_text_or_number, walk(data, path)):
            if value is not None:
                return value
    return None


def _text_or_number(value: Any) -> str | int | float | None:
    plain = _plain(value)
    return value if plain is None and type(value) is float and isfinite(value) else plain
