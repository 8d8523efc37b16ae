"""Rule `locale-removed`."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.diff.model import ChangeRule, Levels, SpecChange
from codegen.diff.sides import Sides


def check(sides: Sides) -> Iterator[SpecChange]:
    """Find languages that are gone."""
    for locale in sorted(sides.old.spec.get("texts", {}).keys() - sides.new.spec.get("texts", {}).keys()):
        yield SpecChange(f"texts.{locale}", f"no texts are there in {locale} any more", locale, None)


RULE = ChangeRule(
    "locale-removed",
    "The texts in one language were removed.",
    "Users who read it are shown another language.",
    Levels(python="major", typescript="major", answer="major"),
    check,
)
