"""What each release changed: what a comparison with the one before finds, and the advice that is another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from codegen.compat import past
from codegen.compat.past import ChangeFinding, Plan, RecordedRelease, SpecDiff, structural
from codegen.resolve.spec import ResolvedSpec
from codegen.views.advice import AdviceRow
from codegen.views.document import document


class ShownPlans(NamedTuple):
    """What a release advises about a meaning: `decision/reason` for each mode, and what to do first."""

    attended: str
    unattended: str
    refresh: str
    actions: tuple[str, ...]


class AdviceChange(NamedTuple):
    """A meaning whose advice is another."""

    id: str
    old: ShownPlans
    new: ShownPlans
    differs_because: str | None
    """Why the new advice is not that of the situation, where it is not."""

    @property
    def code(self) -> str:
        """The id of the code that has the meaning."""
        return self.id.partition("@")[0]

    @property
    def vocabulary(self) -> str:
        """The id of its vocabulary."""
        return self.id.partition("#")[0]


class Released(NamedTuple):
    """A release, or the one in the making."""

    version: str
    date: str | None
    """None for the one in the making."""
    before: str | None
    """The release that it is compared with; None for the first."""
    findings: tuple[ChangeFinding, ...]
    advice: tuple[AdviceChange, ...]


class _Side(NamedTuple):
    date: str | None
    release: RecordedRelease
    advice: Mapping[str, ShownPlans]


def releases(spec: ResolvedSpec, now: Iterable[AdviceRow]) -> list[Released]:
    """Return all releases, the newest first; the spec itself is one where its version is not recorded.

    `now` is the advice of the spec itself.
    """
    return list(reversed([*_releases(spec, now)]))


def vocabulary_anchor(id: str) -> str:
    """Return the place on the page of a release: `acme:link.status` is at `acme-link-status`."""
    return id.replace(":", "-").replace(".", "-").replace("_", "-")


def versions(spec: ResolvedSpec) -> list[str]:
    """Return the versions that `releases` tells of, the oldest first, without reading what they were."""
    recorded = [entry.version for entry in past.entries(spec.history)]
    return list(dict.fromkeys([*recorded, spec.spec_version])) if recorded else []


def _releases(spec: ResolvedSpec, now: Iterable[AdviceRow]) -> Iterator[Released]:
    sides = [*_sides(spec, now)]
    if sides:
        yield Released(sides[0].release.version, sides[0].date, None, (), ())
    for old, new in pairwise(sides):
        findings = tuple(structural(SpecDiff(old.release, new.release)))
        yield Released(
            new.release.version, new.date, old.release.version, findings, tuple(_changed(old, new))
        )


def _sides(spec: ResolvedSpec, now: Iterable[AdviceRow]) -> Iterator[_Side]:
    recorded = past.entries(spec.history)
    for entry in recorded:
        release = past.read(spec.history, entry)
        plans = {id: _advised(row["plans"]) for id, row in release.advice.items() if _is_plain(row["input"])}
        yield _Side(entry.date, release, plans)
    if recorded and spec.spec_version not in {entry.version for entry in recorded}:
        rows = {row.id: ShownPlans(row.attended, row.unattended, row.refresh, row.actions) for row in now}
        yield _Side(None, RecordedRelease(json.loads(json.dumps(document(spec)))), rows)


def _is_plain(given: Mapping[str, Any]) -> bool:
    """Say whether a plan was asked for as the table of advice has it: during no operation."""
    return "vocabulary" in given and "operation" not in given


def _advised(plans: list[Plan]) -> ShownPlans:
    attended, unattended, refresh = (f"{plan[0]}/{plan[1]}" for plan in plans)
    return ShownPlans(attended, unattended, refresh, tuple(plans[0][5]))


def _changed(old: _Side, new: _Side) -> Iterator[AdviceChange]:
    """Yield the meanings of which both have advice, and not the same."""
    reasons = _reasons(new.release.spec)
    for id, now in new.advice.items():
        if id in old.advice and old.advice[id] != now:
            yield AdviceChange(id, old.advice[id], now, reasons.get(id))


def _reasons(spec: Mapping[str, Any]) -> dict[str, str]:
    """Return, by meaning, why its advice differs from that of its situation."""
    return {
        f"{code['id']}@{meaning['id']}" if meaning is not code else code["id"]: meaning["behavior_reason"]
        for provider in spec["providers"]
        for vocabulary in provider["vocabularies"]
        for code in vocabulary["codes"]
        for meaning in (code, *code.get("contexts", []))
        if "behavior_reason" in meaning
    }
