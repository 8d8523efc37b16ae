"""Which answers that differ are news: those that no finding accounts for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from codegen.compat.diff.model import ChangeFinding
from codegen.compat.diff.replayed import ChangedPlan, Replayed
from codegen.compat.diff.spec_diff import SpecDiff

_LOOSENED = ("retry-loosened", "effect-loosened", "money-loosened")


def unexplained(specs: SpecDiff, findings: Iterable[ChangeFinding]) -> SpecDiff:
    """Return the specs with only those answers and plans that no finding explains."""
    grave = [finding for finding in findings if finding.level != "patch"]
    touched = {id for finding in grave for id in finding.touches}
    loosened = {id for finding in grave if finding.rule.id in _LOOSENED for id in finding.touches}
    codes = touched | {id.partition("@")[0] for id in touched}
    answers = [item for item in specs.replayed.answers if codes.isdisjoint(item.about)]
    plans = [
        plan
        for plan in specs.replayed.plans
        if _named(plan).isdisjoint(loosened if plan.is_loosened else touched)
    ]
    return replace(specs, replayed=Replayed(answers, plans, specs.replayed.asked))


def _named(plan: ChangedPlan) -> set[str]:
    """Return the ids of a plan's meaning, its code and its vocabulary."""
    return {plan.meaning, plan.meaning.partition("@")[0], plan.meaning.partition("#")[0]}
