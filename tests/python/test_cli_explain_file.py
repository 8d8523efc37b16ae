"""`explain` with a file: what is in it is read as a paste is, and a code stays a code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.python.cli_runs import Run, warm

TEXT = "plaid {error_code: 'ITEM_LOGIN_REQUIRED', error_type: 'ITEM_ERROR'}"
CODE = "INSTITUTION_DOWN"
SLASHED = "item/error"


@pytest.fixture(scope="module")
def run(joined: Callable[[str], Path]) -> Iterator[Run]:
    with warm(joined("real")) as run:
        yield run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["error.json", "my error", "logs/error.out", "./error", "paste.txt"])
def test_a_file_is_read_as_a_paste_is(name: str, folder: Path, run: Run) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(TEXT)
    expected = run("explain", "--format", "json", "--", TEXT).json
    assert run("explain", name, "--format", "json").json == expected
    assert run("explain", str(folder / name), "--format", "json").json == expected
    assert run("explain", "-", "--format", "json", stdin=TEXT).json == expected


@pytest.mark.parametrize("code", [CODE, CODE.lower(), SLASHED])
def test_a_code_stays_a_code_beside_a_file_of_its_name(code: str, folder: Path, run: Run) -> None:
    before = run("explain", code, "--format", "json").json
    (folder / code).parent.mkdir(exist_ok=True)
    (folder / code).write_text(TEXT)
    assert run("explain", code, "--format", "json").json == before
    assert run("explain", f"./{code}", "--format", "json").json["head"]["raw"] == "ITEM_LOGIN_REQUIRED"


@pytest.mark.parametrize("name", ["mistyped.json", "./mistyped", "/no/such/file", "logs/today.log"])
def test_a_file_that_is_missing_is_said_to_be_missing(name: str, folder: Path, run: Run) -> None:
    done = run("explain", name)
    assert (done.code, done.out) == (2, "")
    assert (
        done.err.strip()
        == f"linkcodes: {name}: no such file; check the name, or give - to read standard input"
    )


def test_what_cannot_be_read_is_said_plainly(folder: Path, run: Run) -> None:
    (folder / "long.txt").write_text("x" * 1_000_001)
    (folder / "picture.txt").write_bytes(b"\x89PNG\0\0")
    (folder / "logs").mkdir()
    for name, said in (
        ("long.txt", "more than 1,000,000 bytes; for a log, use `linkcodes scan`"),
        ("picture.txt", "this is no text in UTF-8"),
        ("./logs", "this is a folder; name the files in it"),
    ):
        done = run("explain", name)
        assert (done.code, done.out) == (2, "") and f"{name}: {said}" in done.err
    assert "standard input: more than" in run("explain", "-", stdin="x" * 1_000_001).err


def test_a_folder_with_the_name_of_a_word_is_not_meant(folder: Path, run: Run) -> None:
    (folder / "qqqq").mkdir()
    assert (run("explain", "qqqq").code, run("explain", "").code) == (1, 1)


@pytest.mark.parametrize("text", ["/callback?error=access_denied", "?" + "x" * 5_000])
def test_an_address_a_word_and_a_long_paste_are_no_files(text: str, run: Run) -> None:
    assert run("explain", "--", text).code != 2
