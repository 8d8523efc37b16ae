"""The command line: what it prints of secrets that it is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.guard.rows import GuardRow, none_of
from tests.python.cli_secrets import COMMANDS, Run, in_process, printed


def commands(run: Run | None = None, names: Sequence[str] = tuple(COMMANDS)) -> Iterator[GuardRow]:
    """Give each command texts with secrets in them."""
    run = run or in_process(import_module("linkcodes.cli.app"))
    with TemporaryDirectory() as folder:
        found = [answer for name in names for answer in printed(run, Path(folder), name)]
    wrong = [f"{secret} in {text[:200]!r}" for secret, text in found if secret in text]
    yield none_of("answers of commands with a secret in them", len(found), wrong)
