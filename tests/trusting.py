"""What the tests share that try to fool a check."""

from __future__ import annotations

import subprocess
from pathlib import Path

from codegen.command import cli
from codegen.output import memory
from codegen.output.tree import sha256
from tests.test_cli import codegen

MODELS = "python/linkcodes/models/acme.py"
"""An output that is slow to make, and taken over from the last run where it can be."""


def generate(spec: Path, folder: Path) -> None:
    assert codegen("generate", "--spec", spec, "--out", folder)[0] == cli.OK


def check(spec: Path, folder: Path) -> int:
    return codegen("check", "--spec", spec, "--out", folder)[0]


def memory_file(folder: Path) -> Path:
    return memory.FOLDER / f"{sha256(str(folder).encode())[:16]}.json"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
