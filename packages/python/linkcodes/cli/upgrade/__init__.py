# ruff: noqa: PLC0415
"""`linkcodes upgrade PATH --from VERSION`: takes a program over to the names of today."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from linkcodes.cli.output import WRONG_USE, fail, hint
from linkcodes.cli.parameters import Argument, Option

_LEFT = 1
"""The exit code where changes were found and not written."""

Paths = Annotated[
    list[Path],
    Argument("PATH...", help="Folders and files of your program."),
]
From = Annotated[
    str, Option("--from", metavar="VERSION", help="The release that the program was written for.")
]
Write = Annotated[bool, Option("--write", help="Change the files. Without it, only a diff is shown.")]


def upgrade(paths: Paths, since: From, write: Write = False) -> None:
    """Change a program's sources to the names that this release of linkcodes has.

    Python and TypeScript (JavaScript, too) are read. Changed are imports, names, members, fields and values
    that certainly come from linkcodes; the diff goes to standard output. What is not certain, was removed or
    is deprecated is listed as `file:line: reason` on standard error and left as it is, and so is a file with
    a syntax error. Hidden folders, node_modules and virtual environments are skipped.

    Exit code 0: there is nothing to change, or --write changed it; 1: there are changes, and they were not
    written; 2: wrong use, or a file that could not be read or written.
    """
    _check(paths, since)
    try:
        from linkcodes.cli.upgrade.project import Project
    except ImportError:
        raise fail('this command needs more packages: pip install "linkcodes[cli,upgrade]"') from None
    done = Project(paths, since).upgrade(write=write)
    hint(done.summary(write=write))
    if done.broken:
        raise SystemExit(WRONG_USE)
    if done.changed and not write:
        raise SystemExit(_LEFT)


def _check(paths: list[Path], since: str) -> None:
    """End the command if a path leads nowhere, or if there is no such release up to this one."""
    from linkcodes import __version__
    from linkcodes.cli.upgrade.renames import version_key

    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise fail(f"{missing}: no such file or folder; check the name")
    try:
        wrong = version_key(since) > version_key(__version__)
    except ValueError:
        raise fail(f"{since!r} is no version; write three numbers, such as --from 0.1.0") from None
    if wrong:
        raise fail(f"{since} is newer than this package, {__version__}; install the newer one first")
