"""`make guard` says of each promise whether it is kept: a row fails when what it is about goes wrong."""

from __future__ import annotations

import json
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from random import Random
from types import FunctionType
from typing import Any

import pytest

from tests.conftest import REPO
from tests.guard import __main__ as guard
from tests.guard import masking, printing, reading, webhooks, weights
from tests.guard.rows import GuardRow, at_most, none_of
from tests.parity.answers import Answers, python
from tests.parity.inputs import Question

Spoil = Callable[[Question, Any], Any]
"""What a package with a fault answers to a question, in place of the right answer."""
Packages = Mapping[str, Answers]
KB, MB = 1_000, 1_000_000


def of_provider(question: Question, answer: Any) -> Any:
    """Forget the provider, as the npm package did where it read nothing."""
    return {**answer, "provider": None} if question["ask"] == "decode" else answer


def unread(question: Question, answer: Any) -> Any:
    """Look at the first of a list only."""
    anything = question["anything"]
    return python([{**question, "anything": anything[0]}])[0] if isinstance(anything, list) else answer


def not_twice(question: Question, answer: str) -> str:
    """Take the last of two values with the same name for the only one, and write JSON again."""
    try:
        parsed = json.loads(question["payload"])
    except ValueError:
        return answer
    return question["payload"] if parsed == {"password": None} else json.dumps(parsed)


def digits(question: Question, answer: str) -> str:
    """Take each number of ten digits for that of an account."""
    return answer.replace("1433254800", "••• 4800")


def no_key(question: Question, answer: Any) -> Any:
    return None if question["ask"] == "key" else answer


def own_key(question: Question, answer: Any) -> Any:
    return f"{answer}!" if answer else answer


def taken(question: Question, answer: Any) -> None:
    """Accept a key whatever its time."""


def refused(question: Question, answer: Any) -> str:
    """Accept no key at all."""
    return "expired_key"


ROWS: list[tuple[Callable[[Packages], Iterable[GuardRow]], int, Spoil]] = [
    (partial(reading.one_answer, inputs=60, mutated=5), 0, of_provider),
    (partial(reading.one_answer, inputs=5, mutated=60), 1, of_provider),
    (partial(reading.lists, longest=5), 0, unread),
    (partial(masking.secrets, every=40_000), 0, not_twice),
    (masking.staying, 0, digits),
    (partial(masking.untouched, documents=20), 0, not_twice),
    (webhooks.once, 0, no_key),
    (webhooks.once, 0, own_key),
    (webhooks.over, 0, taken),
    (webhooks.over, 0, refused),
]


def with_fault(spoil: Spoil) -> Answers:
    """Return a package that answers as the Python package does, but for a fault."""

    def ask(questions: list[Question]) -> list[Any]:
        answers = python(questions)
        return [spoil(question, answer) for question, answer in zip(questions, answers, strict=True)]

    return ask


@pytest.mark.slow
@pytest.mark.parametrize(
    ("measure", "index", "spoil"), ROWS, ids=[f"{n}-{spoil.__name__}" for n, (_, _, spoil) in enumerate(ROWS)]
)
def test_a_row_is_missed_when_its_fault_is_planted(
    measure: Callable[[Packages], Iterable[GuardRow]], index: int, spoil: Spoil
) -> None:
    kept = [*measure({"one": python, "other": python})][index]
    assert kept.is_met, kept
    for packages in (
        {"one": with_fault(spoil), "other": python},
        {"one": python, "other": with_fault(spoil)},
    ):
        missed = [*measure(packages)][index]
        assert not missed.is_met and missed.examples, missed


@pytest.mark.slow
def test_a_command_that_repeats_what_it_is_given_is_found() -> None:
    [kept] = printing.commands(names=["search"])
    assert kept.is_met
    [missed] = printing.commands(lambda *words: (2, f"unknown: {words[-1]}"), ["explain"])
    assert not missed.is_met and missed.examples


def npm_package(folder: Path, size: int) -> Path:
    """Make a package whose functions for one provider weigh so much, as random text is not compressed."""
    (folder / "dist/borea").mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "linkcodes", "exports": {"./*": "./dist/*.js"}}')
    for function, module in weights.BUNDLES.items():
        text = Random(1).randbytes(size).hex()
        code = f'export const {function} = () => "{text}";'
        (folder / f"dist/borea/{module}.js").write_text(code)
    return folder


@pytest.mark.slow
def test_a_bundle_that_is_too_heavy_is_found(tmp_path: Path) -> None:
    assert all(row.is_met for row in weights.bundles(npm_package(tmp_path / "light", 20 * KB)))
    heavy = [*weights.bundles(npm_package(tmp_path / "heavy", 30 * KB))]
    assert [row.is_met for row in heavy] == [False, False]


def dist(folder: Path, npm: int, wheel: int) -> Path:
    folder.mkdir()
    (folder / "data").write_bytes(bytes(npm))
    with tarfile.open(folder / "linkcodes-1.tgz", "w:gz") as tarball:
        tarball.add(folder / "data")
    with zipfile.ZipFile(folder / "linkcodes-1.whl", "w") as archive:
        archive.writestr("data", bytes(wheel))
    return folder


@pytest.mark.parametrize(
    ("npm", "wheel", "kept"), [(20, 12, [True, True]), (21, 12, [False, True]), (20, 13, [True, False])]
)
def test_a_package_that_is_too_large_is_found(tmp_path: Path, npm: int, wheel: int, kept: list[bool]) -> None:
    rows = weights.installed(dist(tmp_path / "dist", npm * MB, wheel * MB))
    assert [row.is_met for row in rows] == kept


def test_what_was_not_tried_is_not_kept() -> None:
    assert not none_of("x", 0, []).is_met
    assert not at_most("x", 0, 5, "MB").is_met


def test_the_command_fails_if_a_promise_is_not_kept(capsys: pytest.CaptureFixture[str]) -> None:
    kept, missed = none_of("what is kept", 3, []), none_of("what is missed", 3, ["an example"])
    both = {"a": lambda: [kept], "b": lambda: [missed]}
    assert guard.main((), both) == 1
    out, error = capsys.readouterr()
    assert "what is kept" in out and "missed" in out and "an example" in error
    assert guard.main(["a"], both) == 0
    assert guard.main(["c"], both) == 1


def test_every_measurement_is_in_the_table() -> None:
    modules = (reading, masking, printing, webhooks, weights)
    named = [(module, value) for module in modules for name, value in vars(module).items() if name[0] != "_"]
    made = {
        value
        for module, value in named
        if isinstance(value, FunctionType) and value.__module__ == module.__name__
    }
    assert made == {*guard.MEASUREMENTS.values()}


def test_what_is_not_promised_is_what_happens() -> None:
    """An entry whose text is masked now, or stays now, is a promise: it belongs among these."""
    texts = [item["text"] for item in masking.TEXTS["not_promised"]]
    assert python([{"ask": "redact", "payload": text} for text in texts]) == [
        item["now"] for item in masking.TEXTS["not_promised"]
    ]


def test_make_guard_is_told_of() -> None:
    assert "make guard" in (REPO / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "guard: " in (REPO / "Makefile").read_text(encoding="utf-8")
