"""Rule wait-ends: a wait says what ends it."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule, inherited
from codegen.model import Behavior, Situation


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for advice to wait, or to try later, without an end."""
    subject: Behavior | Situation = node.value
    if inherited(node, "wait"):
        return
    wait = subject.wait
    if subject.actions[0] == "wait" and not (wait and wait.deadline_s and wait.then):
        yield Problem((), "it says to wait, but not for how long", 'add "deadline_s" and "then" to "wait"')
    if subject.actions[0] == "wait" and wait and not (wait.poll_s or wait.until):
        yield Problem(("wait",), "nothing tells when the wait is over", 'add "until" or "poll_s"')
    if subject.actions[0] == "retry_later" and not (wait and wait.min_delay_s and wait.max_attempts):
        advice = 'add "min_delay_s" and "max_attempts" to "wait"'
        yield Problem((), "it says to try later, but not when or how often", advice)


RULE = Rule(
    "wait-ends",
    "Advice to wait says what ends the wait; advice to try later says when and how often.",
    "model",
    check,
    on=(
        Behavior,
        Situation,
    ),
    why=(
        "A job that is told to wait for a message that never comes waits forever, and one that tries five "
        "times within fifteen minutes has used up its attempts before an outage of an hour is over."
    ),
    advice="Add the event or the poll, the deadline, and what comes after it; or the delay and the attempts.",
)
