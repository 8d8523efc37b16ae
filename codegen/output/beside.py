"""Work in a second process, where the machine has a second core for it.

The process is a copy of this one, so it needs nothing but what is to be done, and what it makes comes back
through a pipe. Where nothing comes back, for whatever reason, the same is done here, so that a fault shows
as it would without a second process.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

T = TypeVar("T")
_allowed = False
_GIVES_WAY = 10
"""How much nicer than others a process is that gives way: on a busy core it gets a tenth of the time."""


def allow() -> None:
    """Let work be done in a second process: only a program without threads may, since a copy has none."""
    global _allowed  # noqa: PLW0603  (one program, one answer)
    # Where a process can be told on which cores to run, a copy is cheap, and may do what this one may.
    _allowed = hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def beside(work: Callable[[], T], *, gives_way: bool = False) -> Callable[[], T]:
    """Begin some work; return what waits for its result. Without a second process, it is done at once.

    What the work changes besides its result changes only in the other process. Work that gives way is done
    while a core has nothing else to do, so that it does not delay what takes longer.
    """
    if not _allowed:
        made = work()
        return lambda: made
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.nice(_GIVES_WAY if gives_way else 0)
        _hand_over(work, writer)
    os.close(writer)
    return partial(_taken, work, reader, child)


def shared(works: Sequence[Callable[[], T]]) -> list[T]:
    """Return what each of some works makes; a second process does those that this one does not reach.

    Both take the next from one pipe. The last goes first: of the targets, those at the end take longest.
    """
    reader, writer = os.pipe()
    os.write(writer, bytes(reversed(range(len(works)))))
    os.close(writer)

    def some() -> dict[int, T]:
        return {number: works[number]() for number in iter(partial(_next, reader), None)}

    theirs = beside(some)
    made = some()
    made |= theirs()
    os.close(reader)
    # What a process took that did not come back is missing.
    return [made[number] if number in made else work() for number, work in enumerate(works)]


def _next(reader: int) -> int | None:
    taken = os.read(reader, 1)
    return taken[0] if taken else None


def _hand_over(work: Callable[[], object], writer: int) -> None:
    """End this process; say what it made, if it made it."""
    status = 1
    try:
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(work(), pipe, protocol=pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)  # nothing that the copied program would do at its end


def _taken(work: Callable[[], T], reader: int, child: int) -> T:
    with os.fdopen(reader, "rb") as pipe:
        content = pipe.read()
    status = os.waitpid(child, 0)[1]
    # Only this program's own copy has written it.
    return work() if status else pickle.loads(content)
