"""The real spec by the real rules: what `test_release.py` and `test_builds.py` prove of the tiny one.

Run by `make test-release`, which has just built the packages.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from codegen.maintain.release.build import PACKAGES, packages_of, run_make
from codegen.maintain.release.run import release
from tests.conftest import REPO
from tests.copies import commit, copied, everything, git, under


def test_a_dry_run_builds_everything_and_leaves_nothing_behind(tmp_path: Path) -> None:
    repo = copied(tmp_path / "repo", leave_out=("changes/",))
    version = json.loads((repo / "spec/spec.json").read_bytes())["spec_version"]
    (repo / "CHANGELOG.md").write_text(f"# Changelog\n\n## {version}\n\n- All is told.\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet", str(repo))
    commit(repo, "What is to be released")
    before = everything(repo)
    made = release(repo, dry_run=True)
    assert everything(repo) == before
    assert git(repo, "status", "--porcelain") == ""
    assert made.entry.version == version
    assert sorted(made.files) == [
        "SHA256SUMS", f"linkcodes-{version}-py3-none-any.whl", f"linkcodes-{version}.cdx.json",
        f"linkcodes-{version}.duckdb", f"linkcodes-{version}.tar.gz", f"linkcodes-{version}.tgz",
        f"linkcodes-data-{version}.tar.gz", f"linkcodes-dataset-{version}.tgz",
        f"linkcodes-site-{version}.tar.gz", f"linkcodes_dataset-{version}-py3-none-any.whl",
    ]  # fmt: skip
    assert [name for name, size in made.files.items() if size == 0] == []


def test_the_packages_are_the_same_bytes_from_another_folder_under_another_umask(tmp_path: Path) -> None:
    with under(0o077):
        copy = copied(tmp_path / "another folder/deeper")
        run_make(copy, int(os.environ["SOURCE_DATE_EPOCH"]), PACKAGES, 0o077)
    [wheel] = (copy / "build/dist").glob("linkcodes-*.whl")
    version = wheel.name.split("-")[1]
    one, two = (packages_of(folder / "build/dist", version) for folder in (REPO, copy))
    assert [name for name in one if one[name] != two[name]] == []
