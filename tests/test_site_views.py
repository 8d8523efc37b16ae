"""What the pages of the site are made of, piece by piece."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.read.load import load
from codegen.resolve.build import resolve
from codegen.targets.site.codes import prefix_ranks
from codegen.targets.site.diagrams import lines
from codegen.targets.site.nav import navigation
from codegen.targets.site.payloads import alternatives, as_json, fields
from codegen.text.naming import provider_problem, symbol_problem
from codegen.views.book import Book, href
from codegen.views.labels import breakable, inner, label, type_label, unmarked
from codegen.views.voices import voices_for
from tests.editing import edit
from tests.specs import resolved

BOOK = Book(resolved("tiny"))


def test_labels_read_like_words() -> None:
    assert label("end_user") == "End user"
    assert label("submit_otp") == "Submit OTP"
    assert label("two-errors") == "Two errors"
    assert label("reauth_required") == "Re-authentication required"
    assert label("doc_conflict") == "Document conflict"
    assert label("ios_app") == "iOS app"
    assert type_label("ApiCode") == "API code"
    assert type_label("SecondaryStatus") == "Secondary status"
    assert inner("API code") == "API code"
    assert inner("Secondary status") == "secondary status"


def test_marks_and_breaks_leave_the_text_alone() -> None:
    assert unmarked("A `b` and `c") == "A b and `c"
    assert breakable("A_B.C-d") == "A_\u200bB.\u200bC-\u200bd"


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("index", "a/b/C", "a/b/C.md"),
        ("a/b/C", "a/b/D", "D.md"),
        ("a/b/index", "a/index", "../index.md"),
        ("a/b/C", "taxonomy", "../../taxonomy.md"),
        ("a/b/C", "b/b/C", "../../b/b/C.md"),
        ("a/C", "a/C", "C.md"),
    ],
)
def test_links_are_relative_to_their_page(page: str, target: str, expected: str) -> None:
    assert href(page, target) == expected


@pytest.mark.parametrize("name", ["INDEX", "README"])
def test_no_code_is_named_like_a_page_that_the_site_needs(name: str) -> None:
    assert symbol_problem(name)


def test_no_provider_is_named_like_a_folder_that_the_site_needs() -> None:
    assert all(provider_problem(name) for name in ("assets", "rules", "search", "taxonomy", "templates"))


def test_values_named_in_prose_lead_to_their_pages() -> None:
    xref = BOOK.xref("acme/link.status/OK", "acme", "acme:link.status")
    assert xref("Not `DONE` but `OK`, `form.shown` or `other`.") == (
        "Not [`DONE`](DONE.md) but `OK`, [`form.shown`](../link.step/FORM_SHOWN.md) or `other`."
    )
    assert xref("[`DONE`](x.md), `DON`, DONE") == "[`DONE`](x.md), `DON`, DONE"


@given(st.lists(st.text("ab_", min_size=1, max_size=6), min_size=1, unique=True))
def test_a_value_outranks_all_that_begin_with_it(values: list[str]) -> None:
    ranks = prefix_ranks(values)
    assert ranks.keys() == set(values)
    for value in values:
        longer = [ranks[other] for other in values if other != value and other.startswith(value)]
        assert ranks[value] == 1 + max(longer, default=-1)


@given(st.lists(st.text("ab._/", min_size=1, max_size=40), max_size=8))
def test_diagram_lines_keep_every_sign_and_are_short(message: list[str]) -> None:
    broken = lines(" ".join(message))
    assert "".join(broken).replace(" ", "") == "".join(message)
    assert all(len(line) <= 24 or not re.search(r"[._/ ]", line[:-1]) for line in broken)


def test_texts_of_a_code_are_those_of_its_meanings_too(tiny_spec: Path) -> None:
    edit(tiny_spec, "texts/en.json", "/codes/0/codes/0", "acme:link.status#BAD_LOGIN")
    spec = resolve(load(tiny_spec))
    outcome = ("provider_error", None)
    general, own = spec.voices[outcome], spec.voices["acme:link.status#BAD_LOGIN", None]
    assert voices_for(spec, "acme:link.status#BAD_LOGIN", "handle", outcome) == own != general
    assert voices_for(spec, "acme:link.status#UNAVAILABLE", None, outcome) == general


def test_fields_are_listed_however_deep_they_lie() -> None:
    coded = {"type": "string", "x-vocabulary": "acme:link.step"}
    number = {"type": "integer", "x-vocabulary": "acme:account.level"}
    body = {
        "type": "object",
        "required": ["a"],
        "properties": {
            "a": {"const": "x", "description": "A."},
            "l": {"type": "array", "items": {"type": "object", "properties": {"c/d": coded}}},
            "n": {"anyOf": [number, {"type": "null"}]},
            "s": {"type": "array", "items": coded},
            "e": {"enum": [1, None]},
        },
    }
    rows = [(row.pointer, row.type, row.required, row.values) for row in fields(BOOK, "index", body)]
    assert rows == [
        ("/a", "string", True, ('"x"',)),
        ("/l", "array of object", False, ()),
        ("/l/*/c~1d", "string", False, ()),
        ("/n", "integer or null", False, ()),
        ("/s", "array of string", False, ()),
        ("/s/*", "string", False, ()),
        ("/e", "integer or null", False, ("1", "null")),
    ]
    linked = {
        row.pointer: row.vocabularies[0].text for row in fields(BOOK, "index", body) if row.vocabularies
    }
    assert linked == {"/l/*/c~1d": "Link step", "/n": "Account level", "/s/*": "Link step"}


def test_sets_of_fields_of_which_one_must_be_there_are_named() -> None:
    schema = {"anyOf": [{"required": ["a"]}, {"required": ["b", "c"]}]}
    assert alternatives(schema) == ("At least one of these must be present: `a`, `b` with `c`.",)
    assert alternatives({"anyOf": [{"type": "string"}, {"type": "null"}]}) == ()


def test_json_shows_signs_that_cannot_be_seen() -> None:
    assert as_json({"a": "\u2028\u00a0é🎉\n"}) == '{\n  "a": "\\u2028\\u00a0é🎉\\n"\n}'


def test_the_taxonomy_page_tells_the_policy_and_every_fallback(rendered: Callable[[str], Path]) -> None:
    tree = rendered("real")
    text = (tree / "site/taxonomy.md").read_text(encoding="utf-8")
    taxonomy = json.loads((tree / "spec/linkcodes.json").read_bytes())["taxonomy"]
    policy = text.partition("{ #retry-policy }")[2].partition("\n## ")[0]
    told = dict(taxonomy["retry_policy"])
    assert f"#action-{told.pop('next_run_then')})" in policy
    assert {int(number) for number in re.findall(r"\b\d+\b", policy)} == set(told.values())
    risky = [item["id"] for item in taxonomy["categories"] if item.get("lockout_risk")]
    assert risky and all(f"#category-{category})" in policy for category in risky)
    rows = re.findall(r"^\| (\d+)(?: to (\d+))? \| \[.*#situation-(\w+)\)", text, re.MULTILINE)
    assert [(int(first), int(last or first), situation) for first, last, situation in rows] == [
        (item["first"], item["last"], item["situation"]) for item in taxonomy["http_fallbacks"]
    ]


OTHER_GROUPS = {"Calls", "Payloads"}


def test_lists_are_under_their_kinds_or_under_the_products_of_a_provider_that_has_many() -> None:
    assert _headings(copies=1) == ["Statuses", "Events", "Settings"]
    assert _headings(copies=31)[0] == "Widget"


def _headings(copies: int) -> list[str]:
    """Return the headings of a provider's lists in the navigation, where each list is there so often."""
    spec = resolved("tiny")
    provider = spec.providers[0]
    more = provider.model_copy(update={"vocabularies": provider.vocabularies * copies})
    lines = navigation(spec.model_copy(update={"providers": (more,)}))["providers"]
    return [
        line.title for line in lines if line.depth == 1 and not line.page and line.title not in OTHER_GROUPS
    ]
