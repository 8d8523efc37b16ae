"""The machine that figures come from, and how busy other programs keep it."""

from __future__ import annotations

import os
import platform
import re
import time
from datetime import UTC, datetime
from pathlib import Path

_STAT, _CPUINFO = Path("/proc/stat"), Path("/proc/cpuinfo")
IDLE = 0.1
"""As many processors of others disturb no figure."""


class Watch:
    """Says, when all is measured, where and when it was, and how busy the machine was otherwise."""

    def __init__(self) -> None:
        self._started, self._others = time.monotonic(), _seconds_of_others()

    def told(self) -> str:
        """Return two sentences for people who compare figures."""
        others = (_seconds_of_others() - self._others) / (time.monotonic() - self._started)
        beside = disturbed(others) if _STAT.exists() else ""
        now = datetime.now(tz=UTC)
        machine = f"{os.cpu_count()} cores ({_model()}) with Python {platform.python_version()}"
        return f"Measured on {now.day} {now:%B %Y} on {machine}. {beside}".rstrip()


def disturbed(others: float) -> str:
    """Return what it means for the figures that others used so many cores."""
    if others <= IDLE:
        return "The machine did nothing else."
    return (
        f"Other programs took {others:.1f} cores meanwhile: elapsed times, and Lighthouse's performance"
        " with them, are worse than on a quiet machine. Seconds of CPU and ratios suffer less."
    )


def _seconds_of_others() -> float:
    """Return the seconds of CPU that all but this process and its children took; 0 where none are known."""
    if not _STAT.exists():
        return 0.0
    user, nice, system, _, _, *rest = map(int, _STAT.read_text().splitlines()[0].split()[1:9])
    taken = (user + nice + system + sum(rest)) / os.sysconf("SC_CLK_TCK")
    return taken - sum(os.times()[:4])


def _model() -> str:
    """Return what the processor calls itself."""
    text = _CPUINFO.read_text() if _CPUINFO.exists() else ""
    named = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return named[1] if named else platform.machine()
