"""Secrets that are recognized by their shape, anywhere in a text."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

from linkcodes._redact._rules import CheckSum, SecretShape, is_listed, rules
from linkcodes._redact._spans import Span, tail_of

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_ASIDE = "\ue000" * 36
"""Takes the place of an id; no plain text has this character."""
# Seconds, or smaller parts, since 1970, of a day between 2017 and 2065; or a date and a time without signs.
_TIME = re.compile(
    r"(?:1[5-9]|2\d)\d{8}(?:\d{3}){0,3}|20[0-6]\d[01]\d[0-3]\d[0-2]\d[0-5]\d[0-5]\d(?:\d{3})?", re.ASCII
)
_SIGNS = re.compile(r"[^A-Za-z\d]", re.ASCII)
# What begins with one character of a set is found fast.
_WRITTEN_TIME = re.compile(
    r"\d(?<!\d\d)\d{3}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?!\d)", re.ASCII
)
_DIGITS = re.compile(r"\d\d*", re.ASCII)
_TURN = re.compile(r"[A-Za-z](?=\d)|\d(?=[A-Za-z])", re.ASCII)
_CASE_TURN = re.compile(r"[a-z](?=[A-Z])|[A-Z]{2}(?=[a-z])")


def shape_spans(text: str, spared: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Yield what looks like a secret by itself; in what is spared, nothing that ids and amounts look like."""
    without_ids = _UUID.sub(_ASIDE, text)
    without_spared = _without(without_ids, spared)
    for shape in _possible(text, without_ids):
        looked_at = without_spared if shape.weak else without_ids if shape.ids else text
        for match in shape.pattern.finditer(looked_at):
            start, end = match.span(match.lastindex or 0)
            value = text[start:end]
            if _counts(value, shape):
                yield Span(start, end, tail_of(value) if shape.ends else "")


def _possible(text: str, without_ids: str) -> Iterator[SecretShape]:
    """Yield the shapes for which a text has what they need."""
    lower = text.lower()
    digits = _digits(text)
    own = digits if without_ids is text else _digits(without_ids)
    for shape in _with_digits(digits, own):
        if shape.needs and not any(map(lower.__contains__, shape.needs)):
            continue
        if not shape.solid or _in_a_row(shape.solid).search(without_ids if shape.ids else text):
            yield shape


@cache
def _in_a_row(least: int) -> re.Pattern[str]:
    """Return what finds so many letters, digits and signs of random text in a row."""
    return re.compile(rf"[\w+/=-]{{{least}}}", re.ASCII)


@lru_cache(4096)
def _with_digits(digits: tuple[int, int], own: tuple[int, int]) -> list[SecretShape]:
    """Return the shapes for which a text has enough digits, of which `own` are in no id."""

    def suffice(shape: SecretShape, total: int, run: int) -> bool:
        return total >= shape.digits and run >= shape.run

    return [shape for shape in rules().shapes if suffice(shape, *(own if shape.ids else digits))]


def _digits(text: str) -> tuple[int, int]:
    """Return how many digits a text has, and how many at most in a row; those of times do not count."""
    # Most lines of a log begin with a time.
    lengths = [*map(len, _DIGITS.findall(_WRITTEN_TIME.sub(" ", text)))]
    return sum(lengths), max(lengths, default=0)


def _without(text: str, spared: Iterable[tuple[int, int]]) -> str:
    """Return a text in which nothing is found in some parts."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(spared):
        if end > done:
            parts += (text[done:start], _ASIDE[0] * (end - max(start, done)))
            done = end
    return "".join(parts) + text[done:]


def _counts(value: str, shape: SecretShape) -> bool:
    if _is_code(value):
        return False
    return (not shape.check or _CHECKS[shape.check](value)) and (
        not shape.sums or _adds_up(value, shape.sums)
    )


def _is_code(value: str) -> bool:
    """Say whether a value is a code of the spec, or ends with one that is no group of digits."""
    last = value.rpartition(" ")[2]
    return is_listed(last) and (last == value or not last.isdigit())


def _is_card(text: str) -> bool:
    """Say whether the digits add up as those of payment cards do."""
    digits = [int(char) for char in text if char.isdigit()]
    if _TIME.fullmatch(text):
        return False
    doubled = [value if index % 2 == 0 else value * 2 for index, value in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_iban(text: str) -> bool:
    """Say whether the check digits of an IBAN are right."""
    plain = _SIGNS.sub("", text).upper()
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


def _adds_up(text: str, sums: tuple[CheckSum, ...]) -> bool:
    """Say whether the check digits of a number are right; X, Y and Z count as 0, 1 and 2."""
    plain = _SIGNS.sub("", text)
    digits = [int(char, 36) % 11 for char in plain]
    rests = [sum(map(operator.mul, found.weights, digits)) % found.by for found in sums]
    return len(set(plain)) > 1 and all(
        plain[len(found.weights)] == found.signs[rest] if found.signs else rest == 0
        for found, rest in zip(sums, rests, strict=True)
    )


def _is_verhoeff(text: str) -> bool:
    """Say whether the last digit is right, in the way that Verhoeff found."""
    total = 0
    for place, char in enumerate(reversed(_SIGNS.sub("", text))):
        digit = int(char)
        for _ in range(place % 8):
            digit = int("1576283094"[digit])
        turn = total + digit if total < 5 else total - digit
        total = turn % 5 + (5 if (total < 5) != (digit < 5) else 0)
    return total == 0


def _is_mod_11_10(text: str) -> bool:
    """Say whether the last digit is right, in the way of ISO 7064 for eleven and ten."""
    rest = 5
    for char in _SIGNS.sub("", text):
        rest = ((rest or 10) * 2 % 11 + int(char)) % 10
    return rest == 1


def _is_random(run: str) -> bool:
    """Say whether letters and digits are mixed as only a machine does."""
    if run.endswith("="):
        return len(run) >= 24
    if any(len(part) >= 16 and _turns(part) >= 4 for part in re.split("[_-]", run)):
        return True
    if run.islower() or run.isupper():
        return False
    is_key = len(run) == 40 and any(map(str.isdigit, run)) and len(_CASE_TURN.findall(run)) >= 5
    return is_key or (len(run) >= 24 and _turns(run) >= 6)


def _turns(text: str) -> int:
    """Count how often letters follow digits, or digits letters."""
    return len(_TURN.findall(text))


_CHECKS: dict[str, Callable[[str], bool]] = {
    "luhn": _is_card,
    "iban": _is_iban,
    "verhoeff": _is_verhoeff,
    "mod_11_10": _is_mod_11_10,
    "not_time": lambda digits: not _TIME.fullmatch(digits),
    "random": _is_random,
}
