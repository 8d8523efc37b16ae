"""Folds any number of payloads, in any order and with duplicates, into one state."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from linkcodes._runtime.decode import resolve_outcome
from linkcodes._runtime.operation import outcome_uncertain
from linkcodes._runtime.outcome import finality, phase_of
from linkcodes._runtime.paths import first, walk
from linkcodes._runtime.results import Classification, Entry, Given, Outcome, State
from linkcodes._runtime.rules import core
from linkcodes._runtime.stored import outcome_from
from linkcodes._vocabulary import _plain, _shown
from linkcodes.runtime_terms import Connection

_ENTRIES = 1_000
_RAW, _GIVEN, _TIME = ("outcome", "decoded", "raw"), ("outcome", "decoded", "given"), ("time",)
"""Where a stored entry has what came, what was known about it, and when it came."""
_STRING_OR_NUMBER = re.compile(r'("(?:[^"\\]|\\.)*")|-?[0-9][0-9.e+-]*')
_LARGEST_EXACT = 2**53 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ]([01]\d|2[0-3])(:\d\d)(?:(:\d\d)(?:[.,](\d{1,12}))?)?"
    r"(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))",
    re.ASCII,
)


def reduce_state(state: object, anything: object, *, at: object = None) -> State:
    """Return the state after one more payload, as `decode` reads it. Never raises; changes nothing in place.

    `state` is what this function returned, or its `to_dict(raw=True)` after a way through JSON; anything
    else, such as None, starts a new one. What was stored without `raw` keeps its conclusions, and newer rules
    do not read it again. `at` is when the payload came, in seconds since 1970; it counts where the payload
    itself has no time. Late payloads go to their place, and what came before already changes nothing.
    """
    before = state if type(state) is State else _restored(state)
    entry = _entry(resolve_outcome(anything), at)
    if _is_repeated(entry, before.entries):
        return before
    return _folded(_inserted(entry, before.entries)[-_ENTRIES:])


def _restored(state: object) -> State:
    """Return a state that was stored: its inputs are read once more, so that newer rules count."""
    if not walk(state, ("error_over",)):
        return State()
    stored = walk(state, ("entries", "*"))
    return _folded(tuple(_entry(_outcome(item), first(item, [_TIME])) for item in stored))


def _outcome(item: Any) -> Outcome:
    """Return what a stored input says; of one that was stored without what came, what was concluded then."""
    if not walk(item, _RAW) and (concluded := first(item, [("outcome",)])):
        try:
            return outcome_from(concluded)
        except Exception:  # it was changed since, or stored by another version
            return resolve_outcome(None)
    return resolve_outcome(first(item, [_RAW]), **_given(item))


def _given(item: Any) -> dict[str, Any]:
    """Return what was known about a stored input."""
    return {name: first(item, [(*_GIVEN, name)]) for name in Given._fields if name != "ignored"}


def _entry(outcome: Outcome, at: object) -> Entry:
    time = _seconds(outcome.decoded.time)
    return Entry(_finite(at) if time is None else time, outcome, _content(outcome))


def _finite(at: object) -> float | None:
    number = at if type(at) is float else _plain(at)
    try:
        return float(number) if type(number) is not str and math.isfinite(number or 0) else None  # type: ignore[arg-type]
    except (TypeError, OverflowError):
        return None


def _seconds(time: object) -> float | None:
    """Return the seconds since 1970 of an ISO 8601 date-time with a zone."""
    match = _DATE_TIME.fullmatch(time) if type(time) is str else None
    if match is None:
        return None
    day, hour, minute, second, fraction, sign, hours, minutes = match.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{hour}{minute}{second or ':00'}+00:00")
    except ValueError:
        return None
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    whole = (moment - _EPOCH + (ahead if sign == "-" else -ahead)).total_seconds()
    return whole + float(f"0.{fraction or 0}")


def _content(outcome: Outcome) -> str:
    """Return what was read as canonical JSON; of what cannot be written so, the codes in it."""
    decoded = outcome.decoded
    try:
        text = json.dumps(decoded.data, sort_keys=True, separators=(",", ":"))
        return _STRING_OR_NUMBER.sub(lambda found: found[1] or _canonical(found[0]), text)
    except Exception:  # endless, too deep, or no JSON; the objects in it may raise what they like
        codes = [(item.provider, item.vocabulary, _shown(item.raw)) for item in decoded.classifications]
        return json.dumps([decoded.provider, decoded.payload, decoded.step, codes])


def _canonical(digits: str) -> str:
    """Return a number as the npm package writes it, whatever its type is here and however it was spelled."""
    number = float(digits)
    if number.is_integer() and abs(number) <= _LARGEST_EXACT:
        return str(int(number))
    return f"{Decimal(repr(number)).normalize():e}" if math.isfinite(number) else digits


def _is_repeated(entry: Entry, entries: tuple[Entry, ...]) -> bool:
    id = _event(entry)
    if id is not None:
        return any(_event(item) == id for item in entries)
    if entry.time is None:
        return bool(entries) and entries[-1].content == entry.content
    return any(item.time == entry.time and item.content == entry.content for item in entries)


def _event(entry: Entry) -> tuple[str | None, type, str | int | float] | None:
    decoded = entry.outcome.decoded
    id = decoded.event_id
    return None if id is None else (decoded.provider, type(id), id)


def _inserted(entry: Entry, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Put an entry in its place: an untimed one at the end, behind which the time stays that was."""
    if entry.time is None:
        return (*entries, entry)
    time = -math.inf
    for at, item in enumerate(entries):
        time = time if item.time is None else item.time
        if (time, item.time is None, _order(item)) > (entry.time, False, _order(entry)):
            return (*entries[:at], entry, *entries[at:])
    return (*entries, entry)


def _order(entry: Entry) -> tuple[int, str]:
    return finality(entry.outcome.verdict), entry.content


def _folded(entries: tuple[Entry, ...]) -> State:
    connection = _connection(entries)
    deciding = [item for item in entries if phase_of(item.outcome.verdict)]
    if not deciding:
        return State(entries=entries, connection=connection)
    last = deciding[-1].outcome
    error, over = _error(item.outcome for item in deciding)
    return State(last.verdict, last.because, last.step, error, over, deciding[-1].time, entries, connection)


def _connection(entries: tuple[Entry, ...]) -> Connection:
    """Return the last that an input says of the connection, but for what a graver word outlives."""
    now = Connection.UNKNOWN
    for outcome in (item.outcome for item in entries):
        word, outlived = outcome.connection, core()["tables"]["outlives"].get(now, ())
        if word is not Connection.UNKNOWN and (word not in outlived or _reconnects(outcome.decoded.head)):
            now = word
    return now


def _reconnects(head: Classification | None) -> bool:
    """Say whether what succeeded makes or repairs a connection, and does not only read one."""
    done = head.operation if head and head.phase == "success" else None
    return done is not None and "connection" in _restored_by(done)


def _restored_by(operation: str) -> Sequence[str]:
    restores: Sequence[str] = core()["operations"][operation].get("restores", ())
    return restores


def _error(outcomes: Iterable[Outcome]) -> tuple[Classification | None, bool]:
    """Return the last failure, and whether it is over."""
    error, over = None, True
    for outcome in outcomes:
        if _is_error(outcome):
            error, over = outcome.because, False
        elif error is not None and _ends(outcome, error):
            over = True
    return error, over


def _is_error(outcome: Outcome) -> bool:
    """Say whether it failed, or waits for a failure to be settled."""
    phase = phase_of(outcome.verdict)
    waits = phase == "in_progress" and outcome.because is not None and outcome.because.phase == "failure"
    return waits or phase == "failure"


def _ends(outcome: Outcome, error: Classification) -> bool:
    phase = phase_of(outcome.verdict)
    continues = phase == "in_progress" and error.ends != "connection"
    if not continues and phase != "success":
        return False
    return _restores(outcome.because, error)


def _may_have_moved_money(error: Classification) -> bool:
    return error.effect == "move_money" or (error.effect == "may_move_money" and outcome_uncertain(error))


def _restores(success: Classification | None, error: Classification) -> bool:
    """Say whether what succeeded, or began again, settles an error.

    A success of which nothing says what was done never closes an error that moved money or ended something.
    """
    if success and success.provider != error.provider:
        return False
    done = success.operation if success else None
    if done in (None, "generic"):
        return not _may_have_moved_money(error) and error.ends != "connection"
    if error.effect == "move_money":
        return error.operation == done
    return error.operation in (None, "generic", done, *_restored_by(done))
