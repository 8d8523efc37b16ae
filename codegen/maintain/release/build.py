"""What a version publishes, built in a copy of its commit by the rules of the Makefile."""

from __future__ import annotations

import gzip
import io
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from codegen.maintain.release.sbom import bill_of_materials
from codegen.output.tree import sha256
from codegen.read.findings import UsageError

SUMS = "SHA256SUMS"
STAMPS = (".venv/.build", ".venv/.locked", "node_modules/.build", "node_modules/.locked")
"""Make must not install the tools again because the copy of a lock file is younger than they are."""
PACKAGES = ("wheel", "sdist", "npm", "dataset")
GOALS = (*PACKAGES, "data", "site")
_DATA = ("data", "jsonschema", "spec")
_PACK = "build/data"
_CATALOGS = "catalogs"
"""What is part of the data and made with the pages."""


def built(tree: Path, version: str, date: str) -> dict[str, bytes]:
    """Return all files of a release by name; raise UsageError if they cannot be built."""
    epoch = epoch_of(date)
    run_make(tree, epoch)
    packages = packages_of(tree / "build/dist", version)
    archives = {
        f"linkcodes-data-{version}.tar.gz": _data(tree, version, epoch),
        f"linkcodes-{version}.duckdb": (tree / _PACK / "linkcodes.duckdb").read_bytes(),
        f"linkcodes-site-{version}.tar.gz": archive(
            files_below(tree / "build/site"), f"linkcodes-site-{version}", epoch
        ),
    }
    bill = bill_of_materials(tree, version, date, packages)
    files = {**packages, **archives, f"linkcodes-{version}.cdx.json": bill}
    return {**files, SUMS: sums(files)}


def epoch_of(date: str) -> int:
    """Return the beginning of a day in UTC, in seconds since 1970."""
    return int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp())


def sums(files: Mapping[str, bytes]) -> bytes:
    """Return the digests of files, as `sha256sum --check` reads them."""
    return "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files)).encode()


def run_make(tree: Path, epoch: int, goals: Sequence[str] = GOALS, umask: int = 0o022) -> None:
    """Follow rules of the Makefile in a tree; raise UsageError with what they say if one fails."""
    old = [f"--old-file={stamp}" for stamp in STAMPS]
    command = ["make", "--silent", *old, f"SOURCE_DATE_EPOCH={epoch}", "PYTHON=.venv/bin/python", *goals]
    done = subprocess.run(
        command, cwd=tree, umask=umask, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        raise UsageError(f"`make {' '.join(goals)}` fails:\n{(done.stdout + done.stderr).strip()}")


def packages_of(folder: Path, version: str) -> dict[str, bytes]:
    """Return wheel, source distribution, npm package and data set; raise UsageError if a version differs."""
    expected = (
        f"linkcodes-{version}-py3-none-any.whl", f"linkcodes-{version}.tar.gz", f"linkcodes-{version}.tgz",
        f"linkcodes_dataset-{version}-py3-none-any.whl", f"linkcodes-dataset-{version}.tgz",
    )  # fmt: skip
    found = sorted(path.name for path in folder.iterdir())
    if found != sorted(expected):
        raise UsageError(f"these were to be built: {', '.join(expected)}; these were: {', '.join(found)}")
    return {name: (folder / name).read_bytes() for name in expected}


def _data(tree: Path, version: str, epoch: int) -> bytes:
    files = {"LICENSE": (tree / "LICENSE").read_bytes()}
    for name in _DATA:
        files |= files_below(tree / "generated" / name, f"{name}/")
    files |= files_below(tree / "build/pages" / _CATALOGS, f"{_CATALOGS}/") | files_below(
        tree / _PACK, "pack/"
    )
    return archive(files, f"linkcodes-data-{version}", epoch)


_MODE = 0o644


def files_below(folder: Path, prefix: str = "") -> dict[str, bytes]:
    """Return all files below a folder by their paths there, after a prefix."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {f"{prefix}{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}


def archive(files: Mapping[str, bytes], root: str, epoch: int) -> bytes:
    """Return a packed tar file with these files in one folder; `epoch` is the time that all of them bear."""
    text = io.BytesIO()
    with tarfile.open(fileobj=text, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(files):
            tar.addfile(_member(f"{root}/{path}", len(files[path]), epoch), io.BytesIO(files[path]))
    return gzip.compress(text.getvalue(), compresslevel=9, mtime=epoch)


def _member(name: str, size: int, epoch: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, epoch, _MODE
    return member
