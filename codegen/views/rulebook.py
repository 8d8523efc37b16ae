"""The rules by which the packages classify codes and read payloads: the spec as a program needs it.

Both runtimes get the same rules, Python as JSON and TypeScript as a module, so that neither can know more
than the other. Texts that a decision does not need stay out, apart from each code's summary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from codegen.model.body import RESULTS
from codegen.model.codes import Behavior, Context, Facts
from codegen.model.decisions import Recognition
from codegen.model.plan import unattended_if_read
from codegen.model.planning import planning
from codegen.model.taxonomy import Advice, Situation, without_rare
from codegen.model.wire import Mark, Means, Recognize
from codegen.read.findings import Place
from codegen.resolve import evidence
from codegen.resolve.bodies import roles
from codegen.resolve.spec import (
    ResolvedCode,
    ResolvedPayload,
    ResolvedProvider,
    ResolvedSpec,
    ResolvedVocabulary,
)
from codegen.text.json_text import digest
from codegen.text.pointer import steps_of
from codegen.views.decisions import tables

Record = dict[str, Any]
_NOT_OF_THE_CODE = {"note", "note_for", "reason", "effect", "unattended_if_read"}
"""What is written for people, and what follows from where a behavior is found."""


def core(spec: ResolvedSpec) -> Record:
    """Return what applies to all providers: defaults by category, what changes without a user, all tables."""
    taxonomy = spec.taxonomy
    situations = {item.id: item for item in taxonomy.situations}
    return {
        **planning(taxonomy, spec.decisions),
        "unlisted": taxonomy.unlisted.model_dump(mode="json"),
        "http_fallbacks": [
            {"first": item.first, "last": item.last, "behavior": _guessed(situations[item.situation])}
            for item in taxonomy.http_fallbacks
        ],
        "recognition": spec.decisions.recognition.model_dump(exclude={"common_words"}),
        "tables": tables(spec),
    }


def _guessed(situation: Situation) -> Record:
    """Return the behavior of a value of which only the situation is known."""
    advice = {name: getattr(situation, name) for name in Advice.model_fields}
    behavior = Behavior(**advice, situation=situation.id, wait=situation.wait, confidence="L")
    return _record(behavior)


def _record(behavior: Behavior) -> Record:
    """Return a behavior as programs read it: without what is written for people."""
    record = behavior.model_dump(mode="json", exclude=_NOT_OF_THE_CODE)
    wait = behavior.wait.model_dump(exclude_defaults=True, exclude={"basis"}) if behavior.wait else None
    whole = {**record, "unattended_retry": unattended_if_read(behavior), "wait": wait or None}
    return without_rare(whole)


def provider(provider: ResolvedProvider, recognition: Recognition) -> Record:
    """Return `{id, name, operations, behaviors, sources, vocabularies, payloads, bodies}` of one provider.

    Codes name their behavior, whose name follows from what it says, and their source by its id. A payload
    that differs from others by the name of an event has that field among its `codes`, first, like the payload
    of the same channel that lists the events; if such an event is an outcome it is the `outcome` in place of
    what the body has, and what errors come with an event that is a failure are its `detail`. An outcome in
    a list is that of one item, so the payload has none. `points` say how much a field, a sign or a value
    speaks for the provider; a `plain` value is one that any API may send. `bodies` has the `values` that
    bodies ask for, and the greatest `min_length` of a text.
    """
    writer = _Vocabularies(provider, recognition)
    vocabularies = [writer.vocabulary(item) for item in provider.vocabularies]
    payloads = [_payload(payload, provider, recognition) for payload in provider.payloads]
    return {
        "id": provider.id,
        "name": provider.name,
        "operations": {item.id: item.effect for item in provider.operations},
        "behaviors": dict(sorted(writer.behaviors.items())),
        "sources": {item.id: item.url for item in provider.sources if item.id in writer.cited},
        "vocabularies": vocabularies,
        "payloads": [_with_event(item, payloads, provider) for item in payloads],
        "bodies": _bodies(payload.body for payload in provider.payloads),
    }


def _bodies(bodies: Iterable[Any]) -> Record:
    parts = [part for body in bodies for part in _parts(body)]
    asked = [value for part in parts for value in (*part.get("enum", ()), part.get("const"))]
    lengths = (part.get("minLength") for part in parts)
    return {
        "values": sorted({value for value in asked if type(value) in {str, int, float}}, key=str),
        "min_length": max((length for length in lengths if isinstance(length, int)), default=0),
    }


def _parts(schema: Any) -> Iterator[Record]:
    """Yield all objects of a body, of which those that are no schema have none of its keywords."""
    if isinstance(schema, dict):
        yield schema
    if isinstance(schema, dict | list):
        for inner in schema.values() if isinstance(schema, dict) else schema:
            yield from _parts(inner)


def places(provider: ResolvedProvider, spec: ResolvedSpec) -> tuple[Place, ...]:
    """Return the files that the rules of a provider are made from."""
    found = provider.places("vocabularies", "payloads", "deliveries")
    return (*found, spec.root, spec.decisions_place)


class _Vocabularies:
    """Writes the vocabularies of one provider, and notes the behaviors and sources that they name."""

    def __init__(self, provider: ResolvedProvider, recognition: Recognition) -> None:
        self._provider = provider
        self._common = frozenset(recognition.common_words)
        self.behaviors: dict[str, Record] = {}
        self.cited: set[str] = set()

    def vocabulary(self, vocabulary: ResolvedVocabulary) -> Record:
        absent = vocabulary.absent
        return {
            "id": vocabulary.local_id,
            **({"money": vocabulary.money} if vocabulary.money else {}),
            **({"absent": self._meaning(absent, absent.behavior)} if absent else {}),
            "codes": [self._code(code) for code in vocabulary.codes],
        }

    def _code(self, code: ResolvedCode) -> Record:
        contexts = [self._context(context) for context in code.contexts]
        return {
            "value": code.value,
            **({"name": code.name} if code.name != code.value else {}),
            **({"plain": True} if evidence.is_plain(code.value, self._common) else {}),
            **self._meaning(code, code.effective_behavior),
            **({"verdict": code.verdict} if code.verdict else {}),
            **({"names_operation": code.names_operation} if code.names_operation else {}),
            **({"contexts": contexts, "default_context": code.default_context} if contexts else {}),
        }

    def _context(self, context: Context) -> Record:
        operations = {"operations": list(context.operations)} if context.operations else {}
        signs = [sign.model_dump(exclude_none=True) for sign in context.signs]
        rest = {
            **({"signs": signs} if signs else {}),
            **({"verdict": context.verdict} if context.verdict else {}),
        }
        return {"id": context.id, **self._meaning(context, context.behavior), **operations, **rest}

    def _meaning(self, facts: Facts, behavior: Behavior | None) -> Record:
        """Return what a code, one of its meanings, or its absence says; what is empty is left out."""
        source = self._documentation(facts)
        record = {
            "summary": facts.summary,
            "behavior": self._behavior(behavior),
            "source": source,
            "flags": [flag.id for flag in facts.flags],
            "messages": [_message(item.text, item.placeholders) for item in facts.wire_messages],
            "http": [item.status for item in facts.http_status],
            "alone": [item.status for item in facts.http_status if item.alone],
        }
        return {key: value for key, value in record.items() if value not in (None, [])}

    def _behavior(self, behavior: Behavior | None) -> str | None:
        """Return the name of a behavior: its main words and a digest of it all; no other code changes it."""
        if behavior is None:
            return None
        record = _record(behavior)
        name = f"{behavior.situation or behavior.category}.{digest(record)}"
        self.behaviors[name] = record
        return name

    def _documentation(self, facts: Facts) -> str | None:
        """Return the id of the source to send people to: the provider's own where there is one."""
        sources = [self._provider.source(item.source) for item in facts.evidence]
        official = (source for source in sources if source.kind == _OFFICIAL)
        source = next(official, sources[0] if sources else None)
        if source is None:
            return None
        self.cited.add(source.id)
        return source.id


_OFFICIAL = "official_docs"


def _message(text: str, placeholders: Iterable[str]) -> str | list[str]:
    """Return a literal text, or, where parts of it differ from case to case, the parts that stay the same."""
    parts = [text]
    for placeholder in placeholders:
        parts = [piece for part in parts for piece in part.split(placeholder)]
    return text if len(parts) == 1 else parts


def _payload(payload: ResolvedPayload, provider: ResolvedProvider, recognition: Recognition) -> Record:
    delivery = next((item for item in provider.deliveries if item.id == payload.delivery), None)
    event_id = delivery.event_id if delivery else None
    return {
        "id": payload.local_id,
        "channel": payload.channel,
        "shape": payload.shape,
        **({"operation": payload.operation} if payload.operation else {}),
        **({"money": payload.money} if payload.money else {}),
        **({"means": _means(payload.means, provider)} if payload.means else {}),
        "signs": [_sign(sign, provider.id, recognition) for sign in payload.recognize],
        "marks": evidence.marks(payload.body, provider.id, recognition),
        "fields": list(payload.body.get("properties", {})),
        "codes": [
            {"path": path(pointer), "vocabularies": [_local(name) for name in vocabularies]}
            for pointer, vocabularies in payload.coded
        ],
        "roles": _roles(payload),
        **({"event_id": path(event_id)} if event_id else {}),
    }


def _means(means: Means, provider: ResolvedProvider) -> Record:
    vocabulary, _, name = means.code.partition("#")
    listed = next(item for item in provider.vocabularies if item.id == vocabulary)
    value = next(code.value for code in listed.codes if code.name == name)
    when = [(pointer, True) for pointer in means.needs] + [(pointer, False) for pointer in means.unless]
    return {
        "path": [],
        "vocabularies": [listed.local_id],
        "value": value,
        "when": [[path(pointer), is_there] for pointer, is_there in when],
    }


def _roles(payload: ResolvedPayload) -> list[Record]:
    found = [
        {"path": path(pointer), "role": role} for pointer, role in roles(payload.body) if role not in RESULTS
    ]
    several = any(item["role"] == "outcome" and "*" in item["path"] for item in found)
    return _without_outcome(found) if several else found


def _without_outcome(roles: list[Record]) -> list[Record]:
    return [item for item in roles if item["role"] not in ("outcome", "detail")]


def _with_event(payload: Record, payloads: list[Record], provider: ResolvedProvider) -> Record:
    """Add the name of the event to the codes: a body fixes it to one value, so it is not marked there."""
    names = [(sign["path"], sign["equals"]) for sign in payload["signs"] if "equals" in sign]
    if not names or any(code["path"] == names[0][0] for code in payload["codes"]):
        return payload
    others = (code for item in payloads if item["channel"] == payload["channel"] for code in item["codes"])
    for code in others:
        events = [_event(code, where, name, provider) for where, name in names]
        if all(events):
            found = list(_event_roles(code["path"], events, payload["codes"], provider))
            kept = _without_outcome(payload["roles"]) if found else payload["roles"]
            return {**payload, "codes": [code, *payload["codes"]], "roles": [*kept, *found]}
    return payload


def _event(code: Record, where: list[str], name: str, provider: ResolvedProvider) -> ResolvedCode | None:
    if where != code["path"]:
        return None
    vocabularies = (item for item in provider.vocabularies if item.local_id in code["vocabularies"])
    return next((item for each in vocabularies for item in each.codes if item.value == name), None)


def _event_roles(
    where: list[str], events: list[ResolvedCode | None], codes: list[Record], provider: ResolvedProvider
) -> Iterator[Record]:
    phases = {event.effective_behavior.phase for event in events if event and event.effective_behavior}
    if phases:
        yield {"path": where, "role": "outcome"}
    if phases == {"failure"}:
        errors = {item.local_id for item in provider.vocabularies if item.kind == "error"}
        yield from (
            {"path": code["path"], "role": "detail"} for code in codes if errors & {*code["vocabularies"]}
        )


def _sign(sign: Recognize, provider: str, recognition: Recognition) -> Record:
    points = evidence.points_of_sign(sign, provider, recognition)
    also = {"also": [_mark(mark) for mark in sign.also]} if sign.also else {}
    return {**_mark(sign), **also, **({"points": points} if points else {})}


def _mark(mark: Mark) -> Record:
    return {"path": path(mark.pointer), **({} if mark.equals is None else {"equals": mark.equals})}


def path(pointer: str) -> list[str]:
    """Split a JSON pointer into keys."""
    return list(steps_of(pointer))


def _local(vocabulary: str) -> str:
    return vocabulary.partition(":")[2]
