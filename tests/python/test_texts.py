"""`linkcodes.texts`: the same words as on the site, for codes, meanings and classifications."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from codegen.command.pipeline import resolved_spec
from codegen.resolve.spec import ResolvedCode
from codegen.views.voices import voices_for
from tests.conftest import SPECS
from tests.python.conftest import Import

SPEC = resolved_spec(SPECS["real"])
OUTCOMES = [code for code in SPEC.codes.values() if code.effective_behavior]


def expected(code: ResolvedCode, context: str | None) -> dict[str, Any]:
    meaning = next((item for item in code.contexts if item.id == context), None)
    behavior = meaning.behavior if meaning else code.effective_behavior
    assert behavior
    found = voices_for(SPEC, code.id, context, (behavior.category, behavior.challenge))
    return found.model_dump(include={"end_user", "support", "developer"})


def test_the_package_says_what_the_site_says(real: Import) -> None:
    voices, vocabulary = real("texts").voices, real("").vocabulary
    assert len(OUTCOMES) > 300
    for code in OUTCOMES:
        member = vocabulary(code.vocabulary_id)(code.value)
        assert asdict(voices(member)) == expected(code, code.default_context)
        assert asdict(voices(member.info)) == expected(code, code.default_context)
        for context in code.contexts:
            assert asdict(voices(member, context.id)) == expected(code, context.id)


def test_a_classification_knows_its_own_meaning(real: Import) -> None:
    voices, classify = real("texts").voices, real("runtime").classify
    for code in OUTCOMES:
        found = classify(code.provider_id, code.value, vocabulary=code.vocabulary_id)
        assert asdict(voices(found)) == expected(code, found.context)


def test_an_unknown_code_and_what_is_no_outcome_have_words_too(real: Import) -> None:
    voices, flinks, lean = real("texts").voices, real("flinks"), real("lean")
    unknown = asdict(voices(flinks.ApiCode.parse("BRAND_NEW")))
    assert unknown == SPEC.voices["unknown", None].model_dump(include={"end_user", "support", "developer"})
    assert asdict(voices(lean.Method.CONNECT)) == unknown
    assert asdict(voices(real("runtime").classify("flinks", None))) == unknown


def test_a_context_that_does_not_exist_is_a_mistake(real: Import) -> None:
    with pytest.raises(LookupError, match="has no context 'nowhere'"):
        real("texts").voices(real("flinks").ApiCode.INVALID_LOGIN, "nowhere")


def test_the_words_for_one_meaning_come_before_those_for_the_code(
    real: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices, code = real("texts").voices, real("flinks").ApiCode.INVALID_LOGIN
    uses = real("_packaged").packaged("texts")["uses"]
    own = uses["in_progress"]
    monkeypatch.setitem(uses, f"{code.vocabulary}#{code.name}/login_id", own)
    in_progress = SPEC.voices["in_progress", None].end_user.title
    assert voices(code, "login_id").end_user.title == in_progress
    assert voices(code, "credentials").end_user.title != in_progress
