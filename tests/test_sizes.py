"""How much the packages bring along, in bytes of the very files that users install."""

from __future__ import annotations

import compileall
import re
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.conftest import REPO
from tests.packages import Package

MB = 1_000_000


def promised(page: str, words: str) -> int:
    """Return the size that the page of a package names, in bytes."""
    [size] = re.findall(rf"(\d+) MB {words}", (REPO / page).read_text("utf-8"))
    return int(size) * MB


def test_the_npm_package_is_small(package: Callable[[str], Package]) -> None:
    with tarfile.open(package("real").tarball) as archive:
        size = sum(member.size for member in archive)
    assert size < promised("generated/typescript/README.md", "on disk") <= 13 * MB


def test_the_wheel_is_small_when_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    """Pip compiles each module, which takes nearly as much as its source."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    assert compileall.compile_dir(tmp_path, quiet=2)
    assert len([*tmp_path.rglob("*.pyc")]) == len([*tmp_path.rglob("*.py")])
    size = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    assert size < promised("packages/python/README.md", "installed") <= 12 * MB
