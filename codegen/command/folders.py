"""Where the spec and the outputs of this repository are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from codegen.output.emit import refuse_foreign_folder

REPO = Path(__file__).resolve().parents[2]
SPEC = REPO / "spec"


@dataclass(frozen=True, slots=True)
class Writer:
    """A verb that has an output folder."""

    name: str
    """The folder of the committed spec, relative to the repository."""
    kind: str
    """What is made of the spec: its committed `files`, or the `pages` of the site."""
    checks: bool = False
    """Whether it only compares."""

    def usual(self) -> Path:
        """Return the folder of the committed spec; raise UsageError if a link leads to a foreign folder."""
        usual = REPO / self.name
        folder = usual.resolve()
        if folder != usual:
            refuse_foreign_folder(folder)
        return folder


WRITERS = {
    "generate": Writer("generated", "files"),
    "check": Writer("generated", "files", checks=True),
    "pages": Writer("build/pages", "pages"),
}
TOGETHER = {"all": ("generate", "pages")}
"""The verbs that do what others do, one after the other, of a spec that is read once."""
