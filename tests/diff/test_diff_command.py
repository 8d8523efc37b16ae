"""`codegen diff`: its forms, its verdict, acceptances, usage, wrong use."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from markdown_it import MarkdownIt

from codegen.command.app import run
from codegen.command.cli import main
from codegen.compat.diff import SpecDiff, compare
from codegen.compat.diff.accepted import Acceptance, accepted, read_acceptances
from codegen.compat.diff.against import Baseline
from codegen.compat.diff.illustrations import illustration
from codegen.compat.diff.usage import read_usage
from codegen.compat.history.release import RecordedRelease, ReleaseEntry
from codegen.compat.report.build import build, least_version, promised
from codegen.compat.report.formats import FORMATS
from codegen.compat.report.human import show
from codegen.compat.report.model import Report
from codegen.read.findings import UsageError
from codegen.views.document import document
from tests.conftest import SPECS
from tests.editing import edit
from tests.specs import resolved

TODAY = date(2026, 1, 1)
HOSTILE = "]]>\x00\ud800<b>|`\n::error::x,y:z%"


def report_of(tmp_path: Path, *names: str, spec_version: str = "0.1.0") -> Report:
    """Return the report of the changes of some examples, under a hostile subject, too."""
    old: dict[str, Any] = {"spec_version": "0.1.0", "providers": []}
    new: dict[str, Any] = {"spec_version": spec_version, "providers": []}
    for name in names:
        for side, half in ((old, "before"), (new, "after")):
            text = json.dumps(getattr(illustration(name), half)["providers"]).replace(
                "acme", name.replace("-", "_")
            )
            side["providers"] += json.loads(text)
    specs = SpecDiff(RecordedRelease(old), RecordedRelease(new))
    return build(
        Baseline("0.1.0", specs.old), specs, compare(specs), tmp_path, TODAY, lambda _: "spec/a.json"
    )


@pytest.fixture
def report(tmp_path: Path) -> Report:
    found = report_of(tmp_path, "category-changed", "value-added-open", "wording")
    first = found.findings[0].model_copy(update={"subject": HOSTILE, "message": HOSTILE})
    return found.model_copy(update={"findings": [first, *found.findings[1:]], "problems": [HOSTILE]})


def test_json_keeps_to_the_published_schema(report: Report) -> None:
    schema = Report.model_json_schema()
    plain = report.model_copy(update={"findings": report.findings[1:]})
    found = json.loads(FORMATS["json"](plain))
    jsonschema.Draft202012Validator(schema).validate(found)
    assert Report.model_validate(found) == plain
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate({**found, "more": 1})


def test_sarif_names_rules_results_and_fingerprints(report: Report) -> None:
    found = json.loads(FORMATS["sarif"](report))
    [run_] = found["runs"]
    rules = run_["tool"]["driver"]["rules"]
    assert found["version"] == "2.1.0"
    for result, finding in zip(run_["results"], report.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["level"] in {"error", "warning", "note"}
        assert result["partialFingerprints"] == {"codegenDiff/v1": finding.fingerprint}
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "spec/a.json"


def test_junit_counts_what_fails(report: Report) -> None:
    root = ElementTree.fromstring(FORMATS["junit"](report))
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["major", "minor", "patch", "version"]
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
    assert suites["major"].get("failures") == "1"
    assert suites["patch"].get("failures") == "0"


def test_each_annotation_is_one_line(report: Report) -> None:
    lines = FORMATS["github"](report).splitlines()
    form = re.compile(r"::(error|warning|notice) file=[^,:]+,title=[^,:]+::[^\n]+")
    assert len(lines) == 4  # a patch is no news
    assert all(form.fullmatch(line) for line in lines)


def test_markdown_has_a_heading_a_rule_and_no_html(report: Report) -> None:
    tokens = MarkdownIt("commonmark").parse(FORMATS["markdown"](report))
    headings = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
    assert headings[1:] == [
        "major: category-changed (1)",
        "minor: value-added-open (1)",
        "patch: wording (1)",
    ]
    inner = [
        child.content for token in tokens for child in token.children or [] if child.type == "html_inline"
    ]
    assert set(inner) <= {"<br>", "<code>", "</code>"}
    assert "html_block" not in [token.type for token in tokens]


def test_people_read_levels_rules_and_the_verdict(report: Report) -> None:
    out = io.StringIO()
    show(report.model_copy(update={"findings": report.findings[1:], "problems": []}), out, whole=False)
    text = out.getvalue()
    assert text.index("MAJOR: 1") < text.index("MINOR: 1") < text.index("PATCH: 1") < text.index("too low")
    assert "value-added-open · 1 · a person must look" in text
    assert "`--all` shows them" in text


def test_long_lists_are_folded(tmp_path: Path) -> None:
    many = report_of(tmp_path, "category-changed")
    rule = many.rules[0].model_copy(update={"findings": 30})
    many = many.model_copy(update={"rules": [rule], "findings": many.findings * 30})
    texts = {}
    for whole in (False, True):
        out = io.StringIO()
        show(many, out, whole=whole)
        texts[whole] = out.getvalue()
    assert texts[False].count("account_locked") == 8
    assert "... 22 more" in texts[False]
    assert texts[True].count("account_locked") == 30


@pytest.mark.parametrize(
    ("base", "level", "least"),
    [
        ("0.1.0", "major", "0.2.0"), ("0.1.4", "minor", "0.2.0"), ("0.1.4", "patch", "0.1.5"),
        ("1.2.3", "major", "2.0.0"), ("1.2.3", "minor", "1.3.0"), ("1.2.3", "none", "1.2.3"),
    ],
)  # fmt: skip
def test_the_least_version_follows_from_the_level(base: str, level: Any, least: str) -> None:
    assert least_version(base, level) == least


def test_a_version_in_the_making_keeps_the_promises_of_the_last_release() -> None:
    listed = [
        ReleaseEntry(version=version, date="2026-01-01", revision="a", file="a", sha256="a")
        for version in ("0.9.0", "0.10.0", "1.0.0")
    ]
    assert [promised(version, listed) for version in ("0.10.0", "0.11.0", "2.0.0", "0.1.0")] == [
        "0.10.0", "0.10.0", "1.0.0", "0.1.0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("version", "enough"), [("0.1.0", False), ("0.1.9", False), ("0.2.0", True), ("1.0.0", True)]
)
def test_the_verdict_says_whether_the_version_is_enough(version: str, enough: bool, tmp_path: Path) -> None:
    assert report_of(tmp_path, "category-changed", spec_version=version).verdict.enough is enough


def acceptance(fingerprint: str, until: str = "2026-06-01", against: str = "0.1.0") -> Acceptance:
    return Acceptance(fingerprint=fingerprint, against=against, reason="A test.", until=until)


def test_what_is_accepted_does_not_count(tmp_path: Path) -> None:
    [finding] = report_of(tmp_path, "category-changed").findings
    (tmp_path / "acceptances.json").write_text(
        json.dumps({"acceptances": [acceptance(finding.fingerprint).model_dump()]})
    )
    found = report_of(tmp_path, "category-changed")
    assert (found.verdict.level, found.findings[0].accepted, found.passes) == ("none", True, True)


@pytest.mark.parametrize(
    ("rule", "change", "problem"),
    [
        ("category-changed", {"fingerprint": "0" * 12}, "no finding has this fingerprint"),
        ("category-changed", {"until": "2025-12-31"}, "it was accepted until 2025-12-31"),
        ("retry-loosened", {}, "cannot be accepted"),
    ],
)
def test_an_acceptance_that_is_not_good_is_an_error(rule: str, change: dict[str, str], problem: str) -> None:
    findings = compare(illustration(rule).specs())
    item = acceptance(findings[0].fingerprint).model_copy(update=change)
    taken, problems = accepted(findings, [item], "0.1.0", TODAY)
    assert taken == set()
    assert len(problems) == 1
    assert problem in problems[0]


def test_an_acceptance_counts_on_its_last_day_once_and_for_its_release() -> None:
    findings = compare(illustration("category-changed").specs())
    item = acceptance(findings[0].fingerprint, until="2026-01-01")
    assert accepted(findings, [item], "0.1.0", TODAY) == ({item.fingerprint}, [])
    assert accepted(findings, [item], "0.2.0", TODAY) == (set(), [])
    assert "twice" in accepted(findings, [item, item], "0.1.0", TODAY)[1][0]


@pytest.mark.parametrize("text", ["", "[]", '{"acceptances": [{"fingerprint": "x"}]}', "[" * 100_000])
def test_acceptances_that_cannot_be_read_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "acceptances.json").write_text(text)
    with pytest.raises(UsageError, match="acceptances"):
        read_acceptances(tmp_path)


def usage_file(tmp_path: Path, *codes: tuple[str, str, int]) -> Path:
    path = tmp_path / "scan.json"
    met = [{"provider": "acme", "vocabulary": each[0], "code": each[1], "count": each[2]} for each in codes]
    path.write_text(json.dumps({"logs": ["-"], "codes": met}))
    return path


@pytest.mark.parametrize(
    ("rule", "codes", "met"),
    [
        ("value-changed", [("link.status", "BAD_LOGIN", 3)], True),
        ("value-changed", [("link.status", "bad_login", 1)], True),
        ("value-changed", [("link.status", "BAD_LOGIN", 0)], False),
        ("category-changed", [("link.status", "OTHER", 3)], False),
        ("category-changed", [], False),
        ("field-removed", [], False),
        ("field-removed", [("link.status", "OTHER", 3)], True),
        ("term-removed", [], True),
        ("decision-table-changed", [], True),
    ],
)
def test_usage_marks_only_what_is_surely_not_met(
    rule: str, codes: list[tuple[str, str, int]], met: bool, tmp_path: Path
) -> None:
    specs = illustration(rule).specs()
    usage = read_usage(usage_file(tmp_path, *codes), specs)
    assert [usage.meets(finding) for finding in compare(specs)] == [met]


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"codes": [{"code": []}]}', b"[" * 100_000])
def test_usage_that_cannot_be_read_is_wrong_use(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "scan.json"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=r"scan\.json"):
        read_usage(path, illustration("wording").specs())
    with pytest.raises(UsageError, match=r"none\.json"):
        read_usage(tmp_path / "none.json", illustration("wording").specs())


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A file with the tiny spec as it is."""
    path = tmp_path / "linkcodes.json"
    path.write_text(json.dumps(document(resolved("tiny"))))
    return path


def diff(*arguments: object) -> tuple[int, str]:
    out = io.StringIO()
    return run(["diff", *map(str, arguments)], out), out.getvalue()


def test_nothing_changed(released: Path, tiny_spec: Path) -> None:
    status, text = diff("--against", released, "--spec", tiny_spec)
    assert status == 0
    assert "0 findings" in text
    assert "answers were not compared" in text


def test_a_version_that_is_too_low_fails_until_it_is_raised(released: Path, tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", "/vocabularies/0/codes/1/summary", "Another sentence.")
    status, text = diff("--against", released, "--spec", tiny_spec, "--format", "json")
    found = json.loads(text)
    assert status == 1
    assert found["verdict"] == {"level": "patch", "least_version": "0.1.1", "enough": False}
    assert found["findings"][0]["file"].startswith("spec/providers/acme")
    edit(tiny_spec, "spec.json", "/spec_version", "0.1.1")
    assert diff("--against", released, "--spec", tiny_spec)[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["--against", "no-such-thing"], ["--against", "-x"], ["--format", "yaml"], ["--usage", "none.json"],
        ["--no-such-option"],
    ],
)  # fmt: skip
def test_wrong_use_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--spec", str(SPECS["tiny"]), *arguments], io.StringIO()) == 2
    assert capsys.readouterr().err.count("Traceback") == 0


def test_without_a_release_one_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--spec", str(SPECS["tiny"])], io.StringIO()) == 2
    assert "name something with --against" in capsys.readouterr().err


def test_the_rules_are_listed() -> None:
    status, text = diff("rules", "--format", "json")
    records = {record["rule"]: record for record in json.loads(text)}
    assert status == 0
    assert records["retry-loosened"]["answer"] == "major"
    assert json.loads(diff("schema")[1])["title"] == "Report"
