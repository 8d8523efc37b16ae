"""Runs `linkcodes` for each line on standard input: in a fork of this process, which has read all.

A line says the words, the environment, the folder, and the files of the three standard streams. The answer is
the exit code.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import linkcodes.cli
from linkcodes.cli import catalog, main, meaning

STREAMS = {
    "in": (os.O_RDONLY, "r"),
    "out": (os.O_WRONLY | os.O_CREAT, "w"),
    "err": (os.O_WRONLY | os.O_CREAT, "w"),
}


def next_asked() -> Any:
    """Answer all lines, and leave this process when they end; return what is asked in the fork for a line."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            return json.loads(line)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    raise SystemExit


def become(asked: Any) -> None:
    """Be like a process that was started with these words, streams, environment and folder."""
    sys.argv[1:] = asked["words"]
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    for number, (name, (flags, mode)) in enumerate(STREAMS.items()):
        usual = getattr(sys, f"std{name}")
        file = os.open(Path(asked["streams"], name), flags)
        os.dup2(file, number)
        os.close(file)
        stream = open(number, mode, encoding=usual.encoding, errors=usual.errors, closefd=False)  # noqa: SIM115
        setattr(sys, f"std{name}", stream)


def _read_all() -> None:
    """Read the data of all providers, as texts of unknown origin, tables and searches need it."""
    linkcodes.decode("x")
    catalog.entries()
    meaning.index()


if __name__ == "__main__":
    for module in walk_packages(linkcodes.cli.__path__, "linkcodes.cli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    _read_all()
    gc.freeze()  # else each fork would go through all of it, which copies it
    become(next_asked())
    main()
