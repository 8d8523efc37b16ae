"""Which fields are for people, which say what something rests on, and which no rule knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from codegen.compat.diff.keyed import ChangedRecord, KeyedDiff, without
from codegen.compat.diff.spec_diff import SpecDiff

WORDING = frozenset({
    "summary", "description", "causes", "fixes", "reproduce", "wire", "notes", "purpose", "when_to_use",
    "prerequisites", "flow", "name", "homepage", "recognize", "behavior_note", "why",
})  # fmt: skip
"""What only people read. Some of it is a rule's matter elsewhere: see `RULED`."""
_SOURCED = frozenset({"http_status", "wire_messages"})
EVIDENCE = _SOURCED | {
    "evidence", "confidence", "flags", "sources", "stability", "behavior_reason", "vectors",
}  # fmt: skip
"""What something rests on."""
_BEHAVIOR = frozenset({
    "category", "actor", "actions", "retry", "unattended_retry", "unattended_if_read", "phase", "ends",
    "severity", "challenge", "partial", "scope", "suspension_risk", "operation", "situation", "effect",
    "wait",
})  # fmt: skip
HISTORY = frozenset({"changed_in", "deprecated_in"})
"""What follows from comparisons with earlier releases, so that it is none of their matter."""
RULED = {
    "code": _BEHAVIOR | {
        "id", "name", "value", "page", "contexts", "default_context", "http_status", "wire_messages",
        "synonyms",
        "regions", "platforms", "verdict", "names_operation", "since", "deprecated", "same_value",
    },
    "meaning": _BEHAVIOR | {"id", "signs", "operations", "verdict", "http_status", "wire_messages"},
    "vocabulary": frozenset({
        "id", "type_name", "kind", "money", "value_type", "open", "since", "surface",
    }),
    "payload": frozenset({
        "id", "type_name", "channel", "recognize", "operation", "money", "shape", "platforms", "delivery",
        "idempotency_key", "signature", "body", "page", "surface",
    }),
    "method": frozenset({"id", "code", "value", "config", "outcomes", "platforms", "page"}),
    "signature": frozenset({"id", "header", "algorithm", "encoding", "prefix", "jws", "signed"}),
    "delivery": frozenset({
        "id", "success", "timeout_s", "retry_after_s", "retry_on", "event_id", "idempotency_key",
    }),
    "address": frozenset({"value", "role", "environment", "regions"}),
    "operation": frozenset({"id", "effect"}),
    "provider": frozenset({"id"}),
}  # fmt: skip
"""By kind of part: the fields that are the matter of a rule."""
_DOCUMENTS = ("sources", "surfaces", "flows", "state_diagrams", "scenarios", "gaps")


def differing_keys(specs: SpecDiff, keys: AbstractSet[str]) -> Iterator[tuple[ChangedRecord, list[str]]]:
    """Yield the parts of which some of these fields differ, and those fields."""
    for kind, pair in _pairs(specs):
        found = [key for key in keys - RULED[kind] if pair.differs(key)]
        found += [key for key in _SOURCED & keys if pair.differs(key) and _same_but_sources(pair, key)]
        if found:
            yield pair, sorted(found)


def unknown_keys(specs: SpecDiff) -> Iterator[tuple[ChangedRecord, str]]:
    """Yield the parts and those of their fields that differ and that nothing here knows."""
    for kind, pair in _pairs(specs):
        for key in sorted((pair.old.keys() | pair.new.keys()) - RULED[kind] - WORDING - EVIDENCE - HISTORY):
            if pair.differs(key):
                yield pair, key


def documents(specs: SpecDiff) -> Iterator[tuple[str, str, str]]:
    """Yield (provider, kind, counts) of what only people read and that is not what it was."""
    for part in _DOCUMENTS:
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for index, ids in enumerate(_ids(specs.documents(part))):
            for id in ids:
                counts[id.partition(":")[0]][index] += 1
        for provider, (gone, new, changed) in counts.items():
            told = {"gone": gone, "new": new, "changed": changed}
            yield provider, part, ", ".join(f"{count} {word}" for word, count in told.items() if count)


def without_sources(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return facts that name their sources, without these."""
    return [without(fact, "sources") for fact in facts]


def _same_but_sources(pair: ChangedRecord, key: str) -> bool:
    old, new = (without_sources(side.get(key, [])) for side in (pair.old, pair.new))
    return old == new


def _is_code(pair: ChangedRecord) -> bool:
    return "name" in pair.old or "name" in pair.new


def _ids(found: KeyedDiff) -> tuple[list[str], list[str], list[str]]:
    return [*found.removed], [*found.added], [pair.id for pair in found.changed]


def _pairs(specs: SpecDiff) -> Iterator[tuple[str, ChangedRecord]]:
    """Yield everything that is there on both specs and differs, with its kind."""
    groups = {
        "provider": specs.providers.changed, "vocabulary": specs.vocabularies.changed, "code": specs.codes,
        "meaning": [pair for pair in specs.meanings.changed if not _is_code(pair)],
        "payload": specs.payloads.changed, "method": specs.methods.changed,
        "signature": specs.part("signatures").changed, "delivery": specs.part("deliveries").changed,
        "address": specs.part("addresses", "value", owner=True).changed,
        "operation": specs.part("operations", owner=True).changed,
    }  # fmt: skip
    for kind, pairs in groups.items():
        yield from ((kind, pair) for pair in pairs)
