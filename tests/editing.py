"""Edit JSON files of a spec by pointer, as the cases under tests/cases describe it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def edit(folder: Path, file: str, at: str, value: Any = None, *, remove: bool = False) -> None:
    """Set or remove the node at a JSON pointer of one file, or without a pointer the file itself.

    A last step of `-` appends to a list.
    """
    path = folder / file
    if not at:
        _whole(path, value, remove=remove)
        return
    data = json.loads(path.read_text(encoding="utf-8"))
    *parents, last = [step.replace("~1", "/").replace("~0", "~") for step in at.split("/")[1:]]
    node = data
    for step in parents:
        node = node[int(step) if isinstance(node, list) else step]
    _change(node, last, value, remove=remove)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _whole(path: Path, value: Any, *, remove: bool) -> None:
    if remove:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _change(node: Any, last: str, value: Any, *, remove: bool) -> None:
    key: Any = int(last) if isinstance(node, list) and last != "-" else last
    if remove:
        del node[key]
    elif last == "-":
        node.append(value)
    else:
        node[key] = value
