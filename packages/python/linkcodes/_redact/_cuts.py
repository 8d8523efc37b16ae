"""Finds what is masked in a text that is JSON or has JSON in it, and cuts it out; the rest stays as it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from linkcodes._redact._fields import depends_on_values, labels_in, labels_in_turn, plain
from linkcodes._redact._layers import json_text, layers
from linkcodes._redact._nodes import Branch, Item, JsonNode, Leaf, read
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


_SHORT = 40
_MOST_KNOWN = 8192
_known_clean: dict[tuple[int, str], Label | None] = {}
"""Short texts in JSON with the names that they have, in which nothing is masked: logs are full of them.

The name is kept as well, so that no other one has its id. A text of which something is masked is never kept.
"""


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
        more, is_all = _once(spliced(text, found), spared)
        if more:
            found = joined(text, found, more)
        if is_all:
            break
    return found


def _once(text: str, spared: bool) -> tuple[list[Span], bool]:
    """Return what is masked in JSON, in a text, or in a text behind lines of JSON.

    And whether nothing more would be found if that were masked.
    """
    spans: list[Span] = []
    is_all = True
    start = _end_of(_SPACE, text, 0)
    while text[start : start + 1] in ("{", "["):
        root, end, is_whole = read(text, start)
        after = _end_of(_SPACE, text, end)
        if not is_whole or (after < len(text) and "\n" not in text[end:after]):
            break
        walk = _CutWalk(text, is_all=True)
        spans += walk.spans_of(root)
        is_all = is_all and not walk.hides_more
        start = after
    if start < len(text):
        behind = [span.moved(start) for span in _in_text(text[start:], spared)]
        return spans + behind, is_all and not behind
    return spans, is_all


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
        self._said: dict[tuple[object, ...], Sequence[Label | None]] = {}
        self._clean: defaultdict[int, set[str]] = defaultdict(set)
        self._masked: dict[int, str] = {}
        """What values look like when they are masked, by where they start."""
        self.hides_more = False
        """Whether more may be found when all this is masked: names, or values that say what others are."""

    def spans_of(self, root: Branch) -> list[Span]:
        """Return what is masked."""
        self._branch(root, None, "", '"', 0)
        return self._spans

    def _branch(self, node: Branch, label: Label | None, parent: str, quote: str, depth: int) -> None:
        """Look at an object or a list; `quote` is for a number that becomes text."""
        if depth < DEEPEST:
            self._fields(_pairs(node.items) or node.items, label, parent, depth + 1)
        elif self._is_all:
            self._spans.append(Span(node.start, node.end, "", quote))
            self.hides_more = True

    def _fields(self, fields: list[Item], label: Label | None, parent: str, depth: int) -> None:
        text, known, clean = self._text, self._names, self._clean
        names = [key and (known.get(text[key[0] : key[1]]) or self._name(key)) for key, _ in fields]
        said = self._labels(names, fields, label, parent)
        are_clean = True
        for (key, value), name, own in zip(fields, names, said, strict=True):
            quote = key[2] if key else '"'
            if isinstance(value, Branch):
                self._branch(value, own, parent if name is None else name, quote, depth)
            elif text[value[0] : value[1]] not in clean[id(own)]:
                are_clean = self._leaf(value, own, quote) and are_clean
        if not are_clean and not self.hides_more:
            more = self._labels(names, fields, label, parent)
            self.hides_more = _starts_with_number(fields) or self._tells_more(fields, said, more)

    def _tells_more(
        self, fields: list[Item], said: Sequence[Label | None], more: Sequence[Label | None]
    ) -> bool:
        """Say whether something is found by what is said of values when some of them are masked."""
        return any(
            isinstance(value, Branch)
            or any(_in_quotes(self._text_of(value) or self._shown(value), value[2], own))
            for (_, value), was, own in zip(fields, said, more, strict=True)
            if own != was
        )

    def _labels(
        self, names: list[str | None], fields: list[Item], label: Label | None, parent: str
    ) -> Sequence[Label | None]:
        """Return what is said of each value, which mostly is what was said of values with these names."""
        key = (id(label), parent, *names)
        if said := self._said.get(key):
            return said
        texts = (self._text_of(value) for _, value in fields)
        if not label and names[0:1] == [None]:
            return labels_in_turn([*texts])
        said = labels_in(names, texts, label, parent)
        if not depends_on_values(names):
            self._said[key] = said
        return said

    def _text_of(self, value: JsonNode) -> str | None:
        """Return a text as far as it is known not to be a secret."""
        if isinstance(value, Branch):
            return None
        return self._masked.get(value[0]) or (self._shown(value) if value[2] else None)

    def _name(self, node: Leaf) -> str:
        """Return a name in its plain form; it may be a secret itself."""
        raw = self._shown(node)
        name = plain(raw)
        if self._leaf(node, None, ""):
            self._names[raw] = name
        else:
            self.hides_more = True
        return name

    def _shown(self, node: Leaf) -> str:
        return self._text[node[0] : node[1]]

    def _leaf(self, node: Leaf, label: Label | None, quote: str) -> bool:
        """Look at a text, a number or a word; return whether nothing of it is masked."""
        if not (self._is_all or (label and label.masks)):
            return True
        start, end, sign = node
        raw = self._text[start:end]
        found = _in_leaf(raw, sign, label)
        if not found:
            self._clean[id(label)].add(raw)
            return True
        if not sign:
            found = [Span(0, len(raw), found[-1].tail, quote)]
        self._spans += [span.moved(start) for span in found]
        self._masked[start] = shown = spliced(raw, found)
        is_whole = found[0].end == len(raw) and not found[0].start
        if not (sign or quote) or (not is_whole and any(_in_quotes(shown, sign, label))):
            self.hides_more = True
        return False


def _in_leaf(raw: str, quote: str, label: Label | None) -> Sequence[Span]:
    """Return what is masked in a text, which is remembered if it is short and nothing is."""
    key = (id(label), raw)
    if key in _known_clean:
        return ()
    found = [*_in_quotes(raw, quote, label)]
    if not found and len(raw) <= _SHORT and "\\" not in raw:
        if len(_known_clean) >= _MOST_KNOWN:
            _known_clean.clear()
        _known_clean[key] = label
    return found


def _in_quotes(raw: str, quote: str, label: Label | None) -> Iterator[Span]:
    """Yield what is masked in a text that may have escapes, which what is put into it has, too."""
    if not quote or "\\" not in raw:
        yield from cuts(raw, label)
        return
    plain_text = json_text(raw)
    for start, end, tail, inner in cuts(plain_text.text, label):
        escaped = inner.replace("\\", "\\\\").replace(quote, f"\\{quote}")
        yield Span(plain_text.back(start), plain_text.back(end), tail, escaped)


def _starts_with_number(fields: list[Item]) -> bool:
    """Say whether two values are a pair if the first is masked: it is text then, which may be a name."""
    key, first = fields[0]
    return len(fields) == 2 and key is None and not isinstance(first, Branch) and not first[2]


def _pairs(items: list[Item]) -> list[Item]:
    """Return the values of a list of pairs with their names; nothing if it is none."""
    found: list[Item] = []
    for name, pair in items:
        if name or not isinstance(pair, Branch) or pair.sign == "{" or len(pair.items) != 2:
            return []
        (no_name, key), (no_other, value) = pair.items
        if no_name or no_other or isinstance(key, Branch) or not key[2]:
            return []
        found.append((key, value))
    return found
