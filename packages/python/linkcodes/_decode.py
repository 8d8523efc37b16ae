"""Recognizes payloads, and classifies every code in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any, NamedTuple

from linkcodes import _outcome
from linkcodes._classify import classify
from linkcodes._operation import gravity, with_operation
from linkcodes._paths import first, is_array, is_object, size, walk
from linkcodes._read import is_word, json_objects, json_of, text_of, url_parameters, urls_in, words_in
from linkcodes._results import Classification, Decoded, Outcome
from linkcodes._rules import Coded, PayloadRules, books, signposts
from linkcodes._vocabulary import _plain
from linkcodes.runtime_terms import MatchedBy, ReadFrom
from linkcodes.taxonomy import Operation

_LONGEST_WORD = 200


class _Value(NamedTuple):
    """A coded value, where it is, and the message beside it."""

    coded: Coded
    value: str | int
    message: object


class _Match(NamedTuple):
    """A payload that was recognized, and the codes in it."""

    payload: PayloadRules
    values: list[_Value]


class _Present(dict[str, bool]):
    """Whether an object has a field; looked up once for each name that is asked for."""

    def __init__(self, data: Any) -> None:
        super().__init__()
        self._data = data
        self.size = size(data)

    def __missing__(self, name: str) -> bool:
        self[name] = found = bool(walk(self._data, (name,)))
        return found


def decode(anything: object) -> Decoded:
    """Return which payload this is, which codes are in it, and which one matters first. Never raises.

    Takes a parsed payload, JSON as text or bytes, a URL, a bare code, or text that has one of these in it.
    """
    return resolve_outcome(anything).decoded


def resolve_outcome(anything: object) -> Outcome:
    """Return how an attempt ended: one verdict for all that `decode` finds. Never raises.

    What `decode` or `resolve_outcome` has returned may be passed as well.
    """
    if type(anything) is Outcome:
        return anything
    raw = anything.raw if type(anything) is Decoded else anything
    if is_object(raw) or is_array(raw):
        return _of_data(ReadFrom.PAYLOAD, raw, raw, _recognized(raw))
    text = text_of(raw)
    found = next(_readings(text, raw), None) if text else None
    return found or _of_words(ReadFrom.NONE, raw, raw, [])


def _readings(text: str, raw: object) -> Iterator[Outcome]:
    """Yield what a text is, the surest first."""
    data = json_of(text)
    if data is not None:
        yield _of_data(ReadFrom.JSON, data, raw, _recognized(data))
    parameters = url_parameters(text)
    if parameters is not None:
        yield _of_data(ReadFrom.URL, parameters, raw, _recognized(parameters))
    if len(text) <= _LONGEST_WORD and is_word(text) and _is_listed(text):
        yield _of_words(ReadFrom.CODE, text, raw, [text])
    inside = (item for found in (json_objects(text), urls_in(text)) for item in found)
    yield from (_of_data(ReadFrom.TEXT, item, raw, match) for item in inside if (match := _recognized(item)))
    words = [word for word in words_in(text) if _is_listed(word)]
    if words:
        yield _of_words(ReadFrom.TEXT, words, raw, words)


def _is_listed(word: str) -> bool:
    return any(word in book.listed for book in books())


def _of_words(source: ReadFrom, data: Any, raw: object, words: list[str]) -> Outcome:
    found = [classify(book.id, word) for word in words for book in books() if word in book.listed]
    resolved = _outcome.resolved(None, None, None, found)
    head = resolved.head
    return resolved.result(
        source=source,
        provider=head.provider if head else None,
        payload=None,
        channel=None,
        known=bool(found),
        classifications=found,
        event_id=None,
        time=None,
        data=data,
        raw=raw,
    )


def _of_data(source: ReadFrom, data: Any, raw: object, match: _Match | None) -> Outcome:
    if match is None:
        return _of_words(source, data, raw, [])
    payload = match.payload
    status = first(data, payload.role("http_status"))
    alone = [_classified(each, payload, status) for each in match.values]
    found = _together(alone, match.values, payload)
    codes = [(each.coded.path, item) for each, item in zip(match.values, found, strict=True)]
    found = [*found, *_absent(data, payload, status)]
    outcome = _role(codes, payload, "outcome")
    detail = _role(codes, payload, "detail")
    resolved = _outcome.resolved(outcome, detail, _step(data, payload), found)
    return resolved.result(
        source=source,
        provider=payload.book.id,
        payload=payload.id,
        channel=payload.channel,
        known=all(item.known for item in found),
        classifications=found,
        event_id=_scalar(data, [payload.event_id] if payload.event_id else []),
        time=_scalar(data, payload.role("time")),
        data=data,
        raw=raw,
    )


def _together(
    found: list[Classification], values: list[_Value], payload: PayloadRules
) -> list[Classification]:
    """Return the classifications of one payload, each as careful as what stands around it.

    Else an error beside the state of a payment would look as harmless as one of a login, and a second attempt
    could pay twice. What counts is what the payload, the values in the same object and its outcome name.
    """
    provider, outcomes = payload.book.id, payload.role("outcome")
    named = [(each.coded.path, item.operation) for each, item in zip(values, found, strict=True)]

    def gravest(path: tuple[str, ...]) -> Operation | None:
        around = (name for other, name in named if other[:-1] == path[:-1] or other in outcomes)
        return max(around, key=lambda name: gravity(provider, name))

    return [
        with_operation(with_operation(item, payload.operation, payload.money), gravest(path))
        for (path, _), item in zip(named, found, strict=True)
    ]


def _classified(value: _Value, payload: PayloadRules, status: object) -> Classification:
    names = value.coded.vocabularies
    vocabulary = next((name for name in names if payload.book.find(value.value, name)), names[0])
    record = payload.book.find(value.value, vocabulary)
    if record and "contexts" not in record.record:  # nothing else matters, and this answer may be at hand
        return classify(payload.book.id, value.value, vocabulary=vocabulary)
    return classify(
        payload.book.id, value.value, vocabulary=vocabulary, message=value.message, http_status=status
    )


def _absent(data: Any, payload: PayloadRules, status: object) -> Iterator[Classification]:
    """Yield what it means that a field holds no code, where its vocabulary says so for the status beside."""
    beside = {path[:-1] for path in payload.role("http_status")}
    for path, names, _ in payload.codes:
        name = next((name for name in names if payload.book.absent.get(name)), None)
        if name and path[:-1] in beside and all(map(_is_no_code, walk(data, path))):
            answer = classify(payload.book.id, None, vocabulary=name, http_status=status)
            if answer.matched_by is MatchedBy.ABSENT:
                yield answer


def _is_no_code(value: Any) -> bool:
    return value is None or _plain(value) == ""


def _role(
    codes: list[tuple[tuple[str, ...], Classification]], payload: PayloadRules, role: str
) -> Classification | None:
    """Return what the fields with a role say."""
    paths = payload.role(role)
    return _outcome.deciding([item for where, item in codes if where in paths])


def _step(data: Any, payload: PayloadRules) -> str | None:
    steps = (_plain(value) for path in payload.role("step") for value in walk(data, path))
    return next((step for step in steps if type(step) is str and step), None)


def _scalar(data: Any, paths: Iterable[tuple[str, ...]]) -> str | int | float | None:
    """Return the first text or finite number at one of the paths."""
    values = (value for path in paths for value in walk(data, path))
    return next((plain for plain in map(_text_or_number, values) if plain is not None), None)


def _text_or_number(value: Any) -> str | int | float | None:
    plain = _plain(value)
    return value if plain is None and type(value) is float and isfinite(value) else plain


def _recognized(data: Any) -> _Match | None:
    """Return the payload that an object is most likely; the earlier one in the spec among equals."""
    if not is_object(data):
        return None
    present = _Present(data)
    best: tuple[tuple[int, ...], _Match] | None = None
    candidates = {
        number: payload for name, posts in signposts().items() if present[name] for number, payload in posts
    }
    for _, payload in sorted(candidates.items()):
        signs = sum(present[path[0]] and _holds(data, path, equals) for path, equals in payload.signs)
        if signs:
            match = _Match(payload, _values(data, payload))
            score = _score(match, signs, present)
            if best is None or score > best[0]:
                best = score, match
    return best[1] if best else None


def _holds(data: Any, path: tuple[str, ...], equals: str | None) -> bool:
    found = walk(data, path)
    return bool(found) if equals is None else any(_plain(value) == equals for value in found)


def _score(match: _Match, signs: int, present: _Present) -> tuple[int, ...]:
    """Return how well the fields fit, how many values are listed and signs hold, and how special it is."""
    payload, values = match
    find = payload.book.find
    described = sum(present[name] for name in payload.fields)
    listed = sum(any(find(each.value, name) for name in each.coded.vocabularies) for each in values)
    return 2 * described - present.size, listed, signs, -len(payload.fields)


def _values(data: Any, payload: PayloadRules) -> list[_Value]:
    return [value for coded in payload.codes for value in _values_of(data, coded)]


def _values_of(data: Any, coded: Coded) -> Iterator[_Value]:
    *above, last = coded.path
    for place in walk(data, above):
        message = first(place, [(coded.message,)]) if coded.message else None
        plain = (_plain(value) for value in walk(place, (last,)))
        yield from (_Value(coded, value, message) for value in plain if value is not None and value != "")
