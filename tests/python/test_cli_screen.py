"""What the command shows on narrow screens, and where it cannot write at all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.python.cli_runs import Run, on_terminal, plain, warm
from tests.python.conftest import Import
from tests.wire_bodies import bodies_of, wire_body

pytestmark = pytest.mark.slow

LOG = [
    *["gave up after BANK_MAINTENANCE_RETRY_LATER."] * 3,
    '{"HttpStatusCode": 401, "FlinksCode": "INVALID_PASSWORD"}',
    *[body.text for body in bodies_of("lean:webhook.payment.created")],
]  # fmt: skip


@pytest.fixture(scope="module")
def run(joined: Callable[[str], Path]) -> Iterator[Run]:
    with warm(joined("real")) as run:
        yield run


@pytest.fixture
def log(tmp_path: Path) -> str:
    (tmp_path / "app.log").write_text("\n".join(LOG), encoding="utf-8")
    return str(tmp_path / "app.log")


def shown(joined: Callable[[str], Path], columns: int, *words: str) -> str:
    text = plain(on_terminal(joined("real"), *words, COLUMNS=str(columns)))
    text = re.split(r"\x1b\[[\d?]*[A-Za-z]|\r", text)[-1]  # what comes after the progress bar
    assert all(len(line) <= columns for line in text.splitlines())
    return text


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_a_table_keeps_codes_whole_and_every_column(joined: Callable[[str], Path], columns: int) -> None:
    text = shown(joined, columns, "search", "bank", "maintenance")
    assert "BANK_MAINTENANCE_RETRY_LATER" in text
    assert "flinks:api.code" in text
    assert "reach" in text
    table = shown(joined, columns, "table", "flinks", "-v", "connect.error")
    for part in ("INVALID_SECURITY_RESPONSE", "challenge", "end user", "institution"):
        assert part in table


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_a_chart_names_its_bars(joined: Callable[[str], Path], log: str, columns: int) -> None:
    text = shown(joined, columns, "scan", log)
    chart, codes = text.split("By category")[1].split("By code")
    assert "unavailable" in chart and "█" in chart and "%" in chart
    assert "BANK_MAINTENANCE_RETRY_LATER" in codes
    assert "unavailable" in codes and "flinks:api.code" in codes


@pytest.mark.parametrize("columns", [40, 80])
def test_a_frame_cuts_no_title(joined: Callable[[str], Path], tmp_path: Path, columns: int) -> None:
    text = shown(joined, columns, "explain", "INVALID_LOGIN", "-v", "api.code")
    assert "tells)" in text
    payment = tmp_path / "payment.json"
    payment.write_bytes(wire_body("lean:webhook.payment.created/accept/accepted-at-once-2026").raw)
    assert "lean:payment.status" in shown(joined, columns, "decode", str(payment)).split("Succeeded")[0]


def test_scan_shows_outcomes_and_says_what_it_leaves_out(run: Run, log: str) -> None:
    text = run("scan", log).out
    found = run("scan", log, "--format", "json").json
    none = [code for code in found["codes"] if code["category"] == "no_outcome"]
    assert none and "no outcome" not in text.split("Left out: ")[0]
    assert not [code["code"] for code in none if code["code"] in text]
    assert f"Left out: {sum(code['count'] for code in none)} values that are no outcome" in text
    only = run("scan", "-", "-p", "lean", stdin="payment_intent.created is here")
    assert (only.code, only.out.count("Left out: 1 values")) == (0, 1)


def test_decode_says_that_a_file_was_too_long_to_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "it").write_text('{"FlinksCode": "INVALID_PASSWORD", "x": "' + "y" * 5_000_000 + '"}')
    done = run("decode", str(tmp_path / "it"))
    assert (done.code, "It was not read: it has more than 5,000,000 characters.\n" in done.out) == (1, True)
    assert "It was not read" not in run("decode", "-", stdin="nothing").out


def test_an_absent_code_is_not_called_none(real: Import) -> None:
    blocks, scan, module = real("cli.blocks"), real("cli.scan"), real("cli.counts")
    assert blocks.literal(None) == "no code" != blocks.literal("None")
    counts = module.Counts()
    counts.add(1, False, [module.keys_of([real("runtime").classify("flinks", None)])])
    nothing = real("cli.log_files").LogFiles([], [])
    assert scan._record([], nothing, counts)["codes"][0]["code"] is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_an_answer_that_cannot_be_written_is_wrong_use(joined: Callable[[str], Path]) -> None:
    environment = {"PYTHONPATH": str(joined("real")), "PATH": "/usr/bin:/bin"}
    said = {">/dev/full": "the answer cannot be written: No space left on device", ">&-": "is closed"}
    for target, text in said.items():
        command = f"{sys.executable} -B -m linkcodes.cli table lean {target}"
        done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, check=False)
        assert done.returncode == 2
        [line] = done.stderr.decode().splitlines()
        assert line.startswith("linkcodes: ") and text in line


def test_a_pipe_gets_no_colors_and_whole_lines(run: Run) -> None:
    for words in (["table", "lean"], ["search", "bank"], ["explain", "FAILED"]):
        text = run(*words, COLUMNS="40", FORCE_COLOR="", TERM=os.environ.get("TERM", "xterm")).out
        assert "\x1b" not in text
    lines = run("search", "bank", "maintenance", COLUMNS="40").out.splitlines()
    assert len([line for line in lines if line.startswith("BANK_MAINTENANCE_RETRY_LATER ")]) == 1


def test_an_operation_must_be_one_that_is_known(run: Run) -> None:
    done = run("explain", "INVALID_PASSWORD", "--operation", "paymnt")
    assert (done.code, done.out) == (2, "")
    assert "no operation is called 'paymnt'; choose from:" in " ".join(done.err.replace("│", " ").split())
    offered = run(_LINKCODES_COMPLETE="complete_bash", COMP_WORDS="linkcodes explain X --operation re",
                  COMP_CWORD="4").out.splitlines()  # fmt: skip
    assert "refresh" in offered


def test_a_guess_that_lacks_the_provider_says_so(run: Run) -> None:
    done = run("explain", "BRAND_NEW", "--http-status", "503", "--format", "json")
    assert (done.code, done.json["guesses"]) == (1, [])
    assert done.err == "linkcodes: with --provider, the message and the HTTP status are used for a guess\n"
    assert run("explain", "BRAND_NEW").err == ""
    assert run("explain", "").out.startswith("An empty code is not listed.")


cells = st.lists(
    st.lists(st.text("abc äé漢 ", min_size=1, max_size=40), min_size=3, max_size=3), min_size=1, max_size=6
)


@given(cells, st.data())
def test_columns_fit_and_use_the_room(real: Import, columns: list[list[str]], data: st.DataObject) -> None:
    room = data.draw(st.integers(1, 200))
    whole = data.draw(st.integers(0, len(columns) - 1))
    width = real("cli.columns").cell_len
    wanted = [max(map(width, cells)) for cells in columns]
    found = real("cli.columns").widths(columns, whole, room)
    if found is None:
        assert sum(wanted) > room
        return
    assert sum(found) <= room
    assert all(each <= most for each, most in zip(found, wanted, strict=True))
    longest = max(width(word) for cell in columns[whole] for word in cell.split() or [""])
    assert found[whole] >= longest
    if sum(wanted) <= room:
        assert found == wanted
