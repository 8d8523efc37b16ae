"""The verb `drift`: what it finds on a page, in whatever form it was saved, and how that is accepted."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from codegen.command import cli
from codegen.maintain.drift import run
from codegen.maintain.drift.report import drift_report
from codegen.resolve.spec import ResolvedSpec
from tests.conftest import TESTS
from tests.editing import edit
from tests.specs import resolved
from tests.test_cli import codegen

pytestmark = pytest.mark.slow

PAGES = sorted((TESTS / "fixtures" / "pages").glob("*.txt"))
MARKDOWN = """\
# Errors

Filler with `token`, a field. The steps are `form.shown` and no others; call `linkBank` first.

| Code | HTTP | Message |
|---|---|---|
| `OK` | – | |
| `bad-login` | 401 | Wrong password for ann. |
| `UNAVAILABLE` | | – |

| Level | Retry after |
|:---:|---|
| 0 | 300 |
| 103 | 404 |
"""
HTML = """\
<!DOCTYPE html>
<html><head><title>Errors | Acme</title><style>NEW_STYLE {}</style></head>
<body><h1>Errors<a href="#errors">#</a></h1>
<p>Filler with <code>token</code>. The step is <code>form.shown</code>;
call <code>linkBank</code>.</p>
<table><thead><tr><th>Code<th>HTTP<th>Message</tr></thead>
<tr><td><code>OK</code></td><td></td><td></td></tr>
<tr><td><b>bad-login</b></td><td>401</td><td>Wrong password
for ann.</td></tr>
<tr><td><code>UNAVAIL<wbr>ABLE</code></td><td></td><td></td></tr></table>
<table><tr><td>Level</td><td>Retry after</td></tr><tr><td>0</td><td>300</td></tr>
<tr><td>103</td><td>404</td></tr></table>
<script>const NEW_CONSTANT = 1</script></body></html>
"""
TEXT = """\
Errors
Filler with token. The steps are form.shown and no others; call linkBank first.
CodeReason
OKAll is well
bad-login (HTTP 401)
Wrong password for ann.
UNAVAILABLEFiller
Level\tRetry after
0\t300
103\t404
"""
FORMS = {"md": MARKDOWN, "html": HTML, "txt": TEXT}


@cache
def real() -> ResolvedSpec:
    """Return the real spec, which takes a second to read."""
    return resolved("real")


def drift(spec: Path, text: str, suffix: str = "md", *arguments: str) -> list[dict[str, Any]]:
    """Return the findings on a page of the tiny spec."""
    page = spec.parent / f"page.{suffix}"
    page.write_text(text, encoding="utf-8")
    status, out = codegen("drift", page, "--spec", spec, "--format", "json", *arguments)
    found: list[dict[str, Any]] = json.loads(out)["findings"]
    assert status == (cli.FINDINGS if found else cli.OK)
    return found


def kinds(found: list[dict[str, Any]]) -> list[str]:
    return [finding["rule"] for finding in found]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_that_was_read_is_recognized_and_agrees_with_the_spec(page: Path) -> None:
    [done] = run.check(real(), [page], [])
    assert done.source.replace(":", ".") == page.stem
    assert done.findings == []


def test_several_pages_are_compared_at_once() -> None:
    assert len(PAGES) == 5
    done = run.check(real(), PAGES, [])
    assert drift_report(done, "human", TESTS).count(" value(s) compared.\n") == 5


def test_the_command_compares_several_pages(tiny_spec: Path) -> None:
    pages = [tiny_spec.parent / f"{name}.txt" for name in ("one", "two")]
    for page in pages:
        page.write_text(TEXT, encoding="utf-8")
    status, out = codegen("drift", *pages, "--spec", tiny_spec)
    assert status == cli.OK
    assert [line.split()[0] for line in out.splitlines() if line.endswith(" value(s) compared.")] == [
        *map(str, pages)
    ]


# What a reader of each page would call news: the edit, and what must be found.
NEWS: dict[str, list[tuple[str, str, str]]] = {
    "argyle.bank-connection-errors": [
        ("account_closed\n", "account_frozen\n", "code-not-in-spec code-not-on-page"),
        ("requested banking report", "requested report", "message-not-on-page"),
    ],
    "flinks.connect_handled_errors": [
        ("ERROR500AGG", "ERROR502AGG", "status-not-in-spec status-not-on-page"),
        ("RETRY_LATER401RETRY_LATER", "TRY_LATER401TRY_LATER", "code-not-in-spec status-not-on-page"),
    ],
    "flinks.help_codes": [
        ("401 | INVALID_PASSWORD", "403 | INVALID_PASSWORD", "status-not-in-spec status-not-on-page"),
        ("| NEW_ACCOUNT |", "| OLD_ACCOUNT |", "code-not-in-spec code-not-on-page"),
        ("is still processing.", "goes on.", "message-not-in-spec message-not-on-page"),
    ],
    "lean.docs-flows-ksa": [
        ("createPaymentSource", "createPaymentSink", "code-not-in-spec code-not-on-page")
    ],
    "lean.docs-statuses-ksa": [
        ("\nFAILEDPlain", "\nEXPIRED_NOWPlain", "code-not-in-spec code-not-on-page"),
        ("ERROR, CANCELLED", "ERROR, TIMED_OUT, CANCELLED", "code-not-in-spec"),
    ],
}


@pytest.mark.parametrize(
    ("page", "old", "new", "expected"),
    [(page, *news) for page, all_news in NEWS.items() for news in all_news],
)
def test_news_on_a_page_is_found(tmp_path: Path, page: str, old: str, new: str, expected: str) -> None:
    text = (TESTS / "fixtures" / "pages" / f"{page}.txt").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "page.txt"
    file.write_text(text.replace(old, new), encoding="utf-8")
    [done] = run.check(real(), [file], [])
    assert sorted(finding.rule for finding in done.findings) == expected.split()


@pytest.mark.parametrize("form", FORMS)
def test_a_page_in_any_form_agrees(tiny_spec: Path, form: str) -> None:
    assert drift(tiny_spec, FORMS[form], form) == []


EDITS = [
    ("OK", "OK_NOW", "code-not-in-spec", "OK_NOW"),
    ("OK", "OK_NOW", "code-not-on-page", "OK"),
    ("103", "104", "code-not-in-spec", "104"),
    ("103", "104", "code-not-on-page", "103"),
    ("bad-login", "bad-name", "code-not-on-page", "bad-login"),
    ("linkBank", "linkCard", "code-not-on-page", "linkBank"),
    ("401", "403", "status-not-in-spec", "bad-login 403"),
    ("401", "403", "status-not-on-page", "bad-login 401"),
    ("password", "name", "message-not-on-page", "bad-login: Wrong password for {user}."),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("old", "new", "kind", "value"), EDITS, ids=str)
def test_each_kind_is_found_in_each_form(
    *, tiny_spec: Path, form: str, old: str, new: str, kind: str, value: str
) -> None:
    found = drift(tiny_spec, FORMS[form].replace(old, new), form, "--source", "acme:docs")
    [finding] = [each for each in found if each["rule"] == kind and f'"value": "{value}"' in each["advice"]]
    assert "acme:docs" in finding["message"]
    assert finding["line"] > 0
    assert "spec/providers/acme.json#/" in finding["advice"]


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_new_message_is_found_in_a_column_of_messages(tiny_spec: Path, form: str) -> None:
    text = FORMS[form].replace("password", "user name")
    found = drift(tiny_spec, text, form)
    assert sorted(kinds(found)) == ["message-not-in-spec", "message-not-on-page"]
    assert '"value": "bad-login: Wrong user name for ..."' in found[0]["advice"]


def test_a_finding_names_the_line_of_the_page_or_the_place_in_the_spec(tiny_spec: Path) -> None:
    new, gone = drift(tiny_spec, MARKDOWN.replace("`UNAVAILABLE`", "`ALL_DOWN`"))
    assert new["file"].endswith("/page.md")
    assert (new["line"], new["pointer"]) == (9, "")
    assert "acme:link.status (spec/providers/acme.json#/vocabularies/0/codes)" in new["advice"]
    assert gone["file"] == "spec/providers/acme.json"
    assert gone["pointer"] == "/vocabularies/0/codes/3"
    lines = (tiny_spec / "providers" / "acme.json").read_text(encoding="utf-8").splitlines()
    assert (lines[gone["line"] - 1].strip(), lines[gone["line"]].strip()) == ("{", '"name": "UNAVAILABLE",')


def test_words_that_are_no_codes_are_no_news(tiny_spec: Path) -> None:
    text = MARKDOWN + "\nTOKEN_KIND: a field.\n\n```json\nSAMPLE_FIELD: 1\n```\n"
    assert kinds(drift(tiny_spec, text)) == ["code-not-in-spec"]
    edit(tiny_spec, "providers/acme.json", "/methods/0/config/0/name", "TOKEN_KIND")
    assert drift(tiny_spec, text) == []


def test_an_address_shows_no_code(tiny_spec: Path) -> None:
    text = MARKDOWN.replace("`linkBank`", "https://acme.example/linkBank")
    assert kinds(drift(tiny_spec, text)) == ["code-not-on-page"]


def test_accepted_drift_is_silent_until_it_is_gone(tiny_spec: Path) -> None:
    text = MARKDOWN.replace("401", "403")
    entries = [
        {**json.loads(finding["advice"].split("/accepted_drift: ")[1]), "reason": "Known."}
        for finding in drift(tiny_spec, text)
    ]
    edit(tiny_spec, "providers/acme.json", "/sources/0/accepted_drift", entries)
    assert drift(tiny_spec, text) == []
    more = drift(tiny_spec, text.replace("UNAVAILABLE", "ALL_DOWN"))
    assert kinds(more) == ["code-not-in-spec", "code-not-on-page"]
    gone = drift(tiny_spec, MARKDOWN)
    assert kinds(gone) == ["acceptance-not-needed"] * 2
    assert [finding["pointer"] for finding in gone] == [f"/sources/0/accepted_drift/{at}" for at in (0, 1)]


def test_accepted_drift_is_not_published(tiny_spec: Path) -> None:
    secret = {"kind": "code-not-on-page", "value": "OK", "reason": "A reason for the authors alone."}
    edit(tiny_spec, "providers/acme.json", "/sources/0/accepted_drift", [secret])
    folder = tiny_spec.parent / "generated"
    assert codegen("generate", "--spec", tiny_spec, "--out", folder)[0] == cli.OK
    told = [
        path.name
        for path in folder.rglob("*")
        if path.is_file()
        and path.name != "spec.schema.json"
        and b"for the authors alone" in path.read_bytes()
    ]
    assert told == []
