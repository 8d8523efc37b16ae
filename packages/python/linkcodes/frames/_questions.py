"""What is asked about the rows of a frame, and how the answer to one becomes cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from linkcodes._calls import classify, decode, plan_retry
from linkcodes._runtime.results import Classification, Decoded
from linkcodes._vocabulary import _plain
from linkcodes.frames._named import Column, Constant

Cell = str | bool | None
Known = Mapping[str, Any]
Row = Sequence[object]

_MEANING = {
    "matched_by": str,
    "id": str,
    "category": str,
    "actor": str,
    "action": str,
    "retry": str,
    "unattended_retry": bool,
    "phase": str,
    "severity": str,
    "confidence": str,
    "connection": str,
}
_CLASSIFIED = {"known": bool, **_MEANING, "plan": str}
_PAYLOAD = ("provider", "payload", "channel", "certainty", "verdict", "step", "event_id")
_DECODED = {**dict.fromkeys(_PAYLOAD, str), "vocabulary": str, "code": str, **_CLASSIFIED}


class Question(NamedTuple):
    """What every row of a frame is asked."""

    columns: tuple[str, ...]
    """What it is asked about: the names of columns, each once."""
    fields: dict[str, type]
    """The names of the columns with the answer, and whether they contain text or truth."""
    answer: Callable[[Row], tuple[Cell, ...]]
    """Returns the cells of the answer, for the values of the columns."""
    is_repeated: bool
    """Whether many rows have the same values, so that it pays to answer each combination once."""

    def answers(self, rows: Iterable[Row]) -> dict[str, list[Cell]]:
        """Return the answers to some rows as columns."""
        cells = [self.answer(row) for row in rows]
        return {name: [row[place] for row in cells] for place, name in enumerate(self.fields)}


Asked = Mapping[str, Column | Constant]


def classifying(asked: Asked, prefix: str) -> Question:
    """Return the question what the code of each row means."""
    return _question(asked, prefix, _CLASSIFIED, _classified, is_repeated=True)


def decoding(asked: Asked, prefix: str) -> Question:
    """Return the question what the body of each row is."""
    return _question(asked, prefix, _DECODED, _decoded, is_repeated=False)


def _question(
    asked: Asked,
    prefix: str,
    fields: dict[str, type],
    answer: Callable[[Known], dict[str, Cell]],
    *,
    is_repeated: bool,
) -> Question:
    columns = tuple(dict.fromkeys(each.name for each in asked.values() if isinstance(each, Column)))
    constants = {name: each.value for name, each in asked.items() if isinstance(each, Constant)}
    places = {name: columns.index(each.name) for name, each in asked.items() if isinstance(each, Column)}

    def cells(row: Row) -> tuple[Cell, ...]:
        known = {**constants, **{name: _value(row[place]) for name, place in places.items()}}
        found = answer(known)
        return tuple(found[name] for name in fields)

    return Question(columns, {prefix + name: kind for name, kind in fields.items()}, cells, is_repeated)


def _value(value: Any) -> object:
    """Return a value as on the wire: some engines have decimals for whole numbers, and NaN for nothing."""
    if type(value) is float and value != value:  # noqa: PLR0124  (nothing but NaN differs from itself)
        return None
    if type(value) is Decimal and value.is_finite() and value == value.to_integral_value():
        return int(value)
    return value


def _classified(known: Known) -> dict[str, Cell]:
    asked = {"provider": None, "code": None, **known}
    found = classify(**asked)
    if found.matched_by == "none" and _says_nothing(asked["code"]) and _says_nothing(asked.get("message")):
        return {"known": False, **_NO_MEANING, "plan": None}
    return {"known": found.known, **_meaning(found), "plan": _text(plan_retry(found).decision)}


def _says_nothing(value: object) -> bool:
    """Say whether a cell is empty: where no code and no message came, there is nothing to act on."""
    return value is None or (type(value) is str and not value.strip())


def _decoded(known: Known) -> dict[str, Cell]:
    about = {name: value for name, value in known.items() if name != "body"}
    found = _read(known.get("body"), about)
    head = found.head
    return {
        **{name: _text(getattr(found, name)) for name in _PAYLOAD},
        "vocabulary": head and head.vocabulary,
        "code": None if head is None else _text(_plain(head.raw)),
        "known": found.known,
        **(_NO_MEANING if head is None else _meaning(head)),
        "plan": _text(plan_retry(found, operation=known.get("operation")).decision),
    }


def _read(body: object, about: dict[str, Any]) -> Decoded:
    """Decode a body. A struct has all fields in all rows: its nulls count where it is no payload without."""
    if not isinstance(body, dict | list):
        return decode(body, **about)
    found = decode(_sent(body), **about)
    return found if found.payload else decode(body, **about)


def _sent(value: Any) -> Any:
    """Return a value without the fields that are null."""
    if isinstance(value, dict):
        return {name: _sent(each) for name, each in value.items() if each is not None}
    return [_sent(each) for each in value] if isinstance(value, list) else value


_NO_MEANING: dict[str, Cell] = {**dict.fromkeys(_MEANING), "unattended_retry": False}


def _meaning(found: Classification) -> dict[str, Cell]:
    first = found.actions[0] if found.actions else None
    cells = {name: _text(getattr(found, name)) for name in _MEANING if name != "action"}
    return {**cells, "action": _text(first), "unattended_retry": found.unattended_retry}


def _text(value: object) -> str | None:
    """Return text, of a member of an enumeration its value; the ids of events may be numbers."""
    return None if value is None else str.__str__(value) if isinstance(value, str) else str(value)
