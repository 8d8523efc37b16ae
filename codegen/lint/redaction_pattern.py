"""Rule redaction-pattern: patterns mean the same in Python and JavaScript, and take linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Redaction

_FOREIGN: tuple[tuple[str, str], ...] = (
    (
        r"\\(?![dDwWbBnt\d]|u[0-9a-f]{4}|[^A-Za-z0-9])",
        "an escape that only one of them knows or reads otherwise",
    ),
    (r"(?<!\\)\(\?(?![:=!]|<[=!])", "a group that only one of them knows"),
    (r"[*+?}]\+", "a possessive quantifier, which JavaScript lacks"),
    (r"\{,", "a quantifier without a lower limit, which JavaScript reads as text"),
)
"""What the dialect leaves out; classes and anchors are looked for apart."""
_SHARED = re.compile(r"\{(?:verbs|states)\}")
_CLASS = re.compile(r"(?<!\\)\[\^?(?:\\.|[^\]\\])+\]")
_ANCHOR = re.compile(r"(?<!\\)[$^]")
_STEPS = 10_000
"""How often what is repeated inside a repetition may be tried from one place."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each pattern that one language reads otherwise, or that may take long."""
    found: Redaction = node.value
    for path, pattern in _patterns(found):
        plain = _SHARED.sub("word", pattern)
        faults = [*_foreign(plain)] or _slow(plain)
        for fault in faults[:1]:
            yield Problem(path, fault, "write it in another way; the page of this rule says what is allowed")


def _patterns(found: Redaction) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for index, label in enumerate(found.labels):
        given = ("only", label.only), ("keeps", label.keeps)
        yield from ((("labels", index, name), pattern) for name, pattern in given if pattern)
    for index, shape in enumerate(found.shapes):
        yield ("shapes", index, "pattern"), shape.pattern
    for name, pattern in found.grammar:
        yield ("grammar", name), pattern


def _foreign(pattern: str) -> Iterator[str]:
    for shape, fault in _FOREIGN:
        if match := re.search(shape, pattern):
            yield f"{match[0]!r} is {fault}"
    if match := _ANCHOR.search(_CLASS.sub("", pattern)):
        yield f"{match[0]!r} is an anchor, which the two read differently before a line feed"
    try:
        re.compile(pattern, re.ASCII)
    except re.error as error:
        yield f"no pattern: {error}"


@cache
def _slow(pattern: str) -> tuple[str, ...]:
    """Return why a pattern may look at the same text again and again."""
    return tuple(dict.fromkeys(_risks(_parser.parse(pattern, re.ASCII), followed=False)))


def _risks(sequence: Any, *, followed: bool) -> Iterator[str]:
    """Look at a sequence; `followed` says whether something must match behind it."""
    parts = list(sequence)
    for index, (kind, value) in enumerate(parts):
        must = followed or any(_must_match(part) for part in parts[index + 1 :])
        if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            yield from _repeated(*value, followed=must)
        for inner in _inside(kind, value):
            is_aside = kind in (_constants.ASSERT, _constants.ASSERT_NOT)
            yield from _risks(inner, followed=must or is_aside)


def _repeated(least: int, most: int, inner: Any, *, followed: bool) -> Iterator[str]:
    if most is _constants.MAXREPEAT and followed:
        yield "a repetition without a limit, behind which something must match"
    widest = max((_width(part) for part in inner), default=0)
    if most is not _constants.MAXREPEAT and most > 1 and widest * most > _STEPS:
        yield f"a repetition in a repetition, tried more than {_STEPS:,} times from one place"


def _inside(kind: Any, value: Any) -> Sequence[Any]:
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return [value[2]]
    if kind is _constants.SUBPATTERN:
        return [value[3]]
    if kind is _constants.BRANCH:
        return list(value[1])
    return [value[1]] if kind in (_constants.ASSERT, _constants.ASSERT_NOT) else []


def _must_match(part: tuple[Any, Any]) -> bool:
    kind, value = part
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return bool(value[0])
    return bool(kind in (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT) or _least_width(part))


def _least_width(part: tuple[Any, Any]) -> int:
    kind, value = part
    if kind is _constants.SUBPATTERN:
        return int(value[3].getwidth()[0])
    return min(int(item.getwidth()[0]) for item in value[1]) if kind is _constants.BRANCH else 1


def _width(part: tuple[Any, Any]) -> int:
    """Return how often a repetition of varying length inside a part is tried; 0 if there is none."""
    kind, value = part
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        return 0 if value[0] == value[1] else min(int(value[1]), _STEPS + 1)
    return max((_width(item) for inner in _inside(kind, value) for item in inner), default=0)


RULE = Rule(
    "redaction-pattern",
    "A pattern of masking means the same in Python and JavaScript, and takes linear time.",
    "model",
    check,
    on=(Redaction,),
    why=(
        "The packages mask logs and payloads with these patterns. One that only Python understands stops "
        "the other package; one that both read differently masks in one language what it shows in the "
        "other. And a pattern that starts over at each letter lets a stranger's payload of a few megabytes "
        "stop a server."
    ),
    advice=(
        r"Use classes, groups, alternatives, lookarounds of a fixed width, and \d \w \b \n \t, which mean "
        r"ASCII. Write spaces out, as \s differs; there are no anchors. Give each repetition a limit, unless "
        "nothing must match behind it."
    ),
)
