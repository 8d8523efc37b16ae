"""The rules of masking, which the spec decides, ready for use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from linkcodes._packaged import packaged

Pattern = re.Pattern[str]
LONGEST = 40
"""Letters at the end of a name that are looked at."""
_SURELY = 6
"""Letters from which a word of a label also counts at the end of another word."""
_TELLING = (3, 2, 1)
"""Letters at the end of a name that mostly tell it from all that are listed, of which some are no longer."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BETWEEN = re.compile(r"[^a-z0-9\u0370-\u052f\u0621-\u064a\u0904-\u0939]+")
_VERSION = re.compile(r"v|v?\d{1,2}")


class Label(NamedTuple):
    """What the name of a field says of its value."""

    masks: bool = True
    spares: bool = False
    line: bool = False
    ends: bool = False
    alone: bool = False
    below: bool = False
    only: Pattern | None = None
    keeps: Pattern | None = None


class CheckSum(NamedTuple):
    """A sum of digits that says whether a number is right."""

    weights: tuple[int, ...]
    by: int
    signs: str = ""
    """The sign behind the digits for each remainder; without it, nothing may remain."""


class SecretShape(NamedTuple):
    """What a secret looks like."""

    pattern: Pattern
    ids: bool = False
    ends: bool = False
    weak: bool = False
    digits: int = 0
    """How many digits a text must have."""
    run: int = 0
    """How many of them in a row."""
    needs: tuple[str, ...] = ()
    """Words or signs of which a text must have one, if there are any."""
    solid: int = 0
    """How many letters, digits and signs of random text it must have in a row."""
    check: str | None = None
    sums: tuple[CheckSum, ...] = ()


class Rules(NamedTuple):
    """All rules."""

    mask: str
    names: Mapping[str, Label]
    shapes: tuple[SecretShape, ...]
    grammar: Mapping[str, Pattern]
    fillers: frozenset[str]
    states: frozenset[str]
    forms: frozenset[str]
    codes: frozenset[str]
    lookalikes: Mapping[str, str]


@cache
def rules() -> Rules:
    """Return the rules; they are read once."""
    found = packaged("redaction")
    return Rules(
        found["mask"],
        {word: _label(record) for record in found["labels"] for word in record["words"].split("|")},
        tuple(_shape(record) for record in found["shapes"]),
        {name: compiled(pattern) for name, pattern in found["grammar"].items()},
        frozenset(found["fillers"].split("|")),
        frozenset(found["states"].split("|")),
        frozenset(found["forms"].split("|")),
        frozenset(found["codes"]),
        dict(zip(found["lookalikes"][::2], found["lookalikes"][1::2], strict=True)),
    )


def compiled(pattern: str, case: bool = False) -> Pattern:
    """Compile a pattern so that it means what it means in JavaScript."""
    return re.compile(pattern, re.ASCII if case else re.ASCII | re.IGNORECASE)


def _label(record: Mapping[str, Any]) -> Label:
    given = {name: value for name, value in record.items() if name != "words"}
    # Capitals are a part of what codes look like.
    given |= {name: compiled(given[name], case=True) for name in ("only", "keeps") if name in given}
    return Label(**given)


def _shape(record: Mapping[str, Any]) -> SecretShape:
    given = {name: value for name, value in record.items() if name != "case"}
    given["sums"] = tuple(
        CheckSum(tuple(map(int, found["weights"].split())), found["by"], found.get("signs", ""))
        for found in record.get("sums", ())
    )
    given["needs"] = tuple(given["needs"].split("|")) if "needs" in given else ()
    return SecretShape(**{**given, "pattern": compiled(record["pattern"], record.get("case", False))})


@lru_cache(8192)
def label_of(name: str) -> Label | None:
    """Return what a name says, by the longest of its ends that is listed; `name` is in its plain form."""
    words = words_of(name)
    label = _listed_end(words)
    while not label and len(words) > 1 and (words[-1] in rules().forms or _VERSION.fullmatch(words[-1])):
        words.pop()
        label = _listed_end(words)
    if not label or not (label.masks or label.spares) or (label.alone and not _is_alone(name, words[-1])):
        return None
    return label


@lru_cache(8192)
def may_end_name(word: str) -> bool:
    """Say whether a word, which has no spaces, may be the last one of a name that says something.

    Most words in prose are none, and there are far fewer of them than of the texts before each.
    """
    words = words_of(word)
    while words and len(words[-1]) >= _TELLING[0]:
        if not _tails().isdisjoint(words[-1][-letters:] for letters in _TELLING):
            return True
        if words.pop() not in rules().forms:
            return False
    return True


def _is_alone(name: str, word: str) -> bool:
    """Say whether a word is all of a name; words before it that a space separates are none of it."""
    return "".join(words_of(name.rstrip().rpartition(" ")[2])).startswith(word)


def _listed_end(words: list[str]) -> Label | None:
    joined = "".join(words)
    if _tails().isdisjoint(joined[-letters:] for letters in _TELLING):
        return None
    starts = {len(joined) - len("".join(words[index:])) for index in range(len(words))}
    names = rules().names
    for start in range(max(0, len(joined) - LONGEST), len(joined)):
        if start in starts or len(joined) - start >= _SURELY:
            end = joined[start:]
            label = names.get(end) or names.get(end.removesuffix("s"))
            if label:
                return label
    return None


@cache
def _tails() -> frozenset[str]:
    """Return how the names that are listed end: most names end otherwise, and need no further look."""
    return frozenset(name[-_TELLING[0] :] for listed in rules().names for name in (listed, f"{listed}s"))


def words_of(name: str) -> list[str]:
    """Return `userAccessToken2` as user, access, token."""
    spaced = _CAMEL.sub(" ", name[-200:]).lower()
    return [word.rstrip("0123456789") or word for word in _BETWEEN.split(spaced) if word]


def is_listed(text: str) -> bool:
    """Say whether a text is a code of the spec."""
    return text in rules().codes
