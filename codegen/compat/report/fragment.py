"""What `codegen diff --write-fragment` leaves for the changelog: what was found, a file for each level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from codegen.compat.diff.model import Level
from codegen.compat.report.model import Report, ReportedRule

FOLDER = "changes"
KINDS: Mapping[Level, str] = {"major": "breaking", "minor": "added", "patch": "changed"}
"""The kind of fragment that tells of findings of a level, as in `pyproject.toml`."""
_WHO: Mapping[Level, str] = {
    "major": "may break programs",
    "minor": "programs can use",
    "patch": "only readers notice",
}


def write_fragments(report: Report, folder: Path) -> list[Path]:
    """Write the fragments of a comparison in place of those of an earlier one; return their files."""
    written = []
    for level, kind in KINDS.items():
        path = folder / f"found.{kind}.md"
        rules = [rule for rule in report.rules if rule.level == level]
        if rules:
            path.write_text("\n".join(_lines(report, level, rules)) + "\n", encoding="utf-8", newline="\n")
            written.append(path)
        else:
            path.unlink(missing_ok=True)
    return written


def _lines(report: Report, level: Level, rules: list[ReportedRule]) -> Iterator[str]:
    total = sum(rule.findings for rule in rules)
    yield (
        f"Found by comparison with {report.against.name}: {total:,} changes that {_WHO[level]}. "
        f"The page of {report.spec_version} on the site lists them."
    )
    if level == "major" and report.replayed:
        meanings = len({plan.meaning for plan in report.replayed.plans})
        yield ""
        yield (
            f"{report.replayed.asked:,} questions of {report.against.name}'s tests were asked again: "
            f"{report.replayed.answers_changed:,} answers differ, "
            f"and so do the plans of {meanings:,} meanings."
        )
    yield ""
    for rule in sorted(rules, key=lambda rule: (-rule.findings, rule.id)):
        yield f"- {rule.findings:,} x `{rule.id}`: {rule.summary}"
