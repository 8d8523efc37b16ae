"""Rule `permalink-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find codes, vocabularies, methods and payloads that are there and whose page is another."""
    whole = (*sides.whole_vocabularies.changed, *sides.methods.changed, *sides.payloads.changed)
    for pair in (*sides.codes, *whole):
        old, new = pair.old.get("page"), pair.new.get("page")
        if old is not None and old != new:
            yield SpecChange(pair.id, f"its page {old} became {shown(new)}", old, new)


RULE = ChangeRule(
    "permalink-removed",
    "A permanent page was removed.",
    "Links to it, in tickets, logs and `docs_url`, lead nowhere.",
    Levels(data="major", answer="major"),
    check,
)
