"""The command `linkcodes`: scan, and what all commands have in common."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard

from tests.conftest import REPO
from tests.python.cli_runs import FLINKS, Run, on_terminal, plain, runner, tables, warm

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def run(joined: Callable[[str], Path]) -> Iterator[Run]:
    with warm(joined("real")) as run:
        yield run


@pytest.fixture(scope="module")
def alone(joined: Callable[[str], Path]) -> Run:
    """Return what starts a process for each run: for what Python itself reads when it starts."""
    return runner(joined("real"))


# scan

LOG = [
    "2026-11-21 ERROR answer " + FLINKS,
    json.dumps({"level": "error", "data": {"status": "ERROR", "secondary_status": "INVALID_CREDENTIALS"}}),
    json.dumps({"level": "error", "message": "body was " + FLINKS}),
    "GET https://app.example/back?status=ERROR&secondary_status=INVALID_CREDENTIALS HTTP/1.1",
    "gave up after BANK_MAINTENANCE_RETRY_LATER.",
    '{"FlinksCode": "BRAND_NEW"}',
    "2026-11-21 INFO error PENDING nothing to see, status 200 OK",
    json.dumps({"text": "completed", "job": {"status": "whatever", "id": 1}}),
    "",
]
COUNTS = {
    "INVALID_PASSWORD": 2, "INVALID_CREDENTIALS": 2, "ERROR": 2, "BANK_MAINTENANCE_RETRY_LATER": 1,
}  # fmt: skip
OF_FLINKS = {"INVALID_PASSWORD": 2, "BANK_MAINTENANCE_RETRY_LATER": 1, "BRAND_NEW": 1}
"""What counts when the sender is named: one field is no evidence by itself."""


@pytest.mark.parametrize("kind", ["plain", "gzip", "zst", "stdin"])
def test_scan_counts_codes_and_categories(run: Run, tmp_path: Path, kind: str) -> None:
    content = ("\n".join(LOG) + "\n").encode()
    path = tmp_path / "app.log"
    packed = {"gzip": gzip.compress(content), "zst": zstandard.compress(content)}
    path.write_bytes(packed.get(kind, content))
    done = (
        run("scan", "-", "-f", "json", stdin=content)
        if kind == "stdin"
        else run("scan", str(path), "-f", "json")
    )
    assert done.code == 0
    assert {code["code"]: code["count"] for code in done.json["codes"]} == COUNTS
    assert done.json["lines"] == {"total": len(LOG), "without_codes": 4, "cut": 0}
    assert sum(done.json["categories"].values()) == sum(COUNTS.values())
    assert done.json["categories"]["credentials_invalid"] == 4


def test_scan_draws_bars_and_tables(run: Run) -> None:
    log = "\n".join(LOG)
    human = run("scan", "-", stdin=log).out
    assert human.startswith(f"{len(LOG) - 1} lines, 5 with codes, 3 without.\n")
    [bar] = [line for line in human.splitlines() if line.startswith("credentials invalid")]
    assert re.fullmatch(r"credentials invalid +█{30} 4 57\.1%", bar)
    categories, codes = tables(run("scan", "-", "--format", "markdown", stdin=log).out)
    assert categories[2] == "| credentials invalid | 4 |"
    assert len(codes) == 2 + len(COUNTS)


def test_scan_counts_for_a_named_sender_what_is_its_own_and_what_is_no_evidence(run: Run) -> None:
    log = "\n".join(LOG)
    lean = run("scan", "-", "-p", "lean", "-f", "json", stdin=log).json
    assert {code["code"]: code["count"] for code in lean["codes"]} == {"INVALID_CREDENTIALS": 2, "ERROR": 2}
    flinks = run("scan", "-", "-p", "flinks", "-f", "json", stdin=log).json
    assert {code["code"]: code["count"] for code in flinks["codes"]} == OF_FLINKS
    assert {code["provider"] for code in flinks["codes"]} == {"flinks"}


def test_scan_survives_hostile_logs(run: Run, tmp_path: Path) -> None:
    long = b"A" * 10_000_000 + b" INVALID_PASSWORD\n"
    content = os.urandom(100_000).replace(b"\n", b"") + b"\n" + long + b"\xff\xfe INVALID_PASSWORD \xc3\n"
    (tmp_path / "it").write_bytes(content)
    done = run("scan", str(tmp_path / "it"), "-p", "flinks", "-f", "json")
    assert done.json["lines"]["total"] == 3 and done.json["lines"]["cut"] == 1
    assert done.json["codes"][0]["code"] == "INVALID_PASSWORD"
    (tmp_path / "empty").write_bytes(b"")
    assert run("scan", str(tmp_path / "empty")).code == 1


def test_scan_goes_on_after_a_log_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    good = tmp_path / "good"
    good.write_text(LOG[0])
    half = tmp_path / "half.gz"
    half.write_bytes(gzip.compress(b"\n".join([LOG[0].encode()] * 1000))[:-10])
    done = run("scan", str(tmp_path / "none"), str(half), str(good), "-f", "json")
    assert done.code == 2
    assert done.json["codes"][0]["count"] > 0
    none, damaged = done.err.splitlines()
    assert none.endswith("none: no such file; check the name, or give - to read standard input")
    assert "half.gz: the compressed data ends early" in damaged


def test_scan_reads_folders_and_says_what_it_leaves_out(run: Run, tmp_path: Path) -> None:
    for name in ("app/deep", "node_modules", ".git"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.log").write_text(LOG[0] + "\n")
    (tmp_path / "app/old.log.gz").write_bytes(gzip.compress(LOG[0].encode()))
    (tmp_path / "app/program").write_bytes(b"\x7fELF\0\0" + LOG[0].encode())
    (tmp_path / "app/link").symlink_to(tmp_path / "app/deep/a.log")
    os.mkfifo(tmp_path / "app/pipe")
    done = run("scan", str(tmp_path), "-f", "json")
    assert (done.code, done.json["files"], done.json["lines"]["total"]) == (0, 2, 2)
    assert {code["code"]: code["count"] for code in done.json["codes"]} == {"INVALID_PASSWORD": 2}
    left_out = {Path(name).relative_to(tmp_path).as_posix() for name in done.json["left_out"]}
    assert left_out == {".git", "node_modules", "app/link", "app/pipe", "app/program"}
    assert done.err.count("\n") == 1 and "app/program" in done.err
    for number in range(9):
        (tmp_path / f"app/{number}.bin").write_bytes(b"\0")
    assert run("scan", str(tmp_path)).err.endswith(", and 9 more\n")
    (tmp_path / "empty").mkdir()
    assert run("scan", str(tmp_path / "empty")).code == 1


# all of them


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["decode", "/nowhere/x"], "/nowhere/x: no such file; check the name"),
        (["decode", "/"], "this is a folder"),
        (["explain", "X", "--provider", "nobody"], "no provider is called 'nobody'"),
        (["explain", "X", "--vocabulary", "api.cod"], "no vocabulary is called 'api.cod'; look at: api.code"),
        (["search", "x", "--category", "nothing"], "no category is called 'nothing'"),
        (["table"], "PROVIDER"),
        (["explain", "X", "--format", "xml"], "xml"),
        (["nothing"], "nothing"),
        (["plan", "X", "--attempt", "0"], "--attempt must be at least 1"),
        (["plan", "X", "--attempt", "two"], "'two'; see: linkcodes plan --help"),
        (["plan", "X", "--retry-after", "soon"], "--retry-after cannot be 'soon'; give seconds, such as 120"),
        (["plan", "X", "--operation", "sync"], "no operation is called 'sync'; choose from: "),
        (["plan", "X", "--payload", "api.eror", "-p", "plaid"], "'api.eror'; look at: api.error"),
        (["plan", " "], "there is nothing to plan for; give a code"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_to_do(run: Run, words: list[str], said: str) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert said in " ".join(done.err.replace("│", " ").split())


PAGE = (REPO / "site/docs/command-line.md").read_text(encoding="utf-8")


def test_its_page_shows_what_really_comes(run: Run) -> None:
    blocks = re.findall(r"```console\n\$ (?:echo '(.*)' \| )?linkcodes (.*)\n((?:.*\n)*?)```", PAGE)
    assert len(blocks) >= 2
    for stdin, words, shown in blocks:
        assert shown in run(*words.split(), stdin=stdin).out


def test_its_page_has_every_command(run: Run) -> None:
    commands = re.findall(r"^(\S+)  ", run("--help").out.split("\nCommands\n")[1], re.MULTILINE)
    assert sorted(re.findall(r"^\| `([\w-]+) ", PAGE, re.MULTILINE)) == sorted(commands)


def test_help_has_an_example_that_works(run: Run) -> None:
    for command in ("explain", "plan", "decode", "search", "scan", "table"):
        text = " ".join(run(command, "--help").out.split())
        assert "Exit code 0" in text and "JSON: " in text
        [example] = re.findall(r"Example: linkcodes (.*)$", text)
        if command not in ("decode", "scan"):
            assert run(*example.split()).code == 0
    version = run("--version")
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", version.out)


def test_colors_are_for_terminals(alone: Run, joined: Callable[[str], Path]) -> None:
    words = ("explain", "INVALID_LOGIN", "-v", "api.code")
    assert "\x1b" not in alone(*words, TERM="xterm").out
    colored = on_terminal(joined("real"), *words)
    assert "\x1b[1;31m" in colored or "\x1b[31m" in colored
    without = on_terminal(joined("real"), *words, NO_COLOR="1")
    assert not re.search(r"\x1b\[(\d+;)*(3[0-7]|9[0-7])m", without)
    for text in (colored, without):
        assert all(len(line) <= 80 for line in plain(text).splitlines())


@pytest.mark.parametrize("words", [["search", "bank"], ["table", "lean"], ["explain", "FAILED"]])
def test_eighty_columns_are_enough(joined: Callable[[str], Path], words: list[str]) -> None:
    assert all(len(line) <= 80 for line in plain(on_terminal(joined("real"), *words)).splitlines())


def test_a_progress_bar_is_for_terminals(joined: Callable[[str], Path], run: Run, tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    log.write_text("\n".join(LOG * 1000))
    assert run("scan", str(log)).err == ""
    assert re.search(r"\d/\d+(\.\d)? kB|MB", on_terminal(joined("real"), "scan", str(log)))


def test_a_reader_that_has_had_enough_is_no_error(joined: Callable[[str], Path]) -> None:
    command = f"{sys.executable} -B -m linkcodes.cli table lean --format json | head -n 1"
    environment = {"PYTHONPATH": str(joined("real")), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[\n", "")


def test_a_poor_encoding_is_no_error(alone: Run) -> None:
    done = alone("explain", "INVALID_PASSWORD", PYTHONIOENCODING="ascii")
    assert (done.code, done.err) == (0, "")


def test_without_its_packages_it_says_what_to_install(joined: Callable[[str], Path]) -> None:
    package = str(joined("real"))
    program = f"import sys; sys.path.insert(0, {package!r}); import linkcodes.cli; linkcodes.cli.main()"
    command = [sys.executable, "-I", "-S", "-B", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'linkcodes: the command needs more packages: pip install "linkcodes[cli]"\n'


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("explain INVALID_PASS", "INVALID_PASSWORD"),
        ("explain X --provider fl", "flinks"),
        ("table ar", "argyle"),
        ("explain X --provider flinks --vocabulary api.c", "api.code"),
        ("search x --category cred", "credentials_invalid"),
        ("expl", "explain"),
    ],
)
def test_shells_complete_what_people_type(run: Run, line: str, offered: str) -> None:
    words = f"linkcodes {line}"
    done = run(_LINKCODES_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(words.split()) - 1))
    assert offered in done.out.splitlines()


def test_a_fork_says_what_a_process_says_that_is_started_for_it(
    alone: Run, joined: Callable[[str], Path]
) -> None:
    """Other tests ask forks; what is only imported or read by what ran before would not be missed in one."""
    asked = [
        ("explain", "INVALID_PASSWORD"), ("decode", "-"), ("search", "bank"), ("scan", "-"),
        ("live-check", "-"), ("redact", "-"), ("table", "lean"), ("check-source", str(Path(__file__).parent)),
        ("upgrade", "--help"), ("--nothing",), ("explain", "BRAND_NEW"), (),
    ]  # fmt: skip
    with warm(joined("real")) as fork:
        for words in asked:
            assert fork(*words, stdin=FLINKS) == alone(*words, stdin=FLINKS), words


def test_a_small_spec_of_somebody_else_works_too(joined: Callable[[str], Path]) -> None:
    run = runner(joined("tiny"))
    assert run("table", "acme", "--format", "json").json
    for command in ("explain", "search", "table"):
        [example] = re.findall(r"Example: linkcodes (.*)$", " ".join(run(command, "--help").out.split()))
        assert "acme" in example
