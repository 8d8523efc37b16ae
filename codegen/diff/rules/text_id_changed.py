"""Rule `text-id-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.decided import text_ids
from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find texts with another id than before, and ids that are gone."""
    old, new = text_ids(sides.old.spec), text_ids(sides.new.spec)
    gone = set(old.values()) - set(new.values())
    for code, id in old.items():
        if id in gone:
            gone.remove(id)
            yield SpecChange(f"texts.{id}", "no texts have this id any more", id, new.get(code), (code,))


RULE = ChangeRule(
    "text-id-changed",
    "An id of texts is gone.",
    "Applications that have the texts in catalogs of their own look them up by it.",
    Levels(answer="major"),
    check,
)
