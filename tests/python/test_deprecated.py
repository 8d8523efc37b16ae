"""Deprecated members: naming one warns once, at the user's own line; what arrives as data never does."""

from __future__ import annotations

import copy
import inspect
import pickle
import warnings
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from tests.python.conftest import Import, imported


@pytest.fixture
def status(rendered: Callable[[str], Path]) -> Iterator[Any]:
    """A vocabulary whose member `DONE` is deprecated, imported for this test alone."""
    with imported(rendered("tiny")) as package:
        yield package("acme").LinkStatus


def test_naming_a_member_warns_once_at_the_line_that_names_it(status: Any) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(3):
            line = inspect.currentframe().f_lineno + 1  # type: ignore[union-attr]
            found = status.DONE
        assert found is status.DONE
    [warning] = caught
    assert (warning.filename, warning.lineno) == (__file__, line)
    assert warning.category is DeprecationWarning
    start = "LinkStatus.DONE is deprecated: renamed since v2; use `OK`."
    assert str(warning.message) == f"{start} Older widgets still send it."


def test_a_warning_that_is_turned_into_an_error_is_one_every_time(status: Any) -> None:
    for _ in range(2):
        with pytest.raises(DeprecationWarning, match="use `OK`"):
            _ = status.DONE
    assert status.parse("DONE").name == "DONE"


def test_naming_it_by_a_variable_warns_too(status: Any) -> None:
    with pytest.warns(DeprecationWarning, match=r"LinkStatus\.DONE"):
        assert getattr(status, "".join(["DO", "NE"])) == "DONE"


def test_data_never_warns(status: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        member = status.parse("DONE")
        assert member is status("DONE") is status["DONE"]
        assert member in list(status)
        assert status.__members__["DONE"] is member
        assert pickle.loads(pickle.dumps(member)) is member
        assert copy.deepcopy(member) is member
        assert (member.name, member.value, str(member), hash(member)) == (
            "DONE",
            "DONE",
            "DONE",
            hash("DONE"),
        )
        assert member.info.deprecated.replaced_by == "OK"
        assert "DONE" in dir(status)


def test_every_deprecated_code_warns_and_no_other_is_touched(real: Import) -> None:
    class Plain(Enum):
        MEMBER = 1

    marked: set[str] = set()
    deprecated: set[str] = set()
    others: set[str] = set()
    for vocabulary in real("").vocabularies():
        for member in vocabulary:
            attribute = type(vars(vocabulary)[member.name])
            id = f"{vocabulary.vocabulary}#{member.name}"
            (marked if attribute.__name__ == "_Deprecated" else others).add(id)
            if attribute.__name__ != "_Deprecated":
                assert attribute in (type(vars(Plain)["MEMBER"]), vocabulary)
            if member.info.deprecated:
                deprecated.add(id)
    assert marked == deprecated
    assert len(marked) > 15
    assert len(others) > 900
