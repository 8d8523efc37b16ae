"""Both packages give the same answers about mutated examples of the spec and the vectors."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import PACKAGE, REPO

INPUTS = 5_000


@pytest.mark.slow
def test_python_and_typescript_agree() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, PACKAGE))}
    command = [sys.executable, "-m", "tests.parity", str(INPUTS)]
    done = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-4_000:]
    assert f"{INPUTS:,} inputs, 0 differences" in done.stdout
