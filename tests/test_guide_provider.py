"""The provider that the guide adds is built as written, in a copy of the generator and the spec."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.blocks import Block, blocks
from tests.conftest import REPO, SPECS

pytestmark = pytest.mark.slow

BLOCKS = {block.title: block for block in blocks() if block.guide == "add-a-provider"}
FILES = [block for block in BLOCKS.values() if block.language == "json"]
PROVIDER = "spec/providers/oakline.json"
FIXES = '          "fixes": ["Show the login form again, with an empty password."],\n'
Edit = Callable[[Path], None]


def workspace_in(folder: Path, spec: str) -> Path:
    """Make a folder with the generator, a spec and a Python where the guide expects them."""
    for source, name in (
        (REPO / "codegen", "codegen"),
        (REPO / "packages", "packages"),
        (SPECS[spec], "spec"),
    ):
        shutil.copytree(source, folder / name)
    python = folder / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return folder


def add_to(folder: Path, spec: str) -> Path:
    """Make a workspace in which everything that the guide says has been done."""
    workspace = workspace_in(folder, spec)
    for block in FILES:
        (add_vector if "conformance" in block.title else write)(workspace, block)
    edit(workspace / "spec/spec.json", lambda document: document["providers"].append("oakline"))
    return workspace


@pytest.fixture
def added(tmp_path: Path) -> Path:
    """Return a workspace with the tiny spec, which is read in a moment, and the provider of the guide."""
    return add_to(tmp_path, "tiny")


def write(workspace: Path, block: Block) -> None:
    path = workspace / block.title
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")


def add_vector(workspace: Path, block: Block) -> None:
    path = workspace / block.title
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        path.write_text('{ "vectors": [] }', encoding="utf-8")
    edit(path, lambda file: file["vectors"].append(json.loads(block.text)))


def edit(path: Path, change: Callable[..., object]) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")


def printed(workspace: Path, title: str) -> list[str]:
    """Run a block of commands there; return the last lines with text, as many as it promises."""
    block = BLOCKS[title]
    done = subprocess.run(
        ["sh", "-u"],
        input=block.text,
        cwd=workspace,
        env={"PATH": os.environ["PATH"], "HOME": str(workspace)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    return [line for line in done.stdout.splitlines() if line][-len(block.promised) :]


def test_nothing_of_the_guide_is_left_out() -> None:
    used = {"lint", "lint without fixes", "generate", "drift", "overlay"}
    assert {title for title, block in BLOCKS.items() if block not in FILES} == used


def test_the_provider_is_clean_beside_all_others(tmp_path: Path) -> None:
    assert printed(add_to(tmp_path, "real"), "lint") == BLOCKS["lint"].promised


def test_the_provider_can_be_used(added: Path) -> None:
    assert printed(added, "generate") == BLOCKS["generate"].promised
    generated = added / "generated"
    assert (generated / "python/linkcodes/oakline/_link_status.py").exists()
    assert '"a callback of Oakline"' in (generated / "conformance/decode.json").read_text(encoding="utf-8")


def test_the_linter_says_what_is_missing(added: Path) -> None:
    path = added / PROVIDER
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(FIXES, ""), encoding="utf-8")
    assert printed(added, "lint without fixes") == BLOCKS["lint without fixes"].promised


def test_a_page_that_has_changed_is_found_out(added: Path) -> None:
    page = "Statuses\n\nconnected\n\nThe bank is connected.\n\nwrong-password\n\nThe login was wrong.\n"
    (added / "page.txt").write_text(page, encoding="utf-8")
    assert printed(added, "drift") == BLOCKS["drift"].promised


def test_a_private_provider_stays_outside(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path, "tiny")
    private = workspace / "private/oakline.json"
    private.parent.mkdir()
    private.write_text(BLOCKS[PROVIDER].text, encoding="utf-8")
    assert printed(workspace, "overlay") == BLOCKS["overlay"].promised
