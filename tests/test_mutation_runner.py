"""The runner of mutations sees whether tests notice a fault, and names entries that no longer fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutations.__main__ import REPO, Mutation, faults, listed, noticed

CODE = "def most(limit: int) -> int:\n    return limit + 1\n"
TEST = "import sys\nsys.path.insert(0, 'code')\nfrom it import most\ndef test_it():\n    assert most(1) > 1\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    (tmp_path / "code").mkdir()
    (tmp_path / "code/it.py").write_text(CODE)
    (tmp_path / "test_it.py").write_text(TEST)
    return tmp_path


@pytest.mark.parametrize(("after", "killed"), [("limit", True), ("limit + 2", False), ("limit +", True)])
def test_a_fault_is_noticed_if_a_test_fails_and_is_taken_back(repo: Path, after: str, killed: bool) -> None:
    assert noticed(Mutation("code/it.py", "limit + 1", after, ("test_it.py",)), repo) is killed
    assert (repo / "code/it.py").read_text() == CODE


@pytest.mark.parametrize(
    ("mutation", "fault"),
    [
        (Mutation("code/it.py", "limit  + 1", "x", ("test_it.py",)), "code/it.py has 'limit + 1' 0 times"),
        (Mutation("code/it.py", "limit", "x", ("test_it.py",)), "code/it.py has 'limit' 2 times"),
        (Mutation("code/gone.py", "limit", "x", ("test_it.py",)), "code/gone.py has 'limit' 0 times"),
        (Mutation("code/it.py", "limit + 1", "x", ("test_gone.py",)), "code/it.py: there is no test_gone.py"),
    ],
)
def test_an_entry_that_no_longer_fits_is_named(repo: Path, mutation: Mutation, fault: str) -> None:
    [found] = faults([mutation], repo)
    assert found.startswith(fault)


def test_every_test_of_the_list_is_there() -> None:
    assert [fault for fault in faults(listed(), REPO) if "there is no" in fault] == []
