"""What the verbs `generate` and `pages` print."""

from __future__ import annotations

import json
from pathlib import Path

from codegen.output.changes import Kind, Mode, Result

SHOWN = 40
"""How many files are named before the rest is only counted."""


def generated(result: Result, folder: Path, mode: Mode, form: str) -> str:
    """Say what a run of `generate` did, or would do."""
    if form == "json":
        changes = [{"kind": change.kind.value, "path": change.path} for change in result.changes]
        return json.dumps({"changes": changes, "outputs": result.outputs}, indent=1) + "\n"
    removes, writes = ("would remove", "would write") if mode is Mode.DRY_RUN else ("removed", "wrote")
    lines = [
        f"{removes if change.kind is Kind.ORPHAN else writes} {change.path}"
        for change in result.changes[:SHOWN]
    ]
    if len(result.changes) > SHOWN:
        lines.append(f"... and {len(result.changes) - SHOWN} more")
    changed = sum(change.kind is not Kind.ORPHAN for change in result.changes)
    total = (
        f"{folder.name}/: {result.outputs} files, {changed} written, {len(result.changes) - changed} removed"
    )
    return "".join(
        line + "\n" for line in (*lines, total if mode is Mode.WRITE else f"{total} (dry run: nothing was)")
    )
