"""Parts of a text that are masked, and how what is left of them is put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linkcodes._redact._layers import Layer, replaced
from linkcodes._redact._rules import rules

_SIGNS = re.compile(r"[^\w]|_", re.ASCII)
_LEAST = 8
"""Characters of a number from which its end may be shown."""


class Span(NamedTuple):
    """A part of a text."""

    start: int
    end: int
    tail: str = ""
    """What of it is shown."""
    quote: str = ""
    """What to put around it, so that JSON stays JSON."""

    def moved(self, by: int) -> Span:
        """Return the same part of a text that begins so many characters earlier."""
        return Span(self.start + by, self.end + by, self.tail, self.quote)


def tail_of(number: str) -> str:
    """Return the last four characters of a number; nothing of a short one."""
    plain = _SIGNS.sub("", number)
    return plain[-4:] if len(plain) >= _LEAST else ""


def masked(tail: str) -> str:
    """Return what is put in place of a value."""
    return f"{rules().mask} {tail}" if tail else rules().mask


def spliced(text: str, spans: Sequence[Span]) -> str:
    """Return a text with its parts masked, which are in order; the very same text if there are none."""
    return _cut(text, spans).text if spans else text


def joined(text: str, spans: Sequence[Span], more: Iterable[Span]) -> list[Span]:
    """Return parts of a text and those of what is left of it, each as a whole where they overlap."""
    cut = _cut(text, spans)
    back = (span._replace(start=cut.back(span.start), end=cut.back(span.end)) for span in more)
    return _merged([*spans, *back])


def _cut(text: str, spans: Sequence[Span]) -> Layer:
    pieces = ((start, end, f"{quote}{masked(tail)}{quote}") for start, end, tail, quote in spans)
    return replaced(Layer(text, [], None), pieces)


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        last = found[-1] if found else None
        if last is None or span.start >= last.end:
            found.append(span)
        elif span.end > last.end:
            found[-1] = last._replace(end=span.end, tail="")
        elif span.end == last.end and not span.tail:
            found[-1] = last._replace(tail="")
    return found
