"""Rule since-stated: every code says which version first had it."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.read.findings import Fix


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for a code that does not say `since`, or says what cannot be."""
    code, vocabulary, root = node.value, node.vocabulary, node.spec.root
    assert vocabulary is not None
    if node.provider is None or node.provider.id not in root.providers:
        return  # an overlay: what is not public has no part in the versions of the spec
    if code.since is None:
        fix = Fix(node.place, "insert", root.spec_version, key="since", after="value")
        advice = f'write "since": "{root.spec_version}", the version that is being prepared'
        yield Problem((), f"{code.name} does not say since which version it is here", advice, fix)
    elif not _key(vocabulary.since) <= _key(code.since) <= _key(root.spec_version):
        message = f"not between {vocabulary.since}, which first had the vocabulary, and {root.spec_version}"
        yield Problem(("since",), f"{code.since} is {message}", f"write {root.spec_version} for a new code")


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


RULE = Rule(
    "since-stated",
    "Every code says since which version of the spec it is there.",
    "code",
    check,
    why=(
        "Users of an older package have to know which codes it does not have. A code that took its "
        "version over from its vocabulary would claim to be as old as that."
    ),
    advice="Write the version that is being prepared, `spec_version`; `lint --fix` does it.",
)
