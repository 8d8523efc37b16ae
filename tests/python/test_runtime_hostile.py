"""The runtime's functions never raise, whatever they are given, and lose nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.python.conftest import Import
from tests.python.hostiles import PATHOLOGICAL, Hostile, HostileStr, Liar, anything, refuse

KEYS = ["status", "secondary_status", "message", "step", "flinksCode", "event", "data", "error_code", "type"]
DEPTH = 10_000


class LyingDict(dict[str, Any]):
    __getitem__ = get = __iter__ = __len__ = __contains__ = keys = values = items = __eq__ = refuse
    __hash__ = __repr__ = __bool__ = refuse  # type: ignore[assignment]


class LyingList(list[Any]):
    __getitem__ = __iter__ = __len__ = __contains__ = __eq__ = __repr__ = __bool__ = refuse
    __hash__ = refuse  # type: ignore[assignment]


class SameHash:
    """A key that collides with a field's name and cannot be compared to it."""

    def __init__(self, name: str) -> None:
        self._hash = hash(name)

    def __hash__(self) -> int:
        return self._hash

    __eq__ = refuse


class HostileType(type):
    __eq__ = __hash__ = __instancecheck__ = __subclasscheck__ = __getattribute__ = refuse


class OfHostileType(metaclass=HostileType):
    pass


def endless() -> dict[str, Any]:
    loop: dict[str, Any] = {"status": "ERROR"}
    loop["data"] = loop["resource"] = loop["secondary_status"] = loop
    return loop


def nested() -> dict[str, Any]:
    nest: dict[str, Any] = {}
    for _ in range(DEPTH):
        nest = {"data": nest, "status": [nest]}
    return nest


def released() -> memoryview:
    view = memoryview(b"{}")
    view.release()
    return view


def counting() -> Iterator[int]:
    yield from range(3)


WORST: dict[str, Callable[[], Any]] = {
    **PATHOLOGICAL,
    "a dict that lies": lambda: LyingDict(status="ERROR", secondary_status="INVALID_MFA"),
    "a dict in a dict that lies": lambda: {"event": "accounts.failed", "data": LyingDict(error_code="x")},
    "a list that lies": lambda: {"status": {"state": "x", "errors": LyingList([{"code": "y"}])}},
    "a key that collides": lambda: {SameHash("status"): 1, "event": "accounts.failed"},
    "an object of a hostile type": OfHostileType,
    "an endless object": endless,
    "a deep object": nested,
    "deep JSON": lambda: '{"data":' * DEPTH + "1" + "}" * DEPTH,
    "deep JSON in a text": lambda: "x " + "[" * DEPTH + '{"status":' * DEPTH,
    "a long row of braces": lambda: "{" * 4_000_000,
    "a long row of quotes": lambda: '{"' * 2_000_000,
    "a long scheme": lambda: "a" * 4_000_000 + "://?=",
    "many URLs": lambda: "a://" * 1_000_000 + "?x=1",
    "a long query": lambda: "?" + "a=%ff&" * 500_000,
    "many words": lambda: " ".join(f"A_{number}" for number in range(300_000)),
    "dots": lambda: "A." * 2_000_000,
    "a huge number as text": lambda: "9" * 100_000,
    "a huge number in JSON": lambda: '{"status": ' + "9" * 100_000 + "}",
    "a huge number in a payload": lambda: {"status": 10**10_000, "secondary_status": -(10**10_000)},
    "a surrogate in a URL": lambda: "app://x?status=\ud800&secondary_status=%ed%a0%80",
    "a surrogate in JSON": lambda: '{"status": "\\ud800"}',
    "no number in JSON": lambda: {"status": float("nan"), "timestamp": float("inf")},
    "a memory view that was released": released,
    "a memory view of numbers": lambda: memoryview(bytearray(16)).cast("Q"),
    "a generator": counting,
    "an exception": lambda: ValueError("x"),
    "inherited names": lambda: {"__proto__": {"status": "x"}, "constructor": "y", "status": "__proto__"},
    "hostile texts as codes": lambda: {"status": HostileStr("ERROR"), "secondary_status": Hostile()},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WORST)
def test_the_worst_inputs_pass_and_are_kept(real: Import, name: str) -> None:
    runtime, worst = real("runtime"), WORST[name]()
    assert runtime.decode(worst).raw is worst
    assert runtime.resolve_outcome(worst).decoded.raw is worst
    assert runtime.classify("lean", worst).raw is worst
    options = dict.fromkeys(("attempts", "unattended", "operation", "retry_after_s"), worst)
    assert runtime.plan_retry(worst, **options).decision
    assert runtime.reduce_state(worst, worst, at=worst).entries[0].outcome.decoded.raw is worst
    assert runtime.classify(worst, "OK").raw == "OK"
    assert runtime.classify("lean", "OK", vocabulary=worst).raw == "OK"
    besides = dict.fromkeys(("message", "http_status", "operation"), worst)
    assert runtime.classify("lean", "OK", **besides).raw == "OK"


def test_a_dict_is_read_as_a_dict_whatever_its_class_says(real: Import) -> None:
    head = real("runtime").decode(LyingDict(status="ERROR", secondary_status=HostileStr("INVALID_MFA"))).head
    assert head.raw == "INVALID_MFA" and type(head.raw) is str and head.known


def test_a_type_that_claims_to_be_text_is_none(real: Import) -> None:
    assert real("runtime").decode(Liar()).source == "none"
    assert not real("runtime").classify("lean", Liar()).known


payloads = st.dictionaries(st.sampled_from(KEYS) | st.text(), anything, max_size=5)


@given(anything | payloads)
def test_nothing_raises_whatever_is_decoded(real: Import, raw: Any) -> None:
    outcome = real("runtime").resolve_outcome(raw)
    assert outcome.decoded.raw is raw
    assert outcome.decoded.head is None or outcome.decoded.head is outcome.decoded.classifications[0]
    outcome.to_dict(raw=True)


@given(st.tuples(*[anything] * 6))
def test_nothing_raises_whatever_is_classified(real: Import, arguments: tuple[Any, ...]) -> None:
    besides = dict(zip(("vocabulary", "message", "http_status", "operation"), arguments[2:], strict=True))
    found = real("runtime").classify(*arguments[:2], **besides)
    assert found.raw is arguments[1] and not found.known


@given(
    st.binary()
    | st.text(st.characters())
    | st.text('{}[]":,#?&=% :/._-aA0\ud800').map(lambda text: text + "x=1")
)
def test_nothing_raises_whatever_is_read(real: Import, raw: Any) -> None:
    assert real("runtime").decode(raw).raw is raw
