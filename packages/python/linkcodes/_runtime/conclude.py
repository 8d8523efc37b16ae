"""Draws conclusions from the codes of a payload: what each means here, and how it all ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from linkcodes._runtime.classify import classified, classify
from linkcodes._runtime.operation import gravity, with_operation
from linkcodes._runtime.outcome import Resolved, deciding, most_urgent, resolved
from linkcodes._runtime.paths import first, shows, walk
from linkcodes._runtime.recognize import CodedValue
from linkcodes._runtime.results import Classification, Given
from linkcodes._runtime.rules import Coded, PayloadRules, ProviderRules
from linkcodes._runtime.said import is_open, said_in
from linkcodes._vocabulary import _plain
from linkcodes.runtime_terms import MatchedBy
from linkcodes.taxonomy import Operation

Path = tuple[str, ...]


class CodeReading(NamedTuple):
    """A coded value, ready to be classified."""

    path: Path
    role: str | None
    vocabulary: str | None
    value: str | int
    message: str | None
    told: tuple[str, ...]
    """The contexts of which the payload shows a sign."""
    decides: bool = True
    """Whether it has a say in how the attempt ended; what is at an unknown place only as a detail."""


class Extra(NamedTuple):
    """A listed value at a place that is not known to have codes."""

    value: CodedValue
    role: str | None


class OwnOutcome(NamedTuple):
    """An object in a payload that has an outcome of its own."""

    above: Path
    found: tuple[Classification, ...]
    resolved: Resolved


class Conclusion(NamedTuple):
    """What the codes of a payload say together."""

    found: tuple[Classification, ...]
    resolved: Resolved
    groups: tuple[OwnOutcome, ...]
    """The objects with an outcome of their own, if there are several."""
    by_outline: bool = False
    """Whether it is the same for all payloads of the same outline."""


class _Codes(NamedTuple):
    """All that a conclusion depends on."""

    payload: PayloadRules
    readings: tuple[CodeReading, ...]
    absent: tuple[str, ...]
    """The vocabularies of which a code is missing."""
    http_status: int | None
    said: Given
    """What the caller said about the HTTP status and the operation."""


def conclusion(
    payload: PayloadRules, values: Sequence[CodedValue], extra: Sequence[Extra], data: Any, known: Given
) -> Conclusion:
    """Return what a payload says; `extra` are listed values at places that nothing describes."""
    status = known.http_status
    if status is None:
        plain = _plain(first(data, payload.role("http_status")))
        status = plain if type(plain) is int else None
    readings = (
        *(_reading(each, payload, data) for each in values),
        *(_reading(each, payload, data)._replace(role=role, decides=bool(role)) for each, role in extra),
    )
    readings = (
        *(each for each in readings if each.decides),
        *(each for each in readings if not each.decides),
    )
    if not any(each.decides for each in readings) and (status is None or status < _FIRST_ERROR):
        readings = (*_by_itself(payload, data), *readings)
    codes = _Codes(payload, readings, tuple(_absent(data, payload)), status, _said(known))
    # Values that are listed are few; others, and texts beside them, must not be kept.
    few = all(each.message is None and each.value in payload.book.listed for each in readings)
    answer = _kept(codes) if few and len(readings) <= _MOST_KEPT else _concluded(codes)
    return _with_messages(answer, codes, data) if all(map(is_open, answer.found)) else answer


_FIRST_ERROR = 400
"""The first HTTP status that says that something failed."""


def _by_itself(payload: PayloadRules, data: Any) -> Iterator[CodeReading]:
    """Yield what a payload means that has no code, if the fields are there that it takes, and no others."""
    means = payload.means
    if means and all((first(data, [path]) is not None) is there for path, there in means["when"]):
        coded = Coded((), tuple(means["vocabularies"]), None)
        yield _reading(CodedValue(coded, means["value"], None, data), payload, data)


def _with_messages(answer: Conclusion, codes: _Codes, data: Any) -> Conclusion:
    """Return what the messages of a payload say, whose codes only point elsewhere or are none."""
    payload = codes.payload
    texts = [it for path in payload.role("message") for it in walk(data, path) if type(it) is str and it]
    said = said_in(texts, payload.book, codes.said.operation) if texts else []
    answer = _concluded(codes, said) if said else answer
    return answer._replace(by_outline=answer.by_outline and not texts)


def _said(known: Given) -> Given:
    return known._replace(provider=None, payload=None) if known.provider or known.payload else known


_MOST_KEPT = 20


def _reading(each: CodedValue, payload: PayloadRules, data: Any) -> CodeReading:
    names = each.coded.vocabularies
    found = ((name, item) for name in names if (item := payload.book.find(each.value, name)))
    vocabulary, item = next(found, (names[0], None))
    path = each.coded.path
    role = next((role for role in ("outcome", "detail") if path in payload.role(role)), None)
    if item and "contexts" not in item.record:  # nothing else matters
        return CodeReading(path, role, vocabulary, each.value, None, ())
    told = tuple(_told(item.record["contexts"], payload, data, each.holder)) if item else ()
    message = _plain(each.message)
    return CodeReading(path, role, vocabulary, each.value, message if type(message) is str else None, told)


def _told(contexts: list[dict[str, Any]], payload: PayloadRules, data: Any, holder: Any) -> Iterator[str]:
    for context in contexts:
        if any(_shows(sign, payload, data, holder) for sign in context.get("signs", ())):
            yield context["id"]


def _shows(sign: dict[str, Any], payload: PayloadRules, data: Any, holder: Any) -> bool:
    """Say whether a payload shows a sign of a context; that of a message is for `classify`.

    The holder is the object that the code is in: of several items, each is recognized by its own fields.
    """
    if "payload" in sign:
        return bool(sign["payload"] == f"{payload.book.id}:{payload.id}")
    if "beside" in sign:
        return shows(holder, (sign["beside"],), sign.get("equals"))
    return "field" in sign and shows(data, sign["field"].split("."), sign.get("equals"))


def _absent(data: Any, payload: PayloadRules) -> Iterator[str]:
    """Yield vocabularies that say what no code means, of which a field has none beside a status."""
    if not payload.absent:
        return
    for coded, name in payload.absent:
        if all(_plain(value) == "" or value is None for value in walk(data, coded.path)):
            yield name


@lru_cache(maxsize=1_024)
def _kept(codes: _Codes) -> Conclusion:
    return _concluded(codes)._replace(by_outline=True)


def _concluded(codes: _Codes, said: Sequence[Classification] = ()) -> Conclusion:
    payload = codes.payload
    alone = [_classification(each, codes) for each in codes.readings]
    found = [
        *_together(alone, codes),
        *(item for name in codes.absent if (item := _of_absent(payload, name, codes.http_status))),
        *(with_operation(item, payload.operation, payload.money) for item in said),
    ]
    if not found and codes.http_status is not None:
        found = guesses(payload.book.id, codes.said._replace(http_status=codes.http_status))
    idle = sum(not each.decides for each in codes.readings)
    told = len(codes.readings)
    telling = found[len(found) - len(said) :] if said else [*found[: told - idle], *found[told:]]
    groups = _groups(codes.readings, found, telling)
    whole = most_urgent([each.resolved for each in groups])
    return Conclusion(tuple(found), whole, groups if len(groups) > 1 else ())


def guesses(provider: str | None, known: Given) -> list[Classification]:
    """Return what the HTTP status alone says, if anything."""
    answer = classify(provider, None, http_status=known.http_status, operation=known.operation)
    return [answer] if answer.matched_by is MatchedBy.HTTP_STATUS else []


def _classification(each: CodeReading, codes: _Codes) -> Classification:
    book, status = codes.payload.book, codes.http_status
    if each.message is None and not each.told and (status is None or each.value in book.listed):
        listed = book.find(each.value, each.vocabulary or "")
        if listed and "contexts" not in listed.record:  # this answer may be at hand
            return classify(book.id, each.value, vocabulary=each.vocabulary)
    known = (each.message, status, codes.said.operation)
    return classified(book.id, each.value, each.vocabulary, *known, told=each.told)


def _of_absent(payload: PayloadRules, vocabulary: str, status: int | None) -> Classification | None:
    answer = classify(payload.book.id, None, vocabulary=vocabulary, http_status=status)
    return answer if answer.matched_by is MatchedBy.ABSENT else None


def _together(found: list[Classification], codes: _Codes) -> list[Classification]:
    """Return the classifications of one payload, each as careful as what is around it.

    Else an error beside the state of a payment would look as harmless as one of a login, and a second attempt
    could pay twice. What counts is what the payload, the values in the same object and its outcome name.
    """
    payload = codes.payload
    provider, outcomes = payload.book.id, {each.path for each in codes.readings if each.role == "outcome"}
    named = [(each.path, item.operation) for each, item in zip(codes.readings, found, strict=True)]

    def decides(outcome: Path, path: Path) -> bool:
        alone = len(outcomes) == 1
        return outcome in outcomes and (alone or path[: len(outcome) - 1] == outcome[:-1])

    def gravest(path: Path) -> Operation | None:
        around = (name for other, name in named if other[:-1] == path[:-1] or decides(other, path))
        return max(around, key=lambda name: gravity(provider, name))

    def careful(item: Classification, path: Path) -> Classification:
        answer = with_operation(with_operation(item, payload.operation, payload.money), gravest(path))
        return with_operation(answer, codes.said.operation)

    return [careful(item, path) for (path, _), item in zip(named, found, strict=True)]


def _groups(
    readings: Sequence[CodeReading], found: list[Classification], telling: list[Classification]
) -> tuple[OwnOutcome, ...]:
    """Return the objects that have an outcome; a detail belongs to the nearest one around it."""
    by_role = [(each, item) for each, item in zip(readings, found, strict=False) if each.role]
    places = dict.fromkeys(each.path[:-1] for each, _ in by_role if each.role == "outcome")
    groups: dict[Path, list[tuple[CodeReading, Classification]]] = {place: [] for place in places or [()]}
    for each, item in by_role:
        around = [place for place in groups if each.path[: len(place)] == place]
        groups[max(around, key=len, default=next(iter(groups)))].append((each, item))
    whole = telling if len(groups) == 1 else None
    return tuple(_group(place, inside, whole) for place, inside in groups.items())


def _group(
    place: Path, inside: list[tuple[CodeReading, Classification]], all_found: list[Classification] | None
) -> OwnOutcome:
    own = [item for _, item in inside]
    outcome = deciding([item for each, item in inside if each.role == "outcome"])
    detail = deciding([item for each, item in inside if each.role == "detail"])
    return OwnOutcome(
        place, tuple(own), resolved(outcome, detail, None, own if all_found is None else all_found)
    )


def codes_at_unknown_places(data: Any, payload: PayloadRules | None, book: ProviderRules) -> list[Extra]:
    """Return the listed values at places that are not known to have codes, each read by its field's name."""
    known = payload.places if payload else ()
    listed = (item for item in _texts(data) if item[1] in book.listed and item[0] not in known)
    return [extra for path, value, holder in listed if (extra := _named(path, value, holder, book))]


def _named(path: Path, value: str | int, holder: Any, book: ProviderRules) -> Extra | None:
    """Return a value as the field of this name elsewhere has it, else as what it can only be."""
    for vocabularies, detail in book.coded_names.get(path[-1], ()):
        if any(book.find(value, name) for name in vocabularies):
            coded = CodedValue(Coded(path, vocabularies, None), value, None, holder)
            return Extra(coded, "detail" if detail else None)
    if value not in book.telling or path[-1] in book.plain_names:
        return None
    vocabulary = book.listed[value][0].vocabulary
    return Extra(CodedValue(Coded(path, (vocabulary,), None), value, None, holder), None)


def sentences_in(data: Any) -> list[str]:
    """Return the texts in a value that may be messages: those of several words."""
    return [value for _, value, _ in _texts(data) if type(value) is str and " " in value.strip()]


_MOST_PLACES = 1_000
_DEEPEST = 8


def _texts(data: Any, above: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Yield the texts and numbers in a value, where they are, and what contains them, from the top."""
    waiting: list[tuple[Path, Any]] = [(above, data)]
    looked_at = 0
    while waiting and looked_at < _MOST_PLACES:
        path, place = waiting.pop()
        inner: list[tuple[Path, Any]] = []
        for name, value in _entries(place):
            looked_at += 1
            kind = type(value)
            if kind is dict or kind is list:
                if len(path) < _DEEPEST:
                    inner.append(((*path, name), value))
            elif (plain := value if kind is str else _plain(value)) is not None:
                yield (*path, name), plain, place
        waiting += reversed(inner)


def _entries(place: Any) -> list[tuple[str, Any]]:
    if type(place) is list:
        return [("*", item) for item in place[:_MOST_PLACES]]
    pairs = dict.items(place) if issubclass(type(place), dict) else ()
    return [(name, value) for name, value in pairs if type(name) is str][:_MOST_PLACES]
