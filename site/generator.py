"""The generator as a process that stays: it knows the spec of before, so what was edited is shown first."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import reader
from files import write, written


class Generator:
    """Reads the spec again after each edit, and keeps generated/ and the pages up to date with it."""

    def __init__(self, repo: Path, build: Path) -> None:
        self._code = [repo / "codegen", repo / "examples"]
        self._made_from: dict[str, int] = {}
        """When the files of the generator that runs were written last."""
        self._process: BaseProcess | None = None
        self._connection: Connection
        self._run = 0
        self.mark = build / "generated.run"
        """A file that has the number of the last run that wrote everything."""
        self._mark("0")

    def edited(self) -> dict[str, bytes]:
        """Return the pages of what was edited, while all else is being written; none when all is written.

        Raises:
            SystemExit: there are errors, which were printed.
        """
        self._start()
        self._run += 1
        self._connection.send((self._run, str(self.mark)))
        try:
            pages: dict[str, bytes] | None = self._connection.recv()
        except EOFError:
            pages = None
        if pages is None:
            raise SystemExit("Nothing was built: see above.")
        return pages

    @property
    def is_done(self) -> bool:
        """Whether everything is written that is made of the spec as it was read last."""
        return self.mark.read_text(encoding="utf-8") == str(self._run)

    def _mark(self, text: str) -> None:
        write({self.mark.name: text.encode()}, self.mark.parent)

    def _start(self) -> None:
        """Start the process, unless one runs that has read this very code."""
        found = written(self._code)
        if self._process and self._process.is_alive() and found == self._made_from:
            return
        if self._process:
            self._process.terminate()
            self._process.join()
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=reader.follow, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._made_from = found
