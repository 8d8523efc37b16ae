"""A copy of a commit, where a release is built: what git does not know cannot get into it."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from codegen.read.findings import UsageError

TOOLS = (".venv", "node_modules")
"""What is installed beside the sources; git ignores it, and the copy has links to it."""


@contextmanager
def exported(repo: Path, commit: str) -> Iterator[Path]:
    """Give a folder that contains a commit and links to the installed tools, and remove it again."""
    for name in TOOLS:
        if not (repo / name).is_dir():
            raise UsageError(f"{name}/ is missing; run `make setup`, which installs the locked tools")
    with TemporaryDirectory(prefix="linkcodes-") as name:
        tree = Path(name).resolve() / "linkcodes"
        command = ["git", "-C", str(repo), "archive", "--format=tar", commit]
        archive = subprocess.run(command, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(tree, filter="data")
        for tools in TOOLS:
            (tree / tools).symlink_to((repo / tools).resolve())
        yield tree
