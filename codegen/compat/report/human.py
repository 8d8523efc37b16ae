"""The report for people: by level, then by rule, long lists folded."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from codegen.compat.diff.model import LEVELS
from codegen.compat.report.model import Report, ReportedFinding, ReportedRule
from codegen.compat.report.words import ending, heading, verdict

SHOWN = {"major": 8, "minor": 4, "patch": 0}
"""How many findings of a rule are shown before the rest is only counted."""
_STYLES = {"major": "bold red", "minor": "bold yellow", "patch": "bold"}
_WIDTH = 160
_MESSAGE = 300


def show(report: Report, out: TextIO, *, whole: bool) -> None:
    """Print a report as wide as the terminal; in a file or pipe, without color."""
    terminal = out.isatty()
    console = Console(file=out) if terminal else Console(file=io.StringIO(), width=_WIDTH, color_system=None)
    with console.capture() as captured:
        for part in _parts(report, whole):
            console.print(part, soft_wrap=isinstance(part, Text))
    text = captured.get()
    out.write(text if terminal else "".join(f"{line.rstrip()}\n" for line in text.splitlines()))


def _parts(report: Report, whole: bool) -> Iterator[Text | Padding]:
    yield Text(heading(report))
    by_rule: dict[str, list[ReportedFinding]] = defaultdict(list)
    for finding in report.findings:
        by_rule[finding.rule].append(finding)
    for level in reversed(LEVELS):
        rules = [rule for rule in report.rules if rule.level == level]
        if rules:
            total = sum(rule.findings for rule in rules)
            yield Text(f"\n{level.upper()}: {total}", style=_STYLES[level])
        for rule in rules:
            yield from _rule(rule, by_rule[rule.id], whole)
    yield Text("")
    for line in (*report.notes, *report.problems):
        yield Text(line, style="bold red" if line in report.problems else "")
    yield Text(verdict(report), style="bold" if report.passes else "bold red")
    folded = not whole and any(rule.findings > SHOWN[rule.level] for rule in report.rules)
    if hint := ending(report, folded):
        yield Text(hint)


def _rule(rule: ReportedRule, findings: Sequence[ReportedFinding], whole: bool) -> Iterator[Text | Padding]:
    review = " · a person must look" if rule.review else ""
    line = Text("  ").append(rule.id, style="bold").append(f" · {rule.findings}{review} · {rule.summary}")
    yield line
    shown = findings if whole else findings[: SHOWN[rule.level]]
    if shown:
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        table.add_column(overflow="fold", ratio=1)
        for finding in shown:
            table.add_row(Text(finding.fingerprint, style="dim"), Text(finding.subject), Text(_said(finding)))
        yield Padding(table, (0, 0, 0, 4))
    if shown and len(shown) < len(findings):
        yield Text(f"    ... {len(findings) - len(shown)} more", style="dim")


def _said(finding: ReportedFinding) -> str:
    message = finding.message if len(finding.message) <= _MESSAGE else f"{finding.message[:_MESSAGE]}..."
    marks = ["accepted"] if finding.accepted else []
    marks += ["not met by the application"] if finding.met is False else []
    return message + (f" [{', '.join(marks)}]" if marks else "")
