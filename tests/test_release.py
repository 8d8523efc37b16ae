"""A release: what must be true first, what is built, and that a dry run leaves nothing behind."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from codegen.compat.history import snapshot, store
from codegen.maintain.release.build import STAMPS, archive, epoch_of, files_below, sums
from codegen.maintain.release.report import release_report
from codegen.maintain.release.run import changelog_is_written, release, version_is_high_enough
from codegen.maintain.release.sbom import bill_of_materials
from codegen.read.findings import UsageError
from tests.conftest import REPO
from tests.copies import DATE, commit, everything, generate, git, tiny_copy
from tests.editing import edit

STUB = """
.PHONY: wheel sdist npm dataset data site
wheel sdist npm dataset:
	@mkdir -p build/dist
	@for name in $(NAME_$@); do echo $@ $(SOURCE_DATE_EPOCH) >build/dist/$$name; done
data:
	@mkdir -p build/data && echo table >build/data/linkcodes.duckdb
site:
	@mkdir -p build/site && echo page >build/site/index.html
NAME_wheel = linkcodes-0.2.0-py3-none-any.whl
NAME_sdist = linkcodes-0.2.0.tar.gz
NAME_npm = linkcodes-0.2.0.tgz
NAME_dataset = linkcodes_dataset-0.2.0-py3-none-any.whl linkcodes-dataset-0.2.0.tgz
"""
"""Rules in place of those of the Makefile, which take minutes; `test_builds.py` runs the real ones.

The spec is the tiny one; `make test-release` releases the real one by the real rules.
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one commit: 0.1.0 is recorded and 0.2.0 is next; its rules build nothing."""
    repo = tiny_copy(tmp_path_factory.mktemp("release") / "repo")
    first = snapshot.of_tree(repo, "first")
    store.write(repo / "spec/history", first, "2026-01-01", "0" * 40)
    edit(repo / "spec", "spec.json", "/spec_version", "0.2.0")
    generate(repo)
    (repo / "Makefile").write_text(STUB, encoding="utf-8")
    changelog = "# Changelog\n\n## Unreleased\n\n## 0.2.0\n\n- New.\n\n## 0.1.0\n\n- First.\n"
    (repo / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    (repo / ".gitignore").write_text("/build\n/.venv\n/node_modules\n__pycache__\n", encoding="utf-8")
    git(repo.parent, "init", "-q", str(repo))
    commit(repo, "First")
    return repo


@pytest.fixture
def repo(original: Path, tmp_path: Path) -> Path:
    """A copy of that repository, for a test to change."""
    return Path(shutil.copytree(original, tmp_path / "repo", symlinks=True))


def test_a_copy_never_installs_the_tools_again() -> None:
    """Make would try to: the lock files of a copy are younger than the tools that it has links to."""
    found = re.findall(r"^\w+ := (\.venv/\S+|node_modules/\.\S+)$", (REPO / "Makefile").read_text(), re.M)
    assert sorted({*found} - {".venv/bin"}) == sorted(STAMPS)


# ---------------------------------------------------------------- a release as a whole


@pytest.mark.slow
def test_a_dry_run_builds_everything_and_leaves_nothing_behind(repo: Path) -> None:
    before = everything(repo)
    made = release(repo, dry_run=True)
    assert everything(repo) == before
    assert git(repo, "status", "--porcelain") == ""
    assert sorted(made.files) == [
        "SHA256SUMS", "linkcodes-0.2.0-py3-none-any.whl", "linkcodes-0.2.0.cdx.json",
        "linkcodes-0.2.0.duckdb", "linkcodes-0.2.0.tar.gz", "linkcodes-0.2.0.tgz",
        "linkcodes-data-0.2.0.tar.gz", "linkcodes-dataset-0.2.0.tgz", "linkcodes-site-0.2.0.tar.gz",
        "linkcodes_dataset-0.2.0-py3-none-any.whl",
    ]  # fmt: skip
    assert "nothing was kept" in release_report(made, dry_run=True)


@pytest.mark.slow
def test_a_release_is_recorded_and_can_be_built_again_from_its_record(repo: Path) -> None:
    made = release(repo, dry_run=False)
    folder = repo / made.folder
    files = everything(folder)
    listed = (folder / "SHA256SUMS").read_text().splitlines()
    assert {line[66:]: line[:64] for line in listed} == {
        name: digest for name, digest in files.items() if name != "SHA256SUMS"
    }
    assert [entry.version for entry in store.entries(repo / "spec/history")] == ["0.1.0", "0.2.0"]
    assert git(repo, "status", "--porcelain").split() == [
        *("M", "spec/history/index.json"), *("??", "spec/history/0.2.0.json.xz")
    ]  # fmt: skip
    assert made.entry.date == DATE
    assert f"wheel {epoch_of(DATE)}" in (folder / "linkcodes-0.2.0-py3-none-any.whl").read_text()
    words = release_report(made, dry_run=False)
    assert "git tag -a v0.2.0" in words and "npm publish build/release/0.2.0/linkcodes-0.2.0.tgz" in words
    commit(repo, "Record 0.2.0")
    again = release(repo, dry_run=False)
    assert (everything(folder), again.entry) == (files, made.entry)
    assert git(repo, "status", "--porcelain") == ""


@pytest.mark.slow
def test_nothing_is_written_where_a_build_fails(repo: Path) -> None:
    (repo / "Makefile").write_text(STUB.replace("echo page", "false"), encoding="utf-8")
    commit(repo, "Break the site")
    before = everything(repo)
    with pytest.raises(UsageError, match="make wheel sdist npm dataset data site` fails"):
        release(repo, dry_run=False)
    assert everything(repo) == before


@pytest.mark.slow
def test_a_package_of_another_version_is_no_release(repo: Path) -> None:
    (repo / "Makefile").write_text(
        STUB.replace("linkcodes-0.2.0.tgz", "linkcodes-0.1.9.tgz"), encoding="utf-8"
    )
    commit(repo, "Pack another version")
    with pytest.raises(
        UsageError, match=r"these were to be built: .*s-0\.2\.0\.tgz.*; these were: .*s-0\.1\.9"
    ):
        release(repo, dry_run=True)


# ---------------------------------------------------------------- what must be true


@pytest.mark.slow
def test_what_is_not_committed_is_not_released(repo: Path) -> None:
    (repo / "stray.txt").write_text("?", encoding="utf-8")
    with pytest.raises(UsageError, match=r"^stray\.txt is not committed"):
        release(repo, dry_run=True)


@pytest.mark.slow
def test_what_is_not_generated_is_not_released(repo: Path) -> None:
    (repo / "generated/data/codes.csv").write_text("by hand\n", encoding="utf-8")
    commit(repo, "Edit by hand")
    with pytest.raises(UsageError, match=r"^generated/data/codes\.csv is not what spec/ gives \(1 in all\)"):
        release(repo, dry_run=True)


@pytest.mark.parametrize(
    ("changelog", "fragment", "said"),
    [
        ("## Unreleased\n\n## 0.1.0\n\n- A.\n", None, "CHANGELOG.md says nothing about 0.2.0"),
        ("## 0.2.0\n\n## 0.1.0\n\n- A.\n", None, "CHANGELOG.md says nothing about 0.2.0"),
        ("## Unreleased\n\n- B.\n\n## 0.2.0\n\n- A.\n", None, "below `## Unreleased`; run `make changelog`"),
        ("## 0.2.0\n\n- A.\n", "one.added.md", "changes/one.added.md is not in CHANGELOG.md yet"),
    ],
)
def test_what_the_changelog_does_not_tell_is_not_released(
    changelog: str, fragment: str | None, said: str, tmp_path: Path
) -> None:
    (tmp_path / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes/README.md").write_text("", encoding="utf-8")
    if fragment:
        (tmp_path / "changes" / fragment).write_text("A.", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        changelog_is_written(tmp_path, "0.2.0")
    assert said in str(raised.value)


def test_a_version_that_is_too_low_is_not_released(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`codegen diff` judges; what it says is passed on."""
    (tmp_path / "codegen.py").write_text(
        "print('the version is too low'); raise SystemExit(1)", encoding="utf-8"
    )
    monkeypatch.delenv("PYTHONPATH", raising=False)
    with pytest.raises(UsageError, match="`codegen diff` fails:\nthe version is too low"):
        version_is_high_enough(tmp_path)


# ---------------------------------------------------------------- archives and bill


def test_an_archive_follows_from_its_files_alone(tmp_path: Path) -> None:
    archives = []
    for umask, names in ((0o022, ("b", "a/é")), (0o077, ("a/é", "b"))):
        folder, before = tmp_path / oct(umask), os.umask(umask)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name, encoding="utf-8")
        os.umask(before)
        os.utime(folder / "b", (umask, umask))
        files = sorted(files_below(folder, "data/").items(), reverse=umask == 0o077)
        archives.append(archive(dict(files), "root", epoch_of(DATE)))
    assert archives[0] == archives[1]
    assert int.from_bytes(archives[0][4:8], "little") == epoch_of(DATE)
    with tarfile.open(fileobj=io.BytesIO(archives[0])) as tar:
        members = {member.name: (member.mode, member.mtime, member.uid, member.uname) for member in tar}
    assert members == dict.fromkeys(("root/data/a/é", "root/data/b"), (0o644, epoch_of(DATE), 0, ""))


def test_sums_are_what_sha256sum_checks(tmp_path: Path) -> None:
    files = {"b": b"2", "a": b"1"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "SHA256SUMS").write_bytes(sums(files))
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "a: OK\nb: OK\n"


@pytest.mark.slow
def test_the_bill_of_materials_is_valid_and_the_same_twice() -> None:
    packages = {f"linkcodes-0.2.0{end}": end.encode() for end in ("-py3-none-any.whl", ".tar.gz", ".tgz")}
    packages |= {"linkcodes_dataset-0.2.0-py3-none-any.whl": b"wheel", "linkcodes-dataset-0.2.0.tgz": b"npm"}
    bill = bill_of_materials(REPO, "0.2.0", DATE, packages)
    assert bill_of_materials(REPO, "0.2.0", DATE, packages) == bill
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill.decode()) is None
    document = json.loads(bill)
    scopes = {item["purl"]: item["scope"] for item in document["components"]}
    assert [purl for purl, scope in scopes.items() if scope == "required"] == [
        f"pkg:npm/linkcodes@0.2.0?file_name={'linkcodes-0.2.0.tgz'}",
        f"pkg:pypi/linkcodes@0.2.0?file_name={'linkcodes-0.2.0-py3-none-any.whl'}",
        f"pkg:pypi/linkcodes@0.2.0?file_name={'linkcodes-0.2.0.tar.gz'}",
        f"pkg:npm/linkcodes-dataset@0.2.0?file_name={'linkcodes-dataset-0.2.0.tgz'}",
        f"pkg:pypi/linkcodes-dataset@0.2.0?file_name={'linkcodes_dataset-0.2.0-py3-none-any.whl'}",
    ]
    optional = {purl.partition("@")[0] for purl, scope in scopes.items() if scope == "optional"}
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {
        re.split("[<>=~!]", need)[0] for needs in project["optional-dependencies"].values() for need in needs
    }
    assert optional == {"pkg:npm/react", *(f"pkg:pypi/{name}" for name in extras)}
    assert document["metadata"]["timestamp"] == f"{DATE}T00:00:00+00:00"
    locked = json.loads((REPO / "package-lock.json").read_bytes())["packages"]
    tools = {purl for purl, scope in scopes.items() if scope == "excluded" and purl.startswith("pkg:npm/")}
    assert len(tools) > len(locked) / 2


def test_the_command_says_what_it_does() -> None:
    command = [sys.executable, "-m", "codegen", "release", "--help"]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=True)
    assert "publish nothing" not in done.stderr
    assert "--dry-run" in done.stdout
