"""Which changes let more be tried again, and which less: the one thing that a machine acts on at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from codegen.compat.diff.keyed import ChangedRecord
from codegen.compat.diff.model import SpecChange, shown
from codegen.compat.diff.spec_diff import SpecDiff

FREEDOM = {
    "never": 0, "none_needed": 0, "after_fix": 1, "after_bank_action": 2, "after_reconnect": 2,
    "after_input": 3, "after_delay": 4, "immediate": 5,
}  # fmt: skip
"""How freely each mode lets something be tried again. A mode that is not named is taken for the freest."""
HARM = ("read", "unclear", "sign_in", "order", "may_move_money", "move_money")
"""What doing it again would do, the least harm first."""
_MORE_IS_LOOSER = {"max_attempts": True, "min_delay_s": False}
_POLICY = {
    "first_delay_s": False, "factor": False, "longest_delay_s": False, "attempts": True,
    "attempts_at_risk": True, "attempts_ordering": True,
}  # fmt: skip
"""Numbers of the policy for all codes, and whether a greater one lets more be tried."""


def retry_changes(specs: SpecDiff, *, loosened: bool) -> Iterator[SpecChange]:
    """Yield what of meanings, and of the policy for all codes, lets more, or less, be tried again."""
    for pair in specs.meanings.changed:
        yield from _meaning(pair, loosened=loosened)
        if "wait" not in specs.unknown_axes:
            yield from _waits(pair, loosened=loosened)
    yield from _policy_changes(specs, loosened=loosened)


def _meaning(pair: ChangedRecord, *, loosened: bool) -> Iterator[SpecChange]:
    old, new = pair.old, pair.new
    was, now = old.get("retry"), new.get("retry")
    if _freedom(was) != _freedom(now) and (_freedom(now) > _freedom(was)) is loosened:
        yield SpecChange(f"{pair.id} retry", f"retry {shown(was)} became {shown(now)}", was, now)
    for key in ("unattended_retry", "unattended_if_read"):
        was, now = old.get(key), new.get(key)
        if key in old and was != now and bool(now) is loosened:
            yield SpecChange(f"{pair.id} {key}", f"{key} {shown(was)} became {shown(now)}", was, now)
    risk = old.get("suspension_risk", False), new.get("suspension_risk", False)
    if risk[0] != risk[1] and bool(risk[1]) is not loosened:
        message = f"suspension_risk {shown(risk[0])} became {shown(risk[1])}"
        yield SpecChange(f"{pair.id} suspension_risk", message, *risk)


def _policy_changes(specs: SpecDiff, *, loosened: bool) -> Iterator[SpecChange]:
    old, new = (_policy(side.spec) for side in (specs.old, specs.new))
    for key, more_is_looser in _POLICY.items():
        was, now = old.get(key), new.get(key)
        if was is not None and was != now and _looser(was, now, more_is_looser) is loosened:
            yield SpecChange(f"retry_policy {key}", f"{key} {shown(was)} became {shown(now)}", was, now)


def same_freedom(specs: SpecDiff) -> Iterator[SpecChange]:
    """Yield the meanings that are tried again after something else, as freely as before."""
    for pair in specs.meanings_that_differ("retry"):
        was, now = pair.old.get("retry"), pair.new.get("retry")
        if _freedom(was) == _freedom(now):
            yield SpecChange(pair.id, f"retry {shown(was)} became {shown(now)}", was, now)


def effect_changes(specs: SpecDiff, *, loosened: bool) -> Iterator[SpecChange]:
    """Yield the meanings, operations and terms that are said to do less, or more, harm."""
    operations = specs.part("operations", owner=True).changed
    words = [pair for pair in specs.terms.changed if pair.id.startswith("operations#")]
    for pair in (*specs.meanings_that_differ("effect"), *operations, *words):
        was, now = pair.old.get("effect"), pair.new.get("effect")
        if was is not None and was != now and (_harm(now) < _harm(was)) is loosened:
            yield SpecChange(pair.id, f"effect {shown(was)} became {shown(now)}", was, now)


def _waits(pair: ChangedRecord, *, loosened: bool) -> Iterator[SpecChange]:
    """Compare limits; one that is not there limits nothing."""
    old, new = ((side.get("wait") or {}) for side in (pair.old, pair.new))
    for key, more_is_looser in _MORE_IS_LOOSER.items():
        was, now = old.get(key), new.get(key)
        if was != now and _looser(was, now, more_is_looser) is loosened:
            yield SpecChange(f"{pair.id} {key}", f"{key} {shown(was)} became {shown(now)}", was, now)


def _looser(was: Any, now: Any, more_is_looser: bool) -> bool:
    if was is None or now is None:
        return now is None
    return bool(now > was) is more_is_looser


def _freedom(mode: Any) -> int:
    return FREEDOM.get(mode, max(FREEDOM.values()) + 1)


def _harm(effect: Any) -> int:
    """Return how much harm an effect is; one that is not known counts as loosened."""
    return HARM.index(effect) if effect in HARM else -1


def _policy(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = spec.get("taxonomy", {}).get("retry_policy", {})
    return found
