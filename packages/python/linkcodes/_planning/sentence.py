"""Writes a plan as one sentence, from the words of the spec."""

from __future__ import annotations

import re

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_PART = re.compile(r"\{(\w+)\}")
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
Parts = dict[str, str | None]


def sentence(template: str, parts: Parts) -> str:
    """Return the template with its parts filled in; brackets drop out where one of their parts is unknown."""
    kept = _OPTIONAL.sub(lambda found: _filled(found[1], parts) or "", template)
    return _filled(kept, parts) or ""


def pause(seconds: int | None) -> str | None:
    """`0` -> `now`, `90` -> `in 90 seconds`."""
    return None if seconds is None else f"in {duration(seconds)}" if seconds else "now"


def times(number: int) -> str | None:
    """`1` -> `once more`, `2` -> `2 more times`."""
    return None if not number else f"{number} more times" if number > 1 else "once more"


def duration(seconds: int | None) -> str | None:
    """`90` -> `90 seconds`, `3600` -> `an hour`: the largest unit that is exact or at least two."""
    if not seconds:
        return None
    size, unit = next(each for each in _UNITS if seconds % each[0] == 0 or seconds >= 2 * each[0])
    number = -(-seconds // size)
    return f"{number} {unit}s" if number > 1 else f"an {unit}" if unit == "hour" else f"a {unit}"


def pace(seconds: int | None) -> str | None:
    """`60` -> `minute`, `900` -> `15 minutes`: what comes after "every"."""
    said = duration(seconds)
    return said and said.removeprefix("a ").removeprefix("an ")


def lowered(text: str) -> str:
    """`Wait` -> `wait`."""
    return text[:1].lower() + text[1:]


def _filled(text: str, parts: Parts) -> str | None:
    names = _PART.findall(text)
    if any(parts[name] is None for name in names):
        return None
    return _PART.sub(lambda found: parts[found[1]] or "", text)
