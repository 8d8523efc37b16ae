"""Judges an answer about what someone pasted: right, vague, wrong, or that nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.model.reality import PastedBody
from codegen.targets.conformance.reality import expected
from codegen.text.vectors import differences

RIGHT, VAGUE, WRONG, UNKNOWN = JUDGMENTS = ("right", "vague", "wrong", "unknown")
_NOTHING_KNOWN = (None, "unknown")
_CAUTIOUS = (None, "check_first", "escalate")
"""Decisions that do no harm, and that help no one where another one was right."""
_HARMLESS = ("values", "verdict", "action", "attempts_left", "sentence")
"""What may be otherwise without harm, if category, actor, decision and pause are right."""


def judged(body: PastedBody, answer: dict[str, Any]) -> str:
    """Return what an answer is worth; it has the form of the vectors in `real.json`."""
    wrong = faults(body, answer)
    if not wrong:
        return RIGHT
    if answer["category"] in _NOTHING_KNOWN and answer["decision"] in _CAUTIOUS:
        return UNKNOWN
    return VAGUE if all(_is_harmless(field, body, answer) for field in wrong) else WRONG


def faults(body: PastedBody, answer: dict[str, Any]) -> list[str]:
    """Return the fields of an answer that are not as they should be."""
    return list(_faults(body, answer))


def _faults(body: PastedBody, answer: dict[str, Any]) -> Iterator[str]:
    for field, value in expected(body.expected).items():
        if any(differences(value, answer[field])):
            yield field


def _is_harmless(field: str, body: PastedBody, answer: dict[str, Any]) -> bool:
    said = answer[field]
    if field in _HARMLESS:
        return True
    if field == "delay_s":  # a pause that is too short is worse than none, one that is too long only late
        least = body.expected.delay_s[0] if body.expected.delay_s else 0
        return said is None or said >= least
    if field == "connection":  # nothing said of it is no harm
        return said in _NOTHING_KNOWN
    if field == "decision" and said in _CAUTIOUS:
        return True
    return said in getattr(body.vague, field)
