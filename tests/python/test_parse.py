"""`parse` and `UnknownCode`: listed values become members, everything else is kept, nothing raises."""

from __future__ import annotations

import copy
import enum
import json
import pickle
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.python.conftest import Import
from tests.python.hostiles import PATHOLOGICAL, Hostile, HostileInt, HostileStr, anything

STATUS, LEVEL = "acme:link.status", "acme:account.level"


class Other(enum.StrEnum):
    SAME = "OK"


@pytest.fixture(scope="module", params=[STATUS, LEVEL])
def vocabulary(request: pytest.FixtureRequest, tiny: Import) -> Any:
    return tiny("").vocabulary(request.param)


@pytest.fixture(scope="module")
def unknown(tiny: Import) -> Any:
    return tiny("").UnknownCode


def test_every_listed_value_is_its_member(real: Import) -> None:
    for vocabulary in real("").vocabularies():
        for member in vocabulary:
            assert vocabulary.parse(member.value) is member
            assert vocabulary.parse(member) is member
            assert member.known is True
            assert member.raw == member.value
            assert type(member.raw) in (str, int)


def test_members_are_what_goes_over_the_wire(tiny: Import) -> None:
    status, level = tiny("acme").LinkStatus, tiny("acme").AccountLevel
    assert issubclass(status, enum.StrEnum)
    assert issubclass(level, enum.IntEnum)
    assert {"bad-login": 1}[status.BAD_LOGIN] == 1
    assert f"{status.BAD_LOGIN} {level.WRITE}" == "bad-login 103"
    assert json.dumps([status.BAD_LOGIN, level.WRITE]) == '["bad-login", 103]'
    assert list(status.__members__) == ["OK", "DONE", "BAD_LOGIN", "UNAVAILABLE"]


@pytest.mark.parametrize(
    "raw", ["ok", "Ok", " OK", "OK\n", "OK\0", "bad_login", "BAD_LOGIN", "", b"OK", ["OK"]]
)
def test_the_match_is_exact(tiny: Import, raw: object) -> None:
    code = tiny("acme").LinkStatus.parse(raw)
    assert code.known is False
    assert code.raw is raw


@pytest.mark.parametrize("raw", [False, 0.5, 0j, Decimal(0), "0", "103", 103.5, b"103", None, ""])
def test_an_integer_code_is_an_integer_and_nothing_that_equals_one(tiny: Import, raw: object) -> None:
    code = tiny("acme").AccountLevel.parse(raw)
    assert code.known is False
    assert code.raw is raw


def test_a_float_without_a_fraction_is_the_integer_that_json_means(tiny: Import) -> None:
    level = tiny("acme").AccountLevel
    assert level.parse(103.0) is level.WRITE
    assert level.parse(0.0) is level.READ


def test_subclasses_of_text_and_integer_count_by_their_content(tiny: Import) -> None:
    status, level = tiny("acme").LinkStatus, tiny("acme").AccountLevel
    assert status.parse(HostileStr("OK")) is status.OK
    assert level.parse(HostileInt(103)) is level.WRITE
    assert status.parse(Other.SAME) is status.OK


@given(raw=anything)
def test_whatever_is_not_listed_is_kept(vocabulary: Any, raw: Any) -> None:
    code = vocabulary.parse(raw)
    if code.known:
        assert code in list(vocabulary)
        return
    assert code.raw is raw
    assert code.vocabulary == vocabulary.vocabulary
    assert code == raw
    assert hash(code) == hash(code)
    assert type(str(code)) is str
    assert type(repr(code)) is str
    assert code.info.category == "unknown"


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_object_makes_anything_raise(vocabulary: Any, name: str) -> None:
    raw = PATHOLOGICAL[name]()
    code = vocabulary.parse(raw)
    assert code.raw is raw
    assert code == raw
    assert code == vocabulary.parse(raw)
    assert type(code == Hostile()) is bool
    assert code in {code}
    assert len(repr(code)) < 300
    assert type(f"{code:>20}") is str


def test_what_parse_returned_may_be_parsed_again(vocabulary: Any, unknown: Any) -> None:
    for raw in [*vocabulary, "not listed", None, HostileStr("x")]:
        once = vocabulary.parse(raw)
        assert vocabulary.parse(once) == once
        assert type(vocabulary.parse(once)) is type(once)
    again = vocabulary.parse(unknown("OK", "elsewhere"))
    assert again.vocabulary == vocabulary.vocabulary
    assert not isinstance(again.raw, unknown)


@given(raw=st.text() | st.integers() | st.floats(allow_nan=False) | st.tuples(st.text(), st.integers()))
def test_an_unknown_code_stands_for_its_raw_value(unknown: Any, raw: Any) -> None:
    code = unknown(raw, STATUS)
    assert code == raw
    assert raw == code
    assert hash(code) == hash(raw)
    assert {raw: "found"}[code] == "found"
    assert code == unknown(raw)
    assert code != unknown([raw])
    assert code != [raw]


@given(text=st.text(st.characters()))
def test_an_unknown_text_prints_as_it_is(unknown: Any, text: str) -> None:
    assert str(unknown(text)) == text
    assert f"{unknown(text)}" == text
    assert repr(text[:50])[:20] in repr(unknown(text))


def test_unknown_codes_of_things_without_a_hash_can_be_collected(unknown: Any) -> None:
    assert len({unknown([]), unknown([]), unknown({}), unknown("")}) == 3


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_codes_survive_pickling(vocabulary: Any, unknown: Any, protocol: int) -> None:
    for code in [*vocabulary, vocabulary.parse({"a": [None, "\ud800"]}), unknown("x")]:
        back = pickle.loads(pickle.dumps(code, protocol))
        assert back == code
        assert type(back) is type(code)
        assert back.raw == code.raw
        assert back.vocabulary == code.vocabulary


def test_codes_can_be_copied(vocabulary: Any) -> None:
    raw: dict[str, list[int]] = {"a": []}
    code = vocabulary.parse(raw)
    assert copy.copy(code).raw is raw
    assert copy.deepcopy(code) == code
    assert copy.deepcopy(code).raw is not raw
    for member in vocabulary:
        assert copy.deepcopy(member) is member


def test_an_unknown_code_cannot_be_changed(unknown: Any) -> None:
    code = unknown("x")
    for name in ("raw", "vocabulary", "known", "info", "anything"):
        with pytest.raises(AttributeError):
            setattr(code, name, "y")
