"""The npm tarball is the same bytes whatever the umask of its builder."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPO


def packed(umask: str, generated: Path, folder: Path) -> Path:
    """Return a tarball made by the commands of the Makefile; `dist/` is written by hand, not by tsc."""
    commands = f"""
      umask {umask}
      "{REPO}/tools/join-npm.sh" "{generated}" "{folder}/npm"
      mkdir -p "{folder}/npm/dist/deep"
      echo "export {{}};" >"{folder}/npm/dist/deep/index.js"
      {modes_of_what_tsc_wrote().replace("build/npm", f"{folder}/npm")}
      cd "{folder}/npm" && npm pack --silent --pack-destination ..
    """
    done = subprocess.run(["sh", "-ec", commands], capture_output=True, text=True, check=True)
    return folder / done.stdout.strip().splitlines()[-1]


def modes_of_what_tsc_wrote() -> str:
    """Return the command with which the Makefile sets the modes of what the compiler has written."""
    found = re.search(r"compile-npm\.sh .+ && (chmod .+)$", (REPO / "Makefile").read_text(), re.MULTILINE)
    assert found, "the rule that compiles the package sets no modes"
    return found[1]


@pytest.mark.slow
def test_the_tarball_does_not_depend_on_the_umask(rendered: Callable[[str], Path], tmp_path: Path) -> None:
    archives = []
    for umask in ("022", "077", "000"):
        (tmp_path / umask).mkdir()
        archives.append(packed(umask, rendered("tiny"), tmp_path / umask))
    assert len({hashlib.sha256(archive.read_bytes()).hexdigest() for archive in archives}) == 1
    with tarfile.open(archives[1]) as archive:
        assert {oct(member.mode & 0o777) for member in archive.getmembers()} == {"0o644"}
        assert "package/dist/deep/index.js" in archive.getnames()


@pytest.mark.parametrize("umask", ["022", "077", "000"])
def test_the_joined_package_has_the_same_modes(
    umask: str, rendered: Callable[[str], Path], tmp_path: Path
) -> None:
    command = f'umask {umask}; "{REPO}/tools/join-npm.sh" "{rendered("tiny")}" "{tmp_path}/npm"'
    subprocess.run(["sh", "-ec", command], check=True)
    modes = {(path.is_dir(), oct(path.stat().st_mode & 0o777)) for path in (tmp_path / "npm").rglob("*")}
    assert modes == {(True, "0o755"), (False, "0o644")}
