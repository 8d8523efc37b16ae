"""Builds the packages and the data pack as the Makefile does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

REPO = Path(__file__).parent.parent
BIN = REPO / "node_modules" / ".bin"


class Package(NamedTuple):
    """A built npm package."""

    folder: Path
    tarball: Path

    def exports(self) -> dict[str, dict[str, str]]:
        """Return the targets of all entries that are modules."""
        entries = json.loads((self.folder / "package.json").read_bytes())["exports"]
        return {path: entry for path, entry in entries.items() if not isinstance(entry, str)}

    def packed(self) -> list[str]:
        """Return the paths of the files in the tarball."""
        listed = run("tar", "-tzf", self.tarball, cwd=self.folder).splitlines()
        return sorted(name.removeprefix("package/") for name in listed)


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command that must succeed; return what it printed."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def build_wheel(folder: Path) -> None:
    """Put the wheel of the real spec into `folder`."""
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, REPO)
    run(*command, cwd=REPO, env={"SOURCE_DATE_EPOCH": "1767225600"})


def build_npm(generated: Path, folder: Path) -> None:
    """Put the npm package into `folder/npm`, and its tarball into `folder/dist`."""
    npm = folder / "npm"
    (folder / "dist").mkdir()
    run(REPO / "tools/join-npm.sh", generated, npm, cwd=REPO)
    (folder / "node_modules").symlink_to(REPO / "node_modules")  # React's types, as in build/
    run(BIN / "tsc", "-p", ".", cwd=npm)
    run("node", REPO / "tools/one-file.mjs", npm, cwd=REPO)
    run("npm", "pack", "--silent", "--pack-destination", "../dist", cwd=npm)


def build_dataset(folder: Path) -> None:
    """Put the two packages of the data set of the real spec into `folder/dist`."""
    source, dist = folder / "dataset", folder / "dist"
    dist.mkdir()
    run(sys.executable, REPO / "tools/dataset.py", REPO / "generated", source, cwd=REPO)
    command = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", dist, source)
    run(*command, cwd=REPO, env={"SOURCE_DATE_EPOCH": "1767225600"})
    run("npm", "pack", "--silent", "--pack-destination", dist, cwd=source)


def build_pack(folder: Path) -> None:
    """Put the data pack of the real spec into `folder/data`."""
    run(sys.executable, "-m", "tools.pack", REPO / "generated", folder / "data", cwd=REPO)
