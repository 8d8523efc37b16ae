"""What runs in the process of `generator.py`: reads the spec, and lets a copy of itself write all of it.

The copy has the spec as it was read, and nothing is kept waiting by it: the next edit ends it.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codegen.output.inputs import Digest
    from codegen.output.memory import LintNotes
    from codegen.resolve.spec import ResolvedSpec

ROOT = "site/"
"""Where the target `site` has its pages."""


def follow(connection: Connection) -> None:
    """Answer until the other end is closed: the pages of what was edited, or None after an error."""
    sys.dont_write_bytecode = True  # compiled files of the generator would look like an edit of it
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    gc.disable()
    reader = SpecReader()
    try:
        with suppress(EOFError, KeyboardInterrupt):
            while True:
                connection.send(reader.read(*connection.recv()))
                gc.collect()
    finally:
        reader.stop()


class SpecReader:
    """Reads the spec again and again."""

    def __init__(self) -> None:
        self._spec: ResolvedSpec | None = None
        self._writer = 0
        """The process that writes what is made of the spec; 0 if there is none."""

    def read(self, run: int, mark: str) -> dict[str, bytes] | None:
        """Return the pages of what was edited, and begin to write all; none: all is written already."""
        self.stop()
        try:
            return self._read(lambda: Path(mark).write_text(str(run), encoding="utf-8"))
        except Exception:  # a template with a mistake, a file that an editor had for a moment only
            traceback.print_exc()
            return None

    def stop(self) -> None:
        """End the process that writes, if there is one."""
        if self._writer:
            os.kill(self._writer, signal.SIGTERM)
            self._wait()

    def _read(self, done: Callable[[], object]) -> dict[str, bytes] | None:
        from codegen.command.folders import SPEC  # noqa: PLC0415  (the generator, only in this process)
        from codegen.command.pipeline import resolved_spec  # noqa: PLC0415
        from codegen.output.inputs import digest  # noqa: PLC0415
        from codegen.output.memory import notes  # noqa: PLC0415
        from codegen.read.findings import InputError  # noqa: PLC0415
        from codegen.report.findings import findings_report  # noqa: PLC0415

        looked = digest(SPEC)
        noted = notes(looked)
        try:
            spec = resolved_spec(SPEC, (), noted)
        except InputError as bad:
            print(findings_report(bad.findings, "human", SPEC.parent), end="", flush=True)
            return None
        pages = _edited(spec, self._spec) if self._spec else {}
        self._spec = spec
        self._write(looked, (spec, noted), done)
        return pages if pages or self._wait() == 0 else None

    def _write(
        self, looked: Digest, resolved: tuple[ResolvedSpec, LintNotes], done: Callable[[], object]
    ) -> None:
        """Let a copy of this process write everything."""
        from codegen.command.app import run  # noqa: PLC0415

        sys.stdout.flush()
        self._writer = os.fork()
        if self._writer:
            return
        status = 1
        try:
            status = run(["all"], sys.stdout, looked, resolved)
            if status == 0:
                done()
        except Exception:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(status)

    def _wait(self) -> int:
        """Wait until the process that writes has ended; return its exit status."""
        _, status = os.waitpid(self._writer, 0)
        self._writer = 0
        return status


def _edited(spec: ResolvedSpec, before: ResolvedSpec) -> dict[str, bytes]:
    from codegen.output.render import Workshop  # noqa: PLC0415
    from codegen.targets.site.pages import edited  # noqa: PLC0415
    from codegen.targets.site.target import TARGET  # noqa: PLC0415

    outputs = edited(spec, before, Workshop(TARGET.folder))
    return {output.path.removeprefix(ROOT): output.text.encode() for output in outputs}
