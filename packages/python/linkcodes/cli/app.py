# ruff: noqa: PLC0415
"""The command's parts, put together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from linkcodes.cli.check_source import check_source
from linkcodes.cli.decode import decode
from linkcodes.cli.explain import explain
from linkcodes.cli.helping import with_example
from linkcodes.cli.output import write
from linkcodes.cli.redact import redact
from linkcodes.cli.scan import scan
from linkcodes.cli.search import search
from linkcodes.cli.table import table
from linkcodes.cli.upgrade import upgrade

_COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (explain, "linkcodes explain {code} --provider {provider}"),
    (decode, "linkcodes decode payload.json"),
    (search, "linkcodes search bank maintenance --provider {provider}"),
    (scan, "linkcodes scan app.log older.log.gz --format markdown"),
    (redact, "linkcodes redact payload.json"),
    (table, "linkcodes table {provider} --category {category}"),
    (check_source, "linkcodes check-source src --format github"),
    (upgrade, "linkcodes upgrade src --from 0.1.0"),
)


def run() -> None:
    """Run the command with the arguments of the process."""
    app(prog_name="linkcodes")


def _version(wanted: bool) -> None:
    if wanted:
        from linkcodes import __version__

        write(f"{__version__}\n")
        raise typer.Exit


def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Look up the codes that bank-connection providers send: what happened, who must act, what to do next."""


def _app() -> typer.Typer:
    app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown", pretty_exceptions_enable=False)
    app.callback()(_main)
    for command, example in _COMMANDS:
        app.command(cls=with_example(example))(command)
    return app


app = _app()
