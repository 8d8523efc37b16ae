"""Checks that several rules are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from codegen.compat.diff.model import SpecChange, shown
from codegen.compat.diff.spec_diff import SpecDiff

Check = Callable[[SpecDiff], Iterator[SpecChange]]
_MONEY = ("never", "maybe", "always")


def meaning_changed(axis: str) -> Check:
    """Return a check that finds meanings with another value on one axis."""

    def check(specs: SpecDiff) -> Iterator[SpecChange]:
        for pair in specs.meanings_that_differ(axis):
            old, new = pair.old.get(axis), pair.new.get(axis)
            yield SpecChange(pair.id, f"{_words(axis)} {shown(old)} became {shown(new)}", old, new)

    return check


def code_changed(*keys: str) -> Check:
    """Return a check that finds codes of which one of these fields is not what it was."""

    def check(specs: SpecDiff) -> Iterator[SpecChange]:
        for pair in specs.codes:
            yield from _changes(pair.id, pair.old, pair.new, keys)

    return check


def vocabulary_changed(*keys: str) -> Check:
    """Return a check that finds vocabularies of which one of these fields is not what it was."""

    def check(specs: SpecDiff) -> Iterator[SpecChange]:
        for pair in specs.vocabularies.changed:
            yield from _changes(pair.id, pair.old, pair.new, keys)

    return check


def part_changed(part: str, *keys: str) -> Check:
    """Return a check that finds parts of a provider of which one of these fields is not what it was."""

    def check(specs: SpecDiff) -> Iterator[SpecChange]:
        for pair in specs.part(part).changed:
            yield from _changes(pair.id, pair.old, pair.new, keys)

    return check


def part_removed(part: str, key: str = "id", owner: bool = False) -> Check:
    """Return a check that finds parts of a provider that are gone."""

    def check(specs: SpecDiff) -> Iterator[SpecChange]:
        for id, record in specs.part(part, key, owner).removed.items():
            yield SpecChange(id, f"{id} is gone", record.get("summary", id))

    return check


def part_added(part: str, key: str = "id", owner: bool = False) -> Check:
    """Return a check that finds parts of a provider that are new."""

    def check(specs: SpecDiff) -> Iterator[SpecChange]:
        for id, record in specs.part(part, key, owner).added.items():
            yield SpecChange(id, f"{id} is new", None, record.get("summary", id))

    return check


def _changes(
    id: str, old: dict[str, object], new: dict[str, object], keys: Iterable[str]
) -> Iterator[SpecChange]:
    for key in keys:
        was, now = old.get(key), new.get(key)
        if was != now:
            yield SpecChange(id, f"{_words(key)} {shown(was)} became {shown(now)}", was, now)


def _words(key: str) -> str:
    return key.replace("_", " ")


def has_behavior(code: Mapping[str, Any]) -> bool:
    """Say whether a code has a behavior, or meanings that have one."""
    return "category" in code or bool(code.get("contexts"))


def added_codes(specs: SpecDiff, *, is_open: bool) -> Iterator[SpecChange]:
    """Yield the new codes of vocabularies that were open, or closed."""
    for pair, changes in specs.codes_of:
        if bool(pair.old.get("open", True)) is is_open:
            for code in changes.added:
                id = f"{pair.new['id']}#{code['name']}"
                message = f"{code['name']} ({code['value']!r}) is new"
                yield SpecChange(id, message, None, code["value"], (id, f"{pair.new['id']}={code['value']}"))


def money_changes(specs: SpecDiff, *, safer: bool) -> Iterator[SpecChange]:
    """Yield what says something else about money; what says nothing may move it."""
    vocabularies = [] if specs.unsaid("vocabularies", "money") else specs.vocabularies.changed
    payloads = [] if specs.unsaid("payloads", "money") else specs.payloads.changed
    for pair in (*vocabularies, *payloads):
        old, new = pair.old.get("money"), pair.new.get("money")
        was, now = (_MONEY.index(said or "maybe") for said in (old, new))
        if now != was and (now < was) is safer:
            yield SpecChange(pair.id, f"money {shown(old)} became {shown(new)}", old, new)
