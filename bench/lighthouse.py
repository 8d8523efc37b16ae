"""What Lighthouse says of the built site, and what the home page transfers."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bench.measure import REPO, output
from bench.results import BudgetRow, Finding

SCORE = 98
HOME_BYTES = 200_000


def scores() -> Iterator[Finding]:
    """Lighthouse on a simulated phone: home, explorer and the page of a code."""
    pages = json.loads(output(["node", REPO / "bench/lighthouse.mjs"]))
    for name, found in pages.items():
        worst = min(found["scores"].values())
        measured = ", ".join(f"{title} {score}" for title, score in found["scores"].items())
        yield BudgetRow(f"Lighthouse, {name}", f"{SCORE} each", measured, worst >= SCORE)
    size = pages["home"]["bytes"]
    yield BudgetRow(
        "the home page, transferred with gzip", f"{HOME_BYTES:,} bytes", f"{size:,} bytes", size <= HOME_BYTES
    )
