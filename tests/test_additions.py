"""Overlays that add to providers, and the drafts of them that `linkcodes live-check` writes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.command import pipeline
from codegen.read.findings import InputError
from codegen.read.load import load
from codegen.resolve.build import resolve
from tests.conftest import SPECS
from tests.python.conftest import imported
from tests.python.test_live_check import planted

SPEC = SPECS["tiny"]
VALUE = {
    "name": "BRAND_NEW", "value": "BRAND_NEW", "since": "0.1.0", "stability": "observed",
    "summary": "Seen in traffic alone.", "behavior": {"situation": "provider_down", "confidence": "M"},
    "fixes": ["Show a general error."],
    "evidence": [{"source": "live", "supports": ["value"], "confidence": "M"}],
}  # fmt: skip
FIELD = {
    "payload": "acme:link.webhook", "pointer": "/data/planted",
    "body": {"type": "integer", "description": "Seen in traffic alone."},
    "evidence": [{"source": "live", "supports": ["fields"], "confidence": "M"}],
}  # fmt: skip
SOURCE = {
    "id": "live", "url": "https://example.com/recording", "title": "Recorded traffic", "publisher": "Example",
    "kind": "third_party", "access": "live", "retrieved": "2026-11-23",
}  # fmt: skip
VOCABULARY = "acme:link.status"


def addition(**other: Any) -> dict[str, Any]:
    codes = [{"vocabulary": VOCABULARY, "codes": [VALUE]}]
    return {"provider": "acme", "sources": [SOURCE], "codes": codes, "fields": [FIELD], **other}


@pytest.fixture
def overlay(tmp_path: Path) -> Callable[..., Path]:
    def write(*additions: dict[str, Any]) -> Path:
        path = tmp_path / "more.json"
        path.write_text(json.dumps({"additions": additions}), encoding="utf-8")
        return path

    return write


Overlay = Callable[..., Path]


def test_what_is_added_is_there_and_clean(overlay: Overlay) -> None:
    path = overlay(addition())
    loaded = load(SPEC, [path])
    assert pipeline.findings(SPEC, [path]) == []
    [acme] = resolve(loaded).providers
    [vocabulary] = [item for item in acme.vocabularies if item.id == VOCABULARY]
    assert vocabulary.codes[-1].value == "BRAND_NEW"
    assert vocabulary.codes[-1].behavior
    [payload] = [item for item in acme.payloads if item.id == FIELD["payload"]]
    assert "planted" in payload.body["properties"]["data"]["properties"]
    assert payload.evidence[-1].source == acme.sources[-1].id == "live"


def test_the_spec_itself_stays_as_it_is(overlay: Overlay) -> None:
    before = load(SPEC)
    load(SPEC, [overlay(addition())])
    after = load(SPEC)
    assert before.providers == after.providers


def test_an_addition_changes_nothing_that_is_there(overlay: Overlay) -> None:
    [(before, _)] = load(SPEC).providers
    [(after, _)] = load(SPEC, [overlay(addition())]).providers
    for was, now in zip(before.vocabularies, after.vocabularies, strict=True):
        kept = now.codes[: len(was.codes)]
        assert now.model_copy(update={"codes": kept}) == was
    for old, new in zip(before.payloads, after.payloads, strict=True):
        evidence = new.evidence[: len(old.evidence)]
        assert new.model_copy(update={"body": without_planted(new.body), "evidence": evidence}) == old
    update: dict[str, Any] = {name: getattr(before, name) for name in ("sources", "vocabularies", "payloads")}
    update["definitions"] = without_planted(after.definitions)
    assert after.model_copy(update=update) == before


def without_planted(schema: Any) -> Any:
    """Return a schema without the field that was added."""
    if isinstance(schema, dict):
        return {name: without_planted(value) for name, value in schema.items() if name != "planted"}
    return [without_planted(item) for item in schema] if isinstance(schema, list) else schema


def edited(**changes: Any) -> dict[str, Any]:
    return addition(codes=[{"vocabulary": VOCABULARY, "codes": [{**VALUE, **changes}]}])


@pytest.mark.parametrize(
    ("added", "pointer", "message"),
    [
        (addition(provider="acne"), "/additions/0/provider", "there is no provider 'acne'"),
        (addition(codes=[{"vocabulary": "acme:nothing", "codes": [VALUE]}]),
         "/additions/0/codes/0/vocabulary",
         "there is no vocabulary 'acme:nothing'"),
        (addition(fields=[{**FIELD, "payload": "acme:nothing"}]), "/additions/0/fields/0/payload",
         "there is no payload 'acme:nothing'"),
        (addition(fields=[{**FIELD, "pointer": "/nothing/x"}]), "/additions/0/fields/0/pointer",
         "/nothing/x is in no object that the payload describes"),
        (addition(fields=[{**FIELD, "pointer": "/event"}]), "/additions/0/fields/0/pointer",
         "/event is described already"),
        (addition(fields=[{**FIELD, "body": {"type": "text"}}]), "/additions/0/fields/0/body/type", None),
        (edited(behavior={"situation": "TODO: what", "confidence": "M"}),
         "/additions/0/codes/0/codes/0/behavior", "there is no situation 'TODO: what'"),
        (addition(more=1), "/additions/0/more", None),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_said_with_its_place(
    overlay: Overlay, added: dict[str, Any], pointer: str, message: str | None
) -> None:
    path = overlay(added)
    with pytest.raises(InputError) as caught:
        load(SPEC, [path])
    places = {(item.place.file, item.place.pointer): item.message for item in caught.value.findings}
    assert (path.as_posix(), pointer) in places
    assert message is None or places[path.as_posix(), pointer] == message


@pytest.mark.parametrize(
    ("added", "pointer", "rule"),
    [
        (edited(summary="TODO: say it."), "/additions/0/codes/0/codes/0/summary", "unfinished"),
        (edited(value="OK"), "/additions/0/codes/0/codes/0/value", "duplicate-value"),
        (edited(evidence=[]), "/additions/0/codes/0/codes/0", "evidence-missing"),
        (addition(fields=[{**FIELD, "body": {"type": "integer", "description": "TODO: say it."}}]),
         "/additions/0/fields/0/body/description", "unfinished"),
        (addition(fields=[{**FIELD, "evidence": [{**FIELD["evidence"][0], "source": "none"}]}]),  # type: ignore[index]
         "/additions/0/fields/0/evidence/0/source", "dangling-reference"),
        (addition(codes=[], fields=[]), "/additions/0/sources/0", "unused-source"),
    ],
)  # fmt: skip
def test_a_finding_about_an_addition_names_the_overlay(
    overlay: Overlay, added: dict[str, Any], pointer: str, rule: str
) -> None:
    path = overlay(added)
    found = [(item.place.file, item.place.pointer, item.rule) for item in pipeline.findings(SPEC, [path])]
    assert (path.as_posix(), pointer, rule) in found
    assert {file for file, _, _ in found} == {path.as_posix()}


@pytest.mark.parametrize("content", ["", "[]", '{"additions": []}', '{"additions": 3}', "[" * 100_000])
def test_a_broken_overlay_is_a_finding(tmp_path: Path, content: str) -> None:
    path = tmp_path / "more.json"
    path.write_text(content)
    with pytest.raises(InputError):
        load(SPEC, [path])


# ---------------------------------------------------------------- drafts


@pytest.mark.slow
def test_a_draft_of_twenty_novelties_lints_once_its_blanks_are_filled(
    rendered: Callable[[str], Path], tmp_path: Path
) -> None:
    with imported(rendered("real")) as package:
        bodies = [body for body, _ in planted(package)]
        findings = package("livecheck").check(bodies).findings
        draft = package("cli.live.draft").draft(findings)
    names = [code["value"] for item in draft["additions"] for more in item["codes"] for code in more["codes"]]
    fields = [field["pointer"] for item in draft["additions"] for field in item["fields"]]
    assert len(names) + len(fields) == len(findings) == 20
    text = json.dumps(draft, indent=2)
    path = tmp_path / "overlay.json"
    path.write_text(text, encoding="utf-8")
    blanks = {finding.place.file for finding in pipeline.findings(SPECS["real"], [path])}
    assert blanks == {path.as_posix()}
    path.write_text(filled(text), encoding="utf-8")
    assert pipeline.findings(SPECS["real"], [path]) == []


def filled(draft: str) -> str:
    """Fill in the blanks of a draft, as a person would."""
    draft = re.sub(r'"TODO: the address[^"]*"', '"https://example.com/recording"', draft)
    draft = re.sub(r'"TODO: what happened[^"]*"', '"unspecified_failure"', draft)
    draft = re.sub(r'"TODO: what was being done[^"]*"', '"payment"', draft)
    return re.sub(r'"TODO: [^"]*"', '"Seen in recorded traffic alone."', draft)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("brandNew", "BRAND_NEW"), ("BRAND_NEW", "BRAND_NEW"), ("brand.new-thing", "BRAND_NEW_THING"),
        ("ITEMError", "ITEM_ERROR"), (404, "CODE_404"), ("2fa", "CODE_2_FA"), ("", "EMPTY"), ("OK", "OK_2"),
    ],
)  # fmt: skip
def test_a_draft_suggests_names(rendered: Callable[[str], Path], value: str | int, name: str) -> None:
    finding = {
        "kind": "new-value", "payload": "lean:linksdk.callback", "pointer": "/secondary_status",
        "value": value, "vocabulary": "lean:linksdk.secondary_status",
        "count": 2, "first_seen": None, "last_seen": None,
    }  # fmt: skip
    with imported(rendered("real")) as package:
        made = package("cli.live.draft").draft([finding])
    [code] = made["additions"][0]["codes"][0]["codes"]
    assert (code["name"], code["value"], code["stability"]) == (name, value, "observed")
    assert code["evidence"][0]["note"] == "2 times at `/secondary_status` of `lean:linksdk.callback`."
