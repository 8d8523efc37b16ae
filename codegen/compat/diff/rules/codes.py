"""Rules about codes and their values."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.compat.diff.checks import added_codes, code_changed
from codegen.compat.diff.codes import same_value
from codegen.compat.diff.known import without_sources
from codegen.compat.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.compat.diff.spec_diff import SpecDiff


def availability_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes, payloads, methods and addresses that occur elsewhere."""
    addresses = specs.part("addresses", "value", owner=True).changed
    for pair in (*specs.codes, *specs.payloads.changed, *specs.methods.changed, *addresses):
        for key in ("regions", "platforms", "role", "environment"):
            old, new = pair.old.get(key), pair.new.get(key)
            if old != new:
                yield SpecChange(f"{pair.id} {key}", f"{key} {shown(old)} became {shown(new)}", old, new)


def deprecated_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes that are deprecated now and were not."""
    for pair in specs.codes:
        if pair.new.get("deprecated") and not pair.old.get("deprecated"):
            reason = pair.new["deprecated"].get("reason")
            yield SpecChange(pair.id, f"it is deprecated: {shown(reason)}", None, reason)


def deprecated_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes that were deprecated and are not any more."""
    for pair in specs.codes:
        if pair.old.get("deprecated") and not pair.new.get("deprecated"):
            yield SpecChange(
                pair.id, "it is no longer deprecated", pair.old["deprecated"].get("reason"), None
            )


def http_status_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes and meanings with other statuses, whatever their sources."""
    for pair in specs.facts:
        old, new = (
            sorted({fact["status"] for fact in side.get("http_status", [])}) for side in (pair.old, pair.new)
        )
        if old != new:
            yield SpecChange(pair.id, f"HTTP status {shown(old)} became {shown(new)}", old, new)


def name_renamed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes whose value has another name."""
    for code in specs.renamed:
        if code.has_same_value:
            old, new = code.old["name"], code.new["name"]
            touches = (code.id, code.new_id)
            yield SpecChange(
                code.id, f"{old} became {new}; both are {code.old['value']!r}", old, new, touches
            )


def replaced_by_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find deprecated codes whose replacement is another."""
    for pair in specs.codes:
        was, now = pair.old.get("deprecated"), pair.new.get("deprecated")
        if was and now and was.get("replaced_by") != now.get("replaced_by"):
            old, new = was.get("replaced_by"), now.get("replaced_by")
            yield SpecChange(pair.id, f"its replacement {shown(old)} became {shown(new)}", old, new)


def since_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes and vocabularies that say another version."""
    for pair in (*specs.codes, *specs.vocabularies.changed):
        old, new = pair.old.get("since"), pair.new.get("since")
        if old != new and old is not None:
            yield SpecChange(pair.id, f"since {shown(old)} became since {shown(new)}", old, new)


def value_added_closed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find new codes of closed vocabularies."""
    yield from added_codes(specs, is_open=False)


def value_added_open(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find new codes of open vocabularies."""
    yield from added_codes(specs, is_open=True)


def value_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes with another wire literal."""
    for pair in specs.codes:
        if not same_value(pair.old, pair.new):
            old, new = pair.old["value"], pair.new["value"]
            vocabulary = pair.id.partition("#")[0]
            touches = (pair.id, f"{vocabulary}={old}", f"{vocabulary}={new}")
            yield SpecChange(pair.id, f"the value {old!r} became {new!r}", old, new, touches)


def value_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes that are neither there nor renamed."""
    for pair, changes in specs.codes_of:
        for code in changes.removed:
            id = f"{pair.id}#{code['name']}"
            message = f"{code['name']} ({code['value']!r}) is gone"
            yield SpecChange(id, message, code["value"], None, (id, f"{pair.id}={code['value']}"))


def value_renamed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes that were given another name and value."""
    for code in specs.renamed:
        if not code.has_same_value:
            old, new = code.old["name"], code.new["name"]
            touches = (code.id, code.new_id, f"{code.vocabulary['id']}={code.new['value']}")
            yield SpecChange(code.id, f"{old} ({code.old['value']!r}) became {new}", old, new, touches)


def value_renamed_with_alias(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes that are now deprecated in favor of a code that is new."""
    for _, changes in specs.codes_of:
        added = {code["name"] for code in changes.added}
        for code in changes.changed:
            now = (code.new.get("deprecated") or {}).get("replaced_by")
            if now in added and not code.old.get("deprecated"):
                yield SpecChange(code.id, f"{code.old['name']} is an alias of {now}", code.old["name"], now)


def wire_messages_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes and meanings with other texts, whatever their sources."""
    for pair in specs.facts:
        old, new = (without_sources(side.get("wire_messages", [])) for side in (pair.old, pair.new))
        if old != new:
            was, now = ([message["text"] for message in side] for side in (old, new))
            gone, come = [text for text in was if text not in now], [text for text in now if text not in was]
            yield SpecChange(pair.id, f"gone: {shown(gone)}; new: {shown(come)}", old, new)


RULES = (
    ChangeRule(
        "availability-changed",
        "The regions or platforms where a code occurs changed.",
        "Tables that are filtered by them have other rows.",
        Levels(data="minor", answer="minor"),
        availability_changed,
    ),
    ChangeRule(
        "deprecated-added",
        "A code is deprecated.",
        "It is still known. Editors and type checkers mark where it is used.",
        Levels(python="minor", typescript="minor", data="minor", answer="minor"),
        deprecated_added,
    ),
    ChangeRule(
        "deprecated-removed",
        "A code is no longer deprecated.",
        "It may be used again. Nothing breaks.",
        Levels(python="patch", typescript="patch", data="patch", answer="patch"),
        deprecated_removed,
    ),
    ChangeRule(
        "http-status-changed",
        "The documented HTTP statuses of a code changed.",
        (
            "A program that falls back on the status may answer something else. Where the packages do, the "
            "replay shows it."
        ),
        Levels(data="minor", answer="minor"),
        http_status_changed,
    ),
    ChangeRule(
        "name-renamed",
        "A code was renamed; its value is the same.",
        (
            "The old name cannot be imported, and rows that are joined by name find nothing. What is on the "
            "wire is still understood."
        ),
        Levels(python="major", typescript="major", models="major", data="major", answer="major"),
        name_renamed,
    ),
    ChangeRule(
        "named-operation-changed",
        "The operation that a code names changed.",
        "Plans depend on the operation: the same failure gets another plan.",
        Levels(answer="major"),
        code_changed("names_operation"),
    ),
    ChangeRule(
        "replaced-by-changed",
        "The replacement of a deprecated code changed.",
        "Programs that moved to the one it named before may have moved to the wrong one.",
        Levels(python="minor", typescript="minor", data="minor", answer="minor"),
        replaced_by_changed,
    ),
    ChangeRule(
        "since-changed",
        "The version that introduced a code or a vocabulary changed.",
        "History is not rewritten: the version stays the one that had it first.",
        Levels(data="patch"),
        since_changed,
        review=True,
    ),
    ChangeRule(
        "synonyms-changed",
        "The synonyms of a code changed.",
        "They are read by people and by programs that fold codes of one meaning into one.",
        Levels(data="minor", answer="minor"),
        code_changed("synonyms"),
    ),
    ChangeRule(
        "value-added-closed",
        "A vocabulary that was closed has a new code.",
        "A closed vocabulary promised that there is no other value, and programs rely on that.",
        Levels(
            python="minor", typescript="major", strict="minor", models="minor", data="minor", answer="major"
        ),
        value_added_closed,
    ),
    ChangeRule(
        "value-added-open",
        "An open vocabulary has a new code.",
        (
            "Programs accept values that are not listed, so nothing fails at run time; but a `switch` that a "
            "compiler checks for completeness no longer compiles, and what was unknown now has a meaning."
        ),
        Levels(
            python="minor", typescript="minor", strict="minor", models="minor", data="minor", answer="minor"
        ),
        value_added_open,
        review=True,
    ),
    ChangeRule(
        "value-changed",
        "The value of a code changed; its name is the same.",
        (
            "The value that is on the wire is no longer recognized, and a comparison with the constant "
            "silently fails."
        ),
        Levels(
            python="major", typescript="major", strict="major", models="major", data="major", answer="major"
        ),
        value_changed,
    ),
    ChangeRule(
        "value-removed",
        "A code and its value were removed.",
        (
            "Old rows and logs still have the value, and what reads them knows it no longer. Deprecate a "
            "code instead, and keep it for ever."
        ),
        Levels(
            python="major", typescript="major", strict="major", models="major", data="major", answer="major"
        ),
        value_removed,
    ),
    ChangeRule(
        "value-renamed",
        "A code has a new name and a new value; nothing else about it changed.",
        (
            "The old name cannot be imported and the old value is no longer recognized. Keep the old code "
            "and deprecate it in favor of the new one."
        ),
        Levels(
            python="major", typescript="major", strict="major", models="major", data="major", answer="major"
        ),
        value_renamed,
    ),
    ChangeRule(
        "value-renamed-with-alias",
        "A code has a new name and value; the old one remains as a deprecated alias.",
        "Nothing breaks: both are known, and the old one says what replaces it.",
        Levels(python="minor", typescript="minor", models="minor", data="minor", answer="minor"),
        value_renamed_with_alias,
    ),
    ChangeRule(
        "wire-messages-changed",
        "The messages that a provider sends with a code changed.",
        "A code that is not listed is found by its text. Where another is found now, the replay shows it.",
        Levels(answer="minor"),
        wire_messages_changed,
    ),
)
