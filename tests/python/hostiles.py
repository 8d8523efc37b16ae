"""Objects that do their worst when they are compared, hashed, printed or asked what they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from hypothesis import strategies as st


def refuse(*_: object, **__: object) -> NoReturn:
    raise RuntimeError("never ask me")


class HostileStr(str):
    __eq__ = __ne__ = __hash__ = __str__ = __repr__ = __len__ = __getitem__ = __bool__ = __format__ = refuse


class HostileInt(int):
    __eq__ = __ne__ = __hash__ = __str__ = __repr__ = __int__ = __index__ = __bool__ = __format__ = refuse


class Hostile:
    __eq__ = __ne__ = __hash__ = __str__ = __repr__ = __bool__ = __format__ = refuse
    __class__ = property(refuse)


class Liar:
    """Claims to be a text and to equal everything, and has the hash of nothing."""

    __class__ = str  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> Any:
        return 7


class Vague:
    """Compares to something that is neither true nor false, as arrays do."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> Any:
        return Hostile()


def endless() -> list[Any]:
    loop: list[Any] = []
    loop.append(loop)
    return loop


def deep() -> list[Any]:
    nest: list[Any] = []
    for _ in range(100_000):
        nest = [nest]
    return nest


PATHOLOGICAL: dict[str, Callable[[], Any]] = {
    "a text with hostile methods": lambda: HostileStr("x"),
    "an integer with hostile methods": lambda: HostileInt(5),
    "a hostile object": Hostile,
    "a liar": Liar,
    "a vague object": Vague,
    "a class": lambda: HostileStr,
    "an endless list": endless,
    "a deep list": deep,
    "a long list": lambda: list(range(10_000)),
    "a huge integer": lambda: 10**10_000,
    "a huge text": lambda: "x" * 6_000_000,  # longer than what is read
    "a lone surrogate": lambda: "\ud800",
    "not a number": lambda: float("nan"),
    "bytes": lambda: b"OK",
    "nothing": lambda: None,
    "a function": lambda: refuse,
}
"""By name, because not even pytest survives some of them as parameters."""

anything: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), st.binary(),
        st.text(st.characters()), st.text().map(HostileStr), st.integers().map(HostileInt), st.decimals(),
        st.builds(Hostile), st.builds(Liar), st.builds(Vague), st.dates(), st.fractions(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.tuples(inner, inner), st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=5,
)  # fmt: skip
"""Whatever a JSON parser, a form or a careless caller may hand over, and worse."""
