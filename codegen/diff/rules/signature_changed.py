"""Rule `signature-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find other schemes, and payloads that name another."""
    keys = ("header", "algorithm", "encoding", "prefix", "jws", "signed")
    schemes = [(pair, key) for pair in sides.part("signatures").changed for key in keys]
    for pair, key in (*schemes, *((pair, "signature") for pair in sides.payloads.changed)):
        if pair.differs(key):
            old, new = pair.old.get(key), pair.new.get(key)
            yield SpecChange(f"{pair.id} {key}", f"{key} {shown(old)} became {shown(new)}", old, new)


RULE = ChangeRule(
    "signature-changed",
    "How a payload is signed changed.",
    "What was verified is refused; receivers answer 401.",
    Levels(answer="major"),
    check,
)
