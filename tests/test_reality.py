"""What people pasted in public: the answers only get better, and are judged as a reader would."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest

from codegen.model.reality import PastedBody, RealityFile
from codegen.text.vectors import differences
from tests.conftest import REPO
from tools.reality.__main__ import FILE, marked
from tools.reality.asked import NOTHING
from tools.reality.judge import JUDGMENTS, RIGHT, UNKNOWN, VAGUE, WRONG, judged
from tools.reality.table import DENIES, KNOWLEDGE, JudgedAnswer, counted, lines, results

LEAST = json.loads((REPO / "tests/least_reality.json").read_bytes())
BODIES = RealityFile.model_validate_json(FILE.read_bytes()).bodies


@cache
def found() -> tuple[JudgedAnswer, ...]:
    return tuple(results(BODIES))


@pytest.mark.slow
@pytest.mark.parametrize("known", KNOWLEDGE)
def test_no_fewer_answers_are_right_and_no_more_are_wrong_than_before(known: str) -> None:
    counts, least = counted(found())[known], LEAST[known]
    assert counts[RIGHT] >= least["least right"]
    assert counts[WRONG] <= least["most wrong"]
    assert counts[DENIES] <= least["most denies"]


@pytest.mark.slow
def test_what_was_met_is_met() -> None:
    """The vectors prove it of both languages; a paste alone is for the command."""
    lost = [
        f"{result.known}: {result.body.name}: {result.faults}"
        for result in found()
        if result.known in result.body.met and result.judgment != RIGHT
    ]
    assert lost == []


@pytest.mark.slow
def test_the_table_counts_each_body_once() -> None:
    head, _, *rows = lines(found())
    assert [row.split("|")[1].strip() for row in rows] == [
        *dict.fromkeys(body.provider for body in BODIES),
        "all",
    ]
    assert str(len(BODIES)) in rows[-1]
    assert all(name in head for name in (*KNOWLEDGE, *JUDGMENTS))


def test_the_vectors_are_those_that_are_met() -> None:
    vectors = json.loads((REPO / "generated/conformance/real.json").read_bytes())["vectors"]
    assert [vector["name"] for vector in vectors] == [
        f"{body.name}, {known}" for body in BODIES for known in body.met if known != "paste"
    ]
    assert all(vector["source"].startswith("https://github.com/") for vector in vectors)


BODY = {
    "name": "a limit",
    "why": "A server waits for hours.",
    "source": {"url": "https://github.com/acme/app/issues/1", "retrieved": "2026-01-31"},
    "provider": "acme",
    "body": "Too many",
    "expected": {
        "values": ["LIMIT"],
        "category": ["rate_limited"],
        "actor": ["institution", "developer"],
        "decision": ["retry"],
        "delay_s": [3600, 86400],
    },
    "vague": {"category": ["institution_unavailable"]},
}
GOOD = {
    "values": ["LIMIT"],
    "category": "rate_limited",
    "actor": "developer",
    "decision": "retry",
    "delay_s": 3600,
}


@pytest.mark.parametrize(
    ("change", "judgment"),
    [
        ({}, RIGHT),
        ({"actor": "institution", "delay_s": 86400, "values": ["OTHER", "LIMIT"]}, RIGHT),
        ({"delay_s": 60}, WRONG),
        ({"delay_s": 90000}, VAGUE),
        ({"decision": "check_first", "delay_s": None}, VAGUE),
        ({"decision": "stop", "delay_s": None}, WRONG),
        ({"category": "institution_unavailable"}, VAGUE),
        ({"category": "invalid_request"}, WRONG),
        ({"actor": "end_user"}, WRONG),
        ({"values": []}, VAGUE),
        ({"category": None, "actor": None, "decision": "escalate"}, UNKNOWN),
        ({"category": "unknown", "decision": None}, UNKNOWN),
        ({"category": None, "decision": "stop"}, WRONG),
    ],
)
def test_an_answer_is_judged_by_the_harm_that_it_does(change: dict[str, Any], judgment: str) -> None:
    assert judged(PastedBody.model_validate(BODY), {**NOTHING, **GOOD, **change}) == judgment


def test_where_nothing_can_be_known_that_is_the_right_answer() -> None:
    body = PastedBody.model_validate(
        {**BODY, "expected": {"category": ["unknown"], "decision": ["escalate"]}}
    )
    assert judged(body, {**NOTHING, "decision": "escalate"}) == RIGHT
    assert judged(body, {**NOTHING, **GOOD}) == WRONG


def test_marking_adds_what_is_right_and_changes_nothing_else() -> None:
    text = FILE.read_text("utf-8")
    assert marked(text, []) == text
    body = BODIES[0].model_copy(update={"met": ()})
    once = json.loads(marked(json.dumps({"bodies": [BODY]}), [JudgedAnswer(body, "status", RIGHT, [])]))
    assert "met" not in once["bodies"][0]
    own = body.model_copy(update={"name": "a limit"})
    judgments = [JudgedAnswer(own, "status", RIGHT, []), JudgedAnswer(own, "paste", VAGUE, [])]
    assert json.loads(marked(json.dumps({"bodies": [BODY]}), judgments))["bodies"][0]["met"] == ["status"]


def test_every_thread_is_public_and_every_name_is_its_own() -> None:
    assert len(BODIES) >= 83
    assert [name for name, count in Counter(body.name for body in BODIES).items() if count > 1] == []


@pytest.mark.parametrize(
    ("expected", "fits", "differs"),
    [
        ({"$one_of": ["retry", None]}, ["retry", None], ["stop", ["retry"]]),
        ({"$one_of": [{"a": 1}, {"a": 2}]}, [{"a": 2, "b": 3}], [{"a": 3}, None]),
        ({"$between": [60, 120]}, [60, 90.5, 120], [59, 121, None, True, "90"]),
        (
            {"$contains": "new consent"},
            ["Ask for a new consent."],
            ["Ask for a new one.", None, ["new consent"]],
        ),
    ],
)
def test_how_vectors_name_several_answers(expected: Any, fits: list[Any], differs: list[Any]) -> None:
    assert [value for value in fits if any(differences(expected, value))] == []
    assert [value for value in differs if not any(differences(expected, value))] == []
