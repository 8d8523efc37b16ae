"""Rule behaviour-required: outcomes have a behaviour, and nothing else has."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Code

OUTCOMES = {"status", "error", "state"}
NO_OUTCOMES = {"method", "enum"}


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem where a behaviour is missing, superfluous or not clear."""
    code, vocabulary = node.value, node.vocabulary
    assert isinstance(code, Code)
    assert vocabulary is not None
    has_any = code.behaviour is not None or bool(code.contexts)
    if vocabulary.kind in OUTCOMES and not has_any:
        message = f"a code of kind {vocabulary.kind} needs a behaviour"
        yield Problem((), message, "add `behaviour`, or `contexts` where the value has several meanings")
    if vocabulary.kind in NO_OUTCOMES and has_any:
        yield Problem((), f"a code of kind {vocabulary.kind} is no outcome", "remove its behaviour")
    if code.behaviour is not None and code.contexts:
        yield Problem(("behaviour",), "the code has both a behaviour and contexts", "keep one of them")
    if has_any and code.names_operation is not None:
        message = "the code has a behaviour, which names the operation itself"
        yield Problem(("names_operation",), message, "remove it")
    yield from _default(code)


def _default(code: Code) -> Iterator[Problem]:
    ids = [context.id for context in code.contexts]
    if ids and code.default_context not in ids:
        message = f"default_context is {code.default_context!r}, which is no context of this code"
        yield Problem((), message, f"set default_context to one of {', '.join(ids)}")
    if not ids and code.default_context is not None:
        yield Problem(("default_context",), "there are no contexts to choose from", "remove default_context")


RULE = Rule(
    "behaviour-required",
    "Codes of kind status, error and state have a behaviour; methods and enums none.",
    "code",
    check,
    why=(
        "An application asks a code what to do next. An outcome without a behaviour gives no answer, "
        "and a name or setting with one gives an answer to a question that nobody asked. The packages "
        "rely on it: their types say for each vocabulary whether there is a behaviour."
    ),
    mend=(
        "Give outcomes a `behaviour`, or `contexts` where one value has several meanings; take it from "
        "everything else."
    ),
)
