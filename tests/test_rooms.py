"""The rooms of the generator: each imports only from those below it, and no target imports another."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen import planner, searcher
from tests.conftest import REPO

CODEGEN = REPO / "codegen"
FLOORS = (
    "planner", "searcher", "text", "read/findings", "model", "read", "resolve", "lint", "compat/history",
    "compat/diff", "compat", "views", "output", "targets", "report", "compat/report", "maintain", "command",
)  # fmt: skip
"""The rooms from the ground up; a module named here has a floor of its own, below the rest of its room."""


def imports(path: Path) -> Iterator[str]:
    """Yield the modules of the generator that a module imports: `read/load`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if (
            isinstance(node, ast.ImportFrom)
            and (CODEGEN.parent / str(node.module).replace(".", "/")).is_dir()
        ):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name and name.startswith("codegen."):
                yield name.removeprefix("codegen.").replace(".", "/")


def floor(module: str) -> int:
    room = "/".join(module.split("/")[:2])
    return next(FLOORS.index(name) for name in (module, room, module.partition("/")[0]) if name in FLOORS)


MODULES = sorted(
    path.relative_to(CODEGEN).with_suffix("").as_posix()
    for path in CODEGEN.rglob("*.py")
    if path.parent != CODEGEN
)


@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_from_its_own_floor_and_below(module: str) -> None:
    wrong = [name for name in imports(CODEGEN / f"{module}.py") if floor(name) > floor(module)]
    assert wrong == []


AROUND = ("compat/", "maintain/", "command/")
"""What is around the pipeline: the commands begin it, and nothing else needs it."""


@pytest.mark.parametrize("module", [module for module in MODULES if not module.startswith(AROUND)])
def test_the_pipeline_knows_of_releases_through_one_door(module: str) -> None:
    around = {name for name in imports(CODEGEN / f"{module}.py") if name.startswith(("compat/", "maintain/"))}
    assert around <= {"compat/past"}


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("targets/")])
def test_a_target_imports_no_other_target(module: str) -> None:
    own = module.split("/")[:2]
    foreign = [
        name
        for name in imports(CODEGEN / f"{module}.py")
        if name.startswith("targets/") and name.split("/")[:2] != own
    ]
    assert foreign == []


PARTS = sorted(path for part in (planner, searcher) for path in part.FOLDER.glob("*.py"))


@pytest.mark.parametrize("module", PARTS, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_what_the_generator_takes_from_the_package_needs_nothing_that_is_generated(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [str(node.module)] if isinstance(node, ast.ImportFrom) and not node.level else []
        assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_the_map_has_every_folder_once() -> None:
    """One map for all; whoever adds a room says what is in it."""
    text = (REPO / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| \[?`?([\w/]+)/", text, re.MULTILINE)
    tracked = subprocess.run(["git", "ls-files"], cwd=REPO, capture_output=True, text=True, check=True)
    paths = [line.split("/") for line in tracked.stdout.splitlines()]
    top = {path[0] for path in paths if len(path) > 1 and not path[0].startswith(".")}
    rooms = {"/".join(path[:2]) for path in paths if path[0] == "codegen" and len(path) > 2}
    assert sorted(told) == sorted(top | rooms | {"build"})
