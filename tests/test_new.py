"""`codegen new`: what it writes is valid but for its blanks, and nothing that is there is overwritten."""

from __future__ import annotations

import difflib
import io
import json
import re
import sys
from pathlib import Path

import pytest

from codegen.command import cli, new
from codegen.lint import lint
from codegen.read.load import load
from tests.conftest import SPECS
from tests.terminal import Terminal

pytestmark = pytest.mark.slow

VOCABULARY = (
    *("--type", "BankState", "--kind", "state", "--wire", "`state` of the bank"),
    *("--money", "never"),
    *("--code", "BANK_DOWN", "--value", "bank-down", "--situation", "provider_down"),
)
KINDS = {
    "provider": (
        *("--id", "oakline", "--name", "Oakline", "--homepage", "https://oakline.example"),
        *("--source-url", "https://oakline.example/errors", "--source-title", "Errors"),
        *("--vocabulary", "bank.state", *VOCABULARY),
    ),
    "vocabulary": ("--provider", "acme", "--id", "bank.state", *VOCABULARY),
    "code": (
        *("--vocabulary", "acme:link.status", "--code", "BANK_DOWN", "--value", "bank-down"),
        *("--situation", "provider_down"),
    ),
    "payload": (
        *("--provider", "acme", "--id", "bank.webhook", "--type", "BankWebhook", "--channel", "webhook"),
        *("--field", "event", "--equals", "bank.changed"),
    ),
}


def codegen(*arguments: object) -> tuple[int, str]:
    out = io.StringIO()
    return cli.main([str(argument) for argument in arguments], out), out.getvalue()


def begin(kind: str, spec: Path) -> tuple[int, str]:
    return codegen("new", kind, "--no-input", "--spec", spec, *KINDS[kind])


def text(path: Path) -> str:
    """Return a file as text; recorded releases are none, and still must stay as they are."""
    return path.read_text(encoding="utf-8", errors="surrogateescape")


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): text(path) for path in files}


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_blanks_are_wrong_and_filled_in_nothing_is(kind: str, tiny_spec: Path) -> None:
    status, text = begin(kind, tiny_spec)
    assert status == cli.OK
    assert "Fill in what `codegen lint` calls unfinished" in text
    assert {finding.rule for finding in lint(load(tiny_spec))} == {"unfinished"}
    for path in tiny_spec.rglob("*.json"):
        path.write_text(re.sub(r'"TODO: [^"]*"', '"What it is."', path.read_text("utf-8")), encoding="utf-8")
    assert lint(load(tiny_spec)) == []
    folder = tiny_spec.parent / "generated"
    assert codegen("generate", "--spec", tiny_spec, "--out", folder)[0] == cli.OK
    assert "ank" in (folder / "spec/linkcodes.json").read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_files_that_are_there_only_gain_lines(kind: str, tiny_spec: Path) -> None:
    before = contents(tiny_spec)
    begin(kind, tiny_spec)
    changed = {name: text for name, text in contents(tiny_spec).items() if before.get(name) != text}
    removed = [
        line
        for name, text in changed.items()
        for line in difflib.ndiff(before.get(name, "").splitlines(), text.splitlines())
        if line.startswith("- ")
    ]
    assert changed
    for line in removed:  # a list on one line has become longer, or an item is followed by a comma now
        assert re.search(r'"(providers|vocabularies|payloads)": \[.*\]|[}\]]$', line), line


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_run_refuses_and_changes_nothing(
    kind: str, tiny_spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(kind, tiny_spec)
    before = contents(tiny_spec)
    assert begin(kind, tiny_spec)[0] == cli.FAILED
    assert contents(tiny_spec) == before
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kind", "answer", "says"),
    [
        ("code", ("--situation", "provider_dwn"), "perhaps 'provider_down' is meant"),
        ("code", ("--vocabulary", "acme:link.statu"), "perhaps 'acme:link.status' is meant"),
        ("code", ("--source", "doc"), "perhaps 'docs' is meant"),
        ("code", ("--operation", "logn"), "perhaps 'login' is meant"),
        ("vocabulary", ("--kind", "sttate"), "perhaps 'state' is meant"),
        ("vocabulary", ("--money", "alwys"), "perhaps 'always' is meant"),
        ("payload", ("--provider", "acmee"), "perhaps 'acme' is meant"),
        ("payload", ("--surface", "webhoks"), "perhaps 'webhooks' is meant"),
    ],
)
def test_a_misspelled_answer_gets_a_guess(
    kind: str, answer: tuple[str, str], says: str, tiny_spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(tiny_spec)
    status, _ = codegen("new", kind, "--no-input", "--spec", tiny_spec, *KINDS[kind], *answer)
    assert (status, contents(tiny_spec)) == (cli.FAILED, before)
    assert says in capsys.readouterr().err


def test_an_answer_that_breaks_a_rule_is_refused_before_anything_is_written(tiny_spec: Path) -> None:
    before = contents(tiny_spec)
    status, text = codegen(
        *("new", "code", "--no-input", "--spec", tiny_spec, *KINDS["code"]), "--code", "lower_case"
    )
    assert (status, contents(tiny_spec)) == (cli.FINDINGS, before)
    assert "upper-case words joined by underscores" in text
    status, text = codegen("new", "code", "--no-input", "--spec", tiny_spec, *KINDS["code"], "--code", "NUL")
    assert (status, contents(tiny_spec)) == (cli.FINDINGS, before)
    assert "Windows keeps this name" in text


@pytest.mark.parametrize("kind", KINDS)
def test_without_input_each_missing_answer_is_named(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert codegen("new", kind, "--no-input")[0] == cli.FAILED
    assert f"say --{next(iter(new._KINDS[kind].asks))}: " in capsys.readouterr().err


def test_what_is_not_said_is_asked(tiny_spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["BANK_DOWN", "bank-down", "provider_down"])
    monkeypatch.setattr("typer.prompt", lambda _: next(answers))
    monkeypatch.setattr(sys, "stdin", Terminal())
    status, _ = codegen("new", "code", "--vocabulary", "acme:link.status", "--spec", tiny_spec)
    assert status == cli.OK
    names = [
        code["name"]
        for code in json.loads((tiny_spec / "providers/acme.json").read_text("utf-8"))["vocabularies"][0][
            "codes"
        ]
    ]
    assert names[-1] == "BANK_DOWN"


def test_a_code_about_money_takes_the_operation_that_is_named(tiny_spec: Path) -> None:
    path = tiny_spec / "providers/acme.json"
    path.write_text(path.read_text("utf-8").replace('"money": "never"', '"money": "maybe"'), encoding="utf-8")
    status, _ = codegen(
        *("new", "code", "--no-input", "--spec", tiny_spec, *KINDS["code"], "--operation", "login")
    )
    assert status == cli.OK
    assert json.loads(path.read_text("utf-8"))["vocabularies"][0]["codes"][-1]["behavior"] == {
        "situation": "provider_down",
        "confidence": "M",
        "operation": "login",
    }


def test_what_is_no_outcome_needs_no_situation(tiny_spec: Path) -> None:
    status, _ = codegen(
        *("new", "code", "--no-input", "--vocabulary", "acme:account.level", "--spec", tiny_spec),
        *("--code", "ADMIN", "--value", "7"),
    )
    assert status == cli.OK
    text = (tiny_spec / "providers/acme.json").read_text("utf-8")
    assert re.search(r'"name": "ADMIN",\s+"value": 7,', text)


def test_the_specs_of_the_tests_are_as_they_were() -> None:
    assert "TODO" not in (SPECS["tiny"] / "providers/acme.json").read_text("utf-8")
