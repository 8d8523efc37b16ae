"""Rule `value-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.codes import same_value
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes with another wire literal."""
    for pair in sides.codes:
        if not same_value(pair.old, pair.new):
            old, new = pair.old["value"], pair.new["value"]
            vocabulary = pair.id.partition("#")[0]
            touches = (pair.id, f"{vocabulary}={old}", f"{vocabulary}={new}")
            yield SpecChange(pair.id, f"the value {old!r} became {new!r}", old, new, touches)


RULE = ChangeRule(
    "value-changed",
    "The value of a code changed; its name is the same.",
    (
        "The value that is on the wire is no longer recognized, and a comparison with the constant "
        "silently fails."
    ),
    Levels(python="major", typescript="major", strict="major", models="major", data="major", answer="major"),
    check,
)
