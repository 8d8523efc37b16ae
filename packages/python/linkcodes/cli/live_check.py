# ruff: noqa: PLR0913, PLR0917
"""`linkcodes live-check FILE`: compares recorded traffic with what is listed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

from linkcodes import redact
from linkcodes.cli import files, options
from linkcodes.cli.live import formats, screen
from linkcodes.cli.live.traffic import names_below, samples
from linkcodes.cli.output import NOTHING, WRONG_USE, Format, emit, fail, hint, write
from linkcodes.cli.parameters import Argument, Option
from linkcodes.cli.project_files import UnreadableError
from linkcodes.livecheck import KINDS, LiveBody, LiveReport, check

_ALL = ",".join(KINDS)
_NONE = "none"
_LONGEST = 64 << 20
"""Bytes of a baseline that are read."""


class LiveFormat(StrEnum):
    """How the report is written."""

    HUMAN = "human"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"
    JUNIT = "junit"
    HTML = "html"


def _known_kinds(value: str | None) -> str | None:
    for kind in (value or "").split(","):
        if kind not in (*KINDS, _NONE):
            raise fail(f"--fail-on cannot be {kind!r}; choose from: {', '.join((*KINDS, _NONE))}")
    return value


Files = Annotated[
    list[str], Argument("FILE...", help="Logs, recordings and folders of them; - reads standard input.")
]
Baseline = Annotated[
    str | None,
    Option("--baseline", metavar="FILE", help="An earlier report as JSON: only what it lacks fails."),
]
FailOn = Annotated[
    str,
    Option(
        "--fail-on", metavar="KIND,...", help="What fails: kinds of findings, or none.", check=_known_kinds
    ),
]
Draft = Annotated[
    str | None,
    Option("--emit-draft", metavar="FILE", help="Write what is new as a draft of an overlay for the spec."),
]
Formats = Annotated[LiveFormat, Option("--format", "-f", help="How to write the report.")]


def live_check(
    names: Files,
    provider: options.Provider = None,
    baseline: Baseline = None,
    fail_on: FailOn = _ALL,
    emit_draft: Draft = None,
    format: Formats = LiveFormat.HUMAN,
) -> None:
    """Compare recorded traffic with what is listed: what is new or wrong in it, and what was seen.

    It reads logs with JSON in their lines, JSON lines, HAR, cassettes of VCR, OTLP as JSON, and folders of
    these, also compressed by gzip or zstd. Name the sender with --provider: a body that breaks the schema of
    its payload is recognized only then. Nothing is shown of a body but codes, names of fields and times, and
    what looks like a secret is masked.

    Findings are of four kinds. new-value: a value that its vocabulary does not list; new-field: a field that
    its payload does not list; invalid: the tolerant schema refuses the body; not-strict: the strict schema
    refuses it for another reason. Exit code 0: nothing failed; 1: something did; 2: wrong use, or a file
    could not be read to its end.

    JSON: `{version, spec_version, files, bodies, first_seen, last_seen, payloads, codes, findings, failing,
    coverage}`; its schema is `report.schema.json` in the package `linkcodes.cli.live`.
    """
    earlier = None if baseline is None else _report(baseline)
    reader = _Recordings(names)
    report = check(reader.samples(), provider=provider)
    new = report.findings if earlier is None else report.new_since(earlier)
    failing = [item for item in new if item["kind"] in fail_on.split(",")]
    if emit_draft is not None:
        _write_draft(emit_draft, new)
    record = {
        **report.to_dict(),
        "files": [formats.masked(name) for name in names],
        "failing": [item["fingerprint"] for item in failing],
    }
    _emit(format, record)
    if not record["bodies"]["recognized"] and not reader.broken:
        hint("nothing was recognized; name the sender with --provider if you know it")
    if reader.broken or failing:
        raise SystemExit(WRONG_USE if reader.broken else NOTHING)


class _Recordings:
    """Reads files one after another, and continues after one that cannot be read."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self.broken = False

    def samples(self) -> Iterator[LiveBody]:
        """Yield the bodies of all files."""
        return chain.from_iterable(map(self._of_file, names_below(self._names)))

    def _of_file(self, name: str) -> Iterator[LiveBody]:
        try:
            yield from samples(name)
        except (*files.UNREADABLE, UnreadableError) as error:
            self.broken = True
            print(f"linkcodes: {redact(formats.masked(files.problem(name, error)))}", file=sys.stderr)


def _report(name: str) -> LiveReport:
    try:
        text = files.head(name, _LONGEST + 1)
        return LiveReport(json.loads(text))
    except OSError as error:
        raise fail(formats.masked(files.problem(name, error))) from error
    except RecursionError as error:
        raise fail(f"{formats.masked(name)}: it is nested too deeply for a report") from error
    except ValueError as error:
        why = "it is no JSON" if isinstance(error, json.JSONDecodeError | UnicodeDecodeError) else error
        raise fail(f"{formats.masked(name)}: {why}") from error


def _write_draft(name: str, new: list[dict[str, Any]]) -> None:
    from linkcodes.cli.live.draft import draft  # noqa: PLC0415  (it is rarely wanted)

    made = draft(new)
    if made is None:
        hint("no draft was written: there is no new value and no new field that could be in it")
        return
    try:
        with Path(name).open("x", encoding="utf-8") as file:
            file.write(json.dumps(made, indent=2, ensure_ascii=False) + "\n")
    except FileExistsError as error:
        raise fail(
            f"{formats.masked(name)} exists; someone may have filled it in, so name another file"
        ) from error
    except OSError as error:
        raise fail(f"{formats.masked(name)} cannot be written: {error.strerror}") from error


def _emit(format: LiveFormat, record: dict[str, Any]) -> None:
    if format is LiveFormat.GITHUB:
        write(formats.github(record))
    elif format is LiveFormat.JUNIT:
        write(formats.junit(record))
    elif format is LiveFormat.HTML:
        from linkcodes.cli.live.page import page  # noqa: PLC0415  (it is rarely wanted)

        write(page(record))
    else:
        emit(Format(format.value), record, screen.parts(record))
