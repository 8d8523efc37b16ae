"""Reads the words of a command line; argparse does, which costs a tenth of what a framework does."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import FunctionType
from typing import Any, NoReturn

from linkcodes.cli.output import fail
from linkcodes.cli.parameters import CommandParameter, parameters


def arguments(name: str, command: FunctionType, words: Sequence[str]) -> dict[str, Any]:
    """Return the arguments that a command is called with; end the program if they are wrong."""
    given = list(parameters(command))
    parser = _Parser(prog=f"linkcodes {name}", add_help=False, allow_abbrev=False)
    for item in given:
        parser.add_argument(*item.about.flags or (item.name,), **_settings(item))
    read, literal = _apart(words)
    found = vars(parser.parse_intermixed_args([*read, *literal]))
    values = {name: _restored(value, literal) for name, value in found.items()}
    return {item.name: _checked(item, values[item.name]) for item in given}


def _apart(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Return the words before `--`, and those after it, each by a name that looks like no option.

    What follows `--` is an argument, whatever it looks like. Python 3.11 forgets that when options may be
    between arguments.
    """
    found = list(words)
    end = found.index("--") if "--" in found else len(found)
    return found[:end], {f"\0{place}": word for place, word in enumerate(found[end + 1 :])}


def _restored(value: Any, literal: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_restored(item, literal) for item in value]
    return literal.get(value, value) if isinstance(value, str) else value


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise fail(f"{message}; see: {self.prog} --help")


def _settings(item: CommandParameter) -> dict[str, Any]:
    """Return how argparse is to read a parameter."""
    if item.kind is bool:
        return {"dest": item.name, "action": "store_true"}
    settings: dict[str, Any] = {"metavar": item.metavar, "type": _typed(item)}
    if item.about.flags:
        settings |= {"dest": item.name, "default": None if item.required else item.default}
        return settings | ({"required": True} if item.required else {})
    if item.many:
        settings["nargs"] = "+"
    elif not item.required:
        settings |= {"nargs": "?", "default": item.default}
    return settings | {"help": SUPPRESS}


def _typed(item: CommandParameter) -> Callable[[str], Any]:
    kind: Any = item.kind
    if not issubclass(kind, StrEnum):
        return kind  # type: ignore[no-any-return]

    def chosen(text: str) -> Any:
        if text not in list(kind):
            raise fail(f"{item.about.flags[0]} cannot be {text!r}; choose from: {', '.join(kind)}")
        return kind(text)

    return chosen


def _checked(item: CommandParameter, value: Any) -> Any:
    least = item.about.least
    if least is not None and value is not None and value < least:
        raise fail(f"{item.about.flags[0]} must be at least {least}")
    return item.about.check(value) if item.about.check else value
