"""The report for programs and services: JSON, Markdown, GitHub's annotations, SARIF, JUnit."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree

from codegen.compat.diff.model import LEVELS
from codegen.compat.report.model import Report, ReportedFinding
from codegen.compat.report.words import heading, verdict
from codegen.report.findings import annotation
from codegen.text.escape import md_cell, md_code

_GITHUB = {"major": "error", "minor": "warning", "patch": "notice", "none": "notice"}
_SARIF = {"major": "error", "minor": "warning", "patch": "note", "none": "none"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
SHOWN = 50
"""How many findings of a rule Markdown shows before the rest is only counted."""


def as_json(report: Report) -> str:
    """Return everything, in the form that `codegen diff schema` prints."""
    return json.dumps(report.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n"


def as_markdown(report: Report) -> str:
    """Return a text for a pull request or for release notes; patches are only counted."""
    lines = ["# Changes", "", *(md_cell(line) + "  " for line in heading(report).splitlines()), ""]
    by_rule: dict[str, list[ReportedFinding]] = defaultdict(list)
    for finding in report.findings:
        by_rule[finding.rule].append(finding)
    for rule in report.rules:
        lines += [f"## {rule.level}: {rule.id} ({rule.findings})", "", md_cell(rule.summary), ""]
        if rule.level != "patch":
            lines += [_markdown(finding) for finding in by_rule[rule.id][:SHOWN]]
            rest = rule.findings - SHOWN
            lines += ([f"- ... {rest} more"] if rest > 0 else []) + [""]
    lines += [*(f"- {md_cell(line)}" for line in report.problems), "", f"**{md_cell(verdict(report))}**"]
    return "\n".join(lines) + "\n"


def as_github(report: Report) -> str:
    """Return an annotation for each finding that is not a patch, and one for the verdict."""
    told = [finding for finding in report.findings if finding.level != "patch" and not finding.accepted]
    lines = [
        annotation(_GITHUB[finding.level], finding.file or _ROOT, None, finding.rule, _line(finding))
        for finding in told
    ]
    lines += [annotation("error", _ROOT, None, "acceptance", problem) for problem in report.problems]
    level = "notice" if report.verdict.enough else "error"
    return "".join([*lines, annotation(level, _ROOT, None, "version", verdict(report))])


def as_sarif(report: Report) -> str:
    """Return SARIF 2.1.0: the rules that found something, and a result for each finding."""
    index = {rule.id: number for number, rule in enumerate(report.rules)}
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.summary},
            "fullDescription": {"text": rule.why},
            "defaultConfiguration": {"level": _SARIF[rule.level]},
            "properties": {"level": rule.level, "review": rule.review, "consumers": rule.consumers},
        }
        for rule in report.rules
    ]
    driver = {"name": "codegen diff", "semanticVersion": report.spec_version, "rules": rules}
    results = [_sarif(finding, index) for finding in report.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def as_junit(report: Report) -> str:
    """Return a test suite a level: a finding that breaks the version fails, any other passes."""
    root = ElementTree.Element("testsuites", name="codegen diff")
    for level in reversed(LEVELS[1:]):
        found = [finding for finding in report.findings if finding.level == level]
        fails = not report.verdict.enough and level == report.verdict.level
        failures = sum(fails and not finding.accepted for finding in found)
        counts = {"name": level, "tests": str(len(found)), "failures": str(failures), "errors": "0"}
        suite = ElementTree.SubElement(root, "testsuite", counts)
        for finding in found:
            names = {"classname": finding.rule, "name": _printable(finding.subject)}
            case = ElementTree.SubElement(suite, "testcase", names)
            if fails and not finding.accepted:
                ElementTree.SubElement(case, "failure", message=_printable(_line(finding)), type=level)
    wrong = [*report.problems, *([] if report.verdict.enough else [verdict(report)])]
    counts = {"name": "version", "tests": "1", "failures": str(int(bool(wrong))), "errors": "0"}
    suite = ElementTree.SubElement(root, "testsuite", counts)
    case = ElementTree.SubElement(suite, "testcase", classname="version", name=report.spec_version)
    if wrong:
        ElementTree.SubElement(case, "failure", message=_printable("; ".join(wrong)), type="version")
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "json": as_json, "markdown": as_markdown, "github": as_github, "sarif": as_sarif, "junit": as_junit,
}  # fmt: skip
_ROOT = "spec/spec.json"


def _line(finding: ReportedFinding) -> str:
    return f"{finding.subject}: {finding.message} ({finding.fingerprint})"


def _markdown(finding: ReportedFinding) -> str:
    accepted = " *(accepted)*" if finding.accepted else ""
    unmet = " *(not met)*" if finding.met is False else ""
    return f"- {md_code(finding.subject)}: {md_cell(finding.message)}{accepted}{unmet}"


def _sarif(finding: ReportedFinding, index: Mapping[str, int]) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": finding.file or _ROOT}}
    suppressed = {"suppressions": [{"kind": "external", "status": "accepted"}]} if finding.accepted else {}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _SARIF[finding.level],
        "message": {"text": f"{finding.subject}: {finding.message}"},
        "locations": [
            {"physicalLocation": place, "logicalLocations": [{"fullyQualifiedName": finding.subject}]}
        ],
        "partialFingerprints": {"codegenDiff/v1": finding.fingerprint},
        **suppressed,
    }


def _printable(text: str) -> str:
    """Return a text with what XML cannot hold as its escape."""
    return "".join(
        character if character in "\t\n\r" or " " <= character < "\ud800" or "\ue000" <= character < "\ufffe"
        or character > "\uffff" else ascii(character)[1:-1]
        for character in text
    )  # fmt: skip
