"""What the arguments of a command are: the one description that the reader, the help and the shells take.

A command says it in its signature, `Annotated[str | None, Option("--provider", "-p", help="...")]`, and
imports no framework for it: a cold start must not pay for what only a shell's completion needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from types import FunctionType, NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

Complete = Callable[..., Any]
"""Returns what a word may become; takes `incomplete`, or `ctx` and `incomplete`."""
Check = Callable[[str | None], str | None]
"""Returns the value, or ends the command and says what is wrong."""


class Argument:
    """What a command is about, without a name before it."""

    flags: tuple[str, ...] = ()

    def __init__(
        self, metavar: str, *, help: str, complete: Complete | None = None, check: Check | None = None
    ) -> None:
        self.metavar, self.help, self.complete, self.check = metavar, help, complete, check
        self.least: int | None = None


class Option:
    """What a command may be told besides, after one of its flags."""

    def __init__(
        self,
        *flags: str,
        help: str,
        metavar: str | None = None,
        complete: Complete | None = None,
        check: Check | None = None,
        least: int | None = None,
    ) -> None:
        self.flags, self.help, self.metavar = flags, help, metavar
        self.complete, self.check, self.least = complete, check, least


class CommandParameter(NamedTuple):
    """A parameter of a command's function."""

    name: str
    about: Argument | Option
    kind: type
    """`str`, `int`, `bool`, a path, or an enumeration."""
    many: bool
    required: bool
    default: Any

    @property
    def metavar(self) -> str:
        """Return what help writes for its value."""
        if issubclass(self.kind, StrEnum):
            return "|".join(self.kind)
        return self.about.metavar or {bool: "", int: "NUMBER"}.get(self.kind, "TEXT")


def parameters(command: FunctionType) -> Iterator[CommandParameter]:
    """Yield what a command takes, in its order."""
    hints = get_type_hints(command, include_extras=True)
    code, defaults = command.__code__, command.__defaults__ or ()  # `inspect` would take ten times as long
    required = code.co_argcount - len(defaults)
    for number, name in enumerate(code.co_varnames[: code.co_argcount]):
        bare, about = get_args(hints[name])
        kinds = [kind for kind in get_args(bare) or (bare,) if kind is not NoneType]
        default = defaults[number - required] if number >= required else None
        yield CommandParameter(name, about, kinds[0], get_origin(bare) is list, number < required, default)
