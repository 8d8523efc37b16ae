"""Old questions, asked of the new package: what differs is found, and what explains it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from codegen.compat.diff import SpecDiff, compare
from codegen.compat.diff.illustrations import illustration
from codegen.compat.diff.model import ChangeFinding
from codegen.compat.diff.replayed import ChangedAnswer, ChangedPlan, Replayed, replay
from codegen.compat.diff.rules import rules
from codegen.compat.diff.run import unexplained
from codegen.compat.history import snapshot, store
from codegen.compat.history.answers import AnsweringPackage, advice
from codegen.compat.history.release import RecordedRelease
from tests.conftest import SPECS, halves

Rendered = Callable[[str], Path]
CODE = "flinks:api.code#CARD_IN_USE"


@pytest.fixture(scope="module")
def package(rendered: Rendered) -> AnsweringPackage:
    return AnsweringPackage(tuple(halves(rendered("real"))))


@pytest.fixture(scope="module")
def now(rendered: Rendered, package: AnsweringPackage) -> RecordedRelease:
    """What is there today, with a part of the vectors."""
    spec = json.loads((rendered("real") / "spec/linkcodes.json").read_bytes())
    vectors = snapshot.vectors_of(rendered("real") / "conformance")
    return RecordedRelease(spec, vectors, advice(package, vectors["classify"], spec))


@pytest.mark.slow
def test_a_release_that_did_not_change_gives_the_same_answers(
    now: RecordedRelease, package: AnsweringPackage
) -> None:
    found = replay(now, package)
    assert (found.answers, found.plans) == ([], [])
    assert found.asked > 7000


@pytest.mark.slow
def test_a_promise_that_is_not_kept_is_found(now: RecordedRelease, package: AnsweringPackage) -> None:
    """Among a part of the promises; the test before is about all of them."""
    promised = copy.deepcopy(
        next(each for each in now.vectors["classify"] if each["expected"].get("id") == CODE)
    )
    promised["expected"]["category"] = "succeeded"
    vectors = {kind: [*listed[::40]] for kind, listed in now.vectors.items()}
    others = (each for each in vectors["classify"] if each["name"] != promised["name"])
    vectors["classify"] = [*others, promised]
    plans = copy.deepcopy(dict(list(now.advice.items())[::10]))
    loosened = next(id for id, row in plans.items() if row["plans"][1][0] == "retry")
    plans[loosened]["plans"][1] = ["stop", "nothing_to_retry", None, 0, False, ["none"]]
    old = RecordedRelease(now.spec, vectors, plans)
    found = {
        (each.rule.id, each.change.subject) for each in compare(SpecDiff(old, now, replay(old, package)))
    }
    assert found == {
        ("answer-changed", f"classify: {promised['name']}"),
        ("plan-loosened", f"{loosened} unattended"),
    }


@pytest.mark.slow
def test_the_first_release_is_asked_again(now: RecordedRelease, package: AnsweringPackage) -> None:
    history = SPECS["real"] / "history"
    old = store.read(history, store.entries(history)[0])
    specs = SpecDiff(old, now, replay(old, package))
    found = compare(specs)
    told = {each.change.subject for each in found if each.rule.id == "plan-loosened"}
    named = {id for each in found if not each.rule.acceptable for id in each.touches}
    loosened = [plan for plan in specs.replayed.plans if plan.is_loosened]
    silent = [
        plan
        for plan in loosened
        if f"{plan.meaning} {plan.mode}" not in told
        and named.isdisjoint({plan.meaning, plan.meaning.partition("@")[0], plan.meaning.partition("#")[0]})
    ]
    assert loosened
    assert silent == []
    assert {each.rule.id for each in found if each.rule.id.startswith("unclassified")} == set()


ANSWER = ChangedAnswer("classify", "one", ("answer.phase: 'a' expected, found 'b'",), frozenset({CODE}))
EMPTY = RecordedRelease({"spec_version": "0.1.0", "providers": []})
STOP = ("stop", "needs_fix", None, 0, False, ("fix_request",))
RETRY = ("retry", "may_retry", 60, 2, True, ("retry_later",))


@cache
def rule(id: str) -> Any:
    return next(each for each in rules() if each.id == id)


@pytest.mark.parametrize(
    ("id", "subject", "explains"),
    [
        ("phase-changed", CODE, True),
        ("phase-changed", f"{CODE}@login", True),
        ("phase-changed", "flinks:api.code#OTHER", False),
        ("wording", CODE, False),
    ],
)
def test_an_answer_is_explained_by_a_finding_about_the_same_code(
    id: str, subject: str, explains: bool
) -> None:
    specs = SpecDiff(EMPTY, EMPTY, Replayed([ANSWER]))
    change = next(rule(id).check(_specs(id)))._replace(subject=subject)
    left = unexplained(specs, [ChangeFinding(rule(id), change)]).replayed.answers
    assert left == ([] if explains else [ANSWER])


def _specs(id: str) -> SpecDiff:
    return illustration(id).specs()


@pytest.mark.parametrize(
    ("old", "new", "loosened"),
    [
        (STOP, RETRY, True),
        (RETRY, STOP, False),
        (RETRY, (*RETRY[:2], 30, *RETRY[3:]), True),
        (RETRY, (*RETRY[:2], 90, *RETRY[3:]), False),
        (RETRY, (*RETRY[:3], 3, *RETRY[4:]), True),
        ((*RETRY[:4], False, RETRY[5]), RETRY, True),
        (STOP, ("ask_user", "needs_input", None, 2, False, ("reenter_credentials",)), False),
        (("ask_user", "a", None, 1, False, ()), ("ask_user", "a", None, 2, False, ()), True),
    ],
)
def test_a_plan_is_loosened_where_more_may_be_tried(old: Any, new: Any, loosened: bool) -> None:
    assert ChangedPlan(CODE, "unattended", old, new).is_loosened is loosened


def test_a_plan_that_is_loosened_is_not_explained_by_another_change() -> None:
    plan = ChangedPlan(CODE, "unattended", STOP, RETRY)
    for id, left in (("phase-changed", [plan]), ("retry-loosened", [])):
        change = next(rule(id).check(_specs(id)))._replace(subject=CODE)
        specs = SpecDiff(EMPTY, EMPTY, Replayed([], [plan]))
        assert unexplained(specs, [ChangeFinding(rule(id), change)]).replayed.plans == left


def test_only_texts_for_people_are_no_news() -> None:
    lines = ("answer.problems.tolerant[0].message: 'a' expected, found 'b'", "answer.flags[1]: 'a' expected")
    assert ChangedAnswer("validate", "one", lines, frozenset()).is_for_people
    assert not ChangedAnswer("validate", "one", (*lines, "answer.tolerant: True"), frozenset()).is_for_people
