"""Rules about what the packages answer: verdicts, plans, decisions."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.compat.diff.decided import fallbacks, table
from codegen.compat.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.compat.diff.spec_diff import SpecDiff


def answer_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find answers that differ in what programs branch on."""
    for answer in specs.replayed.answers:
        if not answer.is_for_people:
            yield SpecChange(
                f"{answer.kind}: {answer.name}", "; ".join(answer.differences), None, list(answer.differences)
            )


def answer_reworded(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find answers that differ only in what is for people."""
    for answer in specs.replayed.answers:
        if answer.is_for_people:
            yield SpecChange(
                f"{answer.kind}: {answer.name}", "; ".join(answer.differences), None, list(answer.differences)
            )


def decision_table_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find tables that both specs have and that differ."""
    for name in ("retry", "connection", "verdict", "head", "finality"):
        if specs.both_say("decisions", name):
            old, new = (table(side.spec, name) for side in (specs.old, specs.new))
            if old != new:
                yield SpecChange(f"decisions.{name}", f"the table {name} has other rows", old, new)


def fallback_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find ranges of statuses with another category."""
    if specs.both_say("taxonomy", "http_fallbacks"):
        old, new = (fallbacks(side.spec) for side in (specs.old, specs.new))
        for key in sorted(old | new):
            if old.get(key) != new.get(key):
                message = f"{key}: {shown(old.get(key))} became {shown(new.get(key))}"
                yield SpecChange(f"http_fallbacks {key}", message, old.get(key), new.get(key))


def own_verdict_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes and meanings with a verdict of their own that is another."""
    for pair in specs.facts:
        old, new = pair.old.get("verdict"), pair.new.get("verdict")
        if old != new:
            yield SpecChange(pair.id, f"verdict {shown(old)} became {shown(new)}", old, new)


def plan_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find plans that differ and that let no more be tried again."""
    for plan in specs.replayed.plans:
        if not plan.is_loosened:
            yield SpecChange(f"{plan.meaning} {plan.mode}", plan.told, list(plan.old), list(plan.new))


def plan_loosened(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find plans that let more be tried again."""
    for plan in specs.replayed.plans:
        if plan.is_loosened:
            yield SpecChange(f"{plan.meaning} {plan.mode}", plan.told, list(plan.old), list(plan.new))


RULES = (
    ChangeRule(
        "answer-changed",
        ("The new package gives a different answer to an old question, and no other finding explains it."),
        (
            "The same input gets another answer. No comparison of what is written can find all of these, so "
            "the old questions are asked again."
        ),
        Levels(answer="major"),
        answer_changed,
    ),
    ChangeRule(
        "answer-reworded",
        "The new package gives the same answer in different words.",
        "People read them; no program branches on them.",
        Levels(answer="patch"),
        answer_reworded,
    ),
    ChangeRule(
        "decision-table-changed",
        "A decision table of the packages changed.",
        "Any answer may be another. Which ones are, the replay says; what it does not ask, remains unknown.",
        Levels(answer="major"),
        decision_table_changed,
        review=True,
    ),
    ChangeRule(
        "fallback-changed",
        "An unlisted code with a given HTTP status gets a different category.",
        "The same unknown code gets another answer.",
        Levels(answer="major"),
        fallback_changed,
    ),
    ChangeRule(
        "own-verdict-changed",
        "The state of an attempt that ends with a code changed.",
        "The same outcome gets another verdict, and programs branch on it.",
        Levels(answer="major"),
        own_verdict_changed,
    ),
    ChangeRule(
        "plan-changed",
        "The plan for a meaning changed, and no other finding explains it.",
        "What was asked of a user, left to a machine or stopped is done in another way.",
        Levels(answer="major"),
        plan_changed,
    ),
    ChangeRule(
        "plan-loosened",
        "The plan for a meaning allows more retries than before.",
        (
            "A machine acts on it at once, and may lock an account or pay twice: whatever explains it, a "
            "person must look."
        ),
        Levels(answer="major"),
        plan_loosened,
        review=True,
        acceptable=False,
    ),
)
