"""Run the rules: those that compare what is written, then those that compare what is answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from codegen.compat.diff.model import LEVELS, ChangeFinding, Level
from codegen.compat.diff.replayed import ChangedPlan, Replayed
from codegen.compat.diff.rules import rules
from codegen.compat.diff.spec_diff import SpecDiff

ANSWERS = ("answer-changed", "answer-reworded", "plan-changed", "plan-loosened")
"""The rules that look at what is left when all others have spoken."""


def structural(specs: SpecDiff, levels: Collection[Level] = LEVELS) -> list[ChangeFinding]:
    """Return what the rules of some levels find that compare what is written: they ask no package."""
    return [
        ChangeFinding(rule, change)
        for rule in rules()
        if rule.id not in ANSWERS and rule.level in levels
        for change in rule.check(specs)
    ]


def compare(specs: SpecDiff) -> list[ChangeFinding]:
    """Return what every rule finds: the gravest first, then by rule and subject."""
    written = structural(specs)
    left = unexplained(specs, written)
    answered = [
        ChangeFinding(rule, change) for rule in rules() if rule.id in ANSWERS for change in rule.check(left)
    ]
    return sorted(written + answered, key=_order)


def _order(finding: ChangeFinding) -> tuple[int, str, str, str]:
    return -LEVELS.index(finding.level), finding.rule.id, finding.change.subject, finding.fingerprint


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
