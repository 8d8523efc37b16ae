"""The codes of two specs: which are gone, new, renamed or changed, and which meanings go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from codegen.compat.diff.keyed import ChangedRecord, Record

_LIKE = 0.72
"""How alike two names must be to be taken for one that was renamed, where nothing else shows it."""
BEHAVIOR = (
    "category", "actor", "actions", "retry", "unattended_retry", "phase", "ends", "severity", "challenge",
    "partial", "scope", "suspension_risk", "operation",
)  # fmt: skip


class Renamed(NamedTuple):
    """A code that has another name, another value or both."""

    vocabulary: Record
    old: Record
    new: Record

    @property
    def id(self) -> str:
        """The id of the code as it was."""
        return f"{self.vocabulary['id']}#{self.old['name']}"

    @property
    def new_id(self) -> str:
        """The id of the code as it is."""
        return f"{self.vocabulary['id']}#{self.new['name']}"

    @property
    def has_same_value(self) -> bool:
        """Whether the wire literal stayed."""
        return same_value(self.old, self.new)


class Changes(NamedTuple):
    """What became of the codes of one vocabulary."""

    removed: list[Record]
    added: list[Record]
    renamed: list[Renamed]
    changed: list[ChangedRecord]


def same_value(old: Record, new: Record) -> bool:
    """Say whether two codes are the same on the wire: 1 and "1" are not."""
    return bool(
        old["value"] == new["value"] and isinstance(old["value"], str) == isinstance(new["value"], str)
    )


def code_changes(old: Record, new: Record) -> Changes:
    """Compare the codes of a vocabulary; one name is one code."""
    had = {code["name"]: code for code in old["codes"]}
    has = {code["name"]: code for code in new["codes"]}
    removed = [code for name, code in had.items() if name not in has]
    added = [code for name, code in has.items() if name not in had]
    renamed = [Renamed(new, *each) for each in _renames(removed, added)] if removed and added else []
    left = {each.old["name"] for each in renamed}, {each.new["name"] for each in renamed}
    return Changes(
        [code for code in removed if code["name"] not in left[0]],
        [code for code in added if code["name"] not in left[1]],
        renamed,
        [
            ChangedRecord(f"{old['id']}#{name}", code, has[name])
            for name, code in had.items()
            if name in has and code != has[name]
        ],
    )


def _renames(removed: Iterable[Record], added: Iterable[Record]) -> Iterator[tuple[Record, Record]]:
    """Yield the pairs that are one code: the same value first, then the most alike."""
    gone, come = list(removed), list(added)
    by_value = {(type(code["value"]), code["value"]): code for code in come}
    for code in list(gone):
        other = by_value.get((type(code["value"]), code["value"]))
        if other:
            yield code, other
            gone.remove(code)
            come.remove(other)
    likely = sorted(
        ((_likeness(code, other), code["name"], other["name"]) for code in gone for other in come),
        reverse=True,
    )
    names = {code["name"]: code for code in gone}, {code["name"]: code for code in come}
    for likeness, was, now in likely:
        if likeness >= _LIKE and was in names[0] and now in names[1]:
            yield names[0].pop(was), names[1].pop(now)


def _likeness(old: Record, new: Record) -> float:
    """Return how alike two codes are: only what behaves alike can be one code."""
    if any(old.get(key) != new.get(key) for key in BEHAVIOR if key in old and key in new):
        return 0.0
    if old.get("summary") and old.get("summary") == new.get("summary"):
        return 1.0
    words = set(old["name"].split("_")), set(new["name"].split("_"))
    if words[0] < words[1] or words[1] < words[0]:
        return 0.9
    return SequenceMatcher(None, old["name"], new["name"]).ratio()


def meanings(id: str, old: Record, new: Record) -> tuple[list[ChangedRecord], dict[str, Any], dict[str, Any]]:
    """Return the meanings of a code that go together, those that are gone and those that are new.

    A code without contexts has one meaning; it goes with the default context of one that has some.
    """
    had, has = _by_context(id, old), _by_context(id, new)
    pairs = [ChangedRecord(key, had[key], has[key]) for key in had if key in has]
    gone, come = _rest(had, has), _rest(has, had)
    if id in gone and (default := f"{id}@{new.get('default_context')}") in come:
        pairs.append(ChangedRecord(default, gone.pop(id), come.pop(default)))
    if id in come and (default := f"{id}@{old.get('default_context')}") in gone:
        pairs.append(ChangedRecord(id, gone.pop(default), come.pop(id)))
    return [pair for pair in pairs if pair.old != pair.new], gone, come


def _by_context(id: str, code: Record) -> dict[str, Any]:
    contexts = {f"{id}@{item['id']}": item for item in code.get("contexts", [])}
    return contexts or ({id: code} if "category" in code else {})


def _rest(some: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in some.items() if key not in others}
