"""What Lighthouse says of the built site, and what the home page transfers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

from bench.measure import REPO
from bench.results import BudgetRow, Finding

SCORE = 98
HOME_BYTES = 200_000


def scores() -> Iterator[Finding]:
    """Lighthouse on a simulated phone: home, explorer and the page of a code."""
    done = subprocess.run(
        ["node", REPO / "bench/lighthouse.mjs"], cwd=REPO, capture_output=True, text=True, check=True
    )
    pages = json.loads(done.stdout)
    for name, found in pages.items():
        worst = min(found["scores"].values())
        measured = ", ".join(f"{title} {score}" for title, score in found["scores"].items())
        yield BudgetRow(f"Lighthouse, {name}", f"{SCORE} each", measured, worst >= SCORE)
    size = pages["home"]["bytes"]
    yield BudgetRow(
        "the home page, transferred with gzip", f"{HOME_BYTES:,} bytes", f"{size:,} bytes", size <= HOME_BYTES
    )
