"""Fixtures that all tests share."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from codegen.command.pipeline import resolved_spec, run
from codegen.output import memory
from codegen.output.changes import Mode
from codegen.output.inputs import digest
from codegen.output.render import targets
from tests.sites import build_site

TESTS = Path(__file__).parent
REPO = TESTS.parent
SPECS = {
    "real": REPO / "spec",
    "tiny": TESTS / "fixtures" / "tiny" / "spec",
    "hostile": TESTS / "fixtures" / "hostile" / "spec",
}

# The same examples on every run of CI; new ones at a developer's desk; many on demand.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "desk"))


def halves(generated: Path) -> list[Path]:
    """Return the two halves of the Python package, in the order in which they stand on `PYTHONPATH`."""
    return [REPO / "packages/python", generated / "python"]


PACKAGE = halves(REPO / "generated")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden trees anew; review the diff"
    )


@pytest.fixture(scope="session", autouse=True)
def _memory_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests generate out of this machine's memory of the real folder."""
    memory.FOLDER = tmp_path_factory.mktemp("memory")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that `make` has filled: once a session, for all of its workers, which wait for it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            make(folder)
            (folder / "done").touch()
    return folder


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives the generated tree of a spec: `rendered("tiny")`.

    The tree is rendered afresh by the code under test, once a session: by the first of several workers that
    needs it, for all of them. Tests must not change it. LINKCODES_GENERATED is a folder with the tree of the
    real spec, for runs that only test what is written by hand.
    """

    @cache
    def tree(name: str) -> Path:
        if name == "real" and "LINKCODES_GENERATED" in os.environ:
            return Path(os.environ["LINKCODES_GENERATED"])

        def render(folder: Path) -> None:
            run(resolved_spec(SPECS[name]), digest(SPECS[name]), folder / "generated", Mode.WRITE, targets())

        return once(tmp_path_factory, f"rendered-{name}", render) / "generated"

    return tree


@pytest.fixture(scope="session")
def joined(
    rendered: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Return a function that gives a folder with the whole package of a spec, as a wheel installs it."""

    @cache
    def package(name: str) -> Path:
        def join(folder: Path) -> None:
            for half in reversed(halves(rendered(name))):  # what is written by hand wins
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(half, folder / "python", dirs_exist_ok=True, ignore=ignored)

        return once(tmp_path_factory, f"joined-{name}", join) / "python"

    return package


@pytest.fixture(scope="session")
def built(rendered: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives the built site of a spec: `built("real")`."""

    @cache
    def site(name: str) -> Path:
        def build(folder: Path) -> None:
            build_site(rendered(name), folder / "build", strict=name == "real")

        return once(tmp_path_factory, f"site-{name}", build) / "build/site"

    return site


@pytest.fixture
def tiny_spec(tmp_path: Path) -> Path:
    """Return a copy of the tiny spec that a test may break."""
    return Path(shutil.copytree(SPECS["tiny"], tmp_path / "spec"))
