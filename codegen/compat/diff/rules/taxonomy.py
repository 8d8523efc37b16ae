"""Rules about the taxonomy."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.compat.diff.decided import axes as axes_of
from codegen.compat.diff.decided import rule_part
from codegen.compat.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.compat.diff.spec_diff import SpecDiff


def axis_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find axes that are new, with their terms, and keys of behaviors that the old model did not have."""
    for axis in sorted(axes_of(specs.new.spec) - axes_of(specs.old.spec)):
        yield SpecChange(axis, f"the axis {axis} is new", None, axis)
    for key in sorted(specs.new_axes):
        yield SpecChange(f"behavior {key}", f"behaviors say {key} now", None, key)


def term_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find terms that are new on an axis that was there."""
    known = axes_of(specs.old.spec)
    for id in specs.terms.added:
        if id.partition("#")[0] in known:
            yield SpecChange(id, f"{id} is new", None, id)


def term_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find terms that say something else to programs; what the old model left unsaid did not change."""
    for pair in specs.terms.changed:
        old, new = rule_part(pair.old), rule_part(pair.new)
        for key in old:
            if old[key] != new.get(key) and not (pair.id.startswith("operations#") and key == "effect"):
                message = f"{key} {shown(old[key])} became {shown(new.get(key))}"
                yield SpecChange(f"{pair.id} {key}", message, old[key], new.get(key))


def term_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find terms that are gone."""
    for id in specs.terms.removed:
        yield SpecChange(id, f"{id} is gone", id, None)


RULES = (
    ChangeRule(
        "axis-added",
        "The taxonomy has a new axis.",
        "What was not said is said now, and nothing that was said changed.",
        Levels(python="minor", typescript="minor", data="minor", answer="minor"),
        axis_added,
    ),
    ChangeRule(
        "term-added",
        "The taxonomy has a new term.",
        (
            "Nothing has to know it at run time; but a `switch` over all terms that a compiler checks no "
            "longer compiles."
        ),
        Levels(python="minor", typescript="minor", data="minor", answer="minor"),
        term_added,
        review=True,
    ),
    ChangeRule(
        "term-changed",
        "What a term of the taxonomy tells programs changed.",
        "All codes with that term get other plans.",
        Levels(answer="major"),
        term_changed,
        review=True,
    ),
    ChangeRule(
        "term-removed",
        "A term or an axis of the taxonomy was removed.",
        "It cannot be imported, and programs that branch on it never meet it again.",
        Levels(python="major", typescript="major", data="major", answer="major"),
        term_removed,
    ),
)
