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
from codegen.text.highlight import html_block

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
@example("a\n```\nb")
@example("a\n    b\n\n# c")
def test_html_prose_shows_every_word_and_nothing_else_also_between_markdown(text: str) -> None:
    for filtered, tags in (
        (f"<p>{escape.html_prose(text)}</p>", {"p", "br", "code"}),
        (f"<div>\n{escape.html_paragraphs(text)}\n</div>", {"div", "p", "br", "code"}),
    ):
        reading = read(f"A\n\n{filtered}\n\nB\n")
        assert " ".join(reading.text.split()) == " ".join(f"A {seen(text)} B".split())
        assert reading.tags <= {"p"} | tags


@given(any_text)
def test_html_code_shows_exactly_on_one_line(text: str) -> None:
    for code in (escape.html_code(text), escape.html_wrap(text)):
        assert "\n" not in code
        assert html.unescape(re.sub("</?(?:code|wbr)>", "", code)) == text
        assert read(f"<p>{code}</p>\n").tags <= {"p", "code", "wbr"}


def test_html_code_breaks_after_its_separators() -> None:
    assert escape.html_wrap("a_b/c.d-e <f") == "<code>a_<wbr>b/<wbr>c.<wbr>d-<wbr>e &lt;f</code>"


def test_html_links_lead_to_pages_and_not_to_markdown() -> None:
    links = {"../a/b.md": "../a/b.html", "b.md#c.md": "b.html#c.md", "#b": "#b", "b.md?c=d": "b.html?c=d"}
    assert {link: escape.html_href(link) for link in links} == links


@given(any_text, st.sampled_from(["text", "json", "python", "ts"]))
@example("a\n```\nb", "text")
@example("~~~\n<b>", "text")
@example("a\n  \nb", "text")
@example('{"a": "\\"<b>", "c": "', "json")
def test_blocks_of_code_show_exactly_also_between_markdown(text: str, language: str) -> None:
    block = html_block(text, language)
    shown = re.sub("<[^>]*>", "", block)
    assert html.unescape(shown) == f"{text}\n"
    assert block in markdown.markdown(f"# A\n\n{block}\n\n## B\n", extensions=EXTENSIONS)


def test_blocks_of_code_have_numbers_beside_them() -> None:
    block = html_block("a\nb", "text", numbered=True)
    assert '<pre><span></span><span class="normal">1</span>\n<span class="normal">2</span></pre>' in block
    assert '<td class="code"><div><pre><span></span><code>a\nb\n</code></pre></div></td>' in block


def test_blocks_of_code_mark_what_the_theme_has_colors_for() -> None:
    json_block = html_block('{"a": "b",\n "c": -1.5}', "json", [2])
    assert 'class="nt">"a"</span>: <span class="s2">"b"</span>,' in json_block
    assert (
        '<span class="hll"> <span class="nt">"c"</span>: <span class="mi">-1.5</span>}\n</span>' in json_block
    )
    python = html_block("if a1 == 'from':  # 1 if", "python")
    assert '<span class="k">if</span> a1 == <span class="s2">\'from\'</span>:' in python
    assert python.count("<span class") == 3
    typescript = html_block('import a from "b"; // c', "ts")
    assert re.findall('class="(..?)"', typescript) == ["k", "k", "s2", "c1"]


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
