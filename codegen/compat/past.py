"""The one door to what is known of releases: those who make outputs take all of it from here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from codegen.compat.diff import ChangeFinding, ChangeRule, SpecDiff, rules
from codegen.compat.diff.illustrations import illustration
from codegen.compat.diff.model import LEVELS
from codegen.compat.diff.run import structural
from codegen.compat.history import store
from codegen.compat.history.release import Plan, RecordedRelease
from codegen.compat.history.store import entries, read
from codegen.resolve.past import ChangedCodes, ChangedIn

__all__ = [
    "LEVELS",
    "ChangeFinding",
    "ChangeRule",
    "Plan",
    "RecordedRelease",
    "SpecDiff",
    "changed_codes",
    "entries",
    "illustration",
    "read",
    "rules",
    "structural",
]


def changed_codes(history: Path, document: Mapping[str, Any]) -> ChangedCodes:
    """Return, by code, each version that changed what a program notices of it.

    `document` is the resolved spec in the making. What its version is the first to have did not change in it.
    """
    recorded = store.entries(history)
    if not recorded:
        return {}
    last = store.read(history, recorded[-1], spec_only=True)
    known = {id: code.get("changed_in", []) for id, code in _codes(last.spec).items()}
    new = _changes(last, document)
    version = document["spec_version"]
    return {
        id: _joined(known.get(id, []), version, new.get(id, set()))
        for id, code in _codes(document).items()
        if id in known or code["since"] != version
    }


def _changes(last: RecordedRelease, document: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return, by code, the rules that find a change which is more than other words."""
    found: dict[str, set[str]] = {}
    for finding in structural(SpecDiff(last, RecordedRelease(dict(document))), ("minor", "major")):
        for id in finding.touches:
            found.setdefault(id.partition("@")[0], set()).add(finding.rule.id)
    return found


def _joined(known: list[Mapping[str, Any]], version: str, new: set[str]) -> tuple[ChangedIn, ...]:
    """Join what is known with what is new; a release that is built again is in both."""
    versions = {item["version"]: set(item["changes"]) for item in known}
    if new:
        versions[version] = versions.get(version, set()) | new
    return tuple(
        ChangedIn.model_construct(version=each, changes=tuple(sorted(changes)))
        for each, changes in versions.items()
    )


def _codes(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {
        code["id"]: code
        for provider in document["providers"]
        for vocabulary in provider["vocabularies"]
        for code in vocabulary["codes"]
    }
