"""Rule fix-missing: every failure says what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.lint.behavior_required import OUTCOMES
from codegen.model import Code, Context


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each meaning whose phase needs a fix where neither it nor its code has one."""
    code = node.value
    assert node.vocabulary is not None
    if node.vocabulary.kind not in OUTCOMES or code.fixes:
        return
    wanting = {phase.id for phase in node.spec.root.taxonomy.phases if phase.wants_fix}
    meanings: list[tuple[tuple[str | int, ...], Code | Context]] = [((), code)]
    meanings += [(("contexts", index), context) for index, context in enumerate(code.contexts)]
    for path, meaning in meanings:
        if meaning.behavior and meaning.behavior.phase in wanting and not meaning.fixes:
            advice = "say in `fixes` what the application should do or show"
            yield Problem(path, f"it is a {meaning.behavior.phase}, and nothing says what helps", advice)


RULE = Rule(
    "fix-missing",
    "A status, error or state that is a failure says what the application should do.",
    "code",
    check,
    suppressible=True,
    why=(
        "The behavior says who has to act and when to try again, in words that fit hundreds of codes. "
        "What to do about this one is what people open its page for; an entry without it only repeats that "
        "something did not work."
    ),
    advice=(
        "Add at least one entry to `fixes`, on the code or on each of its contexts: what the application "
        "should do or show, in your own words. The taxonomy says which phases want one."
    ),
)
