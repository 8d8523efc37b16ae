"""Strict type checkers: mypy on all of the package, pyright on what is generated, both on its users."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPO

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
PYRIGHT = REPO / "node_modules" / ".bin" / "pyright"
Check = Callable[[list[Path], Path, Path], subprocess.CompletedProcess[str]]
ERROR = re.compile(r"(?:consumer|mistaken|misreceived|typos)\.py:(\d+):.*\berror\b")


def mypy(paths: list[Path], root: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    config = cache / "mypy.ini"
    config.write_text(untyped(), encoding="utf-8")
    options = [
        "--strict",
        "--config-file",
        str(config),
        "--python-version=3.11",
        f"--cache-dir={cache}",
        "--no-pretty",
    ]
    return subprocess.run(
        [sys.executable, "-m", "mypy", *options, *map(str, paths)],
        env=os.environ | {"MYPYPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def untyped() -> str:
    """Return settings of mypy that allow what the project's own allow: packages that come without types."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))
    allowed = (override["module"] for override in project["tool"]["mypy"]["overrides"])
    sections = (f"[mypy-{name}]\nignore_missing_imports = true\n" for names in allowed for name in names)
    return "[mypy]\n" + "".join(sections)


def pyright(paths: list[Path], root: Path, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    # It passes over a path that is not relative, and mentions it only in its log.
    include = [os.path.relpath(path, folder) for path in paths]
    config = {"include": include, "extraPaths": [str(root)], "pythonVersion": "3.11"}
    # The caller's own `include` must win over folders that pyright leaves out unasked.
    settings = config | {"exclude": [], "typeCheckingMode": "strict", **_UNASKED}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return subprocess.run(
        [str(PYRIGHT), "--project", str(folder), "--pythonpath", sys.executable, *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


_UNASKED = {"reportIncompatibleVariableOverride": False}
"""A model with further fields says of which type they are, as pydantic documents it, and narrows its base."""


def generated(tree: Path, root: Path) -> list[Path]:
    """Return the modules of the joined package that are generated."""
    half = tree / "python"
    return sorted(root / path.relative_to(half) for path in half.rglob("*.py"))


def sample(name: str, folder: Path) -> Path:
    path = folder / f"{name}.py"
    path.write_bytes((HERE / f"{name}.py.in").read_bytes())
    return path


def users(spec: str, folder: Path) -> list[Path]:
    """Return programs that use what is made of a spec."""
    names = {"tiny": "consumer", "real": "receiver"}
    return [sample(names[spec], folder)] if spec in names else []


@pytest.mark.parametrize("spec", ["tiny", "real", "hostile"])
def test_the_package_has_no_type_error(spec: str, joined: Callable[[str], Path], tmp_path: Path) -> None:
    root = joined(spec)
    result = mypy([root / "linkcodes", *users(spec, tmp_path)], root, tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("spec", ["tiny", "real", "hostile"])
def test_pyright_finds_nothing_in_what_is_generated_or_in_its_users(
    spec: str, joined: Callable[[str], Path], rendered: Callable[[str], Path], tmp_path: Path
) -> None:
    """Mypy alone checks what is written by hand: strict pyright asks for types of all data that it reads."""
    root = joined(spec)
    paths = generated(rendered(spec), root)
    programs = users(spec, tmp_path)
    result = pyright([*paths, *programs], root, tmp_path, "--outputjson")
    report = json.loads(result.stdout)
    assert report["generalDiagnostics"] == []
    assert report["summary"]["filesAnalyzed"] == len(paths) + len(programs), "it passed over some of them"


@pytest.mark.parametrize(("name", "spec"), [("mistaken", "tiny"), ("misreceived", "real")])
@pytest.mark.parametrize("check", [mypy, pyright])
def test_mistakes_are_seen(
    check: Check, name: str, spec: str, joined: Callable[[str], Path], tmp_path: Path
) -> None:
    path = sample(name, tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = {number for number, line in enumerate(lines, 1) if "  # " in line}
    result = check([path], joined(spec), tmp_path)
    assert {int(number) for number in ERROR.findall(result.stdout)} == expected, result.stdout


@pytest.mark.parametrize("check", [mypy, pyright])
def test_thirty_of_thirty_typos_are_seen(check: Check, joined: Callable[[str], Path], tmp_path: Path) -> None:
    path = sample("typos", tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = {number for number, line in enumerate(lines, 1) if "  # " in line}
    result = check([path], joined("real"), tmp_path)
    assert {int(number) for number in ERROR.findall(result.stdout)} == expected, result.stdout[-5000:]
    assert len(expected) == 30


@pytest.mark.parametrize("check", [mypy, pyright])
def test_ids_results_and_open_codes_have_the_types_that_are_promised(
    check: Check, joined: Callable[[str], Path], tmp_path: Path
) -> None:
    result = check([sample("typed", tmp_path)], joined("real"), tmp_path)
    assert result.returncode == 0, result.stdout[-5000:] + result.stderr


@pytest.mark.parametrize("spec", ["tiny", "real"])
def test_the_package_is_formatted(spec: str, joined: Callable[[str], Path]) -> None:
    command = [sys.executable, "-m", "ruff", "format", "--check", "--diff", "--isolated", "--line-length=110"]
    root = joined(spec)
    result = subprocess.run([*command, "--no-cache", str(root)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
