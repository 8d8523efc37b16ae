"""Finds what is masked in a text that is JSON or has JSON in it, and cuts it out; the rest stays as it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from linkcodes._redact._fields import labels_in, labels_in_turn, plain
from linkcodes._redact._layers import json_text, layers
from linkcodes._redact._nodes import Item, JsonNode, read
from linkcodes._redact._rules import Label
from linkcodes._redact._spans import Span, joined, spliced
from linkcodes._redact._text import text_spans
from linkcodes._redact._values import hidden, is_spared

DEEPEST = 100
"""Levels that are walked; what is below is masked as a whole."""
_PASSES = 6
"""How often at most a text is looked at: what was masked may have hidden the beginning of another secret."""
_DULL = re.compile(
    r"[A-Za-z_]{0,19}|-?\d{1,8}(?:\.\d{1,2})?|\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?Z?)?"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    re.ASCII,
)
"""What is a secret only under a secret's name: a word, a number, a date, a time, a UUID."""
_SPACE = re.compile(r"[ \t\r\n]*")
_APART = re.compile(r"value|[\[(][ \t\r\n]*[bru]?[\"']", re.IGNORECASE)
"""What JSON has in which a name and its value are apart; other names are found as in any text."""
_OPENING = re.compile(r"[{\[(]")


def mask_text(text: str, label: Label | None = None) -> str:
    """Return a text without its secrets, and the very same one if there are none."""
    return spliced(text, cuts(text, label))


def cuts(text: str, label: Label | None = None) -> list[Span]:
    """Return what is masked in a text, in order; `label` is what its name says.

    It takes time in proportion to the length of the text.
    """
    if label and label.masks:
        shown = hidden(next(layers(text)).text.strip(), label)
        if shown is not None:
            return [Span(0, len(text), shown)]
    spared = is_spared(text, label)
    found: list[Span] = []
    for _ in range(0 if _DULL.fullmatch(text) else _PASSES):
        more = list(_once(spliced(text, found), spared))
        if not more:
            break
        found = joined(text, found, more)
    return found


def _once(text: str, spared: bool) -> Iterator[Span]:
    """Yield what is masked in JSON, in a text, or in a text behind lines of JSON."""
    start = _end_of(_SPACE, text, 0)
    while text[start : start + 1] in ("{", "["):
        root, end, is_whole = read(text, start)
        after = _end_of(_SPACE, text, end)
        if not is_whole or (after < len(text) and "\n" not in text[end:after]):
            break
        yield from _CutWalk(text, is_all=True).spans_of(root)
        start = after
    if start < len(text):
        for span in _in_text(text[start:], spared):
            yield span.moved(start)


def _end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _in_text(text: str, spared: bool) -> Iterator[Span]:
    for layer in layers(text):
        for span in chain(text_spans(layer.text, spared), _embedded(layer.text)):
            yield span._replace(start=layer.back(span.start), end=layer.back(span.end))


def _embedded(text: str) -> Iterator[Span]:
    """Yield the values that have a name in JSON in a text, where the name may come after the value."""
    if not _APART.search(text):
        return
    at = 0
    while opening := _OPENING.search(text, at):
        root, end, _ = read(text, opening.start())
        yield from _CutWalk(text, is_all=False).spans_of(root)
        at = max(end, opening.end())


class _CutWalk:
    """Finds what is masked in JSON: all of it, or what has the name of a secret."""

    def __init__(self, text: str, *, is_all: bool) -> None:
        self._text = text
        self._is_all = is_all
        self._spans: list[Span] = []
        self._names: dict[str, str] = {}
        self._clean: defaultdict[int, set[str]] = defaultdict(set)

    def spans_of(self, root: JsonNode) -> list[Span]:
        """Return what is masked."""
        self._value(root, None, "", '"', 0)
        return self._spans

    def _value(self, node: JsonNode, label: Label | None, parent: str, quote: str, depth: int) -> None:
        """Look at a value; `quote` is for a number that becomes text."""
        if node.items is None:
            self._leaf(node, label, quote)
        elif depth < DEEPEST:
            self._fields(node.items, label, parent, depth + 1)
        elif self._is_all:
            self._spans.append(Span(node.start, node.end, "", quote))

    def _fields(self, items: list[Item], label: Label | None, parent: str, depth: int) -> None:
        fields = _pairs(items) or items
        names = [None if name is None else self._name(name) for name, _ in fields]
        texts = (self._shown(value) if value.sign in ("'", '"') else None for _, value in fields)
        if not label and names[0:1] == [None]:
            said = labels_in_turn([*texts])
        else:
            said = labels_in(names, texts, label, parent)
        for (key, value), name, own in zip(fields, names, said, strict=True):
            self._value(value, own, parent if name is None else name, key.sign if key else '"', depth)

    def _name(self, node: JsonNode) -> str:
        """Return a name in its plain form; it may be a secret itself."""
        raw = self._shown(node)
        name = self._names.get(raw)
        if name is None:
            name = plain(raw)
            if self._leaf(node, None, ""):
                self._names[raw] = name
        return name

    def _shown(self, node: JsonNode) -> str:
        return self._text[node.start : node.end]

    def _leaf(self, node: JsonNode, label: Label | None, quote: str) -> bool:
        """Look at a text, a number or a word; return whether nothing of it is masked."""
        masks = label is not None and label.masks
        clean = self._clean[id(label)]
        raw = self._text[node.start : node.end]
        if raw in clean or not (masks or self._is_all):
            return True
        found = list(_in_quotes(raw, node.sign, label))
        if not found:
            clean.add(raw)
        elif node.sign:
            self._spans += [span.moved(node.start) for span in found]
        else:
            self._spans.append(Span(node.start, node.end, found[-1].tail, quote))
        return not found


def _in_quotes(raw: str, quote: str, label: Label | None) -> Iterator[Span]:
    """Yield what is masked in a text that may have escapes, which what is put into it has, too."""
    if not quote or "\\" not in raw:
        yield from cuts(raw, label)
        return
    plain_text = json_text(raw)
    for start, end, tail, inner in cuts(plain_text.text, label):
        escaped = inner.replace("\\", "\\\\").replace(quote, f"\\{quote}")
        yield Span(plain_text.back(start), plain_text.back(end), tail, escaped)


def _pairs(items: list[Item]) -> list[Item]:
    """Return the values of a list of pairs with their names; nothing if it is none."""
    found: list[Item] = []
    for name, pair in items:
        if name or pair.sign not in ("[", "(") or not pair.items or len(pair.items) != 2:
            return []
        (no_name, key), (no_other, value) = pair.items
        if no_name or no_other or key.sign not in ("'", '"'):
            return []
        found.append((key, value))
    return found
