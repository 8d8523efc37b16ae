"""Edit JSON files of a spec by pointer, as the cases under tests/cases describe it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from codegen.text.edits import NodeEdit, edited


def edit(folder: Path, file: str, at: str, value: Any = None, *, remove: bool = False) -> None:
    """Set or remove the node at a JSON pointer of one file, or without a pointer the file itself.

    A last step of `-` appends to a list.
    """
    path = folder / file
    if remove and not at:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.loads(path.read_text(encoding="utf-8")) if at else None
    path.write_text(
        json.dumps(edited(data, [NodeEdit(at, value, remove)]), ensure_ascii=False), encoding="utf-8"
    )
