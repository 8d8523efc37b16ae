"""Both readers of built pages find the same: one that parses, and one by patterns for thousands of pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sites import BuiltPage, QuickPage, pages, quick_pages, words


@pytest.mark.parametrize("name", ["tiny", "hostile"])
def test_a_page_read_by_patterns_has_what_a_parser_finds(name: str, built: Callable[[str], Path]) -> None:
    for path, page in pages(built(name)).items():
        quick = quick_pages(built(name))[path]
        assert (quick.links, quick.ids) == ({*page.links}, page.ids), path
        assert words(quick.text) == words(page.text), path


def test_a_parser_reads_an_article_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    article = '<p>One<input/><hr/><svg><path d="M1"/></svg></b><p>two<wbr>three'
    path.write_text(f"<main><p>Zero<article>{article}</article><p>Four</main>", encoding="utf-8")
    assert words(BuiltPage(path).text) == words(QuickPage(path).text) == "One twothree"
