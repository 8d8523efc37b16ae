"""Both specs, indexed once: what is gone, new and changed of everything that rules look at.

A part that did not change is compared once, as a whole, and then never looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from codegen.compat.diff.codes import Changes, Renamed, code_changes, meanings
from codegen.compat.diff.decided import terms, words_of
from codegen.compat.diff.fields import BodyField, bare, fields_of
from codegen.compat.diff.keyed import ChangedRecord, KeyedDiff, Record, by_id, without
from codegen.compat.diff.replayed import Replayed
from codegen.compat.history.release import RecordedRelease

_PARTS = (
    "vocabularies", "methods", "payloads", "signatures", "deliveries", "addresses", "operations", "surfaces",
    "flows", "state_diagrams", "scenarios", "gaps", "sources",
)  # fmt: skip

AXES = frozenset({"situation", "effect", "unattended_if_read", "wait", "partial"})
"""Keys of behaviors that not every model had."""
_ALWAYS = "category"
"""The key that all of them had."""
_SOUGHT = AXES | {_ALWAYS}


@dataclass(frozen=True)
class SpecDiff:
    """The old and the new spec, and what the new package answers to old questions."""

    old: RecordedRelease
    new: RecordedRelease
    replayed: Replayed = field(default_factory=Replayed)

    @cached_property
    def providers(self) -> KeyedDiff:
        """The providers, without their parts."""
        return KeyedDiff.of(*(_heads(side.spec) for side in (self.old, self.new)))

    def part(self, name: str, key: str = "id", owner: bool = False) -> KeyedDiff:
        """Return one kind of part of the providers that both have; `owner` puts the provider first."""
        return KeyedDiff.of(*(self._parts(side.spec, name, key, owner) for side in (self.old, self.new)))

    def _parts(self, spec: Record, name: str, key: str, owner: bool) -> dict[str, Record]:
        return {
            id: record
            for provider in spec["providers"]
            if provider["id"] in self._shared
            for id, record in by_id(
                provider.get(name, []), f"{provider['id']}:" if owner else "", key
            ).items()
        }

    def documents(self, part: str) -> KeyedDiff:
        """Return what only people read, by provider and by what it says it is, or by its place."""
        return KeyedDiff.of(*(self._numbered(side.spec, part) for side in (self.old, self.new)))

    def _numbered(self, spec: Record, part: str) -> dict[str, Record]:
        return {
            f"{provider['id']}:{record.get('id') or record.get('topic') or record}": record
            for provider in spec["providers"]
            if provider["id"] in self._shared
            for record in provider.get(part, [])
        }

    @cached_property
    def _shared(self) -> set[str]:
        had, has = ({item["id"] for item in side.spec["providers"]} for side in (self.old, self.new))
        return had & has

    @cached_property
    def whole_vocabularies(self) -> KeyedDiff:
        """The vocabularies with their codes; a renamed one is matched with what it was."""
        found = self.part("vocabularies")
        for was, now in self.renamed_vocabularies.items():
            pair = ChangedRecord(was, found.removed.pop(was), found.added.pop(now))
            found.changed.append(pair)
        return found

    @cached_property
    def renamed_vocabularies(self) -> dict[str, str]:
        """The vocabularies that have another id, by the old one: most of their values are the same."""
        found = self.part("vocabularies")
        renamed: dict[str, str] = {}
        for was, old in found.removed.items():
            left = [now for now in found.added if now not in renamed.values()]
            if same := next((now for now in left if _alike(old, found.added[now])), None):
                renamed[was] = same
        return renamed

    @cached_property
    def vocabularies(self) -> KeyedDiff:
        """The vocabularies without their codes."""
        found = self.whole_vocabularies
        strip = ("codes", "carried_by", "absent", "page")
        pairs = [
            ChangedRecord(pair.id, without(pair.old, *strip), without(pair.new, *strip))
            for pair in found.changed
        ]
        return KeyedDiff(found.removed, found.added, [pair for pair in pairs if pair.old != pair.new])

    @cached_property
    def codes_of(self) -> list[tuple[ChangedRecord, Changes]]:
        """What became of the codes of each vocabulary that is not the same."""
        return [
            (pair, code_changes(pair.old, pair.new))
            for pair in self.whole_vocabularies.changed
            if pair.old["codes"] != pair.new["codes"]
        ]

    @cached_property
    def codes(self) -> list[ChangedRecord]:
        """The codes that kept their name and are not the same."""
        return [pair for _, changes in self.codes_of for pair in changes.changed]

    @cached_property
    def renamed(self) -> list[Renamed]:
        """The codes that have another name."""
        return [renamed for _, changes in self.codes_of for renamed in changes.renamed]

    @cached_property
    def meanings(self) -> KeyedDiff:
        """The meanings of codes, and of what it means when there is none."""
        found = KeyedDiff({}, {}, [])
        renamed = [ChangedRecord(item.new_id, item.old, item.new) for item in self.renamed]
        for pair in (*self.codes, *renamed):
            pairs, gone, come = meanings(pair.id, pair.old, pair.new)
            found.changed.extend(pairs)
            found.removed.update(gone)
            found.added.update(come)
        absent = [(pair.id, pair.old.get("absent"), pair.new.get("absent")) for pair in self._absents]
        found.changed.extend(ChangedRecord(f"{id}#", old, new) for id, old, new in absent if old and new)
        return found

    @property
    def facts(self) -> Iterator[ChangedRecord]:
        """The codes, and their meanings where they have several: what facts can be known of."""
        yield from self.codes
        yield from (
            pair for pair in self.meanings.changed if "name" not in pair.old and "name" not in pair.new
        )

    @property
    def _absents(self) -> Iterator[ChangedRecord]:
        return (pair for pair in self.whole_vocabularies.changed if pair.differs("absent"))

    @cached_property
    def payloads(self) -> KeyedDiff:
        """The payloads."""
        return self.part("payloads")

    @cached_property
    def fields(self) -> list[tuple[str, dict[str, BodyField], dict[str, BodyField]]]:
        """The fields of the payloads whose bodies accept something else, as they were and as they are."""
        return [
            (pair.id, fields_of(pair.old["body"]), fields_of(pair.new["body"]))
            for pair in self.payloads.changed
            if pair.differs("body") and bare(pair.old["body"]) != bare(pair.new["body"])
        ]

    @cached_property
    def methods(self) -> KeyedDiff:
        """The SDK methods."""
        return self.part("methods")

    @cached_property
    def terms(self) -> KeyedDiff:
        """The terms of the taxonomy and the words of decisions, by axis: `actions#retry_now`."""
        return KeyedDiff.of(terms(self.old.spec), terms(self.new.spec))

    @cached_property
    def texts(self) -> KeyedDiff:
        """The texts for people: `en:category succeeded:end_user.title`."""
        return KeyedDiff.of(words_of(self.old.spec), words_of(self.new.spec))

    @cached_property
    def unknown_axes(self) -> frozenset[str]:
        """Keys of behaviors that the old model did not have: what it left unsaid did not change."""
        said = _said(_behaviors(self.old.spec))
        return AXES - said if _ALWAYS in said else frozenset()

    @cached_property
    def new_axes(self) -> frozenset[str]:
        """Those of them that the new model has."""
        return self.unknown_axes & _said(_behaviors(self.new.spec))

    def unsaid(self, part: str, key: str) -> bool:
        """Say whether the old model had no such key for a part of providers."""
        return not any(
            key in record for provider in self.old.spec["providers"] for record in provider.get(part, [])
        )

    def both_say(self, *path: str) -> bool:
        """Say whether both specs have a part at all."""
        return all(_at(side.spec, path) is not None for side in (self.old, self.new))

    def meanings_that_differ(self, key: str) -> Iterator[ChangedRecord]:
        """Yield the meanings that have another value on one axis."""
        if key not in self.unknown_axes:
            yield from (pair for pair in self.meanings.changed if pair.differs(key))


def _heads(spec: Record) -> dict[str, Record]:
    return {item["id"]: without(item, *_PARTS) for item in spec["providers"]}


def _alike(old: Record, new: Record) -> bool:
    had, has = ({code["value"] for code in side["codes"]} for side in (old, new))
    same_provider = old["id"].partition(":")[0] == new["id"].partition(":")[0]
    return same_provider and 2 * len(had & has) > max(len(had), len(has))


def _said(behaviors: Iterable[Record]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for behavior in behaviors:
        found |= _SOUGHT & behavior.keys()
        if found == _SOUGHT:
            break
    return found


def _behaviors(spec: Record) -> Iterator[Record]:
    """Yield all records that may have a behavior."""
    for provider in spec["providers"]:
        for vocabulary in provider.get("vocabularies", []):
            for code in vocabulary["codes"]:
                yield code
                yield from code.get("contexts", [])


def _at(spec: Record, path: Iterable[str]) -> Any:
    found: Any = spec
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found
