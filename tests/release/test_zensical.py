"""Zensical builds all of the real site: the sample of `tests/test_zensical.py` is a part of it.

Run by `make test-release`, which has just built the site with MkDocs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import REPO
from tests.sites import environment_of, run


def test_it_makes_the_same_pages(tmp_path: Path) -> None:
    environment = environment_of(tmp_path)
    run(
        "site/assemble.py",
        REPO / "generated",
        REPO / "build/pages",
        tmp_path / "build",
        environment=environment,
    )
    command = [
        sys.executable,
        "-c",
        "from zensical.main import cli; cli()",
        "build",
        "--config-file",
        "mkdocs.yml",
    ]
    subprocess.run(command, cwd=tmp_path / "build", env=environment, capture_output=True, check=True)
    found, expected = (
        {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
        for site in (tmp_path / "build/site", REPO / "build/site")
    )
    assert found == expected
