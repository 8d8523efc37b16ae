"""Rules about texts for people, and their languages."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.compat.diff.decided import placeholders, text_ids
from codegen.compat.diff.known import WORDING, differing_keys
from codegen.compat.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.compat.diff.spec_diff import SpecDiff


def locale_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find languages that are new."""
    for locale in sorted(specs.new.spec.get("texts", {}).keys() - specs.old.spec.get("texts", {}).keys()):
        yield SpecChange(f"texts.{locale}", f"texts are there in {locale}", None, locale)


def locale_direction_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find languages that are written the other way."""
    old, new = (side.spec.get("texts", {}) for side in (specs.old, specs.new))
    for locale in sorted(old.keys() & new.keys()):
        before, after = (texts[locale].get("dir", "ltr") for texts in (old, new))
        if before != after:
            yield SpecChange(f"texts.{locale}.dir", "the language runs the other way", before, after)


def locale_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find languages that are gone."""
    for locale in sorted(specs.old.spec.get("texts", {}).keys() - specs.new.spec.get("texts", {}).keys()):
        yield SpecChange(f"texts.{locale}", f"no texts are there in {locale} any more", locale, None)


def placeholder_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find texts with more to fill in."""
    for pair in specs.texts.changed:
        if more := placeholders(pair.new) - placeholders(pair.old):
            yield SpecChange(
                f"texts.{pair.id}", f"{shown(sorted(more))} must be filled in", pair.old, pair.new, (pair.id,)
            )


def text_id_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find texts with another id than before, and ids that are gone."""
    old, new = text_ids(specs.old.spec), text_ids(specs.new.spec)
    gone = set(old.values()) - set(new.values())
    for code, id in old.items():
        if id in gone:
            gone.remove(id)
            yield SpecChange(f"texts.{id}", "no texts have this id any more", id, new.get(code), (code,))


def text_key_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find texts that are new in languages that were there."""
    for key in specs.texts.added:
        if key.partition(":")[0] in specs.old.spec.get("texts", {}):
            yield SpecChange(f"texts.{key}", "the text is new", None, specs.texts.added[key], (key,))


def text_key_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find texts that are gone from languages that are still there."""
    for key in specs.texts.removed:
        if key.partition(":")[0] in specs.new.spec.get("texts", {}):
            yield SpecChange(f"texts.{key}", "the text is gone", specs.texts.removed[key], None, (key,))


def text_state_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find languages in which other texts count as reviewed."""
    old, new = (side.spec.get("texts", {}) for side in (specs.old, specs.new))
    for locale in sorted(old.keys() & new.keys()):
        before, after = (set(texts[locale].get("reviewed", ())) for texts in (old, new))
        if before != after:
            message = f"reviewed: {len(after - before)}, drafts again: {len(before - after)}"
            yield SpecChange(f"texts.{locale}.reviewed", message, len(before), len(after))


def texts_reworded(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find texts that differ in words alone."""
    for pair in specs.texts.changed:
        if not placeholders(pair.new) - placeholders(pair.old):
            yield SpecChange(f"texts.{pair.id}", "other words", pair.old, pair.new, (pair.id,))


def wording(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find parts of which only what is for people differs, and say which of it."""
    for pair, keys in differing_keys(specs, WORDING):
        old, new = ({key: side.get(key) for key in keys} for side in (pair.old, pair.new))
        yield SpecChange(pair.id, f"other words: {shown(keys)}", old, new)


RULES = (
    ChangeRule(
        "locale-added",
        "Texts are available in a new language.",
        "Nothing that was there changed.",
        Levels(python="minor", typescript="minor", answer="minor"),
        locale_added,
    ),
    ChangeRule(
        "locale-direction-changed",
        "A language is written in the other direction.",
        "Pages that follow `dir` turn around.",
        Levels(answer="minor"),
        locale_direction_changed,
    ),
    ChangeRule(
        "locale-removed",
        "The texts in one language were removed.",
        "Users who read it are shown another language.",
        Levels(python="major", typescript="major", answer="major"),
        locale_removed,
    ),
    ChangeRule(
        "placeholder-added",
        "A text has a new placeholder.",
        "Applications that do not know it show it to their users as it is.",
        Levels(answer="major"),
        placeholder_added,
    ),
    ChangeRule(
        "text-id-changed",
        "An id of texts is gone.",
        "Applications that have the texts in catalogs of their own look them up by it.",
        Levels(answer="major"),
        text_id_changed,
    ),
    ChangeRule(
        "text-key-added",
        "A text is new.",
        "What had none, or a more general one, has its own.",
        Levels(answer="minor"),
        text_key_added,
    ),
    ChangeRule(
        "text-key-removed",
        "A text was removed.",
        "What shows it finds nothing.",
        Levels(answer="major"),
        text_key_removed,
    ),
    ChangeRule(
        "text-state-changed",
        "Translations were reviewed, or are drafts again.",
        "Applications that leave out drafts show another language.",
        Levels(answer="patch"),
        text_state_changed,
    ),
    ChangeRule(
        "texts-reworded",
        "A text for people was reworded.",
        "People read it; no program branches on it.",
        Levels(answer="patch"),
        texts_reworded,
    ),
    ChangeRule(
        "wording",
        "A summary or a description was reworded.",
        "People read it; no program branches on it.",
        Levels(data="patch"),
        wording,
    ),
)
