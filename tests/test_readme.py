"""The README keeps its word: its examples run as written, and what it points to exists."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PACKAGE, REPO

pytestmark = pytest.mark.slow

README = (REPO / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PYTHON = [text for language, text in BLOCKS if language == "python"]
TYPESCRIPT = [text for language, text in BLOCKS if language == "ts"]


def promised(program: str) -> list[str]:
    """Return what the comments behind its outputs say."""
    return re.findall(r"(?:print|console\.log)\(.*\);? +(?:#|//) (.*)$", program, re.MULTILINE)


def test_it_is_short_and_has_an_example_in_each_language() -> None:
    assert len(README.encode()) < 6_500
    assert [language for language, _ in BLOCKS] == ["sh", "python", "ts", "sh"]


def test_the_python_example_prints_what_it_says() -> None:
    [program] = PYTHON
    environment = {"PYTHONPATH": os.pathsep.join(map(str, PACKAGE))}
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == promised(program) != []


def test_the_typescript_example_compiles_and_prints_what_it_says(tmp_path: Path) -> None:
    [program] = TYPESCRIPT
    package = tmp_path / "node_modules" / "linkcodes"
    subprocess.run([REPO / "tools/join-npm.sh", REPO / "generated", package], check=True)
    (package.parent / "@types").symlink_to(REPO / "node_modules/@types")
    tsc = REPO / "node_modules/.bin/tsc"
    subprocess.run([tsc, "-p", package], check=True)
    (tmp_path / "example.mts").write_text(program, encoding="utf-8")
    options = ["--strict", "--module", "nodenext", "--target", "es2022", "--types", ""]
    done = subprocess.run(
        [tsc, *options, "example.mts"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    done = subprocess.run(["node", "example.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == promised(program) == promised(PYTHON[0]) != []


def test_the_packages_to_install_are_those_that_are_made() -> None:
    version = json.loads((REPO / "generated/spec/linkcodes.json").read_bytes())["spec_version"]
    made = [f"build/dist/linkcodes-{version}-py3-none-any.whl", f"build/dist/linkcodes-{version}.tgz"]
    assert BLOCKS[0][1].split() == ["pip", "install", made[0], "npm", "install", made[1]]


LINKS = sorted(set(re.findall(r"\]\(([^)]+)\)", README)))


@pytest.mark.parametrize("link", LINKS)
def test_a_link_leads_somewhere(link: str) -> None:
    path, _, anchor = link.partition("#")
    file = REPO / (path or "README.md")
    assert file.exists()
    if anchor:
        headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert anchor in {re.sub(r"[^\w -]", "", text).lower().replace(" ", "-") for text in headings}


def test_the_commands_exist() -> None:
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`?make ([a-z]+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
