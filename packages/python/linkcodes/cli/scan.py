# ruff: noqa: PLC0415
"""`linkcodes scan LOG`: counts what codes are in logs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from linkcodes.cli import blocks, files, options
from linkcodes.cli.blocks import joined, label, literal, printable
from linkcodes.cli.masked import masked
from linkcodes.cli.output import NOTHING, WRONG_USE, Format, emit, hint
from linkcodes.cli.parameters import Argument

if TYPE_CHECKING:
    from linkcodes.cli.counts import Counts, Key
    from linkcodes.cli.log_files import LogFiles
    from linkcodes.cli.scan_work import Advance

_TOP = 15
"""Codes that are shown to people."""
_NAMED = 5
"""Files that are left out and named to people."""

Logs = Annotated[
    list[str], Argument("LOG...", help="Logs and folders, .gz and .zst as well; - reads standard input.")
]


def scan(
    logs: Logs,
    provider: options.Provider = None,
    format: options.Formats = Format.HUMAN,
) -> None:
    """Count the codes in logs, by category and one by one.

    Counted are payloads as JSON, URLs, and listed words that have a _ or a dot; each code once a line. Name
    the sender with --provider: without it, a word counts that only one provider sends; what any program may
    say counts where the line names the provider. Of a folder, all files are read but those that are no text,
    hidden folders, installed packages and links. Exit code 0: some were found; 1: none; 2: a log could not be
    read to its end.

    JSON: `{logs, files, left_out: [name], lines: {total, without_codes, cut}, categories: {category: count},
    codes: [{provider, vocabulary, code, known, category, actor, count}]}`; `code` is null where a payload
    says by having none how it went; the category "no_outcome" is what says nothing about success or failure.
    """
    from linkcodes.cli.counts import Counts
    from linkcodes.cli.log_files import log_files
    from linkcodes.cli.scan_work import scan_logs

    counts, found = Counts(), log_files(logs)
    _say(found.left_out)
    with _progress(found.names) as advance:
        is_whole = scan_logs(found.names, provider, counts, advance)
    emit(format, _record(logs, found, counts), _parts(counts))
    if not (is_whole and counts.codes):
        raise SystemExit(NOTHING if is_whole else WRONG_USE)


def _say(left_out: list[str]) -> None:
    """Say what is not read of folders; JSON has all of it."""
    if left_out:
        named = ", ".join(map(printable, left_out[:_NAMED]))
        more = f", and {len(left_out) - _NAMED:,} more" if len(left_out) > _NAMED else ""
        hint(f"left out, as no text, a link, hidden or installed: {named}{more}")


@contextmanager
def _progress(logs: list[str]) -> Iterator[Advance]:
    """Show on a terminal how many bytes of all logs are read."""
    if not sys.stderr.isatty():
        yield lambda number, position: None
        return
    from rich import progress as show
    from rich.console import Console

    columns = (
        show.BarColumn(),
        show.DownloadColumn(),
        show.TransferSpeedColumn(),
        show.TimeRemainingColumn(),
    )
    with show.Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=_size(logs))
        read: dict[int, int] = {}

        def advance(number: int, position: int) -> None:
            read[number] = position
            progress.update(task, completed=sum(read.values()))

        yield advance


def _size(logs: list[str]) -> int | None:
    paths = [Path(name) for name in logs]
    return sum(path.stat().st_size for path in paths if path.is_file()) if files.STDIN not in logs else None


def _record(logs: list[str], found: LogFiles, counts: Counts) -> dict[str, Any]:
    return {
        "logs": list(map(masked, logs)),
        "files": len(found.names),
        "left_out": list(map(masked, found.left_out)),
        "lines": {"total": counts.lines, "without_codes": counts.empty, "cut": counts.cut},
        "categories": dict(counts.categories()),
        "codes": [{**key._asdict(), "count": count} for key, count in counts.codes.most_common()],
    }


def _parts(counts: Counts) -> Iterator[blocks.Block]:
    yield blocks.Paragraph(_summary(counts))
    from linkcodes.cli.counts import NO_OUTCOME

    outcomes = [(key, count) for key, count in counts.codes.most_common() if key.category != NO_OUTCOME]
    if outcomes:
        categories = [(name, count) for name, count in counts.categories() if name != NO_OUTCOME]
        yield blocks.Heading("By category")
        yield blocks.Bars("Category", [(label(name), count) for name, count in categories])
        yield blocks.Heading("By code")
        rows = [_row(key, count) for key, count in outcomes[:_TOP]]
        yield blocks.DataTable(("Count", "Code", "What happened", "Where"), rows, whole=1)
    yield from _left_out(len(outcomes) - _TOP, counts.codes.total() - sum(count for _, count in outcomes))


def _row(key: Key, count: int) -> tuple[str, ...]:
    meaning = label(key.category) if key.known else "not listed"
    return f"{count:,}", literal(key.code), meaning, f"{key.provider}:{key.vocabulary}"


def _left_out(codes: int, values: int) -> Iterator[blocks.Block]:
    """Yield what people are not shown: the rarer codes, and values that are no outcome."""
    more = f"{codes:,} more codes" if codes > 0 else ""
    others = f"{values:,} values that are no outcome, such as names of events" if values else ""
    if more or others:
        yield blocks.Paragraph(f"Left out: {joined([more, others], '; ')}. JSON has them all.", faint=True)


def _summary(counts: Counts) -> str:
    lines = "1 line" if counts.lines == 1 else f"{counts.lines:,} lines"
    cut = f" {counts.cut:,} were longer than a megabyte and read in part." if counts.cut else ""
    return f"{lines}, {counts.lines - counts.empty:,} with codes, {counts.empty:,} without.{cut}"
