"""What few providers have works in every output: tokens, several marks, fields beside codes, risks."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.command.pipeline import resolved_spec, run
from codegen.compat.history.questions import differing
from codegen.output.changes import Mode
from codegen.output.inputs import digest
from codegen.output.render import targets
from codegen.text.vectors import read_vectors
from tests.conftest import REPO
from tests.grown import grown_spec
from tests.python.conftest import Import, imported

TYPED = {"error_type": "USER_ERROR", "error_code": "INVALID_FIELD"}
UNTYPED = {"error_type": "ITEM_ERROR", "error_code": "INVALID_FIELD"}
AN_ERROR = {**UNTYPED, "error_message": "wrong", "borea_request": "r-1", "causes": [TYPED, UNTYPED]}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what is generated from the grown spec."""
    spec = grown_spec(tmp_path_factory.mktemp("grown") / "spec")
    run(resolved_spec(spec), digest(spec), spec.parent / "generated", Mode.WRITE, targets())
    return spec.parent / "generated"


@pytest.fixture(scope="module")
def package(tree: Path) -> Iterator[Import]:
    with imported(tree) as found:
        yield found


def contexts(decoded: Any) -> list[str | None]:
    return [item.context for item in decoded.classifications if item.raw == "INVALID_FIELD"]


@pytest.mark.parametrize("kind", ["classify", "decode", "outcome", "retry", "verify"])
def test_python_gives_every_expected_answer(kind: str, tree: Path, package: Import) -> None:
    if kind == "verify":
        pytest.importorskip("cryptography")
    vectors = read_vectors(tree / f"conformance/{kind}.json")
    assert {v["name"]: found for v in vectors if (found := differing(kind, v, package))} == {}


@pytest.mark.slow
def test_typescript_gives_every_expected_answer(tree: Path) -> None:
    command = ["node", "--import", "./packages/typescript/in-place.mjs", "--test", "--test-reporter=dot"]
    where = {"LINKCODES_GENERATED": str(tree), "LINKCODES_SPEC": str(tree / "spec/linkcodes.json")}
    done = subprocess.run(
        [*command, "tests/typescript/conformance.test.mjs", "tests/typescript/grown.mjs"],
        cwd=REPO, env={**os.environ, **where}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_item_of_an_array_is_told_by_its_own_fields(package: Import) -> None:
    decode = package("").decode
    for known in ({}, {"provider": "borea"}):
        assert contexts(decode(AN_ERROR, **known)) == ["request", "typo", "request"]
    inside = {"unheard_of": {"deep": [TYPED, UNTYPED]}}
    assert contexts(decode(inside, provider="borea")) == ["typo", "request"]


def test_classify_takes_the_object_that_the_code_came_in(package: Import) -> None:
    classify = package("").classify
    told = classify("borea", "INVALID_FIELD", beside=TYPED)
    assert (told.context, told.matched_by) == ("typo", "context")
    assert classify("borea", "INVALID_FIELD", beside=UNTYPED).context == "request"
    for nothing in (None, 1, "USER_ERROR", [TYPED], {}, {"error_type": None}, {"error_type": ["USER_ERROR"]}):
        assert classify("borea", "INVALID_FIELD", beside=nothing).context == "request"


def test_all_marks_of_a_sign_must_be_there(package: Import) -> None:
    decode = package("").decode
    for kind, payload in (("ITEM", "hook.item_error"), ("INCOME", "hook.income_error")):
        body = {"webhook_type": kind, "webhook_code": "ERROR", "borea_item": "i"}
        assert decode(body).payload == decode(body, provider="borea").payload == payload
    other = {"webhook_type": "LOANS", "webhook_code": "ERROR", "borea_item": "i"}
    assert decode(other, provider="borea").payload == "hook.any"


def test_what_ends_soon_is_a_success_that_asks_the_user(package: Import) -> None:
    body = {
        "webhook_type": "ITEM",
        "webhook_code": "ENDS_SOON",
        "borea_item": "i",
        "consent_ends": "2026-02-01",
    }
    outcome = package("").resolve_outcome(body, provider="borea")
    plan = package("").plan_retry(outcome)
    assert (outcome.verdict, outcome.ends_at) == ("succeeded", "2026-02-01")
    assert (plan.decision, plan.reason) == ("ask_user", "ends_soon")
    for unattended in (False, True):
        assert package("").plan_retry(outcome, unattended=unattended, attempts=9).decision == "ask_user"


@pytest.mark.parametrize("came", ["2026-02-01", 1767225600, 0.5])
def test_a_plain_success_says_when_it_ends(came: Any, package: Import) -> None:
    body = {"webhook_type": "ITEM", "webhook_code": "READY", "consent_ends": came}
    decoded = package("").decode(body, provider="borea", payload="hook.ready")
    assert (decoded.verdict, decoded.ends_at) == ("succeeded", came)


@pytest.mark.parametrize("came", [None, [], {}, True, float("nan"), object()])
def test_an_end_that_is_no_date_is_none(came: Any, package: Import) -> None:
    body = {"webhook_type": "ITEM", "webhook_code": "READY", "consent_ends": came}
    assert package("").decode(body, provider="borea", payload="hook.ready").ends_at is None


def test_what_may_be_suspended_is_repeated_seldom_and_never_alone(package: Import) -> None:
    failing = package("").classify("borea", "READ_FAILING")
    risky = failing.replace(actions=(package("taxonomy").Action.RETRY_LATER,), confidence="H")
    plan = package("").plan_retry
    assert failing.suspension_risk
    most = package("_runtime.rules").core()["retry_policy"]["attempts_at_risk"]
    assert [plan(risky, attempts=made).decision for made in (1, most - 1)] == ["retry", "retry"]
    assert (plan(risky, attempts=most).decision, plan(risky, attempts=most).reason) == (
        "escalate",
        "may_suspend",
    )
    for alone in (risky, risky.replace(unattended_retry=True, unattended_if_read=True, effect="read")):
        assert plan(alone, unattended=True).decision == "escalate"
        assert plan(alone, unattended=True).reason == "may_suspend"


def test_scope_says_how_much_is_affected(package: Import) -> None:
    found = package("").classify("borea", "ONE_ACCOUNT_GONE")
    assert (found.scope, found.suspension_risk) == ("account", False)
    info = package("borea").ErrorCode.ONE_ACCOUNT_GONE.info
    assert (info.scope, info.suspension_risk) == ("account", False)
    assert package("").classify("borea", "READY").scope is None


@pytest.mark.parametrize("status", [200, 201, 202, 204])
@pytest.mark.parametrize("code", ["LOGIN_NEEDED", "READ_FAILING", "BRAND_NEW", "INVALID_FIELD_THAT_IS_NEW"])
def test_an_error_is_no_success_whatever_the_status(status: int, code: str, package: Import) -> None:
    """A status of 2xx says that an answer came, not that it worked."""
    body = {"error_type": "ITEM_ERROR", "error_code": code, "error_message": "no", "borea_request": "r"}
    for known in ({}, {"provider": "borea"}, {"provider": "borea", "payload": "api.error"}):
        outcome = package("").resolve_outcome(body, http_status=status, **known)
        assert outcome.verdict in ("failed", "unknown"), (known, outcome)
        if not code.startswith(("BRAND", "INVALID")):
            assert outcome.verdict == "failed"
        for unattended in (False, True):
            assert package("").plan_retry(outcome, unattended=unattended).decision not in (
                "wait",
                "stop",
                "continue",
            )


@pytest.mark.parametrize("attempts", [1, 2, 99])
@pytest.mark.parametrize("unattended", [False, True])
def test_waiting_never_lifts_a_used_up_plan(attempts: int, unattended: bool, package: Import) -> None:
    for operation in (None, "refresh", "payment"):
        found = package("").classify("borea", "PLAN_USED_UP", operation=operation)
        plan = package("").plan_retry(found, attempts=attempts, unattended=unattended, retry_after_s=5)
        assert plan.decision in ("escalate", "check_first")


def test_pages_say_what_is_compared(tree: Path) -> None:
    text = (tree / "site/borea/webhooks.md").read_text()
    for shown in (
        "Borea-Verification",
        "`kid`",
        "`body_sha256`",
        "5 min",
        "`borea.example` and its subdomains",
        "`sub`",
    ):
        assert shown in text
    payload = (tree / "site/borea/payloads/hook.item_error.md").read_text()
    text = re.sub(r"<wbr>|</?code>", "", payload)
    assert "/webhook_code is ERROR, and /webhook_type is ITEM" in text
    codes = tree / "site/borea/api.error_code"
    assert "Each such failure counts toward a suspension" in (codes / "READ_FAILING.md").read_text()
    assert "What is affected" in (codes / "ONE_ACCOUNT_GONE.md").read_text()


def test_schemas_ask_for_all_marks(tree: Path) -> None:
    schema = json.loads((tree / "jsonschema/tolerant/borea.schema.json").read_bytes())
    branch = next(each for each in schema["anyOf"] if each["$ref"].endswith("hook.item_error"))
    assert [mark["properties"] for mark in branch["allOf"]] == [
        {"webhook_code": {"const": "ERROR"}}, {"webhook_type": {"const": "ITEM"}},
    ]  # fmt: skip
