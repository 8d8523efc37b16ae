"""The verb `drift`: which source a page is a copy of, and files that are no pages at all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codegen.command import cli
from codegen.command.pipeline import resolved_spec
from codegen.maintain.drift import run
from codegen.read.findings import UsageError
from codegen.resolve.spec import ResolvedSpec
from tests.conftest import REPO, SPECS
from tests.editing import edit
from tests.specs import resolved
from tests.test_cli import codegen
from tests.test_drift import HTML, MARKDOWN, real

pytestmark = pytest.mark.slow

OLD = "https://acme.example/v1/errors"
SUMMARY = "Nothing is told here.\n"


@cache
def tiny() -> ResolvedSpec:
    return resolved("tiny")


def recognized(folder: Path, text: str, name: str = "page.html") -> str:
    """Return the source that a page of the tiny spec is taken for."""
    page = folder / name
    page.write_text(text, encoding="utf-8")
    [done] = run.check(tiny(), [page], [])
    return done.source


def html(head: str, body: str = SUMMARY) -> str:
    return f"<html><head>{head}</head><body><p>{body}</p></body></html>"


@pytest.mark.parametrize(
    "head",
    [
        f'<link rel="canonical" href="{OLD}">',
        f'<link rel="alternate canonical" href="{OLD}/?utm=1#top">',
        f'<meta property="og:url" content="{OLD}.html">',
        "<title>Errors (v1) | Acme</title>",
        '<meta property="og:title" content="Errors (v1)">',
    ],
)
def test_a_page_in_html_says_what_it_is(tmp_path: Path, head: str) -> None:
    assert recognized(tmp_path, html(head)) == "acme:old_docs"


def test_its_address_counts_for_more_than_its_title_and_values(tmp_path: Path) -> None:
    canonical = f'<head><link rel="canonical" href="{OLD}">'
    assert recognized(tmp_path, HTML.replace("<head>", canonical)) == "acme:old_docs"


@pytest.mark.parametrize(
    "text", [f"Source: {OLD}\n\n{SUMMARY}", f"<!-- {OLD} -->\n{SUMMARY}", f"# Errors (v1)\n{SUMMARY}"]
)
def test_so_does_a_page_of_text(tmp_path: Path, text: str) -> None:
    assert recognized(tmp_path, text, "page.md") == "acme:old_docs"


def test_a_link_to_another_page_is_no_address(tmp_path: Path) -> None:
    assert (
        recognized(tmp_path, f"{MARKDOWN}\nThe former edition, for those who need it, is at {OLD}\n", "a.md")
        == "acme:docs"
    )


def test_a_page_without_address_or_title_is_known_by_its_values(tmp_path: Path) -> None:
    assert recognized(tmp_path, MARKDOWN.replace("# Errors", "# Filler"), "page.md") == "acme:docs"


def test_editions_of_which_the_page_says_the_same_are_one(tiny_spec: Path) -> None:
    edit(tiny_spec, "providers/acme.json", "/sources/1/title", "Errors")
    edit(tiny_spec, "providers/acme.json", "/sources/1/url", "https://acme.example/errors")
    page = tiny_spec.parent / "page.md"
    page.write_text(MARKDOWN, encoding="utf-8")
    assert run.check(resolved_spec(tiny_spec), [page], [])[0].source == "acme:docs"


def refusal(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Return the one line that says why nothing was compared."""
    assert codegen("drift", "--spec", SPECS["tiny"], *arguments) == (cli.FAILED, "")
    error = capsys.readouterr().err
    assert "Traceback" not in error
    return error


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "spec/README.md", "site/docs/read-a-code.md"])
def test_a_page_that_only_mentions_a_code_is_no_source(name: str) -> None:
    """Else a wrong file would pass with a single value compared."""
    with pytest.raises(UsageError, match="no source is like this page"):
        run.check(real(), [REPO / name], [])


def test_a_page_like_no_source_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Nothing of all that.\n", encoding="utf-8")
    error = refusal(capsys, page)
    assert error.count("\n") == 1
    assert "no source is like this page; say which with --source, for instance: acme:" in error


def test_a_page_like_several_sources_is_refused(tiny_spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tiny_spec.parent / "page.txt"
    edit(tiny_spec, "providers/acme.json", "/sources/0/title", "Errors (v1)")
    page.write_text("Errors (v1)\nNothing else\n", encoding="utf-8")
    assert codegen("drift", "--spec", tiny_spec, page)[0] == cli.FAILED
    error = capsys.readouterr().err
    assert (
        "could be any of several sources; say which with --source, for instance: acme:docs, acme:old_docs"
        in error
    )


def test_a_source_is_named_for_all_files_or_for_each(tmp_path: Path) -> None:
    pages = [tmp_path / "a.md", tmp_path / "b.md"]
    for page in pages:
        page.write_text(MARKDOWN, encoding="utf-8")
    assert [done.source for done in run.check(tiny(), pages, ["acme:docs"])] == ["acme:docs"] * 2
    each = ["acme:old_docs", "acme:docs"]
    assert [done.source for done in run.check(tiny(), pages, each)] == each


def test_a_source_that_does_not_exist_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no source has the id acme:dogs; did you mean acme:docs" in refusal(
        capsys, "x", "--source", "acme:dogs"
    )


def test_more_sources_than_files_are_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["--source", "acme:docs", "--source", "acme:old_docs"]
    assert "2 sources for 3 files: name one for all, one for each, or none" in refusal(
        capsys, "a", "b", "c", *names
    )


HOSTILE: dict[str, tuple[bytes, str]] = {
    "binary": (b"\x89PNG\r\n\x00\x00", "it is no text"),
    "not UTF-8": ("Erreur n\u00e9e".encode("latin-1"), "byte 8 is not UTF-8"),
    "UTF-16": ("Errors".encode("utf-16"), "it is no text"),
    "large": (b"OK " * 3_400_000, "it is larger than 5 MB"),
    "long": (b"OK and so on\n" * 30_000, "its text is longer than 300000 characters"),
    "empty": (b"", "it has no text"),
    "only tags": (b"<html><body><br></body></html>", "it has no text"),
    "never closed": (b"<html>" + b"<![CDATA[" * 300_000 + b">", "it has no text"),
    "only rulers": (b"---\n\n|---|---|\n", "it has no text"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_is_no_page_is_refused(
    tmp_path: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content, reason = HOSTILE[case]
    page = tmp_path / "page.txt"
    page.write_bytes(content)
    error = refusal(capsys, page)
    assert error.startswith(f"codegen: {page}: {reason}")
    assert error.count("\n") == 1


def test_each_file_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    error = refusal(capsys, tmp_path, tmp_path / "missing.txt")
    assert error.splitlines() == [
        f"codegen: {tmp_path}: it is no file; name the saved pages one by one",
        f"codegen: {tmp_path / 'missing.txt'}: it cannot be read: No such file or directory",
    ]


PIECES = [
    "OK", "DONE", "bad-login", "UNAVAILABLE", "form.shown", "103", "401", "Errors", "Wrong password for x.",
    "|", "\n", "|---|", "`", "```", "<table>", "<tr>", "<td>", "</td>", "</table>", "<code>", "<pre>", "<h1>",
    "<!--", "<![if x]>", "<![CDATA[", "<?php", "</", "<a href='", "<script>", "&#x110000;", "# ", "\t", "  ",
    "_", "**", "[a](b)", "\\", "<html>", "<title>", '<link rel=canonical href="https://acme.example/errors">',
    "\u200b", "\u2028", "\r",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5)).map("".join),
    st.sampled_from([".txt", ".html", ".md"]),
    st.sampled_from([[], ["acme:docs"]]),
)
def test_no_text_is_a_fault(
    tmp_path_factory: pytest.TempPathFactory, text: str, suffix: str, names: list[str]
) -> None:
    page = tmp_path_factory.getbasetemp() / f"page{suffix}"
    page.write_bytes(text.encode("utf-8", errors="replace"))
    try:
        [done] = run.check(tiny(), [page], names)
    except UsageError as refused:
        assert str(page) in str(refused)
    else:
        assert done.source in ("acme:docs", "acme:old_docs")
        assert all(finding.message and finding.advice for finding in done.findings)
