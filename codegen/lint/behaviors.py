"""Rules about what a code means."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule, inherited
from codegen.model.codes import Behavior, Code, Context, Vocabulary
from codegen.model.taxonomy import Advice, Invariant, Situation
from codegen.text.guess import choices


def behavior_invariants(node: Node) -> Iterator[Problem]:
    """Yield one problem for each field that breaks an invariant."""
    for invariant in node.spec.root.taxonomy.invariants:
        if all(_has(node.value, axis, wanted) for axis, wanted in invariant.when.items()):
            yield from _broken(node.value, invariant)


def _broken(behavior: Behavior, invariant: Invariant) -> Iterator[Problem]:
    for axis, wanted in invariant.require.items():
        if not _has(behavior, axis, wanted):
            advice = f"set {axis} to {_listed(wanted)}, or correct what the invariant starts from"
            yield Problem((axis,), f"{invariant.id}: {invariant.summary}", advice)
    for axis, unwanted in invariant.forbid.items():
        if _has(behavior, axis, unwanted):
            yield Problem(
                (axis,), f"{invariant.id}: {invariant.summary}", f"{axis} must not be {_listed(unwanted)}"
            )


def _has(behavior: Behavior, axis: str, values: tuple[bool | str, ...]) -> bool:
    found = getattr(behavior, axis, None)  # dangling-reference reports an axis that does not exist
    return any(value in found for value in values) if isinstance(found, tuple) else found in values


def _listed(values: tuple[bool | str, ...]) -> str:
    return " or ".join(str(value).lower() for value in values)


BEHAVIOR_INVARIANTS = Rule(
    "behavior-invariants",
    "Every behavior keeps the invariants of the taxonomy.",
    "model",
    behavior_invariants,
    on=(Behavior,),
    why=(
        "Behaviors are written by hand, one field at a time, and applications branch on several "
        "fields together. A combination that cannot be true, such as a success that waits for the "
        "user, sends them into a branch that was never planned. The invariants of the taxonomy "
        "name the combinations that would."
    ),
    advice=(
        "Read the invariant that the finding names. If it is right, correct the classification of the "
        "code; only if it is wrong in general, change it in `/taxonomy/invariants`."
    ),
)


OUTCOMES = {"status", "error", "state"}

NO_OUTCOMES = {"method", "enum"}


def behavior_required(node: Node) -> Iterator[Problem]:
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


BEHAVIOR_REQUIRED = Rule(
    "behavior-required",
    "Codes of kind status, error and state have a behavior; methods and enums none.",
    "code",
    behavior_required,
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


def first_action(node: Node) -> Iterator[Problem]:
    """Yield a problem where the first action leads to a decision that the actor cannot carry out."""
    subject: Advice = node.value
    if inherited(node, "actor"):
        return
    decisions = {item.id: item.decision for item in node.spec.root.taxonomy.actions}
    words = {word.id: word for word in node.spec.decisions.words.decision}
    first = subject.actions[0]
    word = words.get(decisions.get(first, ""))
    if word and subject.actor not in word.actors:
        message = f"{first!r} leads to {word.id!r}, which is not for the actor {subject.actor!r}"
        advice = (
            f"put an action first that the actor can take, or name one of {', '.join(word.actors)} as actor"
        )
        yield Problem(("actions", 0), message, advice)


FIRST_ACTION = Rule(
    "first-action",
    "The first action is one that the actor can take.",
    "model",
    first_action,
    on=(Advice,),
    why=(
        "A plan decides by the first action, and a program may branch on either. `ask_user` for what only "
        "the bank can fix sends a message to a user who cannot help; a `wait` for an idle party never ends."
    ),
    advice="Put the action first that really comes first, and name who takes it as the actor.",
)


def situation_named(node: Node) -> Iterator[Problem]:
    """Yield a problem for a behavior without a situation, and for a difference without a reason."""
    behavior: Behavior = node.value
    situation = node.spec.root.taxonomy.situation(behavior.situation)
    if behavior.situation is None:
        advice = "name the situation, and leave out the columns that it gives"
        yield Problem((), "the behavior names no situation", advice)
    if situation is None:
        return  # dangling-reference reports a name that does not exist
    columns = differing(behavior, situation)
    if columns and behavior.reason is None:
        advice = 'leave them out, name another situation, or say why in "reason"'
        yield Problem((), f"{' and '.join(columns)}: not what {situation.id!r} says", advice)
    if behavior.reason is not None and not columns:
        yield Problem(("reason",), "nothing differs from the situation", "remove the reason")


def differing(behavior: Behavior, situation: Situation) -> list[str]:
    """Return the columns of a behavior that are not those of its situation."""
    return [name for name in Advice.model_fields if getattr(behavior, name) != getattr(situation, name)]


SITUATION_NAMED = Rule(
    "situation-named",
    "Every behavior names its situation, and gives a reason for each column that differs from it.",
    "model",
    situation_named,
    on=(Behavior,),
    why=(
        "The same thing happens at every provider under another name. Advice that is written code by code "
        "drifts apart: one code for a wrong password asks the user, the next one retries and locks the "
        "account. A situation is judged once."
    ),
    advice=(
        "Choose the situation that fits and leave out the columns it gives. Where a column must differ, "
        "write it and say why in `reason`."
    ),
)


_GRAVEST = "move_money"


def money_declared(node: Node) -> Iterator[Problem]:
    """Yield a problem for a vocabulary that does not say it, and for rows that contradict what it says."""
    vocabulary = node.value
    assert isinstance(vocabulary, Vocabulary)
    found = list(_behaviors(vocabulary))
    if found and vocabulary.money is None:
        advice = 'add "money": "always", "maybe" or "never"'
        yield Problem(("money",), "nothing says whether its values may report on money", advice)
    for below, behavior in found if vocabulary.money in ("always", "never") else ():
        moves = _effect(behavior.operation, node) == _GRAVEST
        if moves != (vocabulary.money == "always"):
            message = (
                f"the operation {behavior.operation!r} in a vocabulary of which money is {vocabulary.money}"
            )
            advice = (
                f"name an operation that {'moves' if not moves else 'does not move'} money, or change `money`"
            )
            yield Problem((*below, "operation"), message, advice)


def _behaviors(vocabulary: Vocabulary) -> Iterator[tuple[tuple[str | int, ...], Behavior]]:
    if vocabulary.absent:
        yield ("absent", "behavior"), vocabulary.absent.behavior
    for index, code in enumerate(vocabulary.codes):
        if code.behavior:
            yield ("codes", index, "behavior"), code.behavior
        for number, context in enumerate(code.contexts):
            yield ("codes", index, "contexts", number, "behavior"), context.behavior


def _effect(operation: str, node: Node) -> str | None:
    own = {item.id: item.effect for item in node.provider.operations} if node.provider else {}
    general = {item.id: item.effect for item in node.spec.root.taxonomy.operations}
    return own.get(operation) or general.get(operation)


MONEY_DECLARED = Rule(
    "money-declared",
    "A vocabulary of outcomes says whether money may be at stake, and its codes agree.",
    "vocabulary",
    money_declared,
    why=(
        "A failure whose operation is not known may hide a payment that was made, and a second attempt pays "
        "twice. Only the vocabulary knows whether that can be. Without its word a planner has to choose "
        "between paying twice and never retrying anything."
    ),
    advice=(
        "Say `always` where every value reports on money, `never` where none can, and `maybe` else. Codes of "
        "the first have an operation that moves money, codes of the second have none."
    ),
)


def wait_ends(node: Node) -> Iterator[Problem]:
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


WAIT_ENDS = Rule(
    "wait-ends",
    "Advice to wait says what ends the wait; advice to try later says when and how often.",
    "model",
    wait_ends,
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


def fix_missing(node: Node) -> Iterator[Problem]:
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


FIX_MISSING = Rule(
    "fix-missing",
    "A status, error or state that is a failure says what the application should do.",
    "code",
    fix_missing,
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


RULES = (
    BEHAVIOR_INVARIANTS,
    BEHAVIOR_REQUIRED,
    FIRST_ACTION,
    SITUATION_NAMED,
    MONEY_DECLARED,
    WAIT_ENDS,
    FIX_MISSING,
)
