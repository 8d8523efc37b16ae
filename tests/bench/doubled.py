"""What twice as many providers cost: the spec with a copy of each of them, under another name."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.generator import codegen, copied_spec
from tests.bench.measure import Run, process, sized
from tests.bench.results import BudgetRow, Finding
from tests.bench.tree import copied_tree, make

SUFFIX = "_too"
MOST_FOR_TESTS = 1.4
SECONDS_FOR_TESTS = 15 * 60
TESTS = sized(("test-build", "test-python", "test-node"), ("check",))
"""The parts of `make test`."""
_LOGGED = 'log=$1; shift; "$@" >"$log" 2>&1; echo "status $?" >>"$log"'
"""A program of the shell that never fails."""
_FAILED = re.compile(r"\b(\d+) failed\b|\bfail (\d+)\b")
"""How pytest and Node say how many tests failed."""


def double(spec: Path) -> None:
    """Give a spec a copy of each provider, with its examples."""
    root = json.loads((spec / "spec.json").read_bytes())
    names = root["providers"]
    for name in names:
        for folder in ("providers", "examples"):
            for path in sorted((spec / folder).glob(f"{name}.json")) + sorted(
                (spec / folder / name).rglob("*.json")
            ):
                _copy(path, spec / folder, name)
    _copy_texts(spec / "texts/en.json", names)
    root["providers"] = [*names, *(f"{name}{SUFFIX}" for name in names)]
    (spec / "spec.json").write_text(json.dumps(root), encoding="utf-8")


def _copy_texts(file: Path, names: Sequence[str]) -> None:
    """Let the copies of codes have the texts of the codes."""
    texts = json.loads(file.read_bytes())
    for entry in (*texts["entries"], *texts["codes"]):
        owned = (code.partition(":") for code in entry.get("codes", ()))
        copies = [f"{name}{SUFFIX}:{code}" for name, _, code in owned if name in names]
        if copies:
            entry["codes"] += copies
    file.write_text(json.dumps(texts), encoding="utf-8")


def _copy(path: Path, folder: Path, name: str) -> None:
    """Write a file of a provider once more, for its copy."""
    copy = folder / f"{name}{SUFFIX}{path.relative_to(folder).as_posix().removeprefix(name)}"
    text = path.read_text(encoding="utf-8").replace(f'"{name}:', f'"{name}{SUFFIX}:')
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(text.replace(f'"id": "{name}"', f'"id": "{name}{SUFFIX}"'), encoding="utf-8")


def generation() -> Iterator[Finding]:
    """Generating and checking a spec with a copy of each provider, against the spec."""
    with tempfile.TemporaryDirectory() as folder:
        once = copied_spec(folder)
        twice = Path(folder, "twice")
        shutil.copytree(once, twice)
        double(twice)
        one, other = (_generated_and_checked(spec) for spec in (once, twice))
    for what, before, after in zip(
        ("`codegen generate` from nothing", "`codegen check`, nothing changed"), one, other, strict=True
    ):
        ratio = after.cpu / before.cpu
        measured = f"{ratio:.2f} x ({after.cpu:.2f} s)"
        yield BudgetRow(f"{what}, each provider twice, CPU against once", "2.0 x", measured, ratio <= 2)


def _generated_and_checked(spec: Path) -> tuple[Run, Run]:
    out = spec.parent / f"{spec.name}-out"
    return process(codegen("generate", spec, out)), process(codegen("check", spec, out))


# ---------------------------------------------------------------- tests


class TestedPart(NamedTuple):
    """One part of `make test`: what it cost, and how many tests failed."""

    cost: Run
    ended: str
    """How many tests failed, or that something else did; nothing if all went well."""


def tests() -> Iterator[Finding]:
    """`make test`, and the same with a copy of each provider: takes half an hour and more.

    Some tests name providers or count them, and fail where there are more: they are counted, too.
    """
    with tempfile.TemporaryDirectory() as folder:
        once, twice = (copied_tree(Path(folder, name)) for name in ("once", "twice"))
        double(twice / "spec")
        for tree in (once, twice):
            process(make(tree, "generate"), cwd=tree)
        one, other = ([_tested(tree, goal) for goal in TESTS] for tree in (once, twice))
    for goal, before, after in zip(TESTS, one, other, strict=True):
        yield BudgetRow(f"`make {goal}`", "", _told(before), None)
        yield BudgetRow(f"`make {goal}`, each provider twice", "", _told(after), None)
    seconds = sum(run.cost.seconds for run in one)
    yield BudgetRow("`make test`", f"{SECONDS_FOR_TESTS} s", f"{seconds:.0f} s", seconds <= SECONDS_FOR_TESTS)
    ratio = sum(run.cost.cpu for run in other) / sum(run.cost.cpu for run in one)
    what = "`make test`, each provider twice, CPU against once"
    yield BudgetRow(what, f"{MOST_FOR_TESTS} x", f"{ratio:.2f} x", ratio <= MOST_FOR_TESTS)


def _tested(tree: Path, goal: str) -> TestedPart:
    log = tree.parent / f"{tree.name}-{goal}.log"
    command = ["sh", "-c", _LOGGED, "sh", log, *make(tree, "--keep-going", goal)]
    cost = process(command, cwd=tree)
    return TestedPart(cost, _ended(log.read_text(encoding="utf-8", errors="replace")))


def _ended(log: str) -> str:
    if log.endswith("status 0\n"):
        return ""
    failed = [number for found in _FAILED.findall(log) for number in found if number]
    return f", {failed[-1]} tests failed" if failed else ", ended with an error"


def _told(part: TestedPart) -> str:
    return f"{part.cost.seconds:.0f} s, {part.cost.cpu:.0f} s of CPU{part.ended}"
