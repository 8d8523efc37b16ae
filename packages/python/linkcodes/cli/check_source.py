"""`linkcodes check-source PATH`: finds codes in sources that are not listed, or that are deprecated."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from linkcodes.cli import blocks
from linkcodes.cli.annotations import annotation
from linkcodes.cli.blocks import literal, printable
from linkcodes.cli.output import NOTHING, WRONG_USE, Format, emit, hint, write
from linkcodes.cli.parameters import Argument, Option
from linkcodes.cli.project_files import UnreadableError
from linkcodes.cli.sources import SourceFinding, below, findings

FOUND = NOTHING
"""The exit code where something is wrong."""


class SourceFormat(StrEnum):
    """How the findings are written."""

    HUMAN = "human"
    JSON = "json"
    GITHUB = "github"


Paths = Annotated[list[str], Argument("PATH...", help="Files and folders: Python, TypeScript, JavaScript.")]
Formats = Annotated[SourceFormat, Option("--format", "-f", help="How to write the findings.")]


def check_source(paths: Paths, format: Formats = SourceFormat.HUMAN) -> None:
    """Find codes in your sources that this version of linkcodes does not list, or that are deprecated.

    Checked are members of imported enumerations, the names of those, and literals that are compared with a
    parsed code or handed to parse, classify and the like. Nothing is run. What is not sure is not reported,
    nor is a line with the comment `linkcodes: ignore`.
    Exit code 0: nothing is wrong; 1: something is; 2: a source could not be read, the others were.

    JSON: `{paths, files, findings: [{file, line, column, rule, code, message, replacement}]}`; the rule is
    "unknown-code", "unknown-type" or "deprecated-code". "github" writes annotations for GitHub Actions.
    """
    found, files, broken = _all(paths)
    if format is SourceFormat.GITHUB:
        write("".join(map(_annotation, found)))
    else:
        record = {"paths": paths, "files": files, "findings": [item._asdict() for item in found]}
        emit(Format(format.value), record, _parts(found, files))
    if broken or found:
        raise SystemExit(WRONG_USE if broken else FOUND)


def _all(paths: list[str]) -> tuple[list[SourceFinding], int, bool]:
    """Return the findings of all sources, how many were read, and whether one could not be."""
    found: list[SourceFinding] = []
    files, broken = 0, False
    try:
        for path in below(paths):
            try:
                found += findings(path)
                files += 1
            except UnreadableError as error:
                hint(printable(error))
                broken = True
    except UnreadableError as error:
        hint(printable(error))
        broken = True
    return found, files, broken


def _parts(found: list[SourceFinding], files: int) -> Iterator[blocks.Block]:
    read = "1 source" if files == 1 else f"{files:,} sources"
    wrong = "nothing is wrong" if not found else f"{len(found):,} {'place' if len(found) == 1 else 'places'}"
    yield blocks.Paragraph(f"{read} read: {wrong}.")
    if found:
        rows = [(_place(item), literal(item.code), printable(item.message)) for item in found]
        yield blocks.DataTable(("Where", "Code", "What is wrong"), rows, whole=0)


def _place(item: SourceFinding) -> str:
    return printable(f"{item.file}:{item.line}:{item.column}")


def _annotation(item: SourceFinding) -> str:
    level = "warning" if item.rule == "deprecated-code" else "error"
    fields = {"file": item.file, "line": item.line, "col": item.column, "title": f"linkcodes {item.rule}"}
    return annotation(level, item.message, fields)
