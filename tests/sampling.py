"""What tests draw samples with: the same for a commit, so that CI repeats exactly, another for the next."""

from __future__ import annotations

import subprocess
from functools import cache

from tests.conftest import REPO


@cache
def seed_of_commit() -> str:
    """Return the first digits of the commit that is checked out; those of none in a folder without git."""
    command = ["git", "-C", str(REPO), "rev-parse", "--short=12", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else "0" * 12
