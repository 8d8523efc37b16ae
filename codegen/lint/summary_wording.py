"""Rule summary-wording: a summary is one proper sentence that says more than the name."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.read.findings import Fix


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a summary that is no sentence."""
    summary = vars(node.value).get("summary")
    if not isinstance(summary, str):
        return
    if summary != summary.strip() or "  " in summary:
        fix = Fix(node.place.child("summary"), "set", " ".join(summary.split()))
        yield Problem(("summary",), "the summary has stray spaces", "remove them", fix)
    elif not (summary[0].isupper() or summary[0] in "`0123456789"):
        yield Problem(("summary",), "the summary starts small", "start it with a capital letter")
    elif not summary.endswith("."):
        yield Problem(
            ("summary",),
            "the summary does not end with a period",
            "make it one sentence, with a period",
        )


RULE = Rule(
    "summary-wording",
    "A summary is one sentence: capital first, period last, no stray spaces.",
    "model",
    check,
    suppressible=True,
    why=(
        "Summaries are read by themselves: in tooltips, tables and comments, or beside other codes. They "
        "only read well together if all are whole sentences of the same form."
    ),
    advice="Start with a capital letter, end with a period and remove stray spaces.",
)
