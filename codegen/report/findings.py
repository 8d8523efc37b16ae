"""Reports for people, for programs and for GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from codegen.output.changes import Change, Kind
from codegen.read.findings import Finding
from codegen.read.line_numbers import line_of

FORMATS = ("human", "json", "github")
DIFF_LINES = 40
SHOWN = 20
"""How many changed files are shown with their differences before the rest is only counted."""
FIX = "Run `make generate` and commit the result."


def findings_report(findings: Sequence[Finding], form: str, base: Path, fixed: Sequence[Finding] = ()) -> str:
    """Report findings, and those that were fixed; `base` is the folder that their files are relative to."""
    lines: dict[Finding, int | None] = {finding: _line(finding, base) for finding in findings}
    return _FINDINGS[form](findings, lines, fixed)


def changes_report(changes: Sequence[Change], form: str) -> str:
    """Report the differences between what is committed and what would be generated."""
    return _CHANGES[form](changes)


def _line(finding: Finding, base: Path) -> int | None:
    if finding.line:
        return finding.line
    try:
        text = finding.place.path(base).read_text(encoding="utf-8")
        return line_of(text, finding.place.pointer)
    except (OSError, ValueError, IndexError):
        return None  # a broken file has no reliable lines; the message tells the place


def _findings_human(
    findings: Sequence[Finding], lines: dict[Finding, int | None], fixed: Sequence[Finding]
) -> str:
    blocks = (
        ["".join(f"fixed[{done.rule}] {done.place}: {done.message}\n" for done in fixed)] if fixed else []
    )
    for finding in findings:
        line = f" (line {lines[finding]})" if lines[finding] else ""
        head = f"{finding.level}[{finding.rule}] {finding.place}{line}"
        blocks.append(f"{head}\n  {finding.message}\n  advice: {finding.advice}\n")
    files = len({finding.place.file for finding in findings})
    total = f"{len(findings)} finding(s) in {files} file(s).\n" if findings else "No findings.\n"
    fixable = sum(finding.fix is not None for finding in findings)
    if fixable:
        total += f"{fixable} of them can be fixed by `python -m codegen lint --fix`.\n"
    return "\n".join([*blocks, total + _pages(findings)])


def _pages(findings: Sequence[Finding]) -> str:
    """Name the pages of the rules that were broken; faults of the format have none."""
    # Imported here because a report on what is generated needs no rules, nor the models that come with them.
    from codegen.lint import rules  # noqa: PLC0415

    found = {finding.rule for finding in findings}
    pages = [f"rules/{rule.id}" for rule in rules() if rule.id in found]
    return f"Why, with an example, on the site: {', '.join(pages)}\n" if pages else ""


def _findings_json(
    findings: Sequence[Finding], lines: dict[Finding, int | None], fixed: Sequence[Finding]
) -> str:
    items = [
        {
            "file": finding.place.file, "pointer": finding.place.pointer, "line": lines[finding],
            "rule": finding.rule, "level": finding.level, "message": finding.message,
            "advice": finding.advice,
        }
        for finding in findings
    ]  # fmt: skip
    done = {"fixed": [{"place": str(item.place), "rule": item.rule} for item in fixed]} if fixed else {}
    return json.dumps({**done, "findings": items}, indent=1, ensure_ascii=False) + "\n"


def _findings_github(
    findings: Sequence[Finding], lines: dict[Finding, int | None], _: Sequence[Finding]
) -> str:
    return "".join(
        annotation(
            finding.level,
            finding.place.file,
            lines[finding],
            finding.rule,
            f"{finding.place.pointer or '(file)'}: {finding.message}. Advice: {finding.advice}",
        )
        for finding in findings
    )


def _changes_human(changes: Sequence[Change]) -> str:
    if not changes:
        return "generated/ is in sync with the spec.\n"
    blocks = [
        f"{change.kind.value:<11} {change.path}\n{_shortened(change.diff)}" for change in changes[:SHOWN]
    ]
    if len(changes) > SHOWN:
        blocks.append(f"... and {len(changes) - SHOWN} more file(s)\n")
    counts = ", ".join(
        f"{sum(change.kind is kind for change in changes)} {kind.value}"
        for kind in Kind
        if any(change.kind is kind for change in changes)
    )
    return "".join(blocks) + f"\ngenerated/ is out of sync: {counts}. {FIX}\n"


def _changes_json(changes: Sequence[Change]) -> str:
    items = [{"kind": change.kind.value, "path": change.path, "diff": change.diff} for change in changes]
    return json.dumps({"changes": items}, indent=1, ensure_ascii=False) + "\n"


def _changes_github(changes: Sequence[Change]) -> str:
    return "".join(
        annotation(
            "error",
            f"generated/{change.path}",
            None,
            change.kind.value,
            f"{change.path} is {_WORDS[change.kind]}. {FIX}",
        )
        for change in changes
    )


_WORDS = {
    Kind.CHANGED: "not what the spec says now",
    Kind.MISSING: "missing",
    Kind.ORPHAN: "not generated by anything any more",
    Kind.HAND_EDITED: "edited by hand",
}


def _shortened(diff: str) -> str:
    lines = diff.splitlines(keepends=True)
    rest = len(lines) - DIFF_LINES
    shown = "".join(f"    {line}" for line in lines[:DIFF_LINES])
    return shown + (f"    ... {rest} more line(s)\n" if rest > 0 else "")


def annotation(level: str, file: str, line: int | None, title: str, message: str) -> str:
    """Return a line that GitHub shows beside a file."""
    where = f"file={_property(file)}" + (f",line={line}" if line else "") + f",title={_property(title)}"
    return f"::{level} {where}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_FINDINGS: dict[str, Callable[[Sequence[Finding], dict[Finding, int | None], Sequence[Finding]], str]] = {
    "human": _findings_human, "json": _findings_json, "github": _findings_github,
}  # fmt: skip
_CHANGES: dict[str, Callable[[Sequence[Change]], str]] = {
    "human": _changes_human, "json": _changes_json, "github": _changes_github,
}  # fmt: skip
