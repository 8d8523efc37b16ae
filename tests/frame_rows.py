"""Rows for tests of frames, and what `classify` says of each; tests in other environments import this, too.

`package` is a function that imports a module of the package, as the fixtures of `tests/python` are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from random import Random
from typing import Any, NamedTuple

Import = Callable[[str], Any]
ASKED = ("provider", "vocabulary", "code", "message", "http_status", "operation")
PLAIN = ("matched_by", "category", "actor", "retry", "phase", "severity", "confidence", "connection")

EMPTY: dict[str, str | bool | None] = {
    **dict.fromkeys((*PLAIN, "id", "action", "plan")), "known": False, "unattended_retry": False,
}  # fmt: skip
"""What the columns of a row say in which nothing came."""


class FrameRow(NamedTuple):
    """One row of a frame: its number, and what `classify` is asked about it."""

    row: int
    provider: str | None
    vocabulary: str | None
    code: str | None
    message: str | None
    http_status: int | None
    operation: str | None


def expected(package: Import, row: FrameRow) -> dict[str, str | bool | None]:
    """Return what the columns of a row must say, straight from `classify` and `plan_retry`."""
    asked = row._asdict()
    del asked["row"]
    runtime = package("runtime")
    found = runtime.classify(asked.pop("provider"), asked.pop("code"), **asked)
    if not (row.code or (row.message or "").strip() or found.matched_by != "none"):
        return EMPTY
    words = {name: getattr(found, name) for name in PLAIN}
    return {
        **{name: None if word is None else word.value for name, word in words.items()},
        "known": found.known,
        "id": found.id,
        "action": found.actions[0].value if found.actions else None,
        "unattended_retry": found.unattended_retry,
        "plan": runtime.plan_retry(found, operation=row.operation).decision.value,
    }


def all_rows(package: Import, random: int) -> list[FrameRow]:
    """Return every listed code in every one of its contexts, then some random rows."""
    several = (*_listed(package), *_random(package, random))
    return [FrameRow(number, *values) for number, values in enumerate(several)]


def _codes(package: Import) -> list[Any]:
    return [code for each in package("").vocabularies() for code in each]


def _listed(package: Import) -> Iterator[Sequence[Any]]:
    for code in _codes(package):
        provider, _, vocabulary = code.vocabulary.partition(":")
        for named in (vocabulary, code.vocabulary, None):
            yield provider, named, str(code.value), None, None, None
        for meaning in (code.info, *code.info.contexts):
            messages = [None, *(message.text for message in meaning.wire_messages)]
            statuses = [None, *(fact.status for fact in meaning.http_status)]
            operations = [None, *map(str, getattr(meaning, "operations", ()))]
            for besides in product(messages, statuses, operations):
                yield provider, vocabulary, str(code.value), *besides


def _random(package: Import, number: int) -> Iterator[Sequence[Any]]:
    codes, random = _codes(package), Random(7)
    messages = [message.text for code in codes for message in code.info.wire_messages]
    providers = [*{code.vocabulary.partition(":")[0] for code in codes}]
    providers = [*sorted(providers), "", "nobody", None]
    operations = [*map(str, package("taxonomy").Operation), "", "nothing", None, None]
    for _ in range(number):
        code, other = random.choice(codes), random.choice(codes)
        provider, _, vocabulary = code.vocabulary.partition(":")
        message = random.choice(messages)
        yield (
            random.choice([provider, provider, random.choice(providers)]),
            random.choice([None, "", vocabulary, code.vocabulary, other.vocabulary]),
            random.choice([str(code.value), str(code.value), _new(random, str(code.value)), None, ""]),
            random.choice([None, None, "", message, f" {message}. ", message[:-3]]),
            random.choice([None, None, 0, -1, random.randint(100, 599), 2**40]),
            random.choice(operations),
        )


def _new(random: Random, code: str) -> str:
    """Return a code that is probably not listed."""
    ways = [
        code.lower(),
        f"{code}_NEW",
        f" {code}",
        f"{code}\0",
        code[::-1],
        f"{code}é",
        str(random.getrandbits(20)),
    ]
    return random.choice(ways)
