"""Help: what a command does, what it takes, and an example with codes of the package's data."""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType

from linkcodes.cli import blocks, catalog
from linkcodes.cli.blocks import Block, joined
from linkcodes.cli.parameters import CommandParameter, parameters

_HELP = ("--help", "Show this message and exit.")
_EVERYWHERE = (
    ("--version", "Print the version."),
    ("--install-completion", "Install completion for the current shell."),
    ("--show-completion", "Show completion for the current shell, to copy it or customize the installation."),
    _HELP,
)


def of_command(name: str, command: FunctionType, example: str) -> Iterator[Block]:
    """Yield the help of a command; `{code}`, `{provider}` and `{category}` in its example are filled in."""
    given = list(parameters(command))
    taken = [item for item in given if not item.about.flags]
    yield blocks.Paragraph(f"Usage: linkcodes {name} [OPTIONS] {' '.join(item.metavar for item in taken)}")
    yield blocks.Paragraph("")
    for number, text in enumerate((command.__doc__ or "").strip().split("\n\n")):
        yield from [blocks.Paragraph("")] if number else []
        yield blocks.Paragraph(" ".join(text.split()))
    yield blocks.Heading("Arguments")
    yield blocks.DescriptionList([(item.metavar, item.about.help) for item in taken])
    yield blocks.Heading("Options")
    yield blocks.DescriptionList([*(_option(item) for item in given if item.about.flags), _HELP])
    yield blocks.Paragraph("")
    yield blocks.Paragraph(f"Example: `{example.format(**_names())}`")


def of_all(summary: str, commands: Iterator[tuple[str, str]]) -> Iterator[Block]:
    """Yield the help of the program: what it is for, and its commands with what each does."""
    yield blocks.Paragraph("Usage: linkcodes [OPTIONS] COMMAND [ARGS]...")
    yield blocks.Paragraph("")
    yield blocks.Paragraph(summary)
    yield blocks.Heading("Options")
    yield blocks.DescriptionList(_EVERYWHERE)
    yield blocks.Heading("Commands")
    yield blocks.DescriptionList(list(commands))


def _option(item: CommandParameter) -> tuple[str, str]:
    name = joined([", ".join(item.about.flags), item.metavar], " ")
    shown = "required" if item.required else None if item.default in (None, False) else str(item.default)
    note = "" if shown is None else f" [{shown}]" if item.required else f" [default: {shown}]"
    return name, f"{item.about.help}{note}"


def _names() -> dict[str, str]:
    """Return the first failure that is listed under a name of several words, as a code to try things with."""
    failures = (
        entry for entry in catalog.entries() if entry.record.get("phase") == "failure" and "_" in entry.value
    )
    entry = next(failures, catalog.entries()[0])
    category = entry.record.get("category", "unknown")
    return {"code": entry.value, "provider": entry.provider, "category": category}
