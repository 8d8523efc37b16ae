"""Finds a payload whose own name is new: a webhook about an event that no one has written down."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from linkcodes._live._judge import Judged, is_at_path, is_listed, new_value
from linkcodes._runtime.paths import walk
from linkcodes._runtime.rules import Coded, PayloadRules, book
from linkcodes._validation.payloads import strict_check_of
from linkcodes._vocabulary import _plain


class _Name(NamedTuple):
    """A field that says by a code which payload a body is."""

    rules: PayloadRules
    coded: Coded


def judge_new_name(body: Any, provider: str) -> Judged | None:
    """Return what is in a body of a provider that is like one of its payloads but for the name in it.

    Only the name is reported: what else is new in a payload that is new itself, no one can say.
    """
    if type(body) is not dict:
        return None
    found = [(name, value) for name in _names(provider) for value in _new(body, name)]
    alike = [(len(wrong), name, value) for name, value in found if (wrong := _wrong(body, name)) is not None]
    if not alike:
        return None
    _, (rules, coded), value = min(alike, key=lambda item: item[0])
    payload = f"{rules.book.id}:{rules.id}"
    return Judged(payload, [], [new_value(payload, rules, coded, value, body)], True, False)


@cache
def _names(provider: str) -> tuple[_Name, ...]:
    owner = book(provider)
    return tuple(_Name(rules, coded) for rules in (owner.payloads if owner else ()) for coded in _of(rules))


def _of(rules: PayloadRules) -> Iterator[Coded]:
    """Yield the coded fields by whose values a payload is recognized."""
    marks = [mark for sign in rules.signs for mark in ((sign.path, sign.equals), *sign.also)]
    named = {path for path, equals in marks if equals is not None}
    yield from (coded for coded in rules.codes if coded.path in named)


def _new(body: dict[Any, Any], name: _Name) -> Iterator[str]:
    if not body.keys() <= name.rules.fields:
        return
    for value in map(_plain, walk(body, name.coded.path)):
        if isinstance(value, str) and value and not is_listed(value, name.coded, name.rules):
            yield value


def _wrong(body: Any, name: _Name) -> list[Any] | None:
    """Return what the strict schema refuses besides the name; None if that is at the top of the body."""
    rules, path = name.rules, name.coded.path
    problems = strict_check_of(rules.book.id, rules.id)(body) or []
    besides = [problem for problem in problems if not is_at_path(problem, path)]
    return None if any(len(problem.path) < 2 for problem in besides) else besides
