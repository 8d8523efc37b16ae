"""Escaping filters: any text is safe in its context and comes back unharmed."""

from __future__ import annotations

import ast
import html
import json
import re
from html.parser import HTMLParser

import markdown
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from codegen.text import escape

# What a spec may contain: the loader refuses control characters and halves of characters.
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=60)
SNIPPETS = [
    *(
        '"""',
        "'",
        '"',
        "\\",
        "*/",
        "/*",
        "`",
        "|",
        "{x}",
        "{: .a}",
        "${",
        "<b>",
        "</code>",
        "&amp;",
        "\n",
        "\n\n",
    ),
    *("# ", "- ", "1. ", "> ", "    ", "[a](b)", "![", "_", "__", "**", "~~", "==", ":smile:", "http://x.y"),
    *("<!--", "\u2028", "\u2029", "é", "🎉", "!!! note", "[TOC]", "---", "===", "a", " ", "@", "{@link", "$"),
    *("%", "```"),
]
nasty = st.lists(st.sampled_from(SNIPPETS), max_size=8).map("".join)
any_text = texts | nasty


@given(any_text)
def test_python_string(text: str) -> None:
    assert ast.literal_eval(escape.py_str(text)) == text
    assert "\n" not in escape.py_str(text)


@given(any_text)
def test_docstring(text: str) -> None:
    module = ast.parse(f'def f():\n    """{escape.py_doc(text)}"""\n')
    function = module.body[0]
    assert isinstance(function, ast.FunctionDef)
    assert ast.get_docstring(function, clean=False) == text


@given(any_text)
def test_typescript_string(text: str) -> None:
    literal = escape.ts_str(text)
    assert json.loads(literal) == text
    assert not any(char in literal for char in "\n\r\u2028\u2029")


@given(any_text)
def test_tsdoc_cannot_end_or_start_anything(text: str) -> None:
    body = escape.ts_doc(text)
    assert "*/" not in body
    outside = escape.CODE_SPAN.sub("", body)
    assert not re.search(r"(?<!\\)[@{}]", outside)
    assert body.replace("\\", "") == text.replace("\\", ""), "only backslashes are added"


@given(any_text)
def test_yaml_string(text: str) -> None:
    assert yaml.safe_load(f"- key: {escape.yaml_str(text)}\n") == [{"key": text}]


@given(any_text)
def test_html_text(text: str) -> None:
    assert html.unescape(escape.html_text(text)) == text
    assert not set(escape.html_text(text)) & set("<>\"'")


@given(any_text)
def test_mermaid_keeps_to_one_line_of_harmless_signs(text: str) -> None:
    body = escape.mermaid(text)
    assert not set(body) & set('\n<>"`{}[]|%:&*\\$~^=')
    assert ";" not in body.replace("#", "\0").split("\0")[0]


class Reading(HTMLParser):
    """What a reader sees, and the tags that made it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not attrs, f"text became attributes: {attrs}"
        self.text += "\n" if tag in ("br", "p") else ""

    def handle_data(self, data: str) -> None:
        self.text += data


EXTENSIONS = ["tables", "attr_list", "md_in_html", "admonition", "toc", "def_list", "footnotes", "abbr"]
EXTENSIONS += ["pymdownx.superfences", "pymdownx.details", "pymdownx.tabbed", "pymdownx.highlight"]


def read(source: str) -> Reading:
    reading = Reading()
    reading.feed(markdown.markdown(source, extensions=EXTENSIONS))
    return reading


def seen(text: str) -> str:
    """What must be readable of a text: its words, without the marks of code and without runs of spaces."""
    return " ".join(escape.CODE_SPAN.sub(r"\1", text).split())


@given(any_text)
@example("a\n# b")
@example("x {: .y }")
@example("`a` {.b}")
@example("1. a")
@example("a\n===")
@example("[TOC]")
@example("*[A]: b")
@example("[^1]: b")
@example("Term\n: definition")
def test_markdown_prose_shows_every_word_and_nothing_else(text: str) -> None:
    reading = read(f"{escape.md_text(text)}\n")
    assert " ".join(reading.text.split()) == seen(text)
    assert reading.tags <= {"p", "br", "code"}


@given(any_text)
@example("a|b\n|---|\n")
@example("{: .a}")
def test_markdown_cell_stays_in_its_cell(text: str) -> None:
    reading = read(f"| A | B |\n| --- | --- |\n| {escape.md_cell(text)} | end |\n")
    assert " ".join(reading.text.split()) == " ".join(f"A B {seen(text)} end".split())
    assert reading.tags <= {"table", "thead", "tbody", "tr", "th", "td", "br", "code"}


@given(any_text)
def test_markdown_code_shows_exactly(text: str) -> None:
    reading = read(f"| A |\n| --- |\n| x {escape.md_code(text)} y |\n")
    assert " ".join(reading.text.split()) == " ".join(f"A x {text} y".split())


@given(any_text)
@example("# a")
@example("12. a")
@example("a `b` <c> &amp; [d](e)")
def test_markdown_source_shows_every_word_and_needs_no_markup(text: str) -> None:
    reading = Reading()
    reading.feed(markdown.markdown(f"- {escape.md_source(text)}\n"))
    assert "\n" not in escape.md_source(text)
    assert reading.tags <= {"ul", "li", "p", "code", "a"}
