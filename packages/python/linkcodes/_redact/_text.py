"""Finds secrets in text of any form: log lines, URLs, headers, markup, prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcodes._redact._rules import Label, label_of, may_end_name, rules
from linkcodes._redact._shapes import shape_spans
from linkcodes._redact._spans import Span
from linkcodes._redact._values import PREFIX, hidden, is_spared, value_end

_DIGIT = re.compile(r"\d", re.ASCII)
_SIGNS = ":=>|\t\n"
"""Behind each name in the grammar, there is one of these."""
_BEHIND = 30
"""Characters behind the last of them that may matter."""
_VALUE = re.compile(r"value|\n\n", re.IGNORECASE)
"""Behind each name that is a value itself, there is one of these."""
_LETTER = re.compile(r"[^\W\d_]")
_BEFORE = 60
"""Characters before a value in prose among which its name is looked for."""


def text_spans(text: str, spared: bool) -> Iterator[Span]:
    """Yield what is masked in a text in its plain form, whose own name may say that it is spared."""
    extents = [(0, len(text))] if spared else []
    yield from _labeled(text, "label", extents)
    if _VALUE.search(text):
        yield from _labeled(text, "pair", extents)
    yield from _beside(text)
    yield from shape_spans(text, extents)


def _labeled(text: str, way: str, spared: list[tuple[int, int]]) -> Iterator[Span]:
    """Yield the values behind `password=`, `"token":`, `Cookie:`, `<pin>`, or `name=password value=`.

    Where a value is that is spared is noted.
    """
    find = rules().grammar[way].search
    position, last = 0, max(map(text.rfind, _SIGNS)) + _BEHIND
    while match := find(text, position, last):
        # In `status=sms code: 1`, the first word is a value.
        is_value = 0 < position == match.start() and not text[position - 1].isspace()
        position = match.end()
        label = label_of(match[1].partition(" ")[2] or match[1] if is_value else match[1])
        sign = text[match.end(2) if match[2] else match.end(1) : position]
        if not label or (sign.lstrip()[:1] == ">" and text[match.start(1) - 1 : match.start(1)] != "<"):
            continue
        if label.spares:
            start, end, _ = value_end(text, position, label, sign)
            spared += [(start, end)] if is_spared(text[start:end], label) else []
            continue
        span, end = _value(text, position, label, sign, match[2])
        if span:
            yield span
            position = max(end, position)


def _value(text: str, at: int, label: Label, sign: str, quote: str | None) -> tuple[Span | None, int]:
    """Return the part of a value that is masked, and where the value ends."""
    if "\n" in sign.strip(" ") and rules().grammar["label"].match(text, at):
        return None, at
    start, end, after = value_end(text, at, label, sign)
    value = text[start:end]
    if start == end or (("\t" in sign or "|" in sign) and label_of(value)):
        return None, at
    is_bracket = start == at and value[0] in "[{("
    if is_bracket and value[1:-1].strip(" \"'`\\") == rules().mask:
        return None, at
    shown = "" if is_bracket else hidden(value, label)
    if shown is None:
        return None, at
    return Span(start, end, shown, (quote or "") if start == at else ""), after


def _beside(text: str) -> Iterator[Span]:
    """Yield the values in prose: `password hunter22`, `the code is 482910`."""
    for match in rules().grammar["beside"].finditer(text):
        start = match.start(2)
        is_stated = bool(_LETTER.search(match[1]))
        value = match[2].rstrip(".!?")
        if not (is_stated or _DIGIT.search(value) or PREFIX.fullmatch(value)):
            continue
        label = _label_before(text, match.start())
        if not label or label.line:
            continue
        if label.only or _DIGIT.search(value):
            groups = rules().grammar["groups"].match(text, start + len(value))
            value = text[start : groups.end()] if groups else value
        if not _gives_away(value, label, is_stated):
            continue
        shown = hidden(value, label)
        if shown is not None:
            yield Span(start, start + len(value), shown)


def _label_before(text: str, end: int) -> Label | None:
    """Return what the name before a verb says; the words between them do not count."""
    words = text[max(0, end - _BEFORE) : end].rpartition("\n")[2].split(" ")[-7:]
    if not may_end_name(words[-1]) and words[-1].lower() not in rules().fillers:
        return None
    label = label_of(" ".join(words))
    while not label and len(words) > 1 and words[-1].lower() in rules().fillers:
        words.pop()
        label = label_of(" ".join(words))
    return label


_PARTICIPLE = re.compile(r"\w+(?:ed|ing|ly|ble)|.*[^\w.!?#$%&*+-].*", re.ASCII | re.IGNORECASE)


def _gives_away(value: str, label: Label, is_stated: bool) -> bool:
    """Say whether a word in prose is a value, and not a word about it."""
    if value.lower() in rules().states:
        return False
    if _DIGIT.search(value):
        return len(value) > 3 or bool(label.keeps) or is_stated
    return is_stated and not label.keeps and not label.ends and not _PARTICIPLE.fullmatch(value)
