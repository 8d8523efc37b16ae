"""Rule source-address: the address of a source leads to what was read, today and next year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Source

_FORGES = {"github.com", "gitlab.com", "bitbucket.org", "raw.githubusercontent.com"}
_COMMIT = re.compile(r"/[0-9a-f]{7,40}(/|$)")
_THREAD = re.compile(r"^/[^/]+/[^/]+/(?:-/)?(?:issues|pull|discussions|merge_requests)/\d+$")
"""A discussion has a number of its own, which stays, and belongs to no commit."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for an address whose content changes with each visit."""
    source: Source = node.value
    address = urlsplit(source.url)
    if "search" in address.path.split("/") and address.query:
        advice = (
            "name the page or the file that the search found, by its commit or by a digest of its content"
        )
        yield Problem(("url",), "a search finds something else each day", advice)
    elif address.hostname in _FORGES and not _is_lasting(address.path):
        advice = "put the commit that was read into the address: /blob/<commit>/<path>"
        yield Problem(("url",), "a branch of a repository changes", advice)


def _is_lasting(path: str) -> bool:
    return bool(_COMMIT.search(path) or _THREAD.search(path))


RULE = Rule(
    "source-address",
    "A source's address is no search, and names the commit of what is in a repository.",
    "model",
    check,
    on=(Source,),
    why=(
        "Evidence counts only as far as others can check it. The results of a search differ by the day "
        "and by who searches, and the file on a branch is another one next month."
    ),
    advice="Name the page or file itself; of a repository, with the commit that was read.",
)
