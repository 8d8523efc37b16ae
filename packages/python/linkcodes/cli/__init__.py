# ruff: noqa: PLC0415
"""The command `linkcodes`: explains codes, reads payloads, searches, counts what is in logs."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command with the arguments of the process; it ends by `SystemExit`."""
    from importlib.util import find_spec

    if not (find_spec("rich") and find_spec("typer")):  # importing them takes longer than most answers
        print('linkcodes: the command needs more packages: pip install "linkcodes[cli]"', file=sys.stderr)
        raise SystemExit(2)
    if sys.stdout is None:
        print("linkcodes: standard output is closed, so there is nowhere to write to", file=sys.stderr)
        raise SystemExit(2)
    from linkcodes.cli.app import run

    run(sys.argv[1:])
