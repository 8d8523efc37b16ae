"""What a run of the command was asked for, and how its options are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from codegen.command.folders import SPEC, WRITERS
from codegen.output.emit import refuse_foreign_folder
from codegen.output.inputs import Digest, digest
from codegen.read.findings import UsageError

if TYPE_CHECKING:
    from codegen.output.memory import LintNotes
    from codegen.resolve.spec import ResolvedSpec

Format = Literal["human", "json", "github"]
What = Literal["vocabularies", "providers", "codes", "methods", "payloads", "targets", "rules"]


@dataclass(slots=True)
class Request:
    """The options that all verbs share, and where their report goes."""

    out: TextIO
    spec: Path = SPEC
    overlays: list[Path] = field(default_factory=list)
    form: Format = "human"
    looked: Digest | None = None
    """What outputs depend on, if that was looked at already."""
    resolved: tuple[ResolvedSpec, LintNotes] | None = None
    """The spec, and what lint found in it, if that was read already."""

    def read(self, spec: Path, overlays: list[Path] | None, form: Format) -> Request:
        """Take over the options of a verb."""
        self.spec, self.overlays, self.form = spec.resolve(), overlays or [], form
        return self

    @property
    def base(self) -> Path:
        """The folder that the files of findings are relative to."""
        return self.spec.parent

    def inputs(self, verb: str) -> Digest:
        """Return what the outputs of a verb depend on, as it was before any of it was read."""
        self.looked = self.looked or digest(self.spec, self.overlays)
        return self.looked.of(WRITERS[verb].kind)

    def folder(self, verb: str, chosen: Path | None) -> Path:
        """Return the folder that a verb writes; raise UsageError for one that is not the generator's."""
        if chosen is not None:
            refuse_foreign_folder(chosen.resolve())
            return chosen.resolve()
        if self.overlays or self.spec != SPEC:
            name = WRITERS[verb].name
            raise UsageError(f"{name}/ belongs to the committed spec alone; name another folder with --out")
        return WRITERS[verb].usual()


Spec = Annotated[
    Path,
    typer.Option(metavar="DIR", exists=True, file_okay=False, help="The spec to read.", show_default=False),
]
Overlays = Annotated[
    list[Path] | None,
    typer.Option(
        "--overlay",
        metavar="FILE",
        help="A further provider, which is not public, or additions to those that are there.",
    ),
]
Form = Annotated[Format, typer.Option("--format", help="The form of the report.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="The output folder, if not that of the repository."),
]
