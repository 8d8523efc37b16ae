"""Rules about what may be done about a code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from codegen.lint._node import Node, Problem, Rule
from codegen.model.codes import Behavior, Vocabulary
from codegen.model.plan import MONEY, READ, Home, Met, Plans
from codegen.model.taxonomy import GENERIC, Situation, Taxonomy
from codegen.planner import Plan
from codegen.read.load import LoadedSpec


@lru_cache(maxsize=64)
def plans(spec: LoadedSpec) -> Plans:
    """Return what plans by the tables of a spec; several rules ask for the same."""
    return Plans(spec.root.taxonomy, spec.decisions)


_MANY = 1_000_000
"""Attempts that are too many by any policy."""


class _Place(NamedTuple):
    """A behavior where it is found, and what it is when an operation of each kind is given."""

    id: str
    plain: Met
    met: tuple[Met, ...]


class _Case(NamedTuple):
    """A plan, and everything it must match."""

    met: Met
    plan: Plan
    unattended: bool
    made: int
    first: str
    """The decision that goes with the first action of the code."""
    leads: str
    """The decision that goes with the first action of the plan."""
    actors: tuple[str, ...]
    """Who can carry the decision out."""
    uncertain: bool
    """Whether it may have been done although it failed."""
    looked_up: bool
    """Whether it is looked up first when no operation is given, and no operation can rule a payment out."""


class _Invariant(NamedTuple):
    """What must be true of every case, what the finding says where it is not, and the fix."""

    fault: str
    advice: str
    is_kept: Callable[[_Case], bool]


_INVARIANTS = (
    _Invariant(
        "the plan asks the user, or waits, although someone else must act",
        "limit the row to actors who can carry out its decision",
        lambda case: (
            case.plan.decision not in ("ask_user", "wait")
            or case.met.actor in case.actors
            or (case.plan.decision, case.first) == ("wait", "retry")  # no one has to act now
        ),
    ),
    _Invariant(
        "the plan retries, although another action comes first",
        'limit the row to "first": "retry"',
        lambda case: case.plan.decision != "retry" or case.first == "retry",
    ),
    _Invariant(
        "the plan stops, although the end user has a next step",
        'add an earlier row for "actor": "end_user"',
        lambda case: case.plan.decision != "stop" or case.met.actor != "end_user" or case.first == "stop",
    ),
    _Invariant(
        "the plan stops, although a connection that was read is over",
        "say first who has to know, such as stop_using or reconnect",
        lambda case: case.plan.decision != "stop" or (case.met.ends, case.met.effect) != ("connection", READ),
    ),
    _Invariant(
        "the first action leads to another decision",
        'name in "first" an action that leads to the decision of the row',
        lambda case: case.leads == case.plan.decision,
    ),
    _Invariant(
        "naming an operation turns a check_first plan into another one",
        "let the check_first row apply to this effect, too",
        lambda case: (
            not case.looked_up
            or case.plan.decision == "check_first"
            or (case.plan.decision, case.met.effect) == ("escalate", READ)  # a person looks
        ),
    ),
    _Invariant(
        "an order is repeated by a server alone, without a delay, or more than once",
        "add an earlier row for orders that may not be repeated",
        lambda case: (
            (case.plan.decision, case.met.effect) != ("retry", "order")
            or (not case.unattended and bool(case.plan.delay_s) and case.made == 1)
        ),
    ),
    _Invariant(
        "a server acts alone on an operation that does more than read",
        'limit the row to "effect": "read"',
        lambda case: (
            case.plan.decision not in ("retry", "continue")
            or case.met.effect == READ
            or not (case.plan.unattended or (case.unattended and case.plan.decision == "retry"))
        ),
    ),
    _Invariant(
        "the plan retries, or waits, although only a fix helps",
        'add an earlier row for "retry": ["after_fix"]',
        lambda case: case.plan.decision not in ("retry", "wait") or case.met.retry != "after_fix",
    ),
    _Invariant(
        "the plan retries without a limit",
        'add an earlier row for "attempts_used_up": true',
        lambda case: case.plan.decision != "retry" or case.made == 1,
    ),
    _Invariant(
        "a server alone repeats what counts toward a suspension",
        'add an earlier row for "suspension_risk": true',
        lambda case: (
            case.plan.decision != "retry"
            or not case.met.suspension_risk
            or not (case.unattended or case.plan.unattended)
        ),
    ),
    _Invariant(
        "the plan does not look up whether money moved",
        'add an earlier "check_first" row for "outcome_uncertain": true',
        lambda case: (
            not (case.uncertain and case.met.effect in MONEY and case.met.phase in ("failure", "cancelled"))
            or case.plan.decision == "check_first"
        ),
    ),
)


def plan_safe(node: Node) -> Iterator[Problem]:
    """Yield a problem for each row and each invariant that it breaks, with the first meaning as example."""
    try:
        made = plans(node.spec)
        found = {
            (made.row(case.met, case.made, unattended=case.unattended), broken): (id, case)
            for id, case in reversed([*_cases(node.spec, made)])
            for broken, invariant in enumerate(_INVARIANTS)
            if not invariant.is_kept(case)
        }
    except (LookupError, ValueError, StopIteration):  # other rules report a bad word and an incomplete table
        return
    for (row, broken), (id, case) in sorted(found.items()):
        invariant = _INVARIANTS[broken]
        yield Problem(("retry", row), f"{invariant.fault}: {_shown(id, case)}", invariant.advice)


def _shown(id: str, case: _Case) -> str:
    doing = "" if case.met.operation == GENERIC else f" in {case.met.operation!r}"
    whom = "a server alone" if case.unattended else "a user"
    when = "after one attempt" if case.made == 1 else "after many attempts"
    return f"{id}{doing}, {whom} {when}, gets the plan {case.plan.decision!r}"


def _cases(spec: LoadedSpec, made: Plans) -> Iterator[tuple[str, _Case]]:
    taxonomy = spec.root.taxonomy
    decisions = {item.id: item.decision for item in taxonomy.actions}
    actors = {word.id: word.actors for word in spec.decisions.words.decision}
    uncertain = {item.id for item in taxonomy.categories if item.outcome_uncertain}
    for meaning in _meanings(spec, made):
        plain = meaning.plain
        if plain.actor not in actors[decisions[plain.actions[0]]]:
            continue  # first-action reports it
        unsure = plain.category in uncertain and not _situation(plain, taxonomy).outcome_certain
        for unattended, attempts in ((False, 1), (False, _MANY), (True, 1), (True, _MANY)):
            before = made.plan(plain, attempts, unattended=unattended).decision
            looked_up = before == "check_first" and plain.effect != "may_move_money"
            for met in meaning.met:
                plan = made.plan(met, attempts, unattended=unattended)
                first = decisions[met.actions[0]]
                leads = decisions[plan.actions[0]] if plan.actions else "stop"
                facts = (first, leads, actors[plan.decision], unsure, looked_up)
                yield meaning.id, _Case(met, plan, unattended, attempts, *facts)


def _meanings(spec: LoadedSpec, made: Plans) -> Iterable[_Place]:
    """Return the meanings of all codes; of those that are planned alike only the first."""
    kinds: dict[object, _Place] = {}
    for provider, _ in spec.providers:
        for vocabulary in provider.vocabularies:
            home = Home.of(provider, vocabulary)
            operations = _operations(spec.root.taxonomy, home)
            for id, behavior in _behaviors(vocabulary):
                plain = made.met(behavior, home)
                named = behavior.operation != GENERIC, home.money == "always"
                key = (*operations, *named, *_columns(plain, spec.root.taxonomy))
                if key not in kinds:
                    met = (made.met(behavior, home, given) for given in operations.values())
                    variants = {(each.effect, each.actions, each.retry): each for each in met}
                    kinds[key] = _Place(id, plain, tuple(variants.values()))
    return kinds.values()


def _operations(taxonomy: Taxonomy, home: Home) -> dict[tuple[object, ...], str]:
    """Return an operation of each kind: nothing else of it counts for a plan."""
    kinds = (
        (home.effects.get(item.id, item.effect), item.user_absent, item.stored, item.id)
        for item in taxonomy.operations
    )
    return {tuple(kind): id for *kind, id in kinds}


def _columns(met: Met, taxonomy: Taxonomy) -> tuple[object, ...]:
    """Return all of a behavior that a decision depends on."""
    situation = _situation(met, taxonomy)
    most = met.wait.max_attempts if met.wait else None
    risk, stored = met.suspension_risk, {item.id for item in taxonomy.operations if item.stored}
    advice = met.effect, met.category, met.actor, met.actions, met.retry, met.unattended_retry, met.phase
    return (
        *advice,
        risk,
        met.ends,
        met.operation in stored,
        met.partial,
        met.confidence == "L",
        most,
        situation.envelope,
        situation.outcome_certain,
    )


def _situation(met: Met, taxonomy: Taxonomy) -> Situation:
    """Return the situation of a behavior; one without, situation-named reports."""
    found = taxonomy.situation(met.situation)
    if found is None:
        raise LookupError(met.situation)
    return found


def _behaviors(vocabulary: Vocabulary) -> Iterator[tuple[str, Behavior]]:
    for code in vocabulary.codes:
        id = f"{vocabulary.id}#{code.name}"
        if code.behavior:
            yield id, code.behavior
        yield from ((f"{id}@{context.id}", context.behavior) for context in code.contexts)
    if vocabulary.absent:
        yield f"{vocabulary.id}#", vocabulary.absent.behavior


def connection_has_step(node: Node) -> Iterator[Problem]:
    """Yield a problem for each row of connections that want a step where some plan has none."""
    wanted = {word.id for word in node.spec.decisions.words.connection if word.wants_step}
    try:
        made = plans(node.spec)
        found = {
            made.connection_row(met): (id, met)
            for id, met in reversed([*_met(node.spec, made)])
            if made.connection(met) in wanted and made.plan(met).decision == "stop"
        }
    except (LookupError, ValueError, StopIteration):  # other rules report a bad word and an incomplete table
        return
    for row, (id, met) in sorted(found.items()):
        fault = (
            f"the connection is {made.connection(met)!r}, and the plan is to stop: {id} in {met.operation!r}"
        )
        advice = "give the code an action that someone takes, or have a row before it say what it really is"
        yield Problem(("connection", row), fault, advice)


def _met(spec: LoadedSpec, made: Plans) -> Iterator[tuple[str, Met]]:
    """Yield each behavior during each operation; of those that are alike for a connection only the first."""
    seen = set()
    for provider, _ in spec.providers:
        for vocabulary in provider.vocabularies:
            home = Home.of(provider, vocabulary)
            for id, behavior in _behaviors(vocabulary):
                own = (getattr(behavior, name) for name in _OF_CONNECTION)
                key = (*home.effects.items(), home.money, *own)
                if key not in seen:
                    seen.add(key)
                    yield from (
                        (id, made.met(behavior, home, item.id)) for item in spec.root.taxonomy.operations
                    )


_OF_CONNECTION = "situation", "category", "phase", "ends", "actor", "actions", "retry", "operation", "scope"
"""What the state of a connection depends on, but for what the caller says."""

CONNECTION_HAS_STEP = Rule(
    "connection-has-step",
    "Where a connection is over or wants the user, the plan says what to do.",
    "plans",
    connection_has_step,
    why=(
        "An application shows the state of a connection and then asks what to do. A connection that is gone, "
        'with "there is nothing to do", leaves a customer with data that never changes again.'
    ),
    advice=(
        "Give the code an action, such as `reconnect` or `stop_using`. If nothing is over, put a row before "
        "the one that says it."
    ),
)


PLAN_SAFE = Rule(
    "plan-safe",
    "No plan does harm: for any meaning and operation, with and without a user, however often it was tried.",
    "plans",
    plan_safe,
    why=(
        "A row of the retry table looks harmless alone. What it does follows from the rows before it and "
        "from every code that reaches it: a server orders twice, an account is locked, money moves again."
    ),
    advice="Find the meaning in `generated/data/advice.csv`. Correct the row that decides, or one before it.",
)


def note_pinned(node: Node) -> Iterator[Problem]:
    """Yield a problem for a note without its decision, and for one whose decision is another by now."""
    behavior: Behavior = node.value
    if behavior.note is None and behavior.note_for is not None:
        yield Problem(("note_for",), "there is no note", 'remove "note_for"')
    if behavior.note is None:
        return
    try:
        made = plans(node.spec)
        decided = made.plan(made.met(behavior, Home.of(node.provider, node.vocabulary))).decision
    except (LookupError, ValueError, StopIteration):  # dangling-reference reports a word that does not exist
        return
    if behavior.note_for != decided:
        message = f"the note was written for {behavior.note_for!r}, but the plan is {decided!r}"
        advice = f'correct the columns or the note; then write "note_for": "{decided}"'
        yield Problem(("note_for",) if behavior.note_for else ("note",), message, advice)


NOTE_PINNED = Rule(
    "note-pinned",
    "A note names the decision that it was written for, and the plan is still that decision.",
    "model",
    note_pinned,
    on=(Behavior,),
    why=(
        "A program reads the columns and a person reads the note. Where a note warns of a second order and "
        "the columns order again, the warning is worth nothing."
    ),
    advice="Read the note beside the plan. Correct what is wrong, then name the decision in `note_for`.",
)


RULES = (
    CONNECTION_HAS_STEP,
    PLAN_SAFE,
    NOTE_PINNED,
)
