"""Surfaces, flows, state diagrams and gaps: what is made of them, and what those of the real spec say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.model.diagrams import Flow, StateDiagram
from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.views.document import document
from tests.conftest import SPECS
from tests.editing import edit
from tests.specs import resolved

PROVIDER = "providers/acme.json"
REAL = resolved("real")
FLOWS = {flow.id: flow for provider in REAL.providers for flow in provider.flows}
DIAGRAMS = {item.id: item for provider in REAL.providers for item in provider.state_diagrams}
each_provider = pytest.mark.parametrize("provider", REAL.providers, ids=lambda item: item.id)
each_diagram = pytest.mark.parametrize("diagram", DIAGRAMS.values(), ids=lambda item: item.id)
each_picture = pytest.mark.parametrize(
    "picture", [*FLOWS.values(), *DIAGRAMS.values()], ids=lambda item: item.id
)


def surfaces(spec: ResolvedSpec) -> dict[str, str | None]:
    """Return the surface of each vocabulary and payload by its id."""
    return {
        **{item.id: item.surface for provider in spec.providers for item in provider.vocabularies},
        **{item.id: item.surface for provider in spec.providers for item in provider.payloads},
    }


def test_each_part_knows_its_surface() -> None:
    assert surfaces(resolved("tiny")) == {
        "acme:link.status": "widget", "acme:link.step": "widget", "acme:account.level": "widget",
        "acme:sdk.method": "widget", "acme:link.callback": "widget", "acme:link.event": "widget",
        "acme:link.webhook": "webhooks",
    }  # fmt: skip


def test_a_provider_need_not_have_any_of_it(tiny_spec: Path) -> None:
    for name in ("surfaces", "gaps", "flows", "state_diagrams"):
        edit(tiny_spec, PROVIDER, f"/{name}", remove=True)
    spec = resolve(load(tiny_spec))
    assert set(surfaces(spec).values()) == {None}
    acme = document(spec)["providers"][0]
    assert (acme["surfaces"], acme["gaps"], acme["flows"], acme["state_diagrams"]) == ([], [], [], [])
    assert all("surface" not in part for part in (*acme["vocabularies"], *acme["payloads"]))


def test_the_public_document_says_all_of_it_as_it_was_written() -> None:
    written: dict[str, Any] = json.loads((SPECS["tiny"] / PROVIDER).read_bytes())
    acme = document(resolved("tiny"))["providers"][0]
    assert [item["surface"] for item in acme["payloads"]] == ["widget", "widget", "webhooks"]
    for name in ("surfaces", "gaps", "flows", "state_diagrams"):
        assert [pruned(item) for item in acme[name]] == written[name]


def pruned(value: Any) -> Any:
    """Leave out what is empty or false, which is never written."""
    if isinstance(value, dict):
        return {key: pruned(child) for key, child in value.items() if child not in ([], None, False)}
    return [pruned(child) for child in value] if isinstance(value, list) else value


@each_provider
def test_every_provider_is_shown_by_surfaces_and_pictures(provider: ResolvedProvider) -> None:
    assert 4 <= len(provider.surfaces) <= 8
    assert None not in {item.surface for item in provider.vocabularies}
    assert None not in {item.surface for item in provider.payloads}
    assert len(provider.flows) >= 4
    assert len(provider.state_diagrams) >= 4
    assert provider.gaps


@each_picture
def test_a_picture_is_small_enough_for_a_phone(picture: Flow | StateDiagram) -> None:
    if isinstance(picture, Flow):
        assert len(picture.steps) <= 12
        assert len({name for step in picture.steps for name in (step.sender, step.receiver)}) <= 5
    else:
        assert len(picture.states) <= 12
        labels = [item.label for item in picture.states] + [item.label for item in picture.transitions]
        assert max(map(len, labels)) <= 40


@each_picture
def test_a_picture_that_no_source_shows_whole_says_so(picture: Flow | StateDiagram) -> None:
    sure = any(item.confidence == "H" for item in picture.evidence)
    assert sure or "inferred" in {flag.id for flag in picture.flags}


@each_diagram
def test_an_end_is_no_state_in_which_something_goes_on(diagram: StateDiagram) -> None:
    for state in diagram.states:
        behavior = REAL.codes[state.code].effective_behavior if state.code else None
        if state.final and behavior:
            assert behavior.phase != "in_progress", state.id
            assert behavior.ends != "none", state.id


def values(diagram: StateDiagram, **having: bool) -> set[str]:
    """Return the wire values of those states of a diagram that are marked in this way."""
    states = [
        state for state in diagram.states if all(getattr(state, key) is on for key, on in having.items())
    ]
    return {str(REAL.codes[state.code].value) for state in states if state.code}


def arrows(name: str) -> set[tuple[str, str]]:
    """Return the transitions of a diagram of the real spec as (label of a state, label of the next)."""
    diagram = DIAGRAMS[name]
    labels = {state.id: state.label for state in diagram.states}
    return {(labels[item.source], labels[item.target]) for item in diagram.transitions}


def test_flinks_polls_every_ten_seconds_for_half_an_hour() -> None:
    flow = FLOWS["flinks:flow.accounts_detail"]
    said = " ".join(step.message for step in flow.steps)
    assert all(number in said for number in ("202", "after 210 seconds", ", 10 seconds later", "30 minutes"))
    assert flow.codes[:2] == ("flinks:api.code#OPERATION_PENDING", "flinks:api.code#OPERATION_DISPATCHED")


def test_flinks_asks_with_203_and_waits_eight_minutes() -> None:
    messages = [step.message for step in FLOWS["flinks:flow.authorize"].steps]
    asked = next(index for index, message in enumerate(messages) if "203" in message)
    assert "SecurityChallenges" in messages[asked]
    assert "8 minutes" in messages[asked + 2]
    assert "SecurityResponses" in messages[asked + 3]
    assert ("203: answer wanted", "Too slow") in arrows("flinks:states.sign_in")


def test_an_argyle_verification_is_cancelled_by_you_only_while_it_is_paused() -> None:
    diagram = DIAGRAMS["argyle:states.verification"]
    assert values(diagram) == {"PENDING", "PROCESSING", "PAUSED", "CANCELLED", "COMPLETED"}
    assert values(diagram, final=True) == {"CANCELLED", "COMPLETED"}
    cancelled = [item for item in diagram.transitions if str(item.code).endswith("#CANCELLED_BY_CLIENT")]
    assert [item.source for item in cancelled] == ["paused"]


def test_the_ends_of_a_lean_consent_are_those_that_the_page_calls_final() -> None:
    diagram = DIAGRAMS["lean:states.payment_consent"]
    assert values(diagram, final=True) == {"REVOKED", "REJECTED", "EXPIRED", "CONSUMED"}
    assert values(diagram, initial=True) == {"AWAITING_AUTHORISATION"}


def test_a_lean_account_on_file_payment_can_fail_before_and_at_the_bank() -> None:
    assert arrows("lean:states.account_on_file_payment") == {
        ("Recorded by Lean", "At the bank"), ("Recorded by Lean", "Failed"),
        ("At the bank", "Done"), ("At the bank", "Failed"),
    }  # fmt: skip


def test_what_geft_never_reports_by_webhook_is_said_in_its_picture() -> None:
    diagram = DIAGRAMS["flinks:states.geft_session"]
    sent = {"Completed", "Failed", "Canceled"}
    assert values(diagram) == sent | {"Initiated", "InProgress", "Expired", "EFT0301"}
    assert values(diagram, final=False) == {"Initiated", "InProgress", "Completed"}, "read its detail first"


def test_surfaces_keep_the_widget_apart_from_the_api() -> None:
    found = surfaces(REAL)
    assert found["flinks:connect.error"] == found["flinks:connect.event"] == "connect"
    assert found["flinks:api.code"] == "api"
    assert found["lean:linksdk.secondary_status"] == found["lean:linksdk.callback"] == "linksdk"
    assert found["argyle:bank_connection.error"] == "verifications"
