"""How much the packages bring along, in bytes of the very files that users install."""

from __future__ import annotations

import compileall
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.packages import Package

MB = 1_000_000


def test_the_npm_package_is_small(package: Callable[[str], Package]) -> None:
    with tarfile.open(package("real").tarball) as archive:
        assert sum(member.size for member in archive) < 13 * MB


def test_the_wheel_is_small_when_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    """Pip compiles each module, which takes nearly as much as its source."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    assert compileall.compile_dir(tmp_path, quiet=2)
    assert len([*tmp_path.rglob("*.pyc")]) == len([*tmp_path.rglob("*.py")])
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 12 * MB
