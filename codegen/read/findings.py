"""What the generator has to say about its input: findings that name the place and the advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from codegen.text.json_edit import Action, Patch
from codegen.text.pointer import escaped

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A file and a JSON pointer into it; the pointer is empty for the whole file.

    A file that ends in a slash is a folder with all that is in it. Where a value is read from several files,
    `homes` tells by pointer which nodes are in another file.
    """

    file: str
    pointer: str = ""
    homes: Mapping[str, Place] | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}#{self.pointer}" if self.pointer else self.file

    def path(self, base: Path) -> Path:
        """Return where the file is: below `base`, or for an overlay wherever it lies."""
        below = base / self.file
        return below if below.exists() else Path(self.file)

    def child(self, *parts: str | int) -> Place:
        """Return the place of a node below this one."""
        place = self
        for part in parts:
            pointer = f"{place.pointer}/{escaped(part)}"
            home = place.homes.get(pointer) if place.homes else None
            place = home or Place(place.file, pointer, place.homes)
        return place

    def whole(self) -> Place:
        """Return the file that this place is in."""
        return Place(self.file)

    def files(self) -> tuple[Place, ...]:
        """Return the file that this place is in, and those that nodes below it are in."""
        homes = (file for home in (self.homes or {}).values() for file in home.files())
        return tuple(dict.fromkeys((self.whole(), *homes)))

    def covers(self, file: str) -> bool:
        """Say whether a file is this one, or in this folder."""
        return file.startswith(self.file) if self.file.endswith("/") else file == self.file


@dataclass(frozen=True, slots=True)
class Fix:
    """The one right answer to a finding: a change at a place, which need not be that of the finding.

    The fields are those of `Patch`, with the place instead of its pointer.
    """

    place: Place
    action: Action
    value: Any = None
    key: str = ""
    after: str = ""

    @property
    def patch(self) -> Patch:
        """The change of the text of the file."""
        return Patch(self.action, self.place.pointer, self.value, self.key, self.after)


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing that is wrong, where it is, and what fixes it."""

    place: Place
    rule: str
    message: str
    advice: str
    level: Level = "error"
    line: int = 0
    """The line, in a file that a pointer cannot point into; 0 if the pointer tells it."""
    fix: Fix | None = field(default=None, compare=False, repr=False)
    """What `lint --fix` does about it, where there is only one right answer."""


class InputError(Exception):
    """The input cannot be used; `findings` says everything that is wrong with it at once."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} finding(s)")
        self.findings = sorted(findings)


class UsageError(Exception):
    """The command was called in a way that cannot work."""
