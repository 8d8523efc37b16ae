"""Reads whatever came, and says what it is, which codes are in it, and how it ended."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from math import isfinite
from typing import Any, NamedTuple, TypeVar

from linkcodes._classify import classify
from linkcodes._conclude import OwnOutcome, codes_at_unknown_places, conclusion, guesses, sentences_in
from linkcodes._known import NOTHING, books_of, given_to_read
from linkcodes._outcome import Resolved, cautious, headed, most_urgent, outcome_of, resolved
from linkcodes._outline import outline
from linkcodes._paths import PLACES, first, is_array, is_object, size, walk
from linkcodes._read import (
    has_object,
    is_too_long,
    is_word,
    json_values,
    text_of,
    url_parameters,
    urls_in,
    words_in,
)
from linkcodes._recognize import PayloadMatch, recognized
from linkcodes._results import Classification, Decoded, Given, Outcome
from linkcodes._rules import PayloadRules, ProviderRules
from linkcodes._said import said_in
from linkcodes._vocabulary import _plain
from linkcodes.runtime_terms import Certainty, ReadFrom, Unread

TYPE_CHECKING = bool(0)
if TYPE_CHECKING:
    from linkcodes.ids import Provider

_T = TypeVar("_T")
_LONGEST_WORD = 200
_LISTS = ("results", "data", "content")
"""The fields in which answers have lists of what was asked for."""
_LISTS_IN_LISTS = 2


class _Input(NamedTuple):
    """What came, and what is known about it."""

    source: ReadFrom
    data: Any
    raw: object
    given: Given


def decode(
    anything: object,
    *,
    provider: object = None,
    payload: object = None,
    http_status: object = None,
    operation: object = None,
) -> Decoded:
    """Return which payload this is, which codes are in it, and which one matters first. Never raises.

    Takes a parsed payload, JSON as text or bytes, a URL, a bare code, or text that has one of these in it.
    Say what you know: `provider` and `payload` (their ids), the `http_status` of the response, the
    `operation` you were doing. Without a provider, one is named only if the payload itself is evidence
    enough; `certainty` says how sure that is. Arguments of wrong types count as not given; `given.ignored`
    names them, and ids that are not listed. `unread` says
    whether a part was not read: text beyond 5,000,000 characters, items beyond the 1,000th of a list.
    """
    return _resolved(anything, given_to_read(provider, payload, http_status, operation)).decoded


def resolve_outcome(
    anything: object,
    *,
    provider: object = None,
    payload: object = None,
    http_status: object = None,
    operation: object = None,
) -> Outcome:
    """Return how an attempt ended: one verdict for all that `decode` finds. Never raises.

    What `decode` or `resolve_outcome` has returned may be passed as well, and stays as it is.
    """
    if type(anything) is Outcome:
        return anything
    if type(anything) is Decoded:
        return outcome_of(anything)
    return _resolved(anything, given_to_read(provider, payload, http_status, operation))


def _resolved(anything: object, known: Given) -> Outcome:
    return outcome_of(_decoded(anything, known))


def _decoded(raw: object, known: Given) -> Decoded:
    if is_object(raw) or is_array(raw):
        return _of_data(_Input(ReadFrom.PAYLOAD, raw, raw, known))
    text = text_of(raw)
    found = next(_readings(text, raw, known), None) if text else None
    unread = (Unread.TOO_LONG,) if text is None and is_too_long(raw) else ()
    return found or _of_words(_Input(ReadFrom.NONE, raw, raw, known), (), unread)


def _readings(text: str, raw: object, known: Given) -> Iterator[Decoded]:
    """Yield what a text is, the surest first."""
    values = json_values(text)
    began = next(values, None) if text[:1] in ("{", "[") else None
    if began and began.whole:
        yield _of_data(_Input(ReadFrom.JSON, began.value, raw, known))
    parameters = url_parameters(text)
    if parameters is not None:
        yield _of_data(_Input(ReadFrom.URL, parameters, raw, known))
    if len(text) <= _LONGEST_WORD and is_word(text) and _lists(known, text):
        yield _of_words(_Input(ReadFrom.CODE, text, raw, known), (text,))
    for found in chain([began] if began else [], values):
        part = _of_data(_Input(ReadFrom.TEXT, found.value, raw, known))
        if _says_most(part, text):
            yield _with_more(part) if has_object(text[found.end :]) else part
    parts = (_of_data(_Input(ReadFrom.TEXT, item, raw, known)) for item in urls_in(text))
    yield from (part for part in parts if _says_most(part, text))
    words = _telling_words(text, known)
    if words:
        yield _of_words(_Input(ReadFrom.TEXT, words, raw, known), words)
    book = _book_said(known)
    said = said_in([text], book, known.operation) if book else []
    if book and said:
        yield _unrecognized(_Input(ReadFrom.TEXT, text, raw, known), book.id, said)


def _says_most(part: Decoded, text: str) -> bool:
    """Say whether a part of a text is recognized, and has a listed code where a word around it is one."""
    codes = part.classifications
    some = not codes or any(each.known for each in codes)
    return _is_recognized(part) and (some or not _telling_words(text, part.given))


def _telling_words(text: str, known: Given) -> list[str]:
    return [word for word in words_in(text) if _is_telling(known, word)]


def _with_more(part: Decoded) -> Decoded:
    """Return what was read first in a text, if more comes after it."""
    unread = (*part.unread, Unread.MORE)
    whole = cautious(_resolved_before(part), unread)
    return part._replace(unread=unread, verdict=whole.verdict, head=whole.head)


def _is_telling(known: Given, word: str) -> bool:
    """Say whether a word in a text is a code; without a provider, only one that no other API has."""
    if known.provider is None:
        return any(word in book.telling for book in books_of(known))
    return _lists(known, word)


def _lists(known: Given, word: str) -> bool:
    return any(word in book.listed for book in books_of(known))


def _of_words(item: _Input, words: Sequence[str], unread: Sequence[Unread] = ()) -> Decoded:
    books = books_of(item.given)
    listing = [(book, word) for word in words for book in books if word in book.listed]
    found = [classify(book.id, word, operation=item.given.operation) for book, word in listing]
    owners = {book.id for book, _ in listing}
    provider = books[0].id if books and item.given.provider else None
    if len(owners) == 1 and not provider:
        [provider] = owners
    return _unrecognized(item, provider, found, unread=unread)


def _of_data(item: _Input, depth: int = 0) -> Decoded:
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
    book = _book_said(known)
    if book is None:
        return _unrecognized(item, None, [], unread=unread)
    return _unrecognized(item, book.id, *_listed_inside(book, data, known), unread=unread)


def _book_said(known: Given) -> ProviderRules | None:
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


def _unrecognized(
    item: _Input,
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
        None, None, known, item.data, item.raw, None, tuple(unread),
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
    item: _Input, match: PayloadMatch, parts: Sequence[Decoded], unread: Sequence[Unread]
) -> _PayloadAnswer:
    payload, data = match.payload, item.data
    if _has_more(data, payload):
        unread = _in_order({*unread, Unread.TOO_MANY})
    extra = codes_at_unknown_places(data, payload, payload.book) if not parts else ()
    found, whole, groups, by_outline = conclusion(payload, match.values, extra, data, item.given)
    inside = [_inside(group, match, data) for group in groups]
    if parts:
        whole = most_urgent([whole, *map(_resolved_before, parts)])
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


def _answered(item: _Input, answer: _PayloadAnswer) -> Decoded:
    source, data, raw, given = item
    payload, certainty, known, codes, parts, (verdict, step, head, contradictory), unread, _ = answer
    return Decoded(
        source, payload.book.id, payload.id, payload.channel, certainty, known, head, codes, parts, verdict,
        step or _step(data, payload), contradictory, _scalar(data, payload.event_ids),
        _scalar(data, payload.role("time")), given, data, raw, _scalar(data, payload.role("ends_at")),
        unread,
    )  # fmt: skip


def _inside(group: OwnOutcome, match: PayloadMatch, data: Any) -> Decoded:
    """Return an object in a payload that has an outcome of its own."""
    own = first(data, [group.above])
    payload, whole = match.payload, group.resolved
    return Decoded(
        ReadFrom.PAYLOAD, payload.book.id, payload.id, payload.channel, match.certainty,
        all(item.known for item in group.found), whole.head, headed(group.found, whole.head), (),
        whole.verdict, whole.step, whole.contradictory, None, None, NOTHING, own, own,
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
    owner = next((part.provider for part in read if _is_recognized(part) and part.provider), None)
    if owner is None:
        return [], _in_order({word for part in read for word in part.unread})
    again = known._replace(provider=owner)
    parts = [part if _is_recognized(part) else _part(part.data, again, depth) for part in read]
    return parts, _left_out(parts, whole=len(parts) == len(items), more=size(listed) > PLACES)


def _is_recognized(part: Decoded) -> bool:
    return bool(part.payload or part.parts)


def _left_out(parts: Sequence[Decoded], *, whole: bool, more: bool) -> tuple[Unread, ...]:
    """Return why not all of a list was read."""
    found = {word for part in parts for word in part.unread}
    if more:
        found.add(Unread.TOO_MANY)
    if not whole or not all(map(_is_recognized, parts)):
        found.add(Unread.UNRECOGNIZED)
    return _in_order(found)


def _in_order(found: Collection[Unread]) -> tuple[Unread, ...]:
    return tuple(word for word in Unread if word in found) if found else ()


def _part(data: Any, known: Given, depth: int) -> Decoded:
    return _of_data(_Input(ReadFrom.PAYLOAD, data, data, known), depth + 1)


def _list_in(data: Any, match: PayloadMatch | None) -> Any:
    """Return a list, or the first field that is one, has items and is not read otherwise."""
    if is_array(data):
        return data
    read = {coded.path[0] for coded in match.payload.codes} if match else set()
    lists = (found for name in _LISTS if name not in read for found in walk(data, (name,)))
    return next((found for found in lists if is_array(found) and size(found)), ())


def _of_list(item: _Input, parts: Sequence[Decoded], unread: tuple[Unread, ...]) -> Decoded:
    """Return a list as a whole: its head is the most urgent of all items."""
    whole = cautious(most_urgent([_resolved_before(part) for part in parts]), unread)
    found = [code for part in parts for code in part.classifications]
    certain = all(part.certainty is Certainty.CERTAIN for part in parts)
    return Decoded(
        item.source, _common(part.provider for part in parts), _common(part.payload for part in parts),
        _common(part.channel for part in parts), Certainty.CERTAIN if certain else Certainty.LIKELY,
        all(part.known for part in parts), whole.head, headed(found, whole.head), tuple(parts), whole.verdict,
        whole.step, whole.contradictory, None, None, item.given, item.data, item.raw, None, unread,
    )  # fmt: skip


def _resolved_before(item: Decoded) -> Resolved:
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
