# ruff: noqa: PLC0415
"""Where a command's answer goes: a screen, JSON or Markdown."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from linkcodes.cli.blocks import Block
from linkcodes.cli.masked import masked

NOTHING = 1
"""The exit code where nothing was found or recognized."""
WRONG_USE = 2
"""The exit code where the command could not do what was asked."""


class Format(StrEnum):
    """How an answer is written."""

    HUMAN = "human"
    JSON = "json"
    MARKDOWN = "markdown"


def emit(format: Format, record: Any, parts: Iterable[Block]) -> None:
    """Write an answer to standard output, in full; `record` is what JSON says."""
    write(_rendered(format, record, parts))


def write(text: str) -> None:
    """Write to standard output; a reader that has had enough, such as `head`, is no error."""
    try:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")  # an encoding that lacks a character must not stop it
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        # Python flushes once more when it ends, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise fail(f"the answer cannot be written: {error.strerror}") from error


def hint(message: str) -> None:
    """Write what may help to standard error, where it does not get into the answer, and no secret with it."""
    print(f"linkcodes: {masked(message)}", file=sys.stderr)


def fail(message: str) -> SystemExit:
    """Write what is wrong and how to fix it to standard error; return what ends the command."""
    hint(message)
    return SystemExit(WRONG_USE)


def _rendered(format: Format, record: Any, parts: Iterable[Block]) -> str:
    # Each form is imported when it is wanted: JSON and Markdown do without the screen's machinery.
    if format is Format.JSON:
        text = json.dumps(record, indent=2, ensure_ascii=False)
        return (text if text.replace("\n", "").isprintable() else "".join(map(_safe, text))) + "\n"
    if format is Format.MARKDOWN:
        from linkcodes.cli.markdown import markdown

        return markdown(parts)
    from linkcodes.cli.human import human

    return human(parts)


def _safe(character: str) -> str:
    """Return a character of JSON, escaped where it could steer a terminal; JSON reads it as what it was."""
    return character if character.isprintable() or character == "\n" else json.dumps(character)[1:-1]
