"""What a scaffold is going to write: new files, and additions to those that are there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from codegen.lint.wording import MARK
from codegen.read.findings import UsageError
from codegen.text.guess import choices
from codegen.text.json_edit import Patch, dumped, patched


def blank(what: str) -> str:
    """Return a text that says what has to be written there; lint reports it until it is."""
    return f"{MARK} {what}"


@dataclass(slots=True)
class NewFiles:
    """Texts by path. Nothing is written until all is known to be possible."""

    texts: dict[Path, str] = field(default_factory=dict)

    def create(self, path: Path, text: str) -> None:
        """Plan a new file; raise UsageError if there is one already."""
        if path.exists():
            raise UsageError(f"{path} exists already; choose another name, or edit that file")
        self.texts[path] = text

    def create_json(self, path: Path, value: Any) -> None:
        """Plan a new JSON file."""
        self.create(path, dumped(value) + "\n")

    def add(self, path: Path, pointer: str, key: str, item: Any) -> None:
        """Plan a further item of a list of an object, or the list itself where it is missing."""
        text = self.texts.get(path) or path.read_bytes().decode("utf-8")
        node = json.loads(text)
        for step in pointer.split("/")[1:]:
            node = node[int(step) if isinstance(node, list) else step]
        if key in node:
            patch = Patch("append", f"{pointer}/{key}", item)
        else:
            patch = Patch("insert", pointer, [item], key=key)
        self.texts[path] = patched(text, [patch])

    def write(self) -> None:
        """Write all files."""
        for path, text in self.texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))


def one_of(word: str, known: Iterable[str], option: str) -> str:
    """Return a word if it is known; raise UsageError with a guess if not."""
    names = sorted(known)
    if word in names:
        return word
    raise UsageError(f"--{option}: {word!r} does not exist; {choices(word, names, 'use one that does')}")
