"""Rules about payloads, their examples, and the diagrams of what they report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.model.diagrams import State, StateDiagram
from codegen.model.files import ProviderFile
from codegen.model.wire import Mark, Payload
from codegen.resolve.bodies import (
    Steps,
    broken_references,
    children,
    coded_fields,
    expanded,
    roles,
    vocabularies_of,
)
from codegen.text.guess import choices, closest_names
from codegen.text.naming import kebab, type_problem
from codegen.text.pointer import steps_of

DEEPEST = 32
"""How many levels of schemas a body may have, its definitions included."""


def payload_body(node: Node) -> Iterator[Problem]:
    """Yield a problem for what the body must not contain, and for what it lacks."""
    provider = node.value
    types = {item.id: item.value_type for item in provider.vocabularies}
    for name, body in provider.definitions.items():
        yield from _schema(body, ("definitions", name), types)
    for index, payload in enumerate(provider.payloads):
        yield from _schema(payload.body, ("payloads", index, "body"), types)
        if not broken_references(payload.body, provider.definitions):
            yield from _whole(payload, index, expanded(payload.body, provider.definitions))


def _whole(payload: Payload, index: int, body: dict[str, Any]) -> Iterator[Problem]:
    """Check what only shows when all references are replaced."""
    if body.get("type") != "object":
        message = "the body is not an object, so no type can be made from it"
        yield Problem(("payloads", index, "body"), message, "describe an object")
    elif "properties" not in body:
        yield from _choices(body, ("payloads", index, "body"))
    if _depth(body) > DEEPEST:
        message = f"the body is more than {DEEPEST} levels deep, which some tools cannot read"
        yield Problem(("payloads", index, "body"), message, "describe less of what lies so deep")
    for pointer, times in Counter(field.pointer for field in coded_fields(body)).items():
        if times > 1:
            message = f"{times} branches say which codes {pointer} contains, so that each value fails in one"
            advice = "let one branch name all vocabularies"
            yield Problem(("payloads", index, "body"), message, advice)
    for place, pointer in _pointers(payload):
        if not _exists(body, steps_of(pointer)):
            at = ("payloads", index, *place)
            yield Problem(at, f"the body has no field {pointer}", "point to a field of the body")
    for path, mark in _marks(payload):
        steps = steps_of(mark.pointer)
        if not _exists(body, steps):
            at = ("payloads", index, "recognize", *path, "pointer")
            yield Problem(at, f"the body has no field {mark.pointer}", "point to a field of the body")


def _pointers(payload: Payload) -> Iterator[tuple[Steps, str]]:
    """Yield the fields that a payload names, and where it does."""
    yield from ((("idempotency_key", number), each) for number, each in enumerate(payload.idempotency_key))
    if payload.means:
        for name in ("needs", "unless"):
            pointers: tuple[str, ...] = getattr(payload.means, name)
            yield from ((("means", name, number), each) for number, each in enumerate(pointers))


def _marks(payload: Payload) -> Iterator[tuple[Steps, Mark]]:
    """Yield what signs ask for, and the steps to it."""
    for number, sign in enumerate(payload.recognize):
        yield (number,), sign
        yield from (((number, "also", index), mark) for index, mark in enumerate(sign.also))


def _schema(schema: dict[str, Any], path: Steps, types: Mapping[str, str]) -> Iterator[Problem]:
    yield from _coded(schema, (*path, "x-vocabulary"), types)
    yield from _fields(schema, path)
    if "$ref" in schema and (more := sorted(set(schema) - {"$ref", "description"})):
        message = f"beside $ref there is {', '.join(more)}, which would be lost or override the definition"
        yield Problem(path, message, "keep only `$ref` and `description`")
    for steps, child in children(schema):
        yield from _schema(child, (*path, *steps), types)


def _coded(schema: dict[str, Any], at: Steps, types: Mapping[str, str]) -> Iterator[Problem]:
    """Check a field that contains codes; what it names must exist for that, which another rule checks."""
    named = vocabularies_of(schema)
    wanted = sorted({types[name] for name in named if name in types})
    if len(wanted) > 1:
        message = f"the vocabularies have codes of different types: {' and '.join(wanted)}"
        yield Problem(at, message, "name vocabularies of one type only")
    elif wanted and schema.get("type") != wanted[0]:
        message = f"the codes are of type {wanted[0]}"
        yield Problem(at, message, f'write "type": "{wanted[0]}"')
    if len(set(named)) < len(named):
        yield Problem(at, "a vocabulary is named twice", "name each once")
    for key in sorted({"const", "enum", "anyOf"} & set(schema)) if named else ():
        message = f"both `{key}` and the vocabulary say which values there are"
        yield Problem(at, message, f"keep `{key}` or `x-vocabulary`")


def _fields(schema: dict[str, Any], path: Steps) -> Iterator[Problem]:
    properties = schema.get("properties", {})
    for name, child in properties.items():
        if "description" not in child:
            at = (*path, "properties", name)
            yield Problem(at, f"the field {name!r} is not described", "add a description in your own words")
    for name in schema.get("required", ()) if properties else ():
        if name not in properties:
            at = (*path, "required")
            yield Problem(at, f"{name!r} is required but not among the properties", "describe it")
    if "properties" in schema:
        yield from _choices(schema, path)


def _choices(schema: dict[str, Any], path: Steps) -> Iterator[Problem]:
    """Check the branches of an object, whose names only are known to each type made from it."""
    for index, branch in enumerate(schema.get("anyOf", ())):
        if set(branch) != {"required"}:
            at = (*path, "anyOf", index)
            advice = "let it hold `required` only, and describe all fields beside `anyOf`"
            yield Problem(at, "a branch of an object says more than which fields must be there", advice)
        elif unknown := sorted(set(branch["required"]) - set(schema.get("properties", ()))):
            message = f"{unknown[0]!r} is required but not among the properties"
            yield Problem((*path, "anyOf", index, "required"), message, "describe it")


def _depth(schema: dict[str, Any]) -> int:
    return 1 + max((_depth(child) for _, child in children(schema)), default=0)


def _exists(schema: Any, steps: Sequence[str]) -> bool:
    if not steps:
        return True
    children = [schema.get("properties", {}).get(steps[0])]
    children += [schema.get("items")] if steps[0] == "*" else []
    if any(child is not None and _exists(child, steps[1:]) for child in children):
        return True
    return any(_exists(branch, steps) for branch in schema.get("anyOf", ()))


PAYLOAD_BODY = Rule(
    "payload-body",
    "A payload's body describes each field, has what identifies it and never contradicts itself.",
    "provider",
    payload_body,
    why=(
        "Schemas, models and field tables are all made of the body. A required field that is not "
        "described, a sign that the body does not have or a field of codes of two types would make "
        "them contradict each other."
    ),
    advice=(
        "Describe each field once, in the place the finding names, and let signs point to fields that "
        "are there."
    ),
)


LEAST = {"known": {"accept": 1, "reject": 3}, "envelope": {"accept": 1, "reject": 1}}
"""How many examples a payload has at least, by how much of it is known."""


def payload_examples(node: Node) -> Iterator[Problem]:
    """Yield a problem for each kind of example that a payload has too few of."""
    if node.value.id not in node.spec.root.providers:
        return  # an overlay: a provider that is not public has no examples in the spec's folder
    filed = Counter((example.payload_id, example.verdict) for example in node.spec.examples)
    every = {item.id for provider, _ in node.spec.providers for item in provider.payloads}
    orphans = {payload_id for payload_id, _ in filed} - every
    misfiled = closest_names(orphans, (item.id for item in node.value.payloads))
    for index, payload in enumerate(node.value.payloads):
        if payload.id in misfiled:
            continue  # orphan-example says which file is misspelled
        for verdict, least in LEAST[payload.shape].items():
            found = filed[payload.id, verdict]
            if found < least:
                file = f"examples/{payload.id.replace(':', '/')}.json"
                message = (
                    f"{found} of at least {least} examples of the kind `{verdict}` for {payload.shape!r}"
                )
                yield Problem(("payloads", index), message, f"add cases to `{verdict}` in {file}")


PAYLOAD_EXAMPLES = Rule(
    "payload-examples",
    "A known payload has at least 1 example to accept and 3 to reject, an envelope 1 of each.",
    "provider",
    payload_examples,
    suppressible=True,
    why=(
        "A schema that was never tried on anything may accept everything, or nothing. Examples that must "
        "be rejected keep it from growing too loose, and both kinds run in every validator and model that is "
        "generated. Where only the envelope is known there is less to get wrong, so less is asked for."
    ),
    advice=(
        "Add a case for each, named after what it shows. Let the ones to reject fail for different reasons: "
        "a field that is missing, one of the wrong type, another kind of value altogether. If the content is "
        'not known well enough to tell, say so with `"shape": "envelope"`.'
    ),
)


_PASCAL = re.compile(r"[A-Z][A-Za-z0-9]*")


def payload_titles(node: Node) -> Iterator[Problem]:
    """Yield a problem for each nested object whose title is missing, illegal or taken."""
    provider = node.value
    parts = [*provider.vocabularies, *provider.payloads]
    taken = {kebab(part.type_name): part.type_name for part in parts}
    for name, body in provider.definitions.items():
        if "title" in body:
            yield Problem(("definitions", name, "title"), f"{name} is named by its key", "remove the title")
        if why := type_problem(name):
            yield Problem(("definitions", name), f"{name} cannot be used: {why}", "choose another name")
        if kebab(name) in taken:
            message = f"{name} is already the name of {taken[kebab(name)]}"
            yield Problem(("definitions", name), message, "choose another name for the definition")
        taken[kebab(name)] = name
    for top, body in _bodies(provider):
        for path, schema in _objects(body, top):
            title = schema.get("title")
            if not isinstance(title, str) or not _PASCAL.fullmatch(title):
                yield Problem(path, "the object has no name for its type", "add a `title` in PascalCase")
            elif why := type_problem(title):
                yield Problem((*path, "title"), f"{title} cannot be used: {why}", "choose another title")
            elif kebab(title) in taken:
                message = f"{title} is already the name of {taken[kebab(title)]}"
                yield Problem(
                    (*path, "title"), message, "choose a title that no other type of the provider has"
                )
            else:
                taken[kebab(title)] = title


def _bodies(provider: ProviderFile) -> Iterator[tuple[Steps, dict[str, Any]]]:
    yield from ((("definitions", name), body) for name, body in provider.definitions.items())
    yield from (
        (("payloads", index, "body"), payload.body) for index, payload in enumerate(provider.payloads)
    )


def _objects(schema: Any, path: Steps, *, nested: bool = False) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Yield the nested schemas that declare properties, and where they are."""
    if not isinstance(schema, dict):
        return
    if nested and "properties" in schema:
        yield path, schema
    for steps, child in children(schema):
        yield from _objects(child, (*path, *steps), nested=nested or steps[0] != "anyOf")


PAYLOAD_TITLES = Rule(
    "payload-titles",
    "Every object inside a payload has a title of its own.",
    "provider",
    payload_titles,
    why=(
        "Every nested object becomes a type in two languages. Without its own title it would be "
        "named after its position, and its name would change whenever something is added before it."
    ),
    advice="Add a `title` in PascalCase that no other type of the provider has.",
)


_CODED = ("outcome", "detail")
"""Roles that decide what a payload as a whole means, so that only a field with codes can have them."""


def field_roles(node: Node) -> Iterator[Problem]:
    """Yield a problem for a role that cannot do what it is for."""
    provider = node.value
    for index, payload in enumerate(provider.payloads):
        at = ("payloads", index, "body")
        if broken_references(payload.body, provider.definitions):
            continue
        body = expanded(payload.body, provider.definitions)
        found = list(roles(body))
        coded = {field.pointer for field in coded_fields(body)}
        times = Counter(role for _, role in found)
        outcomes = Counter(pointer.rpartition("/")[0] for pointer, role in found if role == "outcome")
        for pointer, role in found:
            if role in _CODED and pointer not in coded:
                yield Problem(at, f"{pointer} is the {role} but has no codes", "add `x-vocabulary` to it")
        for above, number in outcomes.items():
            if number > 1:
                message = f"{number} fields of {above or 'the body'} are the outcome"
                yield Problem(at, message, "let one field have this role")
        if times["detail"] and not times["outcome"]:
            yield Problem(
                at, "there is a detail but no outcome", 'mark the outcome with `"x-role": "outcome"`'
            )


FIELD_ROLES = Rule(
    "field-roles",
    "An object has at most one outcome; it and its details hold codes; details have an outcome beside them.",
    "provider",
    field_roles,
    why=(
        "Where one field says how an attempt ended and others say why, the packages give one verdict from "
        "them. With two outcomes, or one that has no codes, there would be none. An object inside, such as "
        "a deposit switch in an account, may have an outcome of its own: the most urgent decides."
    ),
    advice="Mark one field as the outcome and those that say why as its details.",
)


def state_diagram(node: Node) -> Iterator[Problem]:
    """Yield a problem for each arrow to nowhere, and each state that cannot be reached or left."""
    # What is unreachable only because an arrow is misspelled needs no finding of its own.
    yield from list(_ids(node.value)) or _states(node.value)


def _ids(diagram: StateDiagram) -> Iterator[Problem]:
    names = [state.id for state in diagram.states]
    for index, name in enumerate(names):
        if name in names[:index]:
            advice = "choose an id that no other state has"
            yield Problem(("states", index, "id"), f"two states are called {name}", advice)
    for index, arrow in enumerate(diagram.transitions):
        for end in ("source", "target"):
            if (name := getattr(arrow, end)) not in names:
                advice = choices(name, set(names), "name one of the states")
                yield Problem(("transitions", index, end), f"there is no state {name!r}", advice)


def _states(diagram: StateDiagram) -> Iterator[Problem]:
    if not any(state.initial for state in diagram.states):
        yield Problem(("states",), "no state is the first", "say `initial` of those that may be")
    reached = _reached(diagram)
    left = {arrow.source for arrow in diagram.transitions}
    for index, state in enumerate(diagram.states):
        if fault := _fault(state, state.id in reached, state.id in left):
            yield Problem(("states", index), *fault)


def _fault(state: State, reached: bool, left: bool) -> tuple[str, str] | None:
    """Return what is wrong with the place of a state among the others, and its advice."""
    if not reached:
        return f"nothing leads to {state.id}", "add the transition that enters it, or say `initial`"
    if state.final and left:
        return f"{state.id} is final, yet a transition leaves it", "remove the transition, or `final`"
    if not state.final and not left:
        return f"nothing leads out of {state.id}", "add the transition that leaves it, or say `final`"
    return None


def _reached(diagram: StateDiagram) -> set[str]:
    """Return the ids of the states that a way leads to from one that is initial."""
    reached: set[str] = set()
    waiting = [state.id for state in diagram.states if state.initial]
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting += [arrow.target for arrow in diagram.transitions if arrow.source == here]
    return reached


STATE_DIAGRAM = Rule(
    "state-diagram",
    "In a state diagram every state can be reached, and only final ones cannot be left.",
    "model",
    state_diagram,
    on=(StateDiagram,),
    why=(
        "Programmers trust a state diagram to be complete. A state that nothing leads to was "
        "forgotten somewhere, and one that nothing leaves looks like an end where more follows."
    ),
    advice="Add the transition that is missing, or mark the state as `initial` or `final`.",
)


RULES = (
    PAYLOAD_BODY,
    PAYLOAD_EXAMPLES,
    PAYLOAD_TITLES,
    FIELD_ROLES,
    STATE_DIAGRAM,
)
