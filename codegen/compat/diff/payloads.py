"""What rules about payloads share: fields that both specs have, and payloads with another id."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.compat.diff.fields import BodyField, bare
from codegen.compat.diff.spec_diff import SpecDiff


def shared_fields(specs: SpecDiff) -> Iterator[tuple[str, str, BodyField, BodyField]]:
    """Yield (payload, pointer, old, new) of the fields that are there on both specs and differ."""
    for id, old, new in specs.fields:
        for pointer, field in old.items():
            if pointer in new and field != new[pointer]:
                yield id, pointer, field, new[pointer]


def parent(pointer: str) -> str:
    """Return the pointer of the object or list that a field is in."""
    return pointer.rpartition("/")[0]


def is_item(pointer: str) -> bool:
    """Say whether a pointer is of every item, or of every further key: of what need not be there at all."""
    return pointer.rpartition("/")[2] in ("*", "**")


def renamed_payloads(specs: SpecDiff) -> dict[str, str]:
    """Return the payloads that have another id and the same body, by the old one."""
    found: dict[str, str] = {}
    for was, old in specs.payloads.removed.items():
        for now, new in specs.payloads.added.items():
            same = bare(old["body"]) == bare(new["body"]) and old.get("channel") == new.get("channel")
            if same and _provider(was) == _provider(now) and now not in found.values():
                found[was] = now
                break
    return found


def _provider(id: str) -> str:
    return id.partition(":")[0]
