# ruff: noqa: PLC0415
"""Scans logs: one after the other, or in parts by all cores where starting processes pays off."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from linkcodes.cli import files
from linkcodes.cli.counts import MOST_CODES, Counts
from linkcodes.cli.files import LogPart
from linkcodes.cli.line_reader import LineReader
from linkcodes.cli.output import hint

PART = 1 << 24
"""Bytes of a log that a process scans before it tells what is in them."""
WORTH = 1 << 26
"""Bytes of logs that more processes scan faster than one, although they have to start."""

Advance = Callable[[int, int], None]
"""Is told the number of a log, and how many of its bytes are read."""


class ScannedPart(NamedTuple):
    """What was found in a part of a log."""

    counts: Sequence[Counts]
    problem: str | None
    """Why it could not be read to its end."""


def scan_logs(logs: Sequence[str], provider: str | None, counts: Counts, advance: Advance) -> bool:
    """Count what is in logs; say which cannot be read to their ends, and return whether all can."""
    parts = _parts(logs) if _cores() > 1 else []
    found = _by_all(parts, provider, advance) if parts else _by_one(logs, provider, advance)
    problems = 0
    for item in found:
        for each in item.counts:
            counts.merge(each)
        if item.problem:
            problems += 1
            hint(item.problem)
    return not problems


def _parts(logs: Sequence[str]) -> list[tuple[int, LogPart]]:
    """Return the parts of logs, with the logs' numbers, that are worth more than one process."""
    paths = [Path(name) for name in logs if name != files.STDIN]
    if sum(path.stat().st_size for path in paths if path.is_file()) < WORTH:
        return []
    parts = [(number, part) for number, name in enumerate(logs) for part in files.parts(name, PART)]
    return parts if len(parts) > 1 and len(paths) == len(logs) else []


def _by_one(logs: Sequence[str], provider: str | None, advance: Advance) -> Iterator[ScannedPart]:
    for number, name in enumerate(logs):
        try:
            with files.opened(LogPart(name)) as log:
                for block in log.blocks():
                    yield ScannedPart([_reader(provider).count(block)], None)
                    advance(number, log.position())
        except files.UNREADABLE as error:
            yield ScannedPart([], files.problem(name, error))


def _by_all(
    parts: Sequence[tuple[int, LogPart]], provider: str | None, advance: Advance
) -> Iterator[ScannedPart]:
    """Scan parts in processes of their own, which start afresh: this one may have threads."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    count = min(_cores(), len(parts))
    pool = ProcessPoolExecutor(count, get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        waiting = [pool.submit(scan_part, part, provider) for _, part in parts]
        for (number, part), done in zip(parts, waiting, strict=True):
            yield done.result()
            advance(number, part.start + (part.size or 0))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def scan_part(part: LogPart, provider: str | None) -> ScannedPart:
    """Scan a part of a log."""
    found = [Counts()]
    try:
        with files.opened(part) as log:
            for block in log.blocks():
                counts = _reader(provider).count(block)
                if len(found[-1].codes) + len(counts.codes) <= MOST_CODES:
                    found[-1].merge(counts)
                else:  # which codes count together is for the one to say who sees all of them
                    found.append(counts)
    except files.UNREADABLE as error:
        return ScannedPart(found, files.problem(part.name, error))
    return ScannedPart(found, None)


@cache
def _reader(provider: str | None) -> LineReader:
    return LineReader(provider)


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
