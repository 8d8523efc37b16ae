"""Takes out of pages what templates leave behind: line ends and indentation, half of each page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)
_LINE_ENDS = re.compile(r"[ \t]*\n\s*")
_BEFORE_BLOCK = re.compile(
    r"\n<(?=/?(?:html|head|meta|title|link|body|header|footer|main|nav|article|div|p|h[1-6]|[uod]l|li|d[dt]|details"
    r"|table|thead|tbody|tr|t[dh])\b)"
)
"""A line end before what begins or ends a line anyway."""


def squeeze_page(output: str, **_: Any) -> str:
    """Squeeze what MkDocs made of a page."""
    return squeezed(output)


def squeeze_template(output: str, *, template_name: str, **_: Any) -> str:
    """Squeeze what MkDocs made of a template, if that is a page."""
    return squeezed(output) if template_name.endswith(".html") else output


def squeezed(page: str) -> str:
    """Return a page without indentation, and without line ends that show nothing."""
    return "".join(_pieces(page))


def _pieces(page: str) -> Iterator[str]:
    start = 0
    for kept in _KEPT.finditer(page):
        yield _joined(page[start : kept.start()])
        yield kept[1]
        start = kept.end()
    yield _joined(page[start:])


def _joined(markup: str) -> str:
    return _BEFORE_BLOCK.sub("<", _LINE_ENDS.sub("\n", markup))
