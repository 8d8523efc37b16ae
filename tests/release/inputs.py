"""The digest of the code that builds a release: `make test-release` writes it to `passed`, and CI compares.

CI clones main and remembers nothing, and any number of commits may have come since it last ran: no commit is
known to compare with. So the digest with which the tests passed is committed beside them. CI runs them
where it differs, is missing, or cannot be had.

What a release is made of, spec, packages and pages, is not among the inputs: every run of CI generates and
builds it from a clean clone.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

INPUTS = (
    *(".gitattributes", ".gitignore", ".npmrc", "Makefile", "pyproject.toml", "requirements*.lock"),
    *("package.json", "package-lock.json", "packages/typescript/tsconfig*.json", "tools"),
    *("codegen/maintain/release", "codegen/compat/history", "codegen/command/release.py"),
    *("site/*.py", "site/*.mjs", "site/mkdocs.yml", "site/overrides", "site/light"),
    *("tests/copies.py", "tests/release"),
)
PASSED = "tests/release/passed"


def files(repo: Path) -> Iterator[Path]:
    """Yield the inputs in a repository in their order; each name of the list must find some."""
    for name in INPUTS:
        found = [file for path in repo.glob(name) for file in (path, *path.rglob("*")) if file.is_file()]
        kept = [path for path in found if "__pycache__" not in path.parts and path != repo / PASSED]
        if not kept:
            raise FileNotFoundError(f"{name}: there is no such input of a release")
        yield from sorted(kept)


def digest(repo: Path) -> str:
    """Return the digest of the names, modes and bytes of the inputs."""
    total = hashlib.sha256()
    for path in files(repo):
        about = f"{path.relative_to(repo).as_posix()} {os.access(path, os.X_OK)} {path.stat().st_size}\n"
        total.update(about.encode() + path.read_bytes())
    return total.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(digest(Path(__file__).parents[2]) + "\n")
