"""No command prints a secret that is in its input: not in any format, not even in a complaint."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TESTS
from tests.python.conftest import Import

CASES = json.loads((TESTS / "secrets.json").read_bytes())["cases"]
FORMATS = ("human", "json", "markdown")


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(real: Import) -> Run:
    """Return what runs the command in this process, which has it in memory: there are very many runs."""
    app: Any = real("cli.app")

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
WRONG = [
    ["{}"],
    ["explain", "x", "--provider", "{}"],
    ["scan", "x", "--format", "{}"],
    ["decode", "x", "--operation", "{}"],
]


def test_every_command_is_tried(real: Import) -> None:
    assert [command.name for command in real("cli.app").COMMANDS] == [*COMMANDS]


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_a_secret(run: Run, tmp_path: Path, command: str) -> None:
    shown = []
    for number, case in enumerate(CASES):
        file = tmp_path / f"{number}.log"
        file.write_text(case["text"], encoding="utf-8")
        source = f"from linkcodes.lean import SecondaryStatus\nSecondaryStatus({case['text']!r})\n"
        file.with_suffix(".py").write_text(source, encoding="utf-8")
        for format in FORMATS:
            answers = [run(*words)[1] for words in COMMANDS[command](case["text"], str(file), format)]
            shown += [answer for answer in answers if case["secret"] in answer]
    assert shown == []


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_no_complaint_repeats_a_secret(run: Run, words: list[str]) -> None:
    for case in CASES:
        code, said = run(*(case["text"] if word == "{}" else word for word in words))
        assert code and said and case["secret"] not in said


def test_codes_are_still_shown(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.log"
    file.write_text(CASES[0]["text"], encoding="utf-8")
    for words in (["explain", "--", CASES[0]["text"]], ["decode", str(file)], ["scan", str(file)]):
        assert "ITEM_LOGIN_REQUIRED" in run(*words)[1]
    assert "`NEW_CODE` is not listed" in run("explain", "--format", "markdown", "NEW_CODE")[1]
