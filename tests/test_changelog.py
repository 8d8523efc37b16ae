"""The changelog: what a comparison finds becomes fragments, and fragments become the section of a version."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from codegen.compat.report.fragment import write_fragments
from codegen.compat.report.model import Compared, Report, ReportedPlan, ReportedReplay, ReportedRule, Verdict
from codegen.maintain.release.run import changelog_is_written
from tests.conftest import REPO

UNTOLD = "### Advice\n\n- Waits have an end.\n\n## 0.1.0\n\nFirst version.\n"
CHANGELOG = f"# Changelog\n\n## Unreleased\n\n{UNTOLD}"


def rule(id: str, level: str, findings: int) -> ReportedRule:
    told = {"id": id, "level": level, "review": False, "summary": f"{id} is found.", "why": "It matters."}
    return ReportedRule.model_validate({**told, "consumers": {}, "findings": findings})


def report(*rules: ReportedRule) -> Report:
    plan = ReportedPlan(meaning="acme:link.status#OK", mode="attended", old=[], new=[], explained=True)
    return Report(
        against=Compared(name="0.1.0", version="0.1.0", promised="0.1.0"),
        spec_version="0.2.0",
        verdict=Verdict(level="major", least_version="0.2.0", enough=True),
        rules=list(rules),
        findings=[],
        replayed=ReportedReplay(asked=6_648, answers_changed=924, unexplained=1, plans=[plan]),
    )


def test_what_was_found_is_told_by_level_the_most_frequent_first(tmp_path: Path) -> None:
    rules = rule("a-changed", "major", 3), rule("b-changed", "major", 1_200), rule("c-added", "minor", 1)
    written = write_fragments(report(*rules), tmp_path)
    assert [path.name for path in written] == ["found.breaking.md", "found.added.md"]
    text = written[0].read_text(encoding="utf-8")
    assert "1,203 changes" in text
    assert "6,648 questions" in text and "924 answers differ" in text
    assert text.splitlines()[-2:] == [
        "- 1,200 x `b-changed`: b-changed is found.",
        "- 3 x `a-changed`: a-changed is found.",
    ]


def test_a_later_comparison_replaces_an_earlier_one(tmp_path: Path) -> None:
    write_fragments(report(rule("a-changed", "major", 3)), tmp_path)
    write_fragments(report(rule("w", "patch", 1)), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["found.changed.md"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The settings of this project with a changelog and fragments of its own."""
    shutil.copyfile(REPO / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / "changes").mkdir()
    for name in ("section.md.jinja", "README.md"):
        shutil.copyfile(REPO / "changes" / name, tmp_path / "changes" / name)
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    (tmp_path / "changes/lists.breaking.md").write_text("Lists are read\nitem by item.\n", encoding="utf-8")
    write_fragments(report(rule("a-changed", "major", 3), rule("c-added", "minor", 1)), tmp_path / "changes")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "add", "-A"], check=True)
    return tmp_path


def towncrier(project: Path) -> None:
    """Run what `make changelog` runs after the comparison."""
    command = [sys.executable, "-m", "towncrier", "build", "--yes", "--version", "0.2.0"]
    subprocess.run(command, cwd=project, capture_output=True, check=True)


def test_the_makefile_runs_just_that() -> None:
    recipe = (REPO / "Makefile").read_text(encoding="utf-8").split("\nchangelog: ")[1].split("\n\n")[0]
    assert "-m codegen diff --write-fragment" in recipe
    assert "towncrier build --yes --version $(VERSION)" in recipe


def test_what_is_unreleased_becomes_the_section_of_the_version(project: Path) -> None:
    towncrier(project)
    text = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    head, section, rest = text.partition("## 0.2.0\n")
    assert head == "# Changelog\n\n## Unreleased\n\n"
    assert section and rest.endswith(UNTOLD)
    assert "### Breaks\n\n- Found by comparison with 0.1.0: 3 changes" in rest
    assert "\n- Lists are read\n  item by item.\n" in rest
    assert "  - 3 x `a-changed`: a-changed is found.\n" in rest
    assert sorted(path.name for path in (project / "changes").iterdir()) == ["README.md", "section.md.jinja"]
    changelog_is_written(project, "0.2.0")


def test_a_section_is_written_once(project: Path) -> None:
    towncrier(project)
    (project / "changes/more.added.md").write_text("More.", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        towncrier(project)
