"""Rule http-conflict: where sources give different HTTP statuses, a flag marks it."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Code, Facts, Flag

Steps = tuple[str | int, ...]


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for facts that name several statuses and leave the reader alone with them."""
    marks = [term.id for term in node.spec.root.taxonomy.flags if term.marks_conflict]
    for path, facts, flags in _places(node.value):
        statuses = sorted({fact.status for fact in facts.http_status})
        if len(statuses) > 1 and not {flag.id for flag in flags} & {*marks}:
            message = f"the sources name {' and '.join(map(str, statuses))}, and no flag says so"
            advice = f"add a flag ({' or '.join(marks)}) with a note on who says what"
            yield Problem((*path, "http_status"), message, advice)


def _places(code: Code) -> Iterator[tuple[Steps, Facts, tuple[Flag, ...]]]:
    """Yield the facts of a code and of its contexts with the flags that speak for them."""
    by_status = bool(code.contexts) and all(context.http_status for context in code.contexts)
    if not by_status:
        yield (), code, code.flags
    for index, context in enumerate(code.contexts):
        yield ("contexts", index), context, (*context.flags, *code.flags)


RULE = Rule(
    "http-conflict",
    "A code or context with several HTTP statuses carries a flag that says why.",
    "code",
    check,
    suppressible=True,
    why=(
        "Two statuses for one code are either two meanings or two documents that contradict each other. The "
        "reader who has received one of them wonders whether the entry speaks of their case. A flag answers "
        "that; keeping only one of the statuses would hide the question."
    ),
    advice=(
        "Add a flag with a note that says which source gives which status. Where the status separates two "
        "meanings, make `contexts` of them, each with its own `http_status`."
    ),
)
