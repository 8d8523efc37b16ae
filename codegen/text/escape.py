"""One escaping filter for each context that text is put into.

Texts of the spec are untrusted: they may contain quotes, comment ends, backslashes, markup or line
separators. Each filter makes any text safe in its context and shows it unharmed to the reader there.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from urllib.parse import quote

CODE_SPAN = re.compile(r"`([^`\n]+)`")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&|~^$=\"'@]|:(?=[\w+-]+:)|(?<![A-Za-z0-9])_|://|www\.")
_LINE_START = re.compile(r"^(\s*)([#+\-:!>?]|\d+[.)](?!\S))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def clean(text: str) -> str:
    """Return text with a visible sign in the place of each control character."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def py_str(text: str) -> str:
    r"""Return a Python string literal, quotes included; everything outside ASCII and letters is escaped.

    As formatters do, it takes the quotes that need fewer escapes.
    """
    return _quoted(text, "'" if text.count('"') > text.count("'") else '"')


def _quoted(text: str, quote: str) -> str:
    body = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return f"{quote}{_py_chars(body)}{quote}"


def _py_chars(text: str) -> str:
    return text if text.isprintable() else "".join(map(_py_char, text))


def _py_char(char: str) -> str:
    if char == "\n":
        return "\\n"
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def py_doc(text: str) -> str:
    r'''Return text for the inside of a `"""docstring"""`, on as many lines as it has.'''
    body = _QUOTES.sub(r"\"", text.replace("\\", "\\\\"))
    return "\n".join(map(_py_chars, body.split("\n")))


# Quotes that could become the three that end a docstring: any before another one, and a last one.
_QUOTES = re.compile(r'"(?="|\Z)')


@cache
def ts_str(text: str) -> str:
    """Return a double-quoted TypeScript string literal, quotes included."""
    literal = _JSON.encode(text)
    return literal if literal.isprintable() else literal.translate(_TS_ESCAPES)


_JSON = json.JSONEncoder(ensure_ascii=False)
_TS_ESCAPES = {
    code: f"\\u{code:04x}" for code in (0x7F, *range(0x80, 0xA0), 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)
}


def ts_doc(text: str) -> str:
    """Return text for the inside of a TSDoc comment; it cannot end the comment or start a tag."""
    pieces = CODE_SPAN.split(clean(text).replace("*/", "*\\/"))
    # Inside backticks nothing is a tag, and a backslash would be shown.
    return "".join(
        f"`{piece}`" if index % 2 else _TAG.sub(r"\\\g<0>", piece) for index, piece in enumerate(pieces)
    )


_TAG = re.compile(r"[@{}]")


def md_code(text: str) -> str:
    """Return inline code that any Markdown context shows exactly, also table cells and attribute lists."""
    return f"`{text}`" if _PLAIN_CODE.fullmatch(text) else f"<code>{_code_entities(text)}</code>"


# Text that backticks show exactly everywhere; other text becomes an HTML element full of entities.
_PLAIN_CODE = re.compile(r"[A-Za-z0-9_.:/#$-]+(?: [A-Za-z0-9_.:/#$-]+)*")


def md_wrap(text: str) -> str:
    """Return inline code like `md_code`, that may break into lines after its separators."""
    return f"<code>{_SEPARATOR.sub('<wbr>', _code_entities(text))}</code>"


# Behind an underscore (which is `&#95;` by then), period, hyphen or slash inside a word.
_SEPARATOR = re.compile(r"(?:(?<=&#95;)|(?<=[./-]))(?=\w)")


def md_url(text: str) -> str:
    """Return a web address for the target of a Markdown link; signs that could end it are percent-encoded."""
    return quote(text, safe="-._~:/?#@!$&*+,;=%").replace("&", "&amp;")


def md_fence(text: str, language: str) -> str:
    """Return a fenced block that shows text exactly: no run of backticks in it is as long as its fence."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{clean(text)}\n{fence}"


def md_text(text: str) -> str:
    """Return prose for Markdown: nothing in it is markup, except `backticks`, which become code."""
    paragraphs = (_prose(part) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(part.replace("\n", "<br>") for part in paragraphs)


def md_cell(text: str) -> str:
    """Return prose for one Markdown table cell or any other place that must stay on one line."""
    return _prose(text).replace("\n", "<br>")


def _prose(text: str) -> str:
    pieces = CODE_SPAN.split(_INDENT.sub("", text))  # an indented line would be a block of code
    prose = "".join(md_code(piece) if index % 2 else _plain(piece) for index, piece in enumerate(pieces))
    return _LINE_START.sub(lambda match: match.group(1) + _entities(match.group(2)), prose)


def _plain(text: str) -> str:
    escaped = _MARKDOWN.sub(lambda match: _entities(match.group()), text)
    return clean(escaped)


def _entities(text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in clean(text))


def _code_entities(text: str) -> str:
    return "".join(char if char.isalnum() or char in " ./,;()-" else _entities(char) for char in text)


def md_source(text: str) -> str:
    """Return prose for one line of Markdown that is read as it is: with as few signs added as possible.

    Nothing in it is markup, except `backticks`, which become code.
    """
    pieces = CODE_SPAN.split(" ".join(text.split()))
    prose = "".join(md_literal(piece) if index % 2 else _source(piece) for index, piece in enumerate(pieces))
    return _SOURCE_START.sub(r"\1\\\2", prose)


def _source(text: str) -> str:
    escaped = _SOURCE_ENTITY.sub("&amp;", _SOURCE_MARKUP.sub(r"\\\g<0>", clean(text)))
    return escaped.replace("<", "&lt;")  # not every reader of Markdown knows a backslash before it


_SOURCE_MARKUP = re.compile(r"[\\`*\[\]~|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_SOURCE_ENTITY = re.compile(r"&(?=#?\w+;)")
_SOURCE_START = re.compile(r"^(\d*)([#+\-=>.)])")


def md_literal(text: str) -> str:
    """Return a span of code for one line of Markdown that is read as it is; line ends become spaces."""
    ticks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if len(ticks) > 1 or not text.strip() or (text[0] == text[-1] == " ") else ""
    return f"{ticks}{pad}{clean(' '.join(text.splitlines()))}{pad}{ticks}"


def html_text(text: str) -> str:
    """Return text for an HTML element or a double-quoted attribute."""
    return html.escape(clean(text), quote=True)


def html_prose(text: str) -> str:
    """Return prose for one line of HTML: nothing in it is markup, except `backticks`, which become code."""
    pieces = CODE_SPAN.split(text.strip())
    prose = (html_code(piece) if index % 2 else html_text(piece) for index, piece in enumerate(pieces))
    return "".join(prose).replace("\n", "<br>")


def html_paragraphs(text: str) -> str:
    """Return prose like `html_prose`, of as many paragraphs as the text has."""
    return "\n".join(f"<p>{html_prose(part)}</p>" for part in re.split(r"\n\s*\n", text))


def html_code(text: str) -> str:
    """Return inline code that shows text exactly, on one line of HTML."""
    return f"<code>{_html_line(text)}</code>"


def html_wrap(text: str) -> str:
    """Return inline code like `html_code`, that may break into lines after its separators."""
    return f"<code>{_HTML_SEPARATOR.sub('<wbr>', _html_line(text))}</code>"


def _html_line(text: str) -> str:
    return html_text(text).replace("\n", "&#10;")


_HTML_SEPARATOR = re.compile(r"(?<=[_./-])(?=\w)")


def html_href(address: str) -> str:
    """Return a link for HTML, where MkDocs does not turn the path of the Markdown into that of the page."""
    return _PAGE.sub(r"\1.html", address)


_PAGE = re.compile(r"^([^?#]*)\.md(?=[?#]|$)")


def yaml_str(text: str) -> str:
    """Return a double-quoted YAML scalar; its escapes are those of Python."""
    return _quoted(text, '"')


FILTERS = {
    function.__name__: function
    for function in (
        py_str,
        py_doc,
        ts_str,
        ts_doc,
        md_code,
        md_wrap,
        md_url,
        md_fence,
        md_text,
        md_cell,
        md_source,
        md_literal,
        html_text,
        html_prose,
        html_paragraphs,
        html_code,
        html_wrap,
        html_href,
        yaml_str,
    )
}
