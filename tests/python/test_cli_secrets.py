"""No command prints a secret that is in its input: not in any format, not even in a complaint."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.python.cli_secrets import CASES, COMMANDS, Run, in_process, printed
from tests.python.conftest import Import


@pytest.fixture
def run(real: Import) -> Run:
    return in_process(real("cli.app"))


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
    shown = [answer for secret, answer in printed(run, tmp_path, command) if secret in answer]
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
