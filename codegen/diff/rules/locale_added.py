"""Rule `locale-added`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find languages that are new."""
    for locale in sorted(sides.new.spec.get("texts", {}).keys() - sides.old.spec.get("texts", {}).keys()):
        yield SpecChange(f"texts.{locale}", f"texts are there in {locale}", None, locale)


RULE = ChangeRule(
    "locale-added",
    "Texts are available in a new language.",
    "Nothing that was there changed.",
    Levels(python="minor", typescript="minor", answer="minor"),
    check,
)
