"""From findings to a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from codegen.compat.diff.accepted import accepted, read_acceptances
from codegen.compat.diff.against import Baseline
from codegen.compat.diff.model import LEVELS, ChangeFinding, Level
from codegen.compat.diff.replayed import Replayed
from codegen.compat.diff.spec_diff import SpecDiff
from codegen.compat.diff.usage import MetCodes
from codegen.compat.history.release import ReleaseEntry
from codegen.compat.history.store import entries, number
from codegen.compat.report.model import (
    Compared,
    Report,
    ReportedFinding,
    ReportedPlan,
    ReportedReplay,
    ReportedRule,
    Verdict,
)

File = Callable[[str], str | None]
"""Returns the file of the spec that an id is in, if it is in one."""


def build(  # noqa: PLR0913, PLR0917  (each is another source of what the report says)
    baseline: Baseline, specs: SpecDiff, findings: Sequence[ChangeFinding], history: Path, today: date,
    file: File, usage: MetCodes | None = None,
) -> Report:  # fmt: skip
    """Return the report of a comparison."""
    base = promised(baseline.release.version, entries(history))
    taken, problems = accepted(findings, read_acceptances(history), baseline.release.version, today)
    counted = [finding.level for finding in findings if finding.fingerprint not in taken]
    level = gravest(counted)
    least = least_version(base, level)
    now = specs.new.version
    return Report(
        against=Compared(
            name=baseline.name, version=baseline.release.version, promised=base, revision=baseline.revision
        ),
        spec_version=now,
        verdict=Verdict(level=level, least_version=least, enough=number(now) >= number(least)),
        rules=_rules(findings),
        findings=[_finding(finding, taken, file, usage) for finding in findings],
        replayed=_replayed(specs.replayed, findings)
        if baseline.release.vectors and specs.replayed.asked
        else None,
        problems=problems,
        notes=list(baseline.notes),
    )


def _rules(findings: Sequence[ChangeFinding]) -> list[ReportedRule]:
    counts = Counter(finding.rule.id for finding in findings)
    rules = {finding.rule.id: finding.rule for finding in findings}
    return [
        ReportedRule(
            id=id, level=rule.level, review=rule.review, summary=rule.summary, why=rule.why,
            consumers=rule.levels._asdict(), findings=counts[id],
        )
        for id, rule in sorted(rules.items(), key=lambda item: (-LEVELS.index(item[1].level), item[0]))
    ]  # fmt: skip


def _finding(finding: ChangeFinding, taken: set[str], file: File, usage: MetCodes | None) -> ReportedFinding:
    change = finding.change
    return ReportedFinding(
        fingerprint=finding.fingerprint, rule=finding.rule.id, level=finding.level,
        review=finding.rule.review, subject=change.subject, message=change.message,
        old=change.old, new=change.new, file=file(finding.touches[0]),
        accepted=finding.fingerprint in taken, met=usage.meets(finding) if usage else None,
    )  # fmt: skip


def _replayed(replayed: Replayed, findings: Sequence[ChangeFinding]) -> ReportedReplay:
    itself = {
        finding.change.subject for finding in findings if finding.rule.id in ("plan-changed", "plan-loosened")
    }
    plans = [
        ReportedPlan(
            meaning=plan.meaning, mode=plan.mode, old=list(plan.old), new=list(plan.new),
            explained=f"{plan.meaning} {plan.mode}" not in itself,
        )
        for plan in replayed.plans
    ]  # fmt: skip
    news = sum(finding.rule.id in ("answer-changed", "answer-reworded") for finding in findings)
    return ReportedReplay(
        asked=replayed.asked, answers_changed=len(replayed.answers), unexplained=news, plans=plans
    )


def gravest(levels: Iterable[Level]) -> Level:
    """Return the level that counts; `none` of none."""
    return max(levels, key=LEVELS.index, default="none")


def least_version(base: str, level: Level) -> str:
    """Return the least version after `base` that may bring such changes. Before 1.0, major raises minor."""
    major, minor, patch = number(base)
    if level == "major" and major:
        return f"{major + 1}.0.0"
    if level in ("major", "minor"):
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if level == "patch" else base


def promised(version: str, recorded: Iterable[ReleaseEntry]) -> str:
    """Return the release whose promises a version keeps: itself, or the last one before it."""
    versions = [entry.version for entry in recorded]
    earlier = [each for each in versions if number(each) <= number(version)]
    return max(earlier, key=number) if earlier else version
