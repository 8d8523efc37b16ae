"""JSON pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache


def escaped(step: str | int) -> str:
    """Return one step as it is written in a pointer."""
    text = str(step)
    return text.replace("~", "~0").replace("/", "~1") if "~" in text or "/" in text else text


def pointer_of(steps: Iterable[str | int]) -> str:
    """Return the pointer that these steps make; empty for none."""
    return "".join(f"/{escaped(step)}" for step in steps)


@cache
def steps_of(pointer: str) -> tuple[str, ...]:
    """Return the keys that a pointer leads along."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
