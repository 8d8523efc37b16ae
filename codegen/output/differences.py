"""What differs between a file and what it should be, as a reader wants to see it."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from itertools import takewhile

_CONTEXT = 1


def difference(path: str, found: bytes, wanted: str) -> str:
    """Return a unified diff: what is on disk (-) and what should be (+)."""
    old = found.decode("utf-8", errors="replace").splitlines(keepends=True)
    new = wanted.splitlines(keepends=True)
    start = max(_alike(old, new) - _CONTEXT, 0)
    end = max(_alike(old[start:][::-1], new[start:][::-1]) - _CONTEXT, 0)
    # Only what lies between the ends that are alike: comparing takes far longer than reading.
    middle = old[start : len(old) - end], new[start : len(new) - end]
    lines = difflib.unified_diff(*middle, f"on disk/{path}", f"generated/{path}", n=_CONTEXT)
    moved = (_moved(line, start) if line.startswith("@@") else line for line in lines)
    return "".join(line if line.endswith("\n") else line + "\n" for line in moved)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many lines are the same from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _moved(head: str, by: int) -> str:
    """Return the head of a block, `@@ -1,3 +1,4 @@`, for lines that begin further down."""
    return " ".join(_later(part, by) if part[0] in "-+" else part for part in head.split(" "))


def _later(span: str, by: int) -> str:
    line, comma, count = span[1:].partition(",")
    return f"{span[0]}{int(line) + by}{comma}{count}"
