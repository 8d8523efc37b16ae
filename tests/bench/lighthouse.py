"""What Lighthouse says of the built site, and what the home page transfers."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.bench.measure import REPO, output
from tests.bench.results import BudgetRow, Finding

SCORE = 98
BYTES = {"home": 200_000, "a provider": 150_000, "a code": 70_000, "explorer": 150_000}
"""The most that each page may transfer, with gzip."""


def scores() -> Iterator[Finding]:
    """Lighthouse on a simulated phone: one page of each kind, and what it transfers."""
    pages = json.loads(output(["node", REPO / "tests/bench/lighthouse.mjs"]))
    for name, found in pages.items():
        worst = min(found["scores"].values())
        measured = ", ".join(f"{title} {score}" for title, score in found["scores"].items())
        yield BudgetRow(f"Lighthouse, {name}", f"{SCORE} each", measured, worst >= SCORE)
        size, most = found["bytes"], BYTES[name]
        what = f"{name}, transferred with gzip"
        yield BudgetRow(what, f"{most:,} bytes", f"{size:,} bytes", size <= most)
