"""What each command prints when a text with a secret in it is all that it is given."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from tests.conftest import TESTS

CASES = json.loads((TESTS / "secrets.json").read_bytes())["cases"]
FORMATS = ("human", "json", "markdown")
Run = Callable[..., tuple[int, str]]


def in_process(app: Any) -> Run:
    """Return what runs the command in this process, which has it in memory: there are very many runs."""

    def run(*words: str) -> tuple[int, str]:
        out, code = io.StringIO(), 0
        with redirect_stdout(out), redirect_stderr(out):
            try:
                app.run(words)
            except SystemExit as end:
                code = int(end.code or 0)
        return code, out.getvalue()

    return run


def _explained(text: str, file: str, format: str) -> list[list[str]]:
    asked = ["explain", "--format", format]
    return [[*asked, "--", text], [*asked, "-p", "lean", "--http-status", "401", "-m", text, "--", text]]


def _files(command: str, *more: str) -> Callable[[str, str, str], list[list[str]]]:
    return lambda text, file, format: [
        [command, *more, "--format", format, file],
        [command, *more, "--format", format, f"{file}/{text}"[:200]],
    ]


COMMANDS: dict[str, Callable[[str, str, str], list[list[str]]]] = {
    "explain": _explained,
    "plan": lambda text, file, format: [
        ["plan", "--format", format, "--", text],
        ["plan", "--format", format, "-p", "lean", "--http-status", "401", "-m", text, "--", text],
        ["plan", "--retry-after", text, "x"],
        ["plan", "--payload", text, "x"],
    ],
    "decode": lambda text, file, format: [
        *_files("decode")(text, file, format),
        *_files("decode", "-p", "lean")(text, file, format),
    ],
    "search": lambda text, file, format: [["search", "--format", format, "--", *text.split()]],
    "scan": lambda text, file, format: [
        *_files("scan")(text, file, format),
        *_files("scan", "-p", "lean")(text, file, format),
    ],
    "live-check": lambda text, file, format: [
        *_files("live-check")(text, file, format),
        *_files("live-check", "-p", "lean")(text, file, format),
    ],
    "redact": lambda text, file, format: [["redact", file], ["redact", f"{file}/{text}"[:200]]],
    "table": lambda text, file, format: [
        ["table", text],
        ["table", "lean", "--format", format, "--vocabulary", text],
    ],
    "check-source": lambda text, file, format: [
        ["check-source", "--format", format, file.replace(".log", ".py")]
    ],
    "upgrade": lambda text, file, format: [
        ["upgrade", "--from", text, file],
        ["upgrade", "--from", "0.1.0", text],
    ],
}
"""How each command is given a text: as words, in a file, as the name of one."""


def printed(run: Run, folder: Path, command: str) -> Iterator[tuple[str, str]]:
    """Yield each secret with what a command prints that is given the text with it, in all of its forms."""
    for number, case in enumerate(CASES):
        file = folder / f"{number}.log"
        file.write_text(case["text"], encoding="utf-8")
        source = f"from linkcodes.lean import SecondaryStatus\nSecondaryStatus({case['text']!r})\n"
        file.with_suffix(".py").write_text(source, encoding="utf-8")
        for format in FORMATS:
            for words in COMMANDS[command](case["text"], str(file), format):
                yield case["secret"], run(*words)[1]
