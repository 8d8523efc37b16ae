"""Rule `body-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.fields import described
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find bodies whose alternatives differ, and those that differ although their fields do not."""
    for id, old, new in sides.fields:
        other = [
            pointer
            for pointer in old
            if pointer in new and old[pointer].alternatives != new[pointer].alternatives
        ]
        for pointer in other:
            yield SpecChange(
                f"{id} {pointer}".rstrip(), "its alternatives differ", *described(old[pointer], new[pointer])
            )
        if old == new:
            yield SpecChange(id, "it differs in what fields do not tell")


RULE = ChangeRule(
    "body-changed",
    "A body accepts something different, beyond what its list of fields shows.",
    "Whether that is more or less cannot be told for sure, so it counts as less.",
    Levels(python="major", typescript="major", strict="major", tolerant="major", models="major"),
    check,
    review=True,
)
