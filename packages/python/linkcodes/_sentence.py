"""Writes a plan as one sentence, from the words of the spec."""

from __future__ import annotations

import re
from collections.abc import Sequence

from linkcodes._rules import core
from linkcodes._wait import Wait
from linkcodes.taxonomy import Action

_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_PART = re.compile(r"\{(\w+)\}")
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def sentence(
    template: str, actions: Sequence[Action], delay: int | None, left: int, wait: Wait | None
) -> str:
    """Return the template with its parts filled in; brackets drop out where one of their parts is unknown."""
    parts = {
        "do": _instruction(actions[0] if actions else Action.NONE),
        "delay": None if delay is None else f"in {duration(delay)}" if delay else "now",
        "left": f"{left} more {'time' if left == 1 else 'times'}" if left else None,
        "poll": duration(wait.poll_s) if wait and wait.poll_s else None,
        "deadline": duration(wait.deadline_s) if wait and wait.deadline_s else None,
        "then": _lowered(_instruction(wait.then)) if wait and wait.then else None,
    }
    kept = _OPTIONAL.sub(lambda found: _filled(found[1], parts) or "", template)
    return _filled(kept, parts) or ""


def duration(seconds: int) -> str:
    """`90` -> `90 seconds`, `900` -> `15 minutes`: the largest unit that is exact or at least two."""
    size, unit = next(each for each in _UNITS if seconds % each[0] == 0 or seconds >= 2 * each[0])
    number = -(-seconds // size)
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _filled(text: str, parts: dict[str, str | None]) -> str | None:
    names = _PART.findall(text)
    if any(parts[name] is None for name in names):
        return None
    return _PART.sub(lambda found: parts[found[1]] or "", text)


def _instruction(action: Action) -> str:
    text: str = core()["actions"][action]["instruction"]
    return text


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
