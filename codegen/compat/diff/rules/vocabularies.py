"""Rules about vocabularies."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.compat.diff.checks import vocabulary_changed
from codegen.compat.diff.model import EVERYWHERE_MAJOR, ChangeRule, Levels, SpecChange, shown
from codegen.compat.diff.spec_diff import SpecDiff


def type_renamed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies and payloads whose type has another name."""
    for pair in (*specs.vocabularies.changed, *specs.payloads.changed):
        old, new = pair.old.get("type_name"), pair.new.get("type_name")
        if old != new:
            yield SpecChange(pair.id, f"its type {shown(old)} became {shown(new)}", old, new)


def vocabulary_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies that are new."""
    for id, record in specs.whole_vocabularies.added.items():
        values = tuple(f"{id}={code['value']}" for code in record["codes"])
        count = len(record["codes"])
        yield SpecChange(
            id, f"{id} is new, with {count} {'code' if count == 1 else 'codes'}", None, count, (id, *values)
        )


def vocabulary_closed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies that are closed now."""
    for pair in specs.vocabularies.changed:
        if pair.old.get("open") and pair.new.get("open") is False:
            yield SpecChange(
                pair.id, "it is closed now: no value but those that are listed may come", True, False
            )


def vocabulary_opened(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies that are open now."""
    for pair in specs.vocabularies.changed:
        if pair.new.get("open") and pair.old.get("open") is False:
            yield SpecChange(pair.id, "it is open now: values that are not listed may come", False, True)


def vocabulary_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies that are gone."""
    for id, record in specs.whole_vocabularies.removed.items():
        codes = tuple(f"{id}#{code['name']}" for code in record["codes"])
        yield SpecChange(id, f"{id} is gone, with {len(codes)} codes", len(codes), None, (id, *codes))


def vocabulary_renamed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies that were given another id."""
    for old, new in specs.renamed_vocabularies.items():
        yield SpecChange(old, f"{old} became {new}", old, new, (old, new))


RULES = (
    ChangeRule(
        "type-renamed",
        "A type was renamed.",
        "It cannot be imported under the old one, in any language.",
        Levels(python="major", typescript="major", models="major"),
        type_renamed,
    ),
    ChangeRule(
        "value-type-changed",
        "The wire type of a vocabulary changed.",
        "A number and a text are never equal, in no language, join or schema.",
        EVERYWHERE_MAJOR,
        vocabulary_changed("value_type"),
    ),
    ChangeRule(
        "vocabulary-added",
        "A vocabulary is new.",
        "What had no type has one now. Nothing that was there changed.",
        Levels(python="minor", typescript="minor", data="minor", answer="minor"),
        vocabulary_added,
    ),
    ChangeRule(
        "vocabulary-closed",
        "An open vocabulary was closed.",
        "Types of the values are narrower, so that what handles others no longer compiles.",
        Levels(typescript="major", strict="major", answer="major"),
        vocabulary_closed,
    ),
    ChangeRule(
        "vocabulary-kind-changed",
        "The kind of a vocabulary changed.",
        "Its rows have another `kind`, and reports that count by it shift.",
        Levels(data="minor", answer="minor"),
        vocabulary_changed("kind"),
        review=True,
    ),
    ChangeRule(
        "vocabulary-opened",
        "A closed vocabulary was opened.",
        "Values that are not listed may come now; a compiler no longer knows that there are no others.",
        Levels(typescript="minor", strict="minor", answer="minor"),
        vocabulary_opened,
        review=True,
    ),
    ChangeRule(
        "vocabulary-removed",
        "A vocabulary was removed with all its codes.",
        "Its type cannot be imported, and its codes are unknown.",
        Levels(
            python="major", typescript="major", strict="major", models="major", data="major", answer="major"
        ),
        vocabulary_removed,
    ),
    ChangeRule(
        "vocabulary-renamed",
        "A vocabulary was renamed; most of its values are the same.",
        "Programs name vocabularies by their ids, and so do joins.",
        Levels(
            python="major", typescript="major", strict="major", models="major", data="major", answer="major"
        ),
        vocabulary_renamed,
    ),
)
