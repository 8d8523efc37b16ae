"""Skips a test that cannot come out otherwise than it did when it last passed on this machine.

`@pytest.mark.follows_from("generated", "packages")` says that a test depends on these files and folders,
on the code of the tests, on the installed tools, on what LINKCODES_BUILD_DIR has where that is set, and on
nothing else; `seed=` says what it draws samples with. It is skipped while all of that is what it was when it
passed. CI sets `CI`, and neither reads nor writes this memory. It is kept below `build/`,
so `make clean` forgets it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest

MARKER = "follows_from"
GENERATED = ("spec", "codegen", "packages", "generated", "tests/fixtures")
"""What the generated trees of all specs follow from, and what is committed of them."""
SITE = (*GENERATED, "site", "examples", "tools", "CHANGELOG.md")
"""What the sites follow from."""
FOLDER = Path("build/proved")
_BUILT = ("site.json", "dist")
"""What tells what `make` has built: the digests of the files of the site, and the packages."""
_TOOLS = ("requirements.lock", "package-lock.json", "pyproject.toml")
_PASSED = pytest.StashKey[bool]()
_TAKEN = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"{MARKER}(*paths): depends on these files and folders alone; skipped while they stay the same",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what passed with these very bytes."""
    if "CI" in os.environ:
        return
    known: dict[Path, bytes] = {}
    for item in items:
        if item.get_closest_marker(MARKER):
            item.stash[_TAKEN] = _inputs(item, known)
            if _memory(item).is_file() and _memory(item).read_text("utf-8") == item.stash[_TAKEN]:
                item.add_marker(pytest.mark.skip(reason="passed before with the same inputs"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember what passed, if its inputs stayed the same meanwhile."""
    report = yield
    if _TAKEN in item.stash:
        item.stash[_PASSED] = report.passed and (report.when == "setup" or item.stash[_PASSED])
        if report.when == "teardown" and item.stash[_PASSED] and _inputs(item, {}) == item.stash[_TAKEN]:
            _memory(item).parent.mkdir(parents=True, exist_ok=True)
            _memory(item).write_text(item.stash[_TAKEN], encoding="utf-8")
    return report


def _memory(item: pytest.Item) -> Path:
    return item.config.rootpath / FOLDER / hashlib.sha256(item.nodeid.encode()).hexdigest()


def _inputs(item: pytest.Item, known: dict[Path, bytes]) -> str:
    named = [path for mark in item.iter_markers(MARKER) for path in mark.args]
    if not named:
        raise pytest.UsageError(f"{item.nodeid}: `{MARKER}` must name what the test depends on")
    seeds = [str(mark.kwargs["seed"]) for mark in item.iter_markers(MARKER) if "seed" in mark.kwargs]
    return inputs(item.config.rootpath, item.path, named, known, seeds)


def inputs(
    root: Path, test: Path, named: Sequence[str], known: dict[Path, bytes], seeds: Sequence[str] = ()
) -> str:
    """Return the digest of all that an outcome depends on; what is missing counts, too."""
    settings = sorted(
        f"{name}={value}" for name, value in os.environ.items() if name.startswith("LINKCODES_")
    )
    total = hashlib.sha256("\0".join([sys.version, *settings, *seeds]).encode())
    for path in (*(root / name for name in (*named, *_TOOLS)), test, *_shared(root), *_built()):
        if path not in known:
            known[path] = _digest(path)
        total.update(os.fsencode(path) + b"\0" + known[path])
    return total.hexdigest()


def _built() -> list[Path]:
    """Return what tells what was built, where tests take that instead of building it themselves."""
    folder = os.environ.get("LINKCODES_BUILD_DIR")
    return [Path(folder, name) for name in _BUILT] if folder else []


def _shared(root: Path) -> Iterator[Path]:
    """Yield the modules that tests share: any of them may be imported by any other."""
    found = sorted((root / "tests").rglob("*.py"))
    yield from (path for path in found if not path.name.startswith("test_"))


def _digest(path: Path) -> bytes:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    total = hashlib.sha256()
    for file in files:
        if file.is_file() and "__pycache__" not in file.parts:
            total.update(os.fsencode(file) + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.digest()
