"""`linkcodes.texts`: the same words as on the site, for codes, meanings and classifications."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from codegen.model.texts import Voices
from codegen.resolve.spec import ResolvedCode
from codegen.views.voices import voices_for
from tests.conftest import SPECS
from tests.python.conftest import Import
from tests.specs import resolved

ENGLISH = {"locale": "en", "state": "source", "dir": "ltr"}
TRANSLATED = json.loads((SPECS["real"] / "spec.json").read_bytes())["locales"][1:]


@cache
def outcomes() -> list[ResolvedCode]:
    """Return the codes that need words. The spec is not read before: each process collects this file."""
    return [code for code in resolved("real").codes.values() if code.effective_behavior]


def told(voices: Voices) -> dict[str, Any]:
    return {"id": voices.key, **voices.model_dump(mode="json", include={"end_user", "support", "developer"})}


def expected(code: ResolvedCode, context: str | None, locale: str = "en") -> dict[str, Any]:
    meaning = next((item for item in code.contexts if item.id == context), None)
    behavior = meaning.behavior if meaning else code.effective_behavior
    assert behavior
    outcome = (behavior.category, behavior.challenge)
    texts = next(texts for texts in resolved("real").texts if texts.locale == locale)
    found = voices_for(resolved("real"), code.id, context, outcome, locale)
    return {**told(found), "locale": locale, "state": texts.state_of(found), "dir": texts.dir}


def test_the_package_says_what_the_site_says(real: Import) -> None:
    voices, vocabulary = real("texts").voices, real("").vocabulary
    assert len(outcomes()) > 300
    for code in outcomes():
        member = vocabulary(code.vocabulary_id)(code.value)
        assert voices(member).to_dict() == expected(code, code.default_context)
        assert voices(member.info).to_dict() == expected(code, code.default_context)
        for context in code.contexts:
            assert voices(member, context.id).to_dict() == expected(code, context.id)


def test_a_classification_knows_its_own_meaning(real: Import) -> None:
    voices, classify = real("texts").voices, real("runtime").classify
    for code in outcomes():
        found = classify(code.provider_id, code.value, vocabulary=code.vocabulary_id)
        assert voices(found).to_dict() == expected(code, found.context)


def test_an_unknown_code_and_what_is_no_outcome_have_words_too(real: Import) -> None:
    voices, flinks, lean = real("texts").voices, real("flinks"), real("lean")
    unknown = voices(flinks.ApiCode.parse("BRAND_NEW")).to_dict()
    assert unknown == {**told(resolved("real").voices["unknown", None]), **ENGLISH}
    assert voices(lean.Method.CONNECT).to_dict() == unknown
    assert voices(real("runtime").classify("flinks", None)).to_dict() == unknown


def test_a_context_that_does_not_exist_is_a_mistake(real: Import) -> None:
    with pytest.raises(LookupError, match="has no context 'nowhere'"):
        real("texts").voices(real("flinks").ApiCode.INVALID_LOGIN, "nowhere")


def test_the_words_for_one_meaning_come_before_those_for_the_code(
    real: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices, code = real("texts").voices, real("flinks").ApiCode.INVALID_LOGIN
    uses = real("texts")._uses()
    own = uses["in_progress"]
    monkeypatch.setitem(uses, f"{code.vocabulary}#{code.name}/login_id", own)
    in_progress = resolved("real").voices["in_progress", None].end_user.title
    assert voices(code, "login_id").end_user.title == in_progress
    assert voices(code, "credentials").end_user.title != in_progress


@pytest.mark.parametrize("locale", TRANSLATED)
def test_each_language_says_what_the_spec_says(real: Import, locale: str) -> None:
    voices, vocabulary = real("texts").voices, real("").vocabulary
    for code in outcomes():
        for context in (item.id for item in code.contexts):
            member = vocabulary(code.vocabulary_id)(code.value)
            assert voices(member, context, locale=locale).to_dict() == expected(code, context, locale)
        info = vocabulary(code.vocabulary_id)(code.value).info
        assert voices(info, locale=locale).to_dict() == expected(code, code.default_context, locale)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("fr-CA", "fr-CA"),
        ("FR_ca", "fr-CA"),
        ("fr", "fr"),
        ("fr-FR", "fr"),
        ("fr_BE", "fr"),
        ("fr-CA-x-bank", "fr-CA"),
        ("es-MX", "es"),
        ("es-419", "es"),
        ("pt-BR", "pt-BR"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-BR"),
        ("ar-Arab-AE", "ar"),
        ("fr-Latn", "fr"),
        ("pt-Latn", "en"),
        ("zh-Hant-TW", "en"),
        ("e", "en"),
        ("", "en"),
        ("-", "en"),
        ("de-AT", "de"),
        ("de-CH", "de"),
        (("nl", "ar-AE", "es"), "ar"),
        (["nl", "it"], "en"),
        ([], "en"),
        (("en-GB", "ar"), "en"),
        (None, "en"),
        (7, "en"),
        ([None, ["ar"]], "en"),
        ("../texts", "en"),
        ("x" * 100_000, "en"),
        ("es-" * 50_000, "es"),
    ],
)
def test_a_tag_finds_the_closest_language(real: Import, wanted: Any, found: str) -> None:
    code = real("lean").Status.CANCELLED
    told = real("texts").voices(code, locale=wanted)
    texts = next(texts for texts in resolved("real").texts if texts.locale == found)
    assert (told.locale, told.dir) == (found, texts.dir)


def test_drafts_can_be_left_out(real: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    voices, code = real("texts").voices, real("lean").Status.CANCELLED
    assert voices(code, locale="fr-CA").state == "draft"
    assert voices(code, locale=("fr-CA", "ar"), drafts=False) == voices(code)
    content = real("_packaged").packaged("texts/ar")
    monkeypatch.setitem(content["states"], voices(code).id, "reviewed")
    assert voices(code, locale=("fr-CA", "ar"), drafts=False).locale == "ar"
    assert voices(real("lean").Status.ERROR, locale="ar", drafts=False).locale == "en"


def test_the_words_of_another_region_are_no_fallback(real: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    voices, code = real("texts").voices, real("lean").Status.CANCELLED
    content = real("_packaged").packaged("texts/fr-CA")
    monkeypatch.setitem(content["states"], voices(code).id, "reviewed")
    found = {tag: voices(code, locale=tag, drafts=False).locale for tag in ("fr", "fr-FR", "fr-CA")}
    assert found == {"fr": "en", "fr-FR": "en", "fr-CA": "fr-CA"}


def test_the_languages_can_be_listed(real: Import) -> None:
    listed = [(item.tag, item.name, item.dir, item.state) for item in real("texts").locales()]
    assert listed == [(texts.locale, texts.name, texts.dir, texts.state) for texts in resolved("real").texts]
    assert [locale for locale, *_ in listed] == ["en", *TRANSLATED]
    assert listed[0][3] == "source"


def test_a_language_is_read_when_it_is_asked_for(real: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, read = real("texts"), set[str]()
    packaged = texts.packaged

    def spy(name: str) -> Any:
        read.add(name)
        return packaged(name)

    monkeypatch.setattr(texts, "packaged", spy)
    texts._voices.cache_clear()
    texts.voices(real("lean").Status.ERROR, locale="es")
    assert read == {"texts", "texts/es"}
