"""Rule stability-evidence: what is called documented was stated by the provider itself."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule, is_third_party


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a value that only others state, although its stability promises more."""
    code, stabilities = node.value, node.spec.root.taxonomy.stabilities
    firm = {stability.id for stability in stabilities if stability.needs_first_party}
    sources = {item.source for item in code.evidence if "value" in item.supports}
    # Of a value without evidence, and of sources that do not exist, other rules speak.
    if code.stability in firm and sources and all(is_third_party(node, id) for id in sources):
        others = ", ".join(stability.id for stability in stabilities if stability.id not in firm)
        message = f"the value is called {code.stability}, but no source of the provider's own states it"
        yield Problem((), message, f"cite one that does, or set the stability to what is true: {others}")


RULE = Rule(
    "stability-evidence",
    "A documented code has evidence of its value from a first-party source.",
    "code",
    check,
    suppressible=True,
    why=(
        "Stability tells the reader how far to rely on a value. Code of a third party that uses it "
        "shows that its author met it, or guessed it, not that the provider guarantees it. "
        "The taxonomy says which kinds of source are the provider's own word."
    ),
    advice=(
        "Look for the value in the provider's own documents and cite what states it. If none does, give the "
        "code the stability that fits: it was observed, or it is inferred."
    ),
)
