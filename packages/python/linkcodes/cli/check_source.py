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
from linkcodes.cli.sources import CheckedSource, SourceFinding, below, checked

FOUND = NOTHING
"""The exit code where something is wrong."""
UNUSED = 3
"""The exit code where nothing was checked, as no source imports the package."""


_UNUSED = "no file imports linkcodes; nothing was checked"


class SourceFormat(StrEnum):
    """How the findings are written."""

    HUMAN = "human"
    JSON = "json"
    GITHUB = "github"


Paths = Annotated[list[str], Argument("PATH...", help="Files and folders: Python, TypeScript, JavaScript.")]
UnusedOk = Annotated[bool, Option("--unused-ok", help="Exit code 0, not 3, where no file imports linkcodes.")]
Formats = Annotated[SourceFormat, Option("--format", "-f", help="How to write the findings.")]


def check_source(paths: Paths, unused_ok: UnusedOk = False, format: Formats = SourceFormat.HUMAN) -> None:
    """Find codes in your sources that this version of linkcodes does not list, or that are deprecated.

    Checked are members of imported enumerations, the names of those, and literals that are compared with a
    parsed code, or with the code in an answer of decode and the like, or are handed to parse or classify.
    Nothing is run. What is not sure is not reported, nor is a line with the comment `linkcodes: ignore`.
    Exit code 0: nothing is wrong; 1: something is; 2: a source could not be read, the others were; 3: no file
    imports linkcodes, so nothing was checked.

    JSON: `{paths, files, importing, findings: [{file, line, column, rule, code, message, replacement}]}`;
    the rule is "unknown-code", "unknown-type" or "deprecated-code", and `importing` is how many files import
    linkcodes. "github" writes annotations for GitHub Actions.
    """
    checks, broken = _all(paths)
    found = [item for check in checks for item in check.findings]
    importing = sum(check.imports for check in checks)
    if format is SourceFormat.GITHUB:
        write("".join(map(_annotation, found)))
        if not importing:
            write(annotation("warning", f"{_UNUSED}.", {"title": "linkcodes"}))
    else:
        record = {"paths": paths, "files": len(checks), "importing": importing}
        findings = {"findings": [item._asdict() for item in found]}
        emit(Format(format.value), record | findings, _parts(found, len(checks), importing))
    code = WRONG_USE if broken else FOUND if found else 0 if importing or unused_ok else UNUSED
    if code:
        raise SystemExit(code)


def _all(paths: list[str]) -> tuple[list[CheckedSource], bool]:
    """Return what was found in each source, and whether one could not be read."""
    found: list[CheckedSource] = []
    broken = False
    try:
        for path in below(paths):
            try:
                found.append(checked(path))
            except UnreadableError as error:
                hint(printable(error))
                broken = True
    except UnreadableError as error:
        hint(printable(error))
        broken = True
    return found, broken


def _parts(found: list[SourceFinding], files: int, importing: int) -> Iterator[blocks.Block]:
    read = "1 source" if files == 1 else f"{files:,} sources"
    if not importing:
        yield blocks.Paragraph(f"{read} read: {_UNUSED}.")
        return
    wrong = "nothing is wrong" if not found else f"{len(found):,} {'place' if len(found) == 1 else 'places'}"
    using = "" if importing == files else f", {importing:,} with linkcodes"
    yield blocks.Paragraph(f"{read} read{using}: {wrong}.")
    if found:
        rows = [(_place(item), literal(item.code), printable(item.message)) for item in found]
        yield blocks.DataTable(("Where", "Code", "What is wrong"), rows, whole=0)


def _place(item: SourceFinding) -> str:
    return printable(f"{item.file}:{item.line}:{item.column}")


def _annotation(item: SourceFinding) -> str:
    level = "warning" if item.rule == "deprecated-code" else "error"
    fields = {"file": item.file, "line": item.line, "col": item.column, "title": f"linkcodes {item.rule}"}
    return annotation(level, item.message, fields)
