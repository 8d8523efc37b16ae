"""What may be shown of a value whose name is known, and where values end in a text."""

from __future__ import annotations

import re

from linkcodes._redact._rules import Label, is_listed, rules
from linkcodes._redact._spans import tail_of

_NOTHING = re.compile(r"null|true|false|none|undefined|nil|", re.IGNORECASE)
_NUMERIC = re.compile(r"[+(]?[A-Za-z]{0,4}\d[\w()/.-]{0,60}", re.ASCII)
PREFIX = re.compile(r"[A-Za-z]{1,4}")
"""What may be before the first digit of a number, such as the letters of a country."""
_CODE = re.compile("[A-Z]+(?:_[A-Z]+)+")
_TRAILING = ",;|)}]"
_BRACKET = re.compile(r"\"(?:[^\"\\\n]|\\[\d\D])*\"?|'[^'\n]*'?|[\[{(\]})]")


def hidden(value: str, label: Label) -> str | None:
    """Return what is shown of a value, which may be nothing; None if its name is no reason to mask it."""
    if not label.masks or _NOTHING.fullmatch(value) or is_masked(value):
        return None
    if _says_a_state(value) or (label.keeps and (is_listed(value) or value.lower() in rules().states)):
        return None
    if (label.only and not label.only.fullmatch(value)) or (label.keeps and label.keeps.fullmatch(value)):
        return None
    return tail_of(value) if label.ends else ""


def is_spared(value: str, label: Label | None) -> bool:
    """Say whether a name says that a value only looks like a secret."""
    return bool(label and label.spares and (not label.only or label.only.fullmatch(value)))


def _says_a_state(value: str) -> bool:
    """Say whether a value is a word about a secret, such as `TOKEN_EXPIRED`."""
    parts = value.split("_")
    return (
        len(parts) > 1
        and _CODE.fullmatch(value) is not None
        and any(part.lower() in rules().states for part in parts)
    )


def is_masked(value: str) -> bool:
    """Say whether a value was masked before."""
    rest = value.removeprefix(rules().mask)
    return rest != value and (not rest or (rest[0] == " " and len(rest) <= 5 and rest[1:].isalnum()))


def value_end(text: str, start: int, label: Label, sign: str) -> tuple[int, int, int]:
    """Return where a value starts and ends without its quotes, and where it ends with them."""
    grammar = rules().grammar
    quoted = grammar["quoted"].match(text, start)
    if quoted:
        inner = 2 if quoted[2] is not None else 3
        return (*quoted.span(inner), quoted.end())
    if text[start : start + 1] in ("[", "{", "("):
        return _bracketed(text, start, label)
    if label.line or sign.lstrip()[:1] == ">":
        found = grammar["line" if label.line else "tag"].match(text, start)
    else:
        found = grammar["bare"].match(text, start)
    if not found:
        return start, start, start
    end = found.end() if label.line else _bare_end(text, start, found.end(), label, sign)
    return start, end, end


def _bare_end(text: str, start: int, end: int, label: Label, sign: str) -> int:
    """Return where a value without quotes ends: a number has further groups, a sentence further words."""
    word = text[start:end]
    is_prose = label.masks and not label.ends and not label.keeps and ":" in sign and sign[-1:].isspace()
    if word[-1:] not in _TRAILING[:2]:
        if is_prose:
            more = rules().grammar["more"].match(text, end)
            return more.end() if more else start + len(word.rstrip(_TRAILING))
        if _NUMERIC.fullmatch(word) or (label.only and PREFIX.fullmatch(word)):
            groups = rules().grammar["groups"].match(text, end)
            if groups:
                return groups.end()
    return start + len(word.rstrip(_TRAILING))


def _bracketed(text: str, start: int, label: Label) -> tuple[int, int, int]:
    """Return the extent of what is in brackets, if the name says something of it."""
    is_call = text[start] == "("
    if (is_call and text[start + 1 : start + 2] not in ("'", '"')) or not (
        label.below or is_call or text[start] == "["
    ):
        return start, start, start
    depth = 0
    for part in _BRACKET.finditer(text, start):
        depth += (part[0] in "[{(") - (part[0] in "]})")
        if depth == 0:
            return start, part.end(), part.end()
    return start, len(text), len(text)
