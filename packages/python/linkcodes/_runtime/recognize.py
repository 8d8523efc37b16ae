"""Finds out whose payload an object is, and names no provider without evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from linkcodes._runtime.known import payload_of
from linkcodes._runtime.paths import fields_of, walk
from linkcodes._runtime.results import Given
from linkcodes._runtime.rules import (
    Coded,
    Listed,
    PayloadRules,
    RecognitionMark,
    RecognitionSign,
    books,
    core,
)
from linkcodes._vocabulary import _plain
from linkcodes.runtime_terms import Certainty


class CodedValue(NamedTuple):
    """A coded value, where it is, and the message beside it."""

    coded: Coded
    value: str | int
    message: object
    holder: object = None
    """The object that it is in."""


class PayloadMatch(NamedTuple):
    """A payload that was recognized, the codes in it, and how sure it is whose it is."""

    payload: PayloadRules
    values: list[CodedValue]
    certainty: Certainty


class _Shape(NamedTuple):
    """What the names of the fields at the top alone say about a payload."""

    number: int
    """The place of the payload in the order of the spec."""
    payload: PayloadRules
    ratio: int
    """Twice the described fields, less all."""
    described: int
    points: int
    """Those of the fields, and of describing nearly all."""
    signs: tuple[RecognitionSign, ...]
    """Those that may match."""
    marks: tuple[tuple[tuple[str, ...], tuple[RecognitionMark, ...]], ...]
    """Those below the top that may be there, by the first steps to them."""
    codes: tuple[tuple[tuple[str, ...], tuple[Coded, ...]], ...]
    """The fields that may contain codes, by the first steps to them."""


class _Candidate(NamedTuple):
    """A payload with a matching sign."""

    shape: _Shape
    values: list[CodedValue]
    listed: int
    signs: int
    named: int
    """How many values of signs match."""
    points: int


def recognized(data: Any, known: Given) -> PayloadMatch | None:
    """Return the payload that an object is; the earlier one in the spec among equals."""
    index = _index()
    fields = fields_of(data, index.names)
    names, size = frozenset(index.names & fields.keys()), len(fields)
    named = payload_of(known)
    if named is not None:
        shape = _shape(index.number(named), names, size)
        return PayloadMatch(named, _values(fields, shape), Certainty.CERTAIN)
    shapes = [_shape(number, names, size) for number in index.near(names, fields)]
    if known.provider is not None:
        shapes = [shape for shape in shapes if shape.payload.book.id == known.provider]
        return _nearest(shapes, fields, known.operation)
    fitting = (
        each for each in _by_fit(shapes, fields, known.operation) if _is_enough(each) and _fits(each, fields)
    )
    best = next(fitting, None)
    return best and PayloadMatch(best.shape.payload, best.values, _certainty(best, size))


def _nearest(shapes: list[_Shape], fields: dict[str, Any], operation: str | None) -> PayloadMatch | None:
    """Return the best of one provider that describes half of the fields.

    One that the body fits, or that is named in it, comes before others.
    """
    near = list(_by_fit([shape for shape in shapes if shape.ratio >= 0], fields, operation))
    best = next((each for each in near if each.named or _fits(each, fields)), None) or next(iter(near), None)
    return best and PayloadMatch(best.shape.payload, best.values, Certainty.CERTAIN)


def _by_fit(shapes: list[_Shape], fields: dict[str, Any], operation: str | None) -> Iterator[_Candidate]:
    """Yield the payloads with a matching sign, the fittest first; those left over cost nothing.

    What counts first is how many fields are described, then how many values are listed and signs hold, how
    many values these ask for, whether it belongs to what the caller was doing, and how special the payload
    is: the fewer fields it has, the more it says that they are there.
    """
    if len(shapes) > 1:
        shapes.sort(key=lambda shape: -shape.ratio)
    for _, alike in groupby(shapes, key=lambda shape: shape.ratio):
        found = [each for shape in alike if (each := _candidate(shape, fields))]
        if len(found) > 1:
            found.sort(key=lambda item: _fitness(item, operation))
        yield from found


def _fitness(item: _Candidate, operation: str | None) -> tuple[int, ...]:
    payload = item.shape.payload
    agrees = operation is not None and payload.operation == operation
    return -item.listed, -item.signs, -item.named, not agrees, len(payload.fields)


def _is_enough(item: _Candidate) -> bool:
    rules, shape = core()["recognition"], item.shape
    undescribed = shape.described - shape.ratio
    described: bool = 2 * shape.described >= rules["least_ratio"] * undescribed
    return described and item.points >= rules["likely"]


def _fits(item: _Candidate, fields: dict[str, Any]) -> bool:
    return item.shape.payload.check(fields) is None


def _certainty(item: _Candidate, size: int) -> Certainty:
    sure = item.points >= core()["recognition"]["certain"] and item.shape.described == size
    return Certainty.CERTAIN if sure else Certainty.LIKELY


class _Index:
    """Payloads, by their numbers in the order of the spec, by what their signs need at the top."""

    def __init__(self) -> None:
        self.payloads = [payload for book in books() for payload in book.payloads]
        self._numbers = {(each.book.id, each.id): number for number, each in enumerate(self.payloads)}
        self.names = frozenset(name for payload in self.payloads for name in payload.fields)
        self.by_field: dict[str, set[int]] = {}
        self.by_value: dict[str, dict[object, set[int]]] = {}
        for number, payload in enumerate(self.payloads):
            for (name, *below), equals, *_ in payload.signs:
                at = self.by_field if equals is None or below else self.by_value.setdefault(name, {})
                at.setdefault(name if at is self.by_field else equals, set()).add(number)  # type: ignore[arg-type]
        self.present = lru_cache(maxsize=1_024)(self._present)

    def number(self, payload: PayloadRules) -> int:
        """Return the number of a payload, by its id: threads that begin at once read the rules twice."""
        return self._numbers[payload.book.id, payload.id]

    def near(self, names: frozenset[str], fields: dict[str, Any]) -> Iterable[int]:
        """Return the payloads with a sign that may match, in the order of the spec."""
        found, asked = self.present(names)
        more = [self.by_value[name].get(_plain(fields[name]), ()) for name in asked]
        return sorted({*found, *(number for numbers in more for number in numbers)}) if any(more) else found

    def _present(self, names: frozenset[str]) -> tuple[list[int], list[str]]:
        numbers = {number for name in names for number in self.by_field.get(name, ())}
        return sorted(numbers), [name for name in self.by_value if name in names]


@cache
def _index() -> _Index:
    return _Index()


@lru_cache(maxsize=4_096)
def _shape(number: int, names: frozenset[str], size: int) -> _Shape:
    payload = _index().payloads[number]
    described = len(payload.fields & names)
    marks = [mark for mark in payload.marks if mark.path[0] in names]
    points = sum(mark.points for mark in marks if len(mark.path) == 1) + _of_whole(described, size)
    codes = [coded for coded in payload.codes if coded.path[0] in names]
    return _Shape(
        number,
        payload,
        2 * described - size,
        described,
        points,
        tuple(sign for sign in payload.signs if sign.path[0] in names),
        _by_start(mark for mark in marks if len(mark.path) > 1),
        _by_start(codes),
    )


def _by_start(items: Iterable[Any]) -> tuple[tuple[tuple[str, ...], tuple[Any, ...]], ...]:
    """Group what has a path by the first steps to it, which spare looking where nothing is.

    Only neighbors are grouped: what is found stays in the order of the payload.
    """
    groups = groupby(items, lambda item: item.path[:-1][:2])
    return tuple((start, tuple(group)) for start, group in groups)


def _of_whole(described: int, size: int) -> int:
    rules = core()["recognition"]
    whole = described >= max(rules["whole_fields"], rules["whole_ratio"] * (size - described))
    points: int = rules["whole"]
    return points if whole else 0


def _candidate(shape: _Shape, fields: dict[str, Any]) -> _Candidate | None:
    signs = [sign for sign in shape.signs if _holds(fields, sign)]
    if not signs:
        return None
    values = _values(fields, shape)
    listed = [(each, item) for each in values if (item := _listed(each, shape.payload)) is not None]
    points = shape.points + max(sign.points if _names(sign) else 0 for sign in signs)
    below = (marks for start, marks in shape.marks if walk(fields, start))
    points += sum(mark.points for marks in below for mark in marks if walk(fields, mark.path))
    named = sum(map(_names, signs))
    return _Candidate(shape, values, len(listed), len(signs), named, points + _of_codes(listed, signs))


def _holds(fields: dict[str, Any], sign: RecognitionSign) -> bool:
    if len(sign.path) == 1:  # nearly always
        held = sign.equals is None or _plain(fields[sign.path[0]]) == sign.equals
    else:
        held = is_at(fields, sign.path, sign.equals)
    return held and (not sign.also or all(is_at(fields, *mark) for mark in sign.also))


def is_at(fields: Any, path: tuple[str, ...], equals: str | None) -> bool:
    """Say whether a path leads to something or, where a value is wanted, to that value."""
    found = walk(fields, path)
    return bool(found) if equals is None else any(_plain(value) == equals for value in found)


def _names(sign: RecognitionSign) -> int:
    """Return how many values a sign asks for."""
    return (sign.equals is not None) + sum(equals is not None for _, equals in sign.also)


def _listed(each: CodedValue, payload: PayloadRules) -> Listed | None:
    found = (payload.book.find(each.value, name) for name in each.coded.vocabularies)
    return next((item for item in found if item), None)


def _of_codes(listed: Iterable[tuple[CodedValue, Listed]], signs: Sequence[RecognitionSign]) -> int:
    """Return the points of the listed texts that no other API is likely to send, each counted once."""
    rules, points = core()["recognition"], {}
    for each, item in listed:
        value = item.record["value"]
        if type(value) is str and "plain" not in item.record:
            is_sign = any(sign.equals is None and sign.path == each.coded.path for sign in signs)
            points[value] = rules["distinctive_value" if is_sign else "listed_code"]
    return sum(points.values())


def _values(fields: dict[str, Any], shape: _Shape) -> list[CodedValue]:
    found = (coded for start, codes in shape.codes if not start or walk(fields, start) for coded in codes)
    return [value for coded in found for value in _values_of(fields, coded)]


def _values_of(fields: dict[str, Any], coded: Coded) -> Iterator[CodedValue]:
    *above, last = coded.path
    for place in walk(fields, above):
        beside = walk(place, (coded.message,)) if coded.message else ()
        message = next((each for each in beside if each is not None), None)
        plain = (_plain(value) for value in walk(place, (last,)))
        found = (value for value in plain if value is not None and value != "")
        yield from (CodedValue(coded, value, message, place) for value in found)
