"""Rule behavior-required: outcomes have a behavior, and nothing else has."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Code
from codegen.text.guess import choices

OUTCOMES = {"status", "error", "state"}
NO_OUTCOMES = {"method", "enum"}


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem where a behavior is missing, superfluous or not clear."""
    code, vocabulary = node.value, node.vocabulary
    assert isinstance(code, Code)
    assert vocabulary is not None
    has_any = code.behavior is not None or bool(code.contexts)
    if vocabulary.kind in OUTCOMES and not has_any:
        message = f"a code of kind {vocabulary.kind} needs a behavior"
        yield Problem((), message, "add `behavior`, or `contexts` where the value has several meanings")
    if vocabulary.kind in NO_OUTCOMES and has_any:
        yield Problem((), f"a code of kind {vocabulary.kind} is no outcome", "remove its behavior")
    if code.behavior is not None and code.contexts:
        yield Problem(("behavior",), "the code has both a behavior and contexts", "keep one of them")
    if has_any and code.names_operation is not None:
        message = "the code has a behavior, which names the operation itself"
        yield Problem(("names_operation",), message, "remove it")
    yield from _default(code)


def _default(code: Code) -> Iterator[Problem]:
    ids = [context.id for context in code.contexts]
    if ids and code.default_context not in ids:
        message = f"default_context is {code.default_context!r}, which is no context of this code"
        path = ("default_context",) if code.default_context else ()
        yield Problem(path, message, choices(str(code.default_context), ids, "name one"))
    if not ids and code.default_context is not None:
        yield Problem(("default_context",), "there are no contexts to choose from", "remove default_context")


RULE = Rule(
    "behavior-required",
    "Codes of kind status, error and state have a behavior; methods and enums none.",
    "code",
    check,
    why=(
        "An application asks a code what to do next. An outcome without a behavior gives no answer, "
        "and a name or setting with one answers a question that was never asked. The packages "
        "rely on it: their types say for each vocabulary whether there is a behavior."
    ),
    advice=(
        "Give outcomes a `behavior`, or `contexts` where one value has several meanings; take it from "
        "everything else."
    ),
)
