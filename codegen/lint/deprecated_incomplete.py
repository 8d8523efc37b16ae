"""Rule deprecated-incomplete: who deprecates something says what to use instead, or why nothing."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem where a deprecated code leaves its users without a way on."""
    code = node.value
    deprecated = code.deprecated
    if deprecated is None:
        return
    if deprecated.replaced_by is None and deprecated.note is None:
        advice = "add `replaced_by`, or a `note` that says why nothing replaces it"
        yield Problem(("deprecated",), "deprecated without replacement or explanation", advice)
    if deprecated.reason == "renamed" and deprecated.replaced_by is None:
        yield Problem(("deprecated",), "renamed, but to what?", "add `replaced_by`")
    replacement = (
        next((c for c in node.vocabulary.codes if c.name == deprecated.replaced_by), None)
        if node.vocabulary
        else None
    )
    if replacement is not None and replacement.deprecated is not None:
        message = f"the replacement {replacement.name} is deprecated itself"
        yield Problem(("deprecated", "replaced_by"), message, "name the code that is to be used today")


RULE = Rule(
    "deprecated-incomplete",
    "A deprecated code names its replacement or says why it has none.",
    "code",
    check,
    suppressible=True,
    why=(
        "An application that receives a deprecated code has to move to another. Without a replacement or a "
        "reason, it is clear only what is wrong, not what would be right."
    ),
    advice=(
        "Name the code that is to be used today in `replaced_by`, or say in `note` why nothing replaces it."
    ),
)
