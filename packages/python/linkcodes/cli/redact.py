# ruff: noqa: PLC0415
"""`linkcodes redact FILE`: the same text without its secrets."""

from __future__ import annotations

from typing import Annotated

from linkcodes.cli import files
from linkcodes.cli.output import fail, write
from linkcodes.cli.parameters import Argument

_MOST = 20_000_000
"""Bytes that are read; more is refused, as a text without its end would look complete."""

File = Annotated[str, Argument("FILE|-", help="Text of any kind; - reads standard input.")]


def redact(file: File) -> None:
    """Print a file with the secrets in it masked: JSON, logs, URLs, headers, or any text in UTF-8.

    It masks what `linkcodes.redact` masks: passwords, keys, tokens, one-time codes, contacts, and account
    and card numbers except for their last four characters. Codes, statuses, times and ids stay. Read the
    result before you share it: a name or a password in a sentence has no shape.
    """
    from linkcodes import redact as redacted

    try:
        content = files.head(file, _MOST + 1)
    except OSError as error:
        raise fail(files.problem(file, error)) from error
    if len(content) > _MOST:
        raise fail(f"{file}: this is more than {_MOST:,} bytes; split it")
    write(redacted(content.decode("utf-8", "replace")))
