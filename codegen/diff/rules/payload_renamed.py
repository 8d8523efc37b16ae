"""Rule `payload-renamed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.payloads import renamed_payloads
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find payloads that were given another id."""
    for old, new in renamed_payloads(sides).items():
        yield SpecChange(old, f"{old} became {new}", old, new, (old, new))


RULE = ChangeRule(
    "payload-renamed",
    "A payload was renamed; its body is the same.",
    "Programs name payloads by their ids, and schemas are found by them.",
    Levels(
        python="major", typescript="major", strict="major", tolerant="major", models="major", answer="major"
    ),
    check,
)
