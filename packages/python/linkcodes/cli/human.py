# ruff: noqa: PLC0415
"""Blocks for people: on a terminal, or as plain text where the output goes somewhere else.

What draws on a terminal is imported there alone: loading it takes longer than most answers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from linkcodes.cli.blocks import Block
from linkcodes.cli.plain import WIDEST, plain

_USUAL = 80


def human(parts: Iterable[Block]) -> str:
    """Return blocks as standard output can show them."""
    width = _columns()
    if not sys.stdout.isatty():
        return plain(parts, min(width, WIDEST))
    from linkcodes.cli.terminal import drawn

    return drawn(parts, width)


def _columns() -> int:
    """Return the width of the screen; the variable counts first. Importing `shutil` for it takes long."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _USUAL  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # it is closed, or no terminal
        return _USUAL
