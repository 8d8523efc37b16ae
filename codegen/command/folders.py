"""Where the spec and the outputs of this repository are."""

from __future__ import annotations

from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
SPEC = REPO / "spec"
WRITERS = {
    "generate": REPO / "generated",
    "check": REPO / "generated",
    "pages": REPO / "build/pages",
}
"""The verbs that have an output folder, with that of the committed spec."""
