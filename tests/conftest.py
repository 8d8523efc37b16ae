"""Fixtures that all tests share."""

from __future__ import annotations

import compileall
import fcntl
import json
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from codegen.command.pipeline import resolved_spec, run, targets_of
from codegen.output import memory
from codegen.output.changes import Mode
from codegen.output.inputs import digest
from codegen.output.render import targets
from tests.packages import Package, build_dataset, build_npm, build_pack, build_wheel
from tests.sites import build_site

pytest_plugins = ["tests.costs", "tests.proved"]
collect_ignore = ["scale", "release"]  # `make test-scale` and `make test-release` run them
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
    """Return the two halves of the Python package, in the order in which they are on `PYTHONPATH`."""
    return [REPO / "packages/python", generated / "python"]


PACKAGE = halves(REPO / "generated")
USUAL = {"files": REPO / "generated", "pages": REPO / "build/pages"}
"""Where `make` puts what is made of the real spec."""
REMEMBERED = memory.FOLDER


def published_rows(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of `codes.jsonl` in a folder, each by the names of its columns."""
    columns, *rows = map(json.loads, (folder / "codes.jsonl").read_text(encoding="utf-8").splitlines())
    return [dict(zip(columns, row, strict=True)) for row in rows]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden trees again; review the diff"
    )


NEED_A_BUILD = {
    *("built", "both", "server", "marked_site"),
    *("package", "installed", "npm", "typescript", "wheel", "metadata", "data_pack", "dataset"),
}
"""Fixtures that build a site or a package, which takes longer than the loop for one edit may."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what needs a build, and begin with the files that have it: workers end together then."""
    for item in items:
        if NEED_A_BUILD & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


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


def lent(source: Path, folder: Path) -> None:
    """Give a folder the files of another, which must not change: they are the same ones where they can be."""

    def link(path: str, copy: str) -> None:
        Path(copy).unlink(missing_ok=True)
        try:
            os.link(path, copy)
        except OSError:  # another file system
            shutil.copy2(path, copy)

    shutil.copytree(source, folder, copy_function=link, dirs_exist_ok=True)


def rendered_really(kind: str, folder: Path) -> Path:
    """Return a folder with what is made of the real spec, rendered below `folder` if need be."""
    mine, memory.FOLDER = memory.FOLDER, REMEMBERED
    try:
        inputs = digest(SPECS["real"], kind=kind)
        if memory.recall(USUAL[kind]).in_sync(USUAL[kind], inputs):
            return USUAL[kind]
    finally:
        memory.FOLDER = mine
    run(resolved_spec(SPECS["real"]), inputs, folder / kind, Mode.WRITE, targets_of(kind))
    return folder / kind


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives the generated tree of a spec: `rendered("tiny")`.

    The tree is rendered by the code under test, once a session: by the first of several workers that needs
    it, for all of them. Tests must not change it. Of the real spec, what the usual folders hold is taken
    where memory proves that it would be rendered just so. LINKCODES_GENERATED is a folder with the tree of
    the real spec, for runs that only test what is written by hand.
    """

    @cache
    def tree(name: str) -> Path:
        if name == "real" and "LINKCODES_GENERATED" in os.environ:
            return Path(os.environ["LINKCODES_GENERATED"])

        def render(folder: Path) -> None:
            if name == "real":
                for kind in reversed(USUAL):  # the manifest is that of the committed files
                    lent(rendered_really(kind, folder), folder / "generated")
            else:
                spec = SPECS[name]
                run(resolved_spec(spec), digest(spec), folder / "generated", Mode.WRITE, targets())

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
            # Hundreds of processes import it, and none of them may write.
            compileall.compile_dir(folder / "python", quiet=1)

        return once(tmp_path_factory, f"joined-{name}", join) / "python"

    return package


def just_built(part: str) -> Path | None:
    """Return a part of what `make` has built of the real spec: `site`, `npm` or `dist`.

    LINKCODES_BUILD_DIR is the folder in which it lies; `make test` has just built in it what is shipped.
    """
    folder = os.environ.get("LINKCODES_BUILD_DIR")
    return Path(folder, part) if folder else None


@pytest.fixture(scope="session")
def built(rendered: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that gives the built site of a spec: `built("real")`."""

    @cache
    def site(name: str) -> Path:
        def build(folder: Path) -> None:
            build_site(rendered(name), folder / "build", strict=name == "real")

        shipped = just_built("site") if name == "real" else None
        return shipped or once(tmp_path_factory, f"site-{name}", build) / "build/site"

    return site


@pytest.fixture(scope="session")
def package(
    rendered: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Package]:
    """Return a function that gives the npm package of a spec: `package("tiny")`. Tests must not change it."""

    @cache
    def npm(name: str) -> Package:
        folder, dist = (just_built(part) if name == "real" else None for part in ("npm", "dist"))
        if not (folder and dist):
            tree = USUAL["files"] if name == "real" else rendered(name)
            made = once(tmp_path_factory, f"npm-{name}", lambda folder: build_npm(tree, folder))
            folder, dist = made / "npm", made / "dist"
        [tarball] = dist.glob("linkcodes-[0-9]*.tgz")
        return Package(folder, tarball)

    return npm


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of the real spec."""
    [wheel] = (just_built("dist") or once(tmp_path_factory, "wheel", build_wheel)).glob("linkcodes-*.whl")
    return wheel


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the two packages of the data set of the real spec."""
    return just_built("dist") or once(tmp_path_factory, "dataset", build_dataset) / "dist"


@pytest.fixture(scope="session")
def data_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data pack of the real spec. Tests must not change it."""
    return once(tmp_path_factory, "pack", build_pack) / "data"


@pytest.fixture
def tiny_spec(tmp_path: Path) -> Path:
    """Return a copy of the tiny spec that a test may break."""
    return Path(shutil.copytree(SPECS["tiny"], tmp_path / "spec"))


@pytest.fixture(scope="module")
def tiny_first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder generated from the tiny spec and remembered; tests only copy it."""
    folder = tmp_path_factory.mktemp("first") / "generated"
    run(resolved_spec(SPECS["tiny"]), digest(SPECS["tiny"]), folder, Mode.WRITE)
    return folder


@pytest.fixture
def tiny_built(tiny_spec: Path, tiny_first: Path) -> tuple[Path, Path]:
    """Return a copy of the tiny spec and a folder generated from it, with what is remembered of it."""
    folder = Path(shutil.copytree(tiny_first, tiny_spec.parent / "generated"))
    memory.remember(folder, memory.recall(tiny_first))
    assert memory.recall(folder).in_sync(folder, digest(tiny_spec))
    return tiny_spec, folder
