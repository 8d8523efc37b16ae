"""A second process changes how long a run takes, and nothing that it makes or says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codegen.output.beside import beside, shared
from tests.conftest import REPO, SPECS
from tests.editing import edit
from tests.test_cli import codegen
from tests.test_emit import tree

ALLOWED = "import json, os, sys\nfrom codegen.output import beside\nbeside._allowed = True\n"


def told(script: str) -> Any:
    """Return what a program prints that may have a second process, which tests with their threads may not."""
    done = subprocess.run(
        [sys.executable, "-c", ALLOWED + script], cwd=REPO, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_without_a_second_process_work_is_done_at_once_and_once() -> None:
    done: list[str] = []

    def work() -> int:
        done.append("work")
        return len(done)

    result = beside(work)
    assert (done, result(), result()) == (["work"], 1, 1)
    assert shared([work] * 3) == [4, 3, 2]


def test_with_one_it_is_done_there() -> None:
    there, here = told("print(json.dumps([beside.beside(os.getpid)(), os.getpid()]))")
    assert there != here


@pytest.mark.parametrize("trouble", ["1 / 0", "os.kill(os.getpid(), 9)", "(lambda: 1)"])
def test_what_does_not_come_back_is_done_here(trouble: str) -> None:
    script = f"here = os.getpid()\ndef work(): return 'done' if os.getpid() == here else {trouble}\n"
    assert told(f"{script}print(json.dumps(beside.beside(work)()))") == "done"
    assert told(f"{script}print(json.dumps(beside.shared([work] * 3)))") == ["done"] * 3


def test_works_are_shared_and_their_results_in_order() -> None:
    script = "import time\ndef work(number): time.sleep(0.05); return number, os.getpid()\n"
    made = told(f"{script}print(json.dumps(beside.shared([lambda n=n: work(n) for n in range(8)])))")
    assert [number for number, _ in made] == [*range(8)]
    assert len({process for _, process in made}) == 2


def program(*arguments: object) -> tuple[int, str]:
    command = ["from codegen.command.cli import main", f"sys.exit(main({[*map(str, arguments)]!r}))"]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join([ALLOWED, *command])],
        cwd=REPO, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


@pytest.mark.slow
def test_a_program_writes_and_says_the_same_with_a_second_process(tmp_path: Path) -> None:
    for folder in ("alone", "beside"):
        (tmp_path / folder).mkdir()
    command = ("generate", "--spec", SPECS["tiny"], "--out")
    assert program(*command, tmp_path / "beside/out") == codegen(*command, tmp_path / "alone/out")
    assert tree(tmp_path / "beside/out") == tree(tmp_path / "alone/out")


@pytest.mark.slow
@pytest.mark.parametrize("breaks", ["lint", "resolve, too"])
def test_a_program_finds_the_same_with_a_second_process(breaks: str, tiny_spec: Path) -> None:
    if breaks == "lint":
        edit(tiny_spec, "providers/acme.json", "/summary", "no sentence")
    else:
        edit(tiny_spec, "providers/acme.json", "/payloads/0/body", {"$ref": "#/definitions/nowhere"})
    command = ("generate", "--spec", tiny_spec, "--out", tiny_spec.parent / "out")
    found = codegen(*command)
    assert found[0] == 1
    assert program(*command) == found
