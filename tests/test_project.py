"""One setting says where the project lives: what is made from it agrees, and leaves out what is not known."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest
import yaml
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

from tests.conftest import REPO
from tools import project

ADDRESS = "https://forge.example/someone/linkcodes"
KNOWN = {"repository": ADDRESS, "site": "https://codes.example", "authors": [{"name": "Someone"}]}
EMPTY: dict[str, Any] = {"repository": "", "site": "", "authors": []}


def test_the_wheel_names_what_is_known() -> None:
    assert project.urls(EMPTY) == {}
    assert project.urls(KNOWN) == {
        "Homepage": "https://codes.example",
        "Documentation": "https://codes.example",
        "Repository": ADDRESS,
        "Issues": f"{ADDRESS}/issues",
        "Changelog": f"{ADDRESS}/blob/main/CHANGELOG.md",
    }
    assert project.urls({**KNOWN, "site": ""})["Homepage"] == ADDRESS


def test_the_npm_package_names_what_is_known() -> None:
    assert project.npm_fields(EMPTY) == {}
    fields = project.npm_fields(KNOWN)
    assert fields["repository"] == {"type": "git", "url": f"git+{ADDRESS}.git"}
    assert fields["bugs"] == {"url": f"{ADDRESS}/issues"}
    assert (fields["homepage"], fields["contributors"]) == ("https://codes.example", [{"name": "Someone"}])


def test_addresses_are_read_without_a_slash_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(f'[tool.linkcodes]\nrepository = "{ADDRESS}/"\nsite = ""\nauthors = []\n')
    assert project.setting(file)["repository"] == ADDRESS


def test_hatch_asks_for_the_setting() -> None:
    metadata = ProjectMetadata(str(REPO), PluginManager()).core
    setting = project.setting()
    assert metadata.urls == project.urls(setting)
    assert metadata.authors == setting["authors"]


def test_the_citation_agrees() -> None:
    citation = yaml.safe_load((REPO / "CITATION.cff").read_text("utf-8"))
    setting = project.setting()
    assert citation["authors"] == setting["authors"]
    assert citation.get("repository-code", "") == setting["repository"]
    assert citation.get("url", "") == setting["site"]
    assert "version" not in citation, "the version has one place, spec/spec.json"


def test_the_makefile_reads_the_same_setting(tmp_path: Path) -> None:
    """It tells MkDocs where the site and the repository are."""
    text = (REPO / "pyproject.toml").read_text("utf-8")
    text = text.replace('\nrepository = ""', f'\nrepository = "{ADDRESS}"')
    (tmp_path / "pyproject.toml").write_text(text.replace('\nsite = ""', '\nsite = "https://codes.example"'))
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec/spec.json").write_text('{"spec_version": "1.2.3"}')
    makefile = (REPO / "Makefile").read_text("utf-8")
    show = '\nshow:\n\t@echo "$$LINKCODES_SITE_URL $$LINKCODES_REPOSITORY"\n'
    (tmp_path / "Makefile").write_text(makefile + show)
    assert told(tmp_path) == f"https://codes.example/ {ADDRESS}"
    assert told(tmp_path, LINKCODES_SITE_URL="https://mine.example/").startswith("https://mine.example/ ")


def told(folder: Path, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LINKCODES_")}
    command = ["make", "--no-print-directory", "-s", "-C", str(folder), "show"]
    done = subprocess.run(command, env={**clean, **environment}, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("setting", "tag", "runs_in", "says"),
    [
        (KNOWN, "v1.0.0", ADDRESS, []),
        (KNOWN, "v1.0.0", "", []),
        (EMPTY, "v1.0.0", ADDRESS, ["`repository` is empty", "`authors` is empty"]),
        (KNOWN, "v1.0.1", ADDRESS, ["tag v1.0.0"]),
        (KNOWN, "", ADDRESS, ["tag v1.0.0"]),
        (KNOWN, "v1.0.0", "https://forge.example/fork/linkcodes", ["but this runs in"]),
    ],
)
def test_what_cannot_be_traced_is_not_released(
    setting: dict[str, Any], tag: str, runs_in: str, says: list[str]
) -> None:
    found = project.hindrances(setting, tag, "1.0.0", runs_in)
    assert len(found) == len(says)
    assert all(words in line for words, line in zip(says, found, strict=True))


def test_the_check_of_a_release_ends_early_and_says_why() -> None:
    done = run("releasable", "v0.0.0-none", "1.0.0", GITHUB_REPOSITORY="someone/linkcodes")
    assert done.returncode == 1
    assert "not releasable: the tag is 'v0.0.0-none'" in done.stderr
    assert "Traceback" not in done.stderr
    assert run("what").returncode == run().returncode == 1


def test_the_fields_are_put_into_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "linkcodes", "version": "1.0.0"}')
    assert run("npm", str(tmp_path / "package.json")).returncode == 0
    content = json.loads((tmp_path / "package.json").read_bytes())
    assert content == {"name": "linkcodes", "version": "1.0.0", **project.npm_fields(project.setting())}


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(REPO / "tools/project.py"), *words]
    environment = {"GITHUB_SERVER_URL": "https://forge.example", **environment}
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_the_wheel_that_is_built_has_no_empty_link() -> None:
    """Also where the setting is empty, as long as the project has no home."""
    text = Parser().parsestr(metadata_file())
    links = dict(line.split(", ", 1) for line in text.get_all("Project-URL") or [])
    assert links == project.urls(project.setting())
    assert text["Author"] == ", ".join(author["name"] for author in project.setting()["authors"])


def metadata_file() -> str:
    from hatchling.metadata.spec import DEFAULT_METADATA_VERSION, get_core_metadata_constructors  # noqa: PLC0415

    construct = get_core_metadata_constructors()[DEFAULT_METADATA_VERSION]
    return str(construct(ProjectMetadata(str(REPO), PluginManager())))
