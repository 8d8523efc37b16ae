"""Says what one payload has that the spec does not list, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeGuard

from linkcodes._live._shown import Path, shown_name, shown_pointer, shown_value
from linkcodes._runtime.decode import decode
from linkcodes._runtime.paths import walk
from linkcodes._runtime.recognize import is_at
from linkcodes._runtime.rules import Coded, Listed, PayloadRules, book
from linkcodes._validation.payloads import check_of, strict_check_of
from linkcodes._validation.problems import UNLISTED, ValueProblem
from linkcodes._vocabulary import _plain
from linkcodes.runtime import Decoded

NEW_VALUE = "new-value"
NEW_FIELD = "new-field"
INVALID = "invalid"
NOT_STRICT = "not-strict"
_ANY = "*"
_TYPES = {
    str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array",
    type(None): "null",
}  # fmt: skip


class Novelty(NamedTuple):
    """Something in a body that is new or wrong, without what is the body's own."""

    kind: str
    payload: str
    """Full id of the payload."""
    pointer: str
    """Where it is; `*` is any index or key."""
    vocabulary: str | None = None
    """Full id of the vocabulary that a new value would belong to."""
    value: str | int | None = None
    """A new value; None if it may not be shown."""
    message: str = ""
    """What is wrong."""


class Judged(NamedTuple):
    """What was found in one payload."""

    payload: str
    codes: list[tuple[str, str | int]]
    """The listed values in it, with the full ids of their vocabularies."""
    drift: list[tuple[Novelty, str]]
    """What is new or wrong, and the type of what is there."""
    is_valid: bool
    """Whether the tolerant schema accepts it."""
    is_strict: bool
    """Whether the strict schema does."""


def judge(decoded: Decoded, given: str | None = None) -> Judged:
    """Return what is in a payload that was recognized; `given` is the one that the caller has named."""
    name, body = f"{decoded.provider}:{decoded.payload}", decoded.data
    strict = strict_problems(decoded)
    if strict and given is None and decoded.given.provider is None:
        # Whose it is, is known now, and that may make it another payload of the same provider.
        other = decode(body, provider=decoded.provider)
        if other.payload not in (None, decoded.payload) and not strict_problems(other):
            return judge(other)
    rules = _rules(str(decoded.provider), str(decoded.payload))
    wrong = (check_of(rules.book.id, rules.id)(body) or []) if strict else []
    codes, new = _coded(rules, body, strict, wrong)
    drift = [new_value(name, rules, *each, body) for each in new]
    drift += ((_wrong(INVALID, name, rules, problem), "") for problem in wrong)
    explained = {coded.path for coded, _ in new}
    drift += _beyond(name, rules, body, [it for it in strict if it not in wrong], explained)
    return Judged(name, codes, drift, not wrong, not strict)


def strict_problems(decoded: Decoded) -> list[ValueProblem]:
    """Return what the strict schema refuses of a payload that was recognized."""
    return strict_check_of(str(decoded.provider), str(decoded.payload))(decoded.data) or []


def _coded(
    rules: PayloadRules, body: Any, strict: Sequence[ValueProblem], wrong: Sequence[ValueProblem]
) -> tuple[list[tuple[str, str | int]], list[tuple[Coded, str | int]]]:
    """Return the listed values, and those that are not listed and that the strict schema refuses."""
    codes: list[tuple[str, str | int]] = []
    new: list[tuple[Coded, str | int]] = []
    for coded in rules.codes:
        is_refused = any(is_at_path(problem, coded.path) for problem in strict)
        for value in filter(_is_value, map(_plain, walk(body, coded.path))):
            listed = _listed(value, coded, rules)
            if listed is not None:
                codes.append((f"{rules.book.id}:{listed.vocabulary}", listed.record["value"]))
            elif is_refused and not _is_of_wrong_type(value, coded, rules, wrong):
                new.append((coded, value))
    return codes, new


def is_listed(value: str | int, coded: Coded, rules: PayloadRules) -> bool:
    """Say whether a value is one of those that a field may contain."""
    return _listed(value, coded, rules) is not None


def _is_of_wrong_type(
    value: str | int, coded: Coded, rules: PayloadRules, wrong: Sequence[ValueProblem]
) -> bool:
    """Say whether a value is refused because no code of its field has its type."""
    types = {type(item.record["value"]) for item in rules.book.items if item.vocabulary in coded.vocabularies}
    return type(value) not in types and any(is_at_path(problem, coded.path) for problem in wrong)


def is_at_path(problem: ValueProblem, path: Path) -> bool:
    """Say whether a problem is at a path in which `*` is any step."""
    return any(_is_at(other, path) for other in _paths(problem))


def _is_value(value: object) -> TypeGuard[str | int]:
    return value is not None


def _paths(problem: ValueProblem) -> list[Path]:
    return [(*problem.path, *choice.path) for choice in problem.choices] or [problem.path]


def is_named(decoded: Decoded) -> bool:
    """Say whether a body says itself which payload it is, by the value of a field."""
    signs = _rules(str(decoded.provider), str(decoded.payload)).signs
    return any(sign.equals and is_at(decoded.data, sign.path, sign.equals) for sign in signs)


@cache
def _rules(provider: str, payload: str) -> PayloadRules:
    owner = book(provider)
    assert owner is not None
    return next(item for item in owner.payloads if item.id == payload)


def _listed(value: str | int, coded: Coded, rules: PayloadRules) -> Listed | None:
    found = (rules.book.find(value, name) for name in coded.vocabularies)
    return next((item for item in found if item), None)


def new_value(
    name: str, rules: PayloadRules, coded: Coded, value: str | int, body: Any
) -> tuple[Novelty, str]:
    """Return a value that is not listed, and its type."""
    vocabulary = f"{rules.book.id}:{coded.vocabularies[0]}"
    pointer, shown = shown_pointer(coded.path, rules.book.id), shown_value(value, body, coded.path)
    return Novelty(NEW_VALUE, name, pointer, vocabulary, shown), _type(value)


def _beyond(
    name: str, rules: PayloadRules, body: Any, strict: Iterable[ValueProblem], explained: set[Path]
) -> Iterator[tuple[Novelty, str]]:
    """Yield what the strict schema alone refuses, but for values that are new."""
    for problem in strict:
        if any(is_at_path(problem, path) for path in explained):
            continue
        if problem.message == UNLISTED:
            *above, last = problem.path
            pointer = f"{shown_pointer(tuple(above), rules.book.id)}/{shown_name(last)}"
            yield Novelty(NEW_FIELD, name, pointer), _type_at(body, problem.path)
        else:
            yield _wrong(NOT_STRICT, name, rules, problem), ""


def _is_at(path: Path, wanted: Path) -> bool:
    """Say whether a path leads where another does that has `*` for some of its steps."""
    alike = (there in (_ANY, step) for step, there in zip(path, wanted, strict=False))
    return len(path) == len(wanted) and all(alike)


def _wrong(kind: str, name: str, rules: PayloadRules, problem: ValueProblem) -> Novelty:
    """Return a fault in words that name no value and no key of the body."""
    pointer = shown_pointer(problem.path, rules.book.id)
    if not problem.choices:
        return Novelty(kind, name, pointer, message=problem.message)
    several = zip(_paths(problem), problem.choices, strict=True)
    choices = {f"{shown_pointer(path, rules.book.id)} {it.message}".strip() for path, it in several}
    return Novelty(
        kind, name, pointer, message=f"one of these must be fixed: {'; or '.join(sorted(choices))}"
    )


def _type_at(body: Any, path: Path) -> str:
    place = body
    try:
        for step in path:
            place = place[step]
    except (LookupError, TypeError):  # a mapping of another kind
        return ""
    return _type(place)


def _type(value: object) -> str:
    return next((name for kind, name in _TYPES.items() if type(value) is kind), "")
