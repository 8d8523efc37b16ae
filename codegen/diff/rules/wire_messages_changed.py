"""Rule `wire-messages-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.known import without_sources
from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes and meanings with other texts, whatever their sources."""
    for pair in sides.facts:
        old, new = (without_sources(side.get("wire_messages", [])) for side in (pair.old, pair.new))
        if old != new:
            was, now = ([message["text"] for message in side] for side in (old, new))
            gone, come = [text for text in was if text not in now], [text for text in now if text not in was]
            yield SpecChange(pair.id, f"gone: {shown(gone)}; new: {shown(come)}", old, new)


RULE = ChangeRule(
    "wire-messages-changed",
    "The messages that a provider sends with a code changed.",
    "A code that is not listed is found by its text. Where another is found now, the replay shows it.",
    Levels(answer="minor"),
    check,
)
