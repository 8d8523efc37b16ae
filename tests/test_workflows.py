"""What runs on the forge: linted, valid, pinned, with the least permissions, and without logic of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import REPO

FORGE = REPO / ".github"
ACTION = REPO / "action.yml"
WORKFLOWS = sorted((FORGE / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent
every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)

TRIVIAL = {
    "npm publish ./dist/linkcodes-[0-9]*.tgz --provenance --access public",
    "npm publish ./dist/linkcodes-dataset-*.tgz --provenance --access public",
    'gh release create "$TAG" dist/* --verify-tag --title "$TAG" --notes "CHANGELOG.md says what changed."',
}
"""What publishes: one command each, of which nothing could be tried on another machine."""
GRANTED = {
    "audit": {"dependencies": {"contents": "read"}},
    "codeql": {"analyze": {"contents": "read", "security-events": "write"}},
    "release": {
        "check": {"contents": "read"},
        "test": {"contents": "read"},
        "build": {"contents": "read"},
        "attest": {"id-token": "write", "attestations": "write"},
        "python": {"id-token": "write"},
        "npm": {"id-token": "write"},
        "page": {"contents": "write"},
    },
    "test": {"everything": {"contents": "read"}},
}
"""All that any job may do; more is a decision, and written here."""


def read(path: Path) -> Any:
    # Not `safe_load`: YAML 1.1 takes the key `on` for true.
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job.get("steps", ())


def uses(path: Path) -> list[str]:
    return re.findall(r"^\s*(?:- )?uses: (\S.*)$", path.read_text("utf-8"), re.MULTILINE)


def pins() -> dict[str, set[str]]:
    """Return what follows the `@` of each action, everywhere; a part of a repository counts as the whole."""
    found: dict[str, set[str]] = {}
    for path in [*WORKFLOWS, ACTION]:
        for line in uses(path):
            action, _, pin = line.partition("@")
            if not action.startswith("./"):
                found.setdefault("/".join(action.split("/")[:2]), set()).add(pin)
    return found


def lint(*paths: Path) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "zizmor"), "--offline", "--no-progress", "--strict-collection", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_linter_finds_nothing() -> None:
    done = lint(FORGE, ACTION, REPO / ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout


def test_the_linter_finds_what_is_wrong(tmp_path: Path) -> None:
    shutil.copytree(FORGE, tmp_path / ".github")
    path = tmp_path / ".github/workflows/test.yml"
    [checkout] = pins()["actions/checkout"]
    text = path.read_text("utf-8").replace(f"checkout@{checkout}", "checkout@v6")
    path.write_text(text.replace("run: make test", "run: echo ${{ github.event.pull_request.title }}"))
    done = lint(tmp_path / ".github")
    assert done.returncode != 0
    assert "unpinned-uses" in done.stdout
    assert "template-injection" in done.stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", "workflows/*.yml"),
        ("github-workflows-require-timeout", "workflows/[!r]*.yml"),
        ("dependabot", "dependabot.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/*-*.yml"),
        ("github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("github-actions", "../action.yml"),
        ("citation-file-format", "../CITATION.cff"),
    ],
)
def test_the_files_are_what_the_forge_reads(schema: str, files: str) -> None:
    paths = sorted(map(str, FORGE.glob(files))) or [str(FORGE / files)]
    name = f"custom.{schema}" if schema.endswith("timeout") else f"vendor.{schema}"
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", name, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_by_one_digest_and_says_its_version() -> None:
    found = pins()
    assert len(found) >= 7
    for action, written in found.items():
        assert len(written) == 1, f"{action} has several pins: {written}"
        assert re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+", written.pop()), action


@every_workflow
def test_no_job_may_do_more_than_it_needs(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}, "each job says what it needs"
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == GRANTED[path.stem]
    assert "concurrency" in workflow
    assert "secrets." not in path.read_text("utf-8")
    assert "pull_request_target" not in workflow["on"]


@every_workflow
def test_the_logic_is_in_the_makefile(path: Path) -> None:
    targets = re.findall(r"^\.PHONY: (\S+)$", (REPO / "Makefile").read_text("utf-8"), re.MULTILINE)
    ran = [step["run"].strip() for step in steps(path) if "run" in step]
    for command in ran:
        assert command in TRIVIAL or re.fullmatch(r"make [a-z-]+", command), command
    called = {command.removeprefix("make ") for command in ran if command.startswith("make ")}
    assert called - {"release"} <= set(targets)


@every_workflow
def test_no_credential_stays_in_a_checkout(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_each_promised_version_is_tested() -> None:
    [job] = read(FORGE / "workflows/test.yml")["jobs"].values()
    rows = job["strategy"]["matrix"]["include"]
    text = (REPO / "pyproject.toml").read_text("utf-8")
    assert [row["python"] for row in rows] == re.findall(
        r'"Programming Language :: Python :: (3\.\d+)"', text
    )
    assert {row["node"] for row in rows} == {"20", "22", "24"}


def test_nothing_is_published_before_all_is_tested() -> None:
    jobs = read(FORGE / "workflows/release.yml")["jobs"]
    order = ["check", "test", "build", "attest", "python", "page"]
    for before, after in pairwise(order):
        assert before in jobs[after]["needs"]
    assert jobs["npm"]["needs"] == "attest"
    assert {name: job["environment"] for name, job in jobs.items() if "environment" in job} == {
        "python": "pypi",
        "npm": "npm",
    }


def test_updates_wait_before_they_are_proposed() -> None:
    for update in read(FORGE / "dependabot.yml")["updates"]:
        assert int(update["cooldown"]["default-days"]) >= 7


@pytest.mark.parametrize("name", ["code-missing", "advice-wrong"])
def test_every_report_gives_a_source_and_its_date(name: str) -> None:
    form = read(FORGE / f"ISSUE_TEMPLATE/{name}.yml")
    fields = {field["id"]: field for field in form["body"] if "id" in field}
    for id in ("source", "date"):
        assert fields[id]["validations"]["required"] == "true"
