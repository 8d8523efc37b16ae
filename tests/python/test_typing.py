"""Strict type checkers: mypy on all of the package, pyright on what is generated, both on its users."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPO
from tests.proved import GENERATED

pytestmark = [pytest.mark.slow, pytest.mark.follows_from(*GENERATED, "tests/python")]

HERE = Path(__file__).parent
PYRIGHT = REPO / "node_modules" / ".bin" / "pyright"
PROGRAMS = {
    "tiny": ("consumer", "mistaken"),
    "real": ("receiver", "misreceived", "typos", "typed"),
    "hostile": (),
}
"""Programs that use what is made of a spec. A line with a remark must be an error, and no other may be."""
Place = tuple[str, int]
"""A file and a line of it."""


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Return the programs of each spec, as files that a type checker reads."""
    base = tmp_path_factory.mktemp("programs")
    return {spec: [sample(name, base / spec) for name in names] for spec, names in PROGRAMS.items()}


def sample(name: str, folder: Path) -> Path:
    path = folder / f"{name}.py"
    folder.mkdir(exist_ok=True)
    path.write_bytes((HERE / f"{name}.py.in").read_bytes())
    return path


def marked(paths: list[Path]) -> set[Place]:
    """Return the lines with a remark, which says what is wrong there."""
    return {
        (path.name, number)
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "  # " in line
    }


def generated(tree: Path, root: Path) -> list[Path]:
    """Return the modules of the joined package that are generated."""
    half = tree / "python"
    return sorted(root / path.relative_to(half) for path in half.rglob("*.py"))


# ---------------------------------------------------------------- mypy, on all of the package


@pytest.fixture(scope="module")
def cache() -> Path:
    """Return a folder in which mypy keeps what it knows of the libraries, for all specs and the next run."""
    folder = REPO / "build/types/mypy"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("spec", PROGRAMS)
def test_mypy_sees_the_mistakes_of_programs_and_nothing_else(
    spec: str, joined: Callable[[str], Path], programs: dict[str, list[Path]], cache: Path
) -> None:
    root = joined(spec)
    output = mypy([root / "linkcodes", *programs[spec]], root, cache)
    found = {
        (Path(path).name, int(line)) for path, line in re.findall(r"^(.+?):(\d+): error: ", output, re.M)
    }
    assert found == marked(programs[spec]), output


def mypy(paths: list[Path], root: Path, cache: Path) -> str:
    """Return what mypy says of files and folders, at its strictest."""
    config = cache / "mypy.ini"
    config.write_text(untyped(), encoding="utf-8")
    options = [
        "--strict",
        f"--config-file={config}",
        "--python-version=3.11",
        f"--cache-dir={cache}",
        "--no-pretty",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *map(str, paths)],
        env=os.environ | {"MYPYPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


def untyped() -> str:
    """Return settings of mypy that allow what the project's own allow: packages that come without types."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))
    allowed = (override["module"] for override in project["tool"]["mypy"]["overrides"])
    sections = (f"[mypy-{name}]\nignore_missing_imports = true\n" for names in allowed for name in names)
    return "[mypy]\n" + "".join(sections)


# ---------------------------------------------------------------- pyright, on what is generated


def test_pyright_sees_the_mistakes_of_programs_and_nothing_else(
    joined: Callable[[str], Path],
    rendered: Callable[[str], Path],
    programs: dict[str, list[Path]],
    tmp_path: Path,
) -> None:
    """Mypy alone checks what is written by hand: strict pyright asks for types of all data that it reads."""
    paths = {spec: generated(rendered(spec), joined(spec)) + programs[spec] for spec in PROGRAMS}
    report = pyright(paths, {spec: joined(spec) for spec in PROGRAMS}, tmp_path)
    errors = [item for item in report["generalDiagnostics"] if item["severity"] == "error"]
    found = {(Path(item["file"]).name, item["range"]["start"]["line"] + 1) for item in errors}
    assert found == {place for spec in PROGRAMS for place in marked(programs[spec])}, errors
    assert report["summary"]["warningCount"] == 0
    assert report["summary"]["filesAnalyzed"] == sum(map(len, paths.values())), "it passed over some of them"


def pyright(paths: Mapping[str, list[Path]], roots: Mapping[str, Path], folder: Path) -> Any:
    """Return the report of one strict run over files of several specs, each with a package of its own."""

    def here(
        path: Path,
    ) -> str:  # it passes over a path that is not relative, and mentions it only in its log
        return os.path.relpath(path, folder)

    # An environment is the folder of the package, or that of the programs that use it.
    folders = {
        path.parent: spec for spec in paths for path in paths[spec] if not path.is_relative_to(roots[spec])
    }
    folders |= {root: spec for spec, root in roots.items()}
    environments = [
        {"root": here(place), "extraPaths": [here(roots[spec])]} for place, spec in folders.items()
    ]
    config = {
        "include": [here(path) for spec in paths for path in paths[spec]],
        "exclude": [],  # what is included must win over folders that it leaves out unasked
        "executionEnvironments": environments,
        "pythonVersion": "3.11",
        "typeCheckingMode": "strict",
        **_UNASKED,
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = subprocess.run(
        [str(PYRIGHT), "--project", str(folder), "--pythonpath", sys.executable, "--outputjson"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return json.loads(done.stdout)


_UNASKED = {"reportIncompatibleVariableOverride": False}
"""A model with further fields says of which type they are, as pydantic documents it, and narrows its base."""


def test_there_are_thirty_typos() -> None:
    assert (HERE / "typos.py.in").read_text(encoding="utf-8").count("  # ") == 30


# ---------------------------------------------------------------- style


@pytest.mark.parametrize("spec", ["tiny", "real"])
def test_the_package_is_formatted(spec: str, joined: Callable[[str], Path]) -> None:
    command = [sys.executable, "-m", "ruff", "format", "--check", "--diff", "--isolated", "--line-length=110"]
    root = joined(spec)
    result = subprocess.run([*command, "--no-cache", str(root)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
