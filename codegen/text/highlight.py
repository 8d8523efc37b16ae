"""Blocks of code as HTML, with marks of five kinds: keys, strings, numbers, keywords and comments.

Their classes are those that the theme has colors for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable

from codegen.text.escape import clean

_DOUBLE, _SINGLE, _BACKTICK = (rf"{quote}(?:\\.|[^\\\n{quote}])*{quote}" for quote in "\"'`")
_NUMBER = r"(?P<mi>(?<![\w.])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)"


def _grammar(comment: str, strings: Collection[str], keywords: str) -> re.Pattern[str]:
    words = "|".join(keywords.split())
    parts = (f"(?P<c1>{comment})", f"(?P<s2>{'|'.join(strings)})", rf"(?P<k>\b(?:{words})\b)", _NUMBER)
    return re.compile("|".join(parts))


_GRAMMARS = {
    "text": re.compile(r"(?!)"),
    "json": re.compile(rf"(?P<nt>{_DOUBLE}(?=\s*:))|(?P<s2>{_DOUBLE})|{_NUMBER}"),
    "python": _grammar(
        r"#[^\n]*",
        (_DOUBLE, _SINGLE),
        "and as assert async await break class continue def del elif else except finally for from if import "
        "in is lambda not or pass raise return try while with yield",
    ),
    "ts": _grammar(
        r"//[^\n]*",
        (_DOUBLE, _SINGLE, _BACKTICK),
        "as async await break case catch class const continue default else export extends finally for from "
        "function if import in instanceof interface let new of return switch throw try type typeof while",
    ),
}


def html_block(text: str, language: str, marked: Iterable[int] = (), *, numbered: bool = False) -> str:
    """Return a block that shows code exactly; `marked` are the numbers of the lines to bring out."""
    lines = [f"{_kept(line)}\n" for line in _highlighted(text, _GRAMMARS[language]).split("\n")]
    for number in marked:
        lines[number - 1] = f'<span class="hll">{lines[number - 1]}</span>'
    code = f"<pre><span></span><code>{''.join(lines)}</code></pre>"
    return f'<div class="highlight">{_beside_numbers(code, len(lines)) if numbered else code}</div>'


def _kept(line: str) -> str:
    """Return a line as Markdown leaves it: it takes the spaces out of one that has nothing else."""
    return line if line.strip(" ") else "&#32;" * len(line)


def _beside_numbers(code: str, lines: int) -> str:
    """Return code in a table of the theme, which leaves the numbers out of what is copied."""
    width = len(str(lines))
    numbers = "\n".join(f'<span class="normal">{number:{width}}</span>' for number in range(1, lines + 1))
    column = f'<td class="linenos"><div class="linenodiv"><pre><span></span>{numbers}</pre></div></td>'
    return f'<table class="highlighttable"><tr>{column}<td class="code"><div>{code}</div></td></tr></table>'


def _highlighted(text: str, grammar: re.Pattern[str]) -> str:
    pieces, end = [], 0
    for token in grammar.finditer(text):
        pieces += [
            _shown(text[end : token.start()]),
            f'<span class="{token.lastgroup}">{_shown(token[0])}</span>',
        ]
        end = token.end()
    return "".join([*pieces, _shown(text[end:])])


def _shown(text: str) -> str:
    return html.escape(clean(text), quote=False).translate(_MARKDOWN)


# Even inside of HTML, a line that begins with some of them could be taken for a fence or a heading.
_MARKDOWN = {ord(char): f"&#{ord(char)};" for char in "`~#"}
