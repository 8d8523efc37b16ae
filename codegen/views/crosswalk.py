"""The crosswalk: which codes of each provider report the same situation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from codegen.model.taxonomy import Situation
from codegen.resolve.spec import ResolvedSpec
from codegen.views.rows import MeaningRow, rows


class CrosswalkRow(NamedTuple):
    """A situation, and the meanings that report it by provider, in the order of the spec."""

    situation: Situation
    meanings: Mapping[str, tuple[MeaningRow, ...]]


def crosswalk(spec: ResolvedSpec) -> Iterator[CrosswalkRow]:
    """Yield the situations that a code reports, in the order of the categories and of the taxonomy."""
    found: dict[str, dict[str, list[MeaningRow]]] = {}
    for row in rows(spec):
        if row.situation:
            found.setdefault(row.situation, {}).setdefault(row.provider, []).append(row)
    for category in spec.taxonomy.categories:
        for situation in spec.taxonomy.situations:
            if situation.category == category.id and situation.id in found:
                own = found[situation.id]
                yield CrosswalkRow(situation, {name: tuple(meanings) for name, meanings in own.items()})
