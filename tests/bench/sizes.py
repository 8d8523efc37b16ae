"""Bytes that a web application pays: bundled and minified by esbuild, some of them compressed."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from tests.bench.measure import BUILD, REPO, output

RIVALS = ("http-status-codes", "react-plaid-link", "statuses")
"""Packages that the sizes are compared with."""
SHARED = ("react",)
"""What an application has anyway, so it is left out."""
ESBUILD = REPO / "node_modules" / ".bin" / "esbuild"


def bundle(source: str, package: Path = BUILD / "npm") -> bytes:
    """Return what esbuild makes of a module that imports the built npm package `linkcodes`, or a rival."""
    with tempfile.TemporaryDirectory() as folder:
        modules = Path(folder) / "node_modules"
        modules.mkdir()
        (modules / "linkcodes").symlink_to(package)
        for rival in RIVALS:
            (modules / rival).symlink_to(REPO / "node_modules" / rival)
        (Path(folder) / "app.js").write_text(source, encoding="utf-8")
        left_out = [f"--external:{name}" for name in SHARED]
        command = [str(ESBUILD), "app.js", "--bundle", "--minify", "--format=esm", "--log-level=error"]
        return output([*command, *left_out], cwd=Path(folder)).encode()


def zipped(data: bytes) -> int:
    """Return the size that a web server sends with gzip."""
    return len(gzip.compress(data, 9, mtime=0))
