"""Completion for shells: Typer's, of the commands as they describe themselves."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from types import FunctionType
from typing import Annotated, Any

import typer

from linkcodes.cli.app import COMMANDS, SUMMARY
from linkcodes.cli.parameters import CommandParameter, parameters


def _app() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help=SUMMARY)
    app.callback()(lambda: None)
    for command in COMMANDS:
        app.command(command.name, help=command.summary)(_described(command.function()))
    return app


def _described(command: FunctionType) -> Callable[..., None]:
    """Return a command with the signature that Typer reads."""

    def described(**arguments: Any) -> None:
        command(**arguments)

    given = list(parameters(command))
    described.__signature__ = Signature([_parameter(item) for item in given])  # type: ignore[attr-defined]
    described.__annotations__ = {}
    return described


def _parameter(item: CommandParameter) -> Parameter:
    about = item.about
    kind: Any = list[item.kind] if item.many else item.kind  # type: ignore[name-defined]
    if not item.required and item.default is None:
        kind |= None
    if about.flags:
        told = typer.Option(*about.flags, help=about.help, autocompletion=about.complete)
    else:
        told = typer.Argument(metavar=about.metavar, help=about.help, autocompletion=about.complete)
    return Parameter(
        item.name,
        Parameter.KEYWORD_ONLY,
        default=Parameter.empty if item.required else item.default,
        annotation=Annotated[kind, told],
    )


app = _app()
