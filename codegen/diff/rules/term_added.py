"""Rule `term-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.decided import axes as axes_of
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find terms that are new on an axis that was there."""
    known = axes_of(sides.old.spec)
    for id in sides.terms.added:
        if id.partition("#")[0] in known:
            yield SpecChange(id, f"{id} is new", None, id)


RULE = ChangeRule(
    "term-added",
    "The taxonomy has a new term.",
    (
        "Nothing has to know it at run time; but a `switch` over all terms that a compiler checks no "
        "longer compiles."
    ),
    Levels(python="minor", typescript="minor", data="minor", answer="minor"),
    check,
    review=True,
)
