"""Writes annotations: lines that GitHub Actions show beside the code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from linkcodes.cli.blocks import printable


def annotation(level: str, message: str, fields: Mapping[str, object]) -> str:
    """Return the line of one annotation: `level` is `error`, `warning` or `notice`."""
    told = ",".join(f"{name}={_escaped(str(value), (',', ':'))}" for name, value in fields.items())
    return f"::{level} {told}::{_escaped(printable(message))}\n"


def _escaped(text: str, signs: Iterable[str] = ()) -> str:
    """Return a text that a line of GitHub's commands can carry, whatever is in it."""
    for sign in ("%", "\r", "\n", *signs):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
