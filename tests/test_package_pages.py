"""The pages that the registries show: their code runs, they name what is there, and lead nowhere else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from email.parser import Parser
from pathlib import Path

import pytest

from tests.conftest import PACKAGE, REPO
from tests.packages import Package
from tools.readme import composed

GENERATED = REPO / "generated"
PYTHON = (REPO / "packages/python/README.md").read_text("utf-8")
PAGES = {
    "python": composed(GENERATED, REPO / "packages/python/README.md"),
    "npm": composed(GENERATED, GENERATED / "typescript/README.md"),
    "dataset": (REPO / "packages/dataset/README.md").read_text("utf-8"),
}
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


@pytest.mark.slow
def test_the_python_of_the_page_prints_what_it_says() -> None:
    programs = re.findall(r"^```python\n(.*?)^```$", PYTHON, re.MULTILINE | re.DOTALL)
    environment = {"PYTHONPATH": os.pathsep.join(map(str, PACKAGE))}
    command = [sys.executable, "-W", "error", str(REPO / "tests/run_blocks.py")]
    done = subprocess.run(
        command, input=json.dumps(programs), env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    promised = [
        re.findall(r"^ *print\(.*\) +# (?!the reason|where)(.*)$", text, re.MULTILINE) for text in programs
    ]
    masked = re.findall(r"^prints `(.*)`: codes", PYTHON, re.MULTILINE)
    assert len(masked) == 1
    assert json.loads(done.stdout) == [lines or masked for lines in promised]


@every_page
def test_it_says_how_to_install_and_leads_to_no_file_of_the_repository(page: str) -> None:
    """A registry shows the page alone; what it links to has to be in it."""
    assert re.search(r"^(pip|npm) install linkcodes", page, re.MULTILINE)
    headings = {text.lower() for text in re.findall(r"^## (.*)$", page, re.MULTILINE)}
    assert {link.removeprefix("#") for link in re.findall(r"\]\(([^)]+)\)", page)} <= headings


@pytest.mark.parametrize("page", [PAGES["python"], PAGES["npm"]], ids=["python", "npm"])
def test_it_names_what_the_functions_take(page: str) -> None:
    document = json.loads((GENERATED / "spec/linkcodes.json").read_bytes())
    listed = set(re.findall(r"`([^`\n]+)`", page.partition("## Operations")[2]))
    operations = {item["id"] for item in document["taxonomy"]["operations"]}
    payloads = {
        item["id"].partition(":")[2]
        for provider in document["providers"]
        for item in provider["payloads"]
        if item["body"]
    }
    assert len(payloads) > 200
    assert operations | payloads <= listed
    assert "redact" in page


@pytest.mark.slow
def test_the_packages_show_them(wheel: Path, package: Callable[[str], Package]) -> None:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        shown = Parser().parsestr(archive.read(name).decode())
    assert str(shown.get_payload()).strip() == PAGES["python"].strip()
    with tarfile.open(package("real").tarball) as archive:
        file = archive.extractfile("package/README.md")
        assert file and file.read().decode() == PAGES["npm"]


def test_every_extra_is_on_the_page() -> None:
    extras = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    table = PYTHON.partition("## Extras")[2].partition("\n## ")[0]
    assert set(re.findall(r"`([a-z-]+)`", table)) >= {*extras}


def test_every_adapter_has_an_extra() -> None:
    folder = REPO / "packages/python/linkcodes/integrations"
    adapters = {path.stem.replace("_", "-") for path in folder.iterdir() if path.stem[0] != "_"}
    extras = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert adapters - {*extras} == {"logging", "retrying"}, (
        "what the standard library has, and what adapters share"
    )
