# ruff: noqa: PLC0415
"""The command's parts, put together; only the one that is asked for is imported."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib import import_module
from types import FunctionType
from typing import NamedTuple

from linkcodes.cli.blocks import Block
from linkcodes.cli.output import Format, emit, fail, write

SUMMARY = (
    "Look up the codes that bank-connection providers send: what happened, who must act, what to do next."
)
NAME = "linkcodes"
_COMPLETION = ("--install-completion", "--show-completion")


class Command(NamedTuple):
    """A command: its function has the same name as its module, with underscores."""

    name: str
    example: str
    summary: str
    """The first sentence of its help, so that nothing is imported to list it."""

    def function(self) -> FunctionType:
        """Import the function of the command."""
        name = self.name.replace("-", "_")
        found: FunctionType = getattr(import_module(f"linkcodes.cli.{name}"), name)
        return found


COMMANDS = (
    Command(
        "explain",
        "linkcodes explain {code} --provider {provider}",
        "Say what a code means: what happened, who must act, what to do, and whether to try again.",
    ),
    Command(
        "plan",
        "linkcodes plan {code} --provider {provider} --attempt 3 --unattended",
        "Say whether, when and with whom to try again, after this many attempts.",
    ),
    Command(
        "decode",
        "linkcodes decode payload.json",
        "Say which payload a file contains, how the attempt ended, and what each code in it means.",
    ),
    Command(
        "search",
        "linkcodes search bank maintenance --provider {provider}",
        "Find codes by what they mean, in your own words.",
    ),
    Command(
        "scan",
        "linkcodes scan app.log older.log.gz --format markdown",
        "Count the codes in logs, by category and one by one.",
    ),
    Command(
        "live-check",
        "linkcodes live-check recordings app.jsonl.gz --provider {provider} --baseline last.json",
        "Compare recorded traffic with what is listed: what is new or wrong in it, and what was seen.",
    ),
    Command(
        "redact",
        "linkcodes redact payload.json",
        "Print a file with the secrets in it masked: JSON, logs, URLs, headers, or any text in UTF-8.",
    ),
    Command("table", "linkcodes table {provider} --category {category}", "List the codes of a provider."),
    Command(
        "check-source",
        "linkcodes check-source src --format github",
        "Find codes in your sources that this version of linkcodes does not list, or that are deprecated.",
    ),
    Command(
        "upgrade",
        "linkcodes upgrade src --from 0.1.0",
        "Change a program's sources to the names that this release of linkcodes has.",
    ),
)


def run(words: Sequence[str]) -> None:
    """Run the command with the words of the command line."""
    if f"_{NAME.upper()}_COMPLETE" in os.environ or (words[:1] and words[0] in _COMPLETION):
        from linkcodes.cli.completion import app

        app(prog_name=NAME)
        return
    first, *rest = words or ("--help",)
    if first == "--version":
        from linkcodes import __version__

        return write(f"{__version__}\n")
    if first == "--help":
        return _help(None)
    command = _named(first)
    if "--help" in rest[: rest.index("--") if "--" in rest else None]:
        return _help(command)
    from linkcodes.cli.reading import arguments

    function = command.function()
    function(**arguments(command.name, function, rest))


def _named(word: str) -> Command:
    found = next((command for command in COMMANDS if command.name == word), None)
    if found is None:
        known = ", ".join(command.name for command in COMMANDS)
        raise fail(f"no command is called {word!r}; choose from: {known}")
    return found


def _help(command: Command | None) -> None:
    from linkcodes.cli import helping

    if command is None:
        parts: Iterator[Block] = helping.of_all(SUMMARY, ((item.name, item.summary) for item in COMMANDS))
    else:
        parts = helping.of_command(command.name, command.function(), command.example)
    emit(Format.HUMAN, None, parts)
