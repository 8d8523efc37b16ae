"""How quickly the explorer of the built site answers to typing, in Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.bench.measure import REPO, output
from tests.bench.results import BudgetRow, Finding

FRAME_MS = 1000 / 60
BUDGETED = {"size": 1000, "slowdown": 1}
"""What must be answered within one frame: a thousand rows, on this processor as it is."""


def typing() -> Iterator[Finding]:
    """Typing in the explorer: from each input to the next frame."""
    for figures in json.loads(output(["node", REPO / "tests/bench/explorer.mjs"])):
        slower = f", processor {figures['slowdown']} times slower" if figures["slowdown"] > 1 else ""
        what = f"typing in the explorer, {figures['size']:,} rows{slower}"
        measured = f"{figures['median']:.1f} ms; worst of {figures['inputs']} {figures['worst']:.1f} ms"
        if BUDGETED.items() <= figures.items():
            yield BudgetRow(what, f"{FRAME_MS:.1f} ms", measured, figures["median"] <= FRAME_MS)
        else:
            yield BudgetRow(what, "", measured, None)
