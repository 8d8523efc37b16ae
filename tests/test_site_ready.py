"""Pages that are ready: the build makes the same of them as Python-Markdown."""

from __future__ import annotations

import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
from mkdocs.config import load_config

from tests.conftest import REPO

sys.path.append(str(REPO / "site"))

from ready import article


class ReadPage(HTMLParser):
    """The tags of an article and the words between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.parts: list[object] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Python-Markdown writes `a="a"` for `a` inside of what it reads as Markdown.
        self.parts.append((tag, {name: value for name, value in attrs if value not in (None, name)}))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.parts += data.split()


@pytest.mark.parametrize("name", ["tiny", "hostile"])
def test_ready_pages_are_what_markdown_makes_of_them(name: str, built: Callable[[str], Path]) -> None:
    config = load_config(str(built(name).parent / "mkdocs.yml"))
    kinds = set()
    for path in Path(config.docs_dir).rglob("*.md"):
        _, front, source = [*path.read_text(encoding="utf-8").split("---\n", 2), "", ""][:3]
        if "\nready: true\n" not in front:
            continue
        reader = markdown.Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs
        )
        expected, found = reader.convert(source), article(source)
        assert ReadPage(found.content).parts == ReadPage(expected).parts, path
        assert outline(found.headings) == outline(reader.toc_tokens), path  # type: ignore[attr-defined]
        kinds |= {
            heading for heading in ("wire", "values", "fields", "configuration") if f"#{heading} " in source
        }
    assert len(kinds) == 4, "codes, vocabularies, payloads and methods"


def outline(headings: list[dict[str, Any]]) -> list[Any]:
    return [(item["level"], item["id"], item["name"].split(), outline(item["children"])) for item in headings]
