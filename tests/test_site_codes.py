"""The page of a code: in which order it answers, what it shows of a payload, and what it is compared with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedCode, ResolvedSpec
from codegen.targets.site.codes import search_words, shown_place
from codegen.targets.site.crosswalk import Crosswalk, crosswalk, crosswalk_views
from codegen.targets.site.history import history
from codegen.targets.site.samples import sample_view, samples
from codegen.views.book import Book
from codegen.views.scenarios import is_recognized, sampled
from tests.conftest import SPECS
from tests.specs import resolved

SPEC = {name: resolved(name) for name in SPECS}
BOOK = Book(SPEC["real"])
CROSSWALK = crosswalk(SPEC["real"])
SOURCE = SPEC["real"].providers[0].sources[0]


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPEC.values(), ids=SPEC)
def test_a_sample_holds_its_code_and_stays_the_payload_that_it_is(spec: ResolvedSpec) -> None:
    found = samples(spec)
    for code_id, sample in found.items():
        value = sample.body
        for key in sample.path:
            value = value[key]
        assert value == spec.codes[code_id].value
        (whole,) = (item.value for item in sample.payload.examples if item.name == sample.example)
        assert is_recognized(sample.payload, sample.body) or not is_recognized(sample.payload, whole), code_id


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPEC.values(), ids=SPEC)
def test_every_code_that_a_payload_carries_has_a_sample(spec: ResolvedSpec) -> None:
    carried = {code.value for item in spec.vocabularies.values() if item.carried_by for code in item.codes}
    assert carried == {spec.codes[code_id].value for code_id in samples(spec)}


@pytest.mark.slow
def test_a_sample_is_an_example_if_one_has_the_code() -> None:
    found = samples(SPEC["tiny"])
    ours, made_up = found["acme:link.status#OK"], found["acme:link.status#DONE"]
    assert (ours.is_example, made_up.is_example) == (True, False)
    assert ours.body in [example.value for example in ours.payload.examples]
    real = samples(SPEC["real"])
    held = {
        shown.case.code.id
        for provider in SPEC["real"].providers
        for item in sampled(provider)
        for shown in item.shown
        if shown.slot.held == shown.case.code.value
    }
    assert held == {code_id for code_id, sample in real.items() if sample.is_example}


@pytest.mark.slow
@pytest.mark.parametrize("spec", SPEC.values(), ids=SPEC)
def test_a_made_up_sample_has_no_message_that_tells_another_code(spec: ResolvedSpec) -> None:
    texts: dict[str, set[str]] = {code.id: set(messages(code)) for code in spec.codes.values()}
    for code_id, sample in samples(spec).items():
        vocabulary = spec.vocabularies[spec.codes[code_id].vocabulary_id]
        foreign = set().union(*(texts[code.id] for code in vocabulary.codes)) - texts[code_id]
        assert sample.is_example or not foreign.intersection(strings(sample.body)), code_id


def messages(code: ResolvedCode) -> Iterator[str]:
    """Yield the messages that come with a code, written in full."""
    for facts in (code, *code.contexts):
        yield from (item.text for item in facts.wire_messages if not item.placeholders)


def strings(value: Any) -> Iterator[str]:
    """Yield all texts in a body."""
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(item)


@pytest.mark.slow
def test_the_message_of_the_code_takes_the_place_of_another() -> None:
    body = samples(SPEC["real"])["lean:api.error#DATA_NOT_FOUND"].body
    assert "Consent was" not in json.dumps(body)
    assert set(messages(SPEC["real"].codes["lean:api.error#DATA_NOT_FOUND"])) & set(strings(body))


@pytest.mark.slow
def test_a_sample_fits_on_a_screen() -> None:
    texts = [sample_view(BOOK, "page", sample).text for sample in samples(SPEC["real"]).values()]
    assert sum(text.count("\n") > 34 for text in texts) <= 5


def test_a_sample_leaves_out_what_does_not_matter_and_points_to_the_code() -> None:
    sample = samples(SPEC["tiny"])["acme:link.status#BAD_LOGIN"]
    view = sample_view(Book(SPEC["tiny"]), "acme/link.status/BAD_LOGIN", sample)
    assert sample.shortened
    assert len(sample.body["data"]["errors"]) == 1
    assert "bad-login" in view.text.split("\n")[view.line - 1]
    assert view.payload.href == "../payloads/link.webhook.md"


def siblings(code_id: str, groups: Crosswalk = CROSSWALK) -> list[list[str]]:
    """Return the ids of the codes that a code is compared with, by provider."""
    pages = {code.page: code.id for code in SPEC["real"].codes.values()}
    code = SPEC["real"].codes[code_id]
    folders = [
        item.code.href.partition(".md")[0].removeprefix("../../")
        for view in crosswalk_views(BOOK, groups, code)
        for p in view.providers
        for item in p.siblings
    ]
    by_provider: dict[str, list[str]] = {}
    for folder in folders:
        by_provider.setdefault(folder.split("/")[0], []).append(pages[folder])
    return list(by_provider.values())


def test_the_same_value_is_the_closest_at_another_provider() -> None:
    assert (
        siblings("lean:linksdk.secondary_status#INVALID_MFA")[0][0]
        == "argyle:account_connection.error#INVALID_MFA"
    )
    assert "flinks:api.code#INVALID_LOGIN" in siblings("argyle:bank_connection.error#INVALID_CREDENTIALS")[1]


def behaviors(code: ResolvedCode) -> list[tuple[str, str, str | None, str]]:
    """Return what each meaning of a code is compared by."""
    found = [code.behavior] if code.behavior else [context.behavior for context in code.contexts]
    return [(item.category, item.phase, item.challenge, item.operation) for item in found]


@pytest.mark.slow
def test_only_what_a_program_treats_alike_is_compared() -> None:
    for code in SPEC["real"].codes.values():
        if not code.behavior:
            continue
        (category, phase, challenge, operation), *_ = behaviors(code)
        for provider in siblings(code.id) if crosswalk_views(BOOK, CROSSWALK, code) else ():
            assert len(provider) <= 5
            for other in provider:
                assert not other.startswith(f"{code.provider_id}:")
                assert any(
                    theirs[:2] == (category, phase)
                    and len({challenge, theirs[2]} - {None, "unspecified"}) < 2
                    and len({operation, theirs[3]} - {"generic"}) < 2
                    for theirs in behaviors(SPEC["real"].codes[other])
                ), (code.id, other)


def test_what_only_has_the_same_category_is_not_compared() -> None:
    """Two wrong requests, two successes and two closed accounts may have nothing else in common."""
    for code_id, other in [
        ("flinks:api.code#UNKNOWN_CHALLENGE_KEY", "lean:api.error#INSUFFICIENT_ACCESS_LEVEL"),
        ("argyle:invite_delivery.status#DELIVERED", "lean:consent.status#AUTHORISED"),
        ("argyle:deposit_switch.error#EMPLOYER_ACCOUNT_CLOSED", "lean:api.error#DATA_NOT_FOUND"),
        ("lean:payment_intent.status#PARTIAL_ACCEPTED_BY_BANK", "flinks:geft.session_status#COMPLETED"),
    ]:
        assert other not in everywhere(code_id)
        assert code_id not in everywhere(other)
    assert "flinks:api.code#AGGREGATION_ERROR" in everywhere("argyle:account_connection.error#SYSTEM_ERROR")
    assert "lean:payment_link.status#ACTIVE" not in everywhere("argyle:invite.status#INITIATED")


def everywhere(code_id: str) -> set[str]:
    """Return the ids of all codes that a code with one meaning or none is compared with."""
    is_compared = crosswalk_views(BOOK, CROSSWALK, SPEC["real"].codes[code_id])
    return {other for provider in (siblings(code_id) if is_compared else ()) for other in provider}


def test_each_of_several_meanings_is_compared_for_itself() -> None:
    code = SPEC["real"].codes["flinks:api.code#INVALID_LOGIN"]
    views = crosswalk_views(BOOK, CROSSWALK, code)
    assert [view.meaning for view in views] == ["Credentials", "Stored"]  # no one else has the unknown id


def test_where_nobody_else_has_it_nothing_is_compared() -> None:
    tiny = SPEC["tiny"]
    assert crosswalk_views(Book(tiny), crosswalk(tiny), tiny.codes["acme:link.status#OK"]) == ()


def test_history_tells_when_it_was_read_and_since_when_it_is_dead() -> None:
    dates = ["2026-03-01", "2026-01-31", "2026-02-01"]
    sources = [SOURCE.model_copy(update={"retrieved": date, "edition": None}) for date in dates]
    code = next(code for code in SPEC["real"].codes.values() if code.deprecated and code.deprecated.since)
    told = dict(history(code, sources))
    assert told["Deprecated since"] == code.deprecated.since if code.deprecated else False
    assert told["In linkcodes since"] == code.since
    assert told["Sources read"] == "2026-01-31 to 2026-03-01"
    assert dict(history(code, sources[:1]))["Sources read"] == "2026-03-01"
    editions = [SOURCE.model_copy(update={"edition": edition}) for edition in ("one", "two", "one")]
    assert dict(history(code, editions))["Editions read"] == "one; two"
    assert "Editions read" not in dict(history(code, editions[:1]))
    assert "Sources read" not in dict(history(code, []))


@given(st.lists(st.text("AB", min_size=1, max_size=3), min_size=1, max_size=6, unique=True))
def test_the_fewer_words_a_name_has_the_more_often_it_says_them(words: list[str]) -> None:
    said = search_words("_".join(words))
    assert set(said) == {word.lower() for word in words}
    assert said.count(words[0].lower()) == max(1, 5 - len(words))


def test_no_page_says_in_which_folder_an_overlay_lies() -> None:
    assert shown_place(Place("/srv/jane/acme.json", "/codes/0")) == "acme.json#/codes/0"
    assert shown_place(Place("spec/providers/acme.json", "/codes/0")) == "spec/providers/acme.json#/codes/0"


def text(rendered: Callable[[str], Path], page: str) -> str:
    """Return the Markdown of a page of the real spec."""
    return (rendered("real") / "site" / f"{page}.md").read_text(encoding="utf-8")


def test_a_page_answers_in_the_order_of_the_questions(rendered: Callable[[str], Path]) -> None:
    order = ["#voices", "#causes", "#fixes", "#code", "#sample", "#wire", "#crosswalk", "#history"]
    page = text(rendered, "lean/linksdk.secondary_status/INVALID_MFA")
    places = [
        page.index(sign) for sign in ["lc-identity", 'class="lc-verdict', *(f"{{ {id}" for id in order)]
    ]
    assert places == sorted(places)


def test_meanings_stand_above_all_cautions_the_default_first(rendered: Callable[[str], Path]) -> None:
    page = text(rendered, "flinks/api.code/INVALID_LOGIN")
    signs = [
        "{ #meanings",
        "{ #credentials }",
        "{ #login_id }",
        "lc-notice",
        "{ #credentials-more",
        "{ #code",
    ]
    places = [page.index(sign) for sign in [*signs, "{ #contradictions", "## Sources"]]
    assert places == sorted(places)


def test_the_notice_names_each_kind_of_doubt_once(rendered: Callable[[str], Path]) -> None:
    page = text(rendered, "flinks/api.code/INVALID_LOGIN")
    [notice] = re.findall(r"<strong>Read with care:</strong> (.*)\. <a", page)
    kinds = notice.split(", ")
    assert len(kinds) == len(set(kinds)) > 1


@pytest.mark.parametrize(
    ("page", "answer"),
    [
        ("flinks/api.code/RETRY_LATER", "The same.</dd>"),
        (
            "lean/linksdk.secondary_status/INVALID_MFA",
            "\n<p>The same.</p>\n"
            "<p><em>In a refresh of stored data:</em> Ask the user to connect the account again.</p>\n</dd>",
        ),
        ("argyle/webhook.event/ACCOUNTS_CONNECTED", "The same.</dd>"),
    ],
)
def test_a_verdict_says_what_changes_with_no_user_present(
    rendered: Callable[[str], Path], page: str, answer: str
) -> None:
    assert f"<dt>With no user present</dt>\n<dd>{answer}" in text(rendered, page)


def test_the_category_of_a_verdict_leads_to_all_its_codes(rendered: Callable[[str], Path]) -> None:
    page = text(rendered, "lean/linksdk.secondary_status/INVALID_MFA")
    assert '<a class="lc-category" href="../../categories/challenge_failed.html">Challenge failed</a>' in page


def test_a_verdict_says_nothing_of_what_is_not_known(rendered: Callable[[str], Path]) -> None:
    page = text(rendered, "argyle/account_connection.error/MFA_EXHAUSTED")
    assert SPEC["real"].codes["argyle:account_connection.error#MFA_EXHAUSTED"].effective_behavior
    assert "Unspecified" not in page
    assert not re.search("Ends <a[^>]*>None", text(rendered, "lean/linksdk.secondary_status/INVALID_MFA"))


def test_what_is_no_outcome_says_so_and_has_no_empty_part(rendered: Callable[[str], Path]) -> None:
    page = text(rendered, "lean/linksdk.country/SA")
    assert "Not an outcome" in page
    assert not {"#voices", "#fixes", "#sample", "#crosswalk", "#contradictions"} & set(page.split())


def test_what_nobody_searches_for_is_left_out_of_the_index(rendered: Callable[[str], Path]) -> None:
    """The index is loaded by every page, so the same sentence must not be in it a hundred times."""
    for page, said in [
        ("lean/linksdk.secondary_status/index", r"<strong>An? \w+ list\.</strong>"),
        ("categories/credentials_invalid", "May a server retry"),
        ("lean/linksdk.secondary_status/INVALID_MFA", "With no user present"),
    ]:
        excluded = rf"<div data-search-exclude(?: markdown)?>\n(?:(?!</div>).)*{said}"
        assert re.search(excluded, text(rendered, page), re.DOTALL), page
    headings = re.findall(r"^##+ .*$", text(rendered, "categories/credentials_invalid"), re.MULTILINE)
    assert headings
    assert all("data-search-exclude" in heading for heading in headings)
