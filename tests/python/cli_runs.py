"""Runs the command `linkcodes` in a process of its own: one that is started for it, or a fork."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

FLINKS = '{"HttpStatusCode": 401, "FlinksCode": "INVALID_PASSWORD", "Message": "x", "RequestId": "hunter2"}'


class Done(NamedTuple):
    """How a run of the command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


def runner(package: Path) -> Run:
    """Return what runs the command of a rendered package in a process of its own."""

    def run(*words: str, stdin: bytes | str = b"", **environment: str) -> Done:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-B", "-m", "linkcodes.cli", *words],
            env={**_environment(package), **environment},
            input=content, capture_output=True, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@contextmanager
def warm(package: Path) -> Iterator[Run]:
    """Return what runs the command in forks of a process that has imported it: the same, sooner."""
    server = [sys.executable, "-B", str(Path(__file__).with_name("cli_server.py"))]
    with (
        TemporaryDirectory() as folder,
        subprocess.Popen(
            server, env=_environment(package), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process,
    ):
        assert process.stdin and process.stdout
        asking, answers, streams = process.stdin, process.stdout, Path(folder)

        def run(*words: str, stdin: bytes | str = b"", **environment: str) -> Done:
            (streams / "in").write_bytes(stdin.encode() if isinstance(stdin, str) else stdin)
            for name in ("out", "err"):
                (streams / name).unlink(missing_ok=True)
            given = {**_environment(package), **environment}
            asked = {"words": words, "environment": given, "folder": str(Path.cwd()), "streams": folder}
            print(json.dumps(asked), file=asking, flush=True)
            code = int(answers.readline())
            return Done(code, *((streams / name).read_bytes().decode() for name in ("out", "err")))

        yield run


def _environment(package: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(package), "PATH": "/usr/bin:/bin", "COLUMNS": "80"}


def on_terminal(package: Path, *words: str, **environment: str) -> str:
    """Return what the command writes on a terminal of 80 columns."""
    import pty  # noqa: PLC0415

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-B", "-m", "linkcodes.cli", *words],
        env={"PYTHONPATH": str(package), "TERM": "xterm", "COLUMNS": "80", **environment},
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    written = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    os.close(ours)
    assert process.wait() == 0
    return written.decode().replace("\r\n", "\n")


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def tables(markdown: str) -> list[list[str]]:
    """Return the tables of a Markdown text as lines; all of one table have as many cells."""
    found = [part.splitlines() for part in markdown.split("\n\n") if part.startswith("| ")]
    for lines in found:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
        assert set(lines[1]) <= set("|- ")
    return found
