"""Rules about payloads, their fields and signatures."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.compat.diff.checks import part_added, part_changed, part_removed
from codegen.compat.diff.decided import table
from codegen.compat.diff.fields import BodyField, bare, described, narrowed, widened
from codegen.compat.diff.model import ChangeRule, Levels, SpecChange, shown
from codegen.compat.diff.spec_diff import SpecDiff


def body_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find bodies whose alternatives differ, and those that differ although their fields do not."""
    for id, old, new in specs.fields:
        other = [
            pointer
            for pointer in old
            if pointer in new and old[pointer].alternatives != new[pointer].alternatives
        ]
        for pointer in other:
            yield SpecChange(
                f"{id} {pointer}".rstrip(), "its alternatives differ", *described(old[pointer], new[pointer])
            )
        if old == new:
            yield SpecChange(id, "it differs in what fields do not tell")


def delivery_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find rules of delivery that differ, and payloads that name others."""
    keys = ("success", "timeout_s", "retry_after_s", "retry_on")
    rules = [(pair, key) for pair in specs.part("deliveries").changed for key in keys]
    for pair, key in (*rules, *((pair, "delivery") for pair in specs.payloads.changed)):
        if pair.differs(key):
            old, new = pair.old.get(key), pair.new.get(key)
            yield SpecChange(f"{pair.id} {key}", f"{key} {shown(old)} became {shown(new)}", old, new)


def _keys_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    yield from part_changed("deliveries", "event_id", "idempotency_key")(specs)
    yield from part_changed("payloads", "idempotency_key")(specs)


def field_optional_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find optional fields that are new, without what is inside them."""
    for id, old, new in specs.fields:
        for pointer, field in new.items():
            if pointer not in old and parent(pointer) in old and (not field.required or is_item(pointer)):
                yield SpecChange(f"{id} {pointer}", "it is new", None, sorted(field.types))


def field_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields that are gone, without what was inside them."""
    for id, old, new in specs.fields:
        for pointer, field in old.items():
            if pointer not in new and parent(pointer) in new:
                yield SpecChange(f"{id} {pointer}", "it is gone", sorted(field.types), None)


def field_required_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields that must be there now, in objects that were there before."""
    for id, old, new in specs.fields:
        for pointer, field in new.items():
            if field.required and pointer not in old and parent(pointer) in old and not is_item(pointer):
                yield SpecChange(f"{id} {pointer}", "it is new, and required", None, "required")
            elif field.required and pointer in old and not old[pointer].required:
                yield SpecChange(f"{id} {pointer}", "it is required now", "optional", "required")


def field_required_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields that had to be there and need not any more."""
    for id, pointer, old, new in shared_fields(specs):
        if old.required and not new.required:
            yield SpecChange(f"{id} {pointer}", "it is optional now", "required", "optional")


def field_role_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields with another role."""
    for id, pointer, old, new in shared_fields(specs):
        if old.role != new.role:
            yield SpecChange(
                f"{id} {pointer}", f"its role {shown(old.role)} became {shown(new.role)}", old.role, new.role
            )


def field_type_narrowed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields that no longer take what they took."""
    for id, pointer, old, new in shared_fields(specs):
        if words := narrowed(old, new):
            yield SpecChange(f"{id} {pointer}", "it " + " and ".join(words), *described(old, new))


def field_type_widened(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields that take what they did not take."""
    for id, pointer, old, new in shared_fields(specs):
        if words := widened(old, new):
            yield SpecChange(f"{id} {pointer}", "it " + " and ".join(words), *described(old, new))


def field_vocabulary_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find coded fields whose vocabularies are not those that they were."""
    for id, pointer, old, new in shared_fields(specs):
        if old.vocabularies != new.vocabularies:
            was, now = sorted(old.vocabularies), sorted(new.vocabularies)
            yield SpecChange(
                f"{id} {pointer}", f"its codes are from {shown(now)}, not {shown(was)}", was, now
            )


def payload_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find payloads that are new."""
    for id, record in specs.payloads.added.items():
        if id not in renamed_payloads(specs).values():
            yield SpecChange(id, f"{id} is new", None, record.get("type_name"))


def payload_operation_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find payloads that belong to another operation, where the old model said so at all."""
    for pair in [] if specs.unsaid("payloads", "operation") else specs.payloads.changed:
        old, new = pair.old.get("operation"), pair.new.get("operation")
        if old != new:
            yield SpecChange(pair.id, f"operation {shown(old)} became {shown(new)}", old, new)


def payload_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find payloads that are neither there nor renamed."""
    for id, record in specs.payloads.removed.items():
        if id not in renamed_payloads(specs):
            yield SpecChange(id, f"{id} is gone", record.get("type_name"), None)


def payload_renamed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find payloads that were given another id."""
    for old, new in renamed_payloads(specs).items():
        yield SpecChange(old, f"{old} became {new}", old, new, (old, new))


def recognition_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find other signs and other weights."""
    for pair in specs.payloads.changed:
        if pair.differs("recognize"):
            old, new = pair.old.get("recognize"), pair.new.get("recognize")
            yield SpecChange(pair.id, f"its signs {shown(old)} became {shown(new)}", old, new)
    if specs.both_say("decisions", "recognition"):
        old, new = (table(side.spec, "recognition") for side in (specs.old, specs.new))
        for key in sorted(old | new):
            if old.get(key) != new.get(key):
                message = (
                    f"{key} is another" if isinstance(new.get(key), list) else f"{key} became {new.get(key)}"
                )
                yield SpecChange(f"decisions.recognition {key}", message, old.get(key), new.get(key))


def schema_id_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find identifiers that are gone, but for those of payloads that are gone themselves."""
    old, new = specs.old.schema_ids, specs.new.schema_ids
    gone = {f"urn:linkcodes:{id}" for id in specs.payloads.removed}
    for id in sorted(set(old or ()) - set(new or ())) if old and new else ():
        if id.removesuffix(":strict") not in gone:
            yield SpecChange(id, "no schema has this identifier any more", id, None)


def shape_renamed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find parts of bodies with another title."""
    for id, pointer, old, new in shared_fields(specs):
        if old.titles - new.titles:
            was, now = sorted(old.titles), sorted(new.titles)
            yield SpecChange(f"{id} {pointer}", f"its name {shown(was)} became {shown(now)}", was, now)


def signature_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find other schemes, and payloads that name another."""
    keys = ("header", "algorithm", "encoding", "prefix", "jws", "signed")
    schemes = [(pair, key) for pair in specs.part("signatures").changed for key in keys]
    for pair, key in (*schemes, *((pair, "signature") for pair in specs.payloads.changed)):
        if pair.differs(key):
            old, new = pair.old.get(key), pair.new.get(key)
            yield SpecChange(f"{pair.id} {key}", f"{key} {shown(old)} became {shown(new)}", old, new)


RULES = (
    ChangeRule(
        "body-changed",
        "A body accepts something different, beyond what its list of fields shows.",
        "Whether that is more or less cannot be told for sure, so it counts as less.",
        Levels(python="major", typescript="major", strict="major", tolerant="major", models="major"),
        body_changed,
        review=True,
    ),
    ChangeRule(
        "channel-changed",
        "A payload arrives through a different channel.",
        "It is recognized among others, and listeners and webhooks take other payloads.",
        Levels(python="major", typescript="major", answer="major"),
        part_changed("payloads", "channel"),
    ),
    ChangeRule(
        "delivery-changed",
        "What counts as delivered changed, or what happens when nothing is.",
        "Receivers that were built to it may lose events or get them twice.",
        Levels(answer="minor"),
        delivery_changed,
        review=True,
    ),
    ChangeRule(
        "delivery-id-changed",
        "Different fields identify repeats of an event.",
        "Receivers that drop repeats by the old one process events twice, or drop all.",
        Levels(answer="major"),
        _keys_changed,
    ),
    ChangeRule(
        "field-optional-added",
        "An optional field is new.",
        "Strict schemas refused it and take it now; models and types have one more attribute.",
        Levels(python="minor", typescript="minor", strict="minor", models="minor"),
        field_optional_added,
    ),
    ChangeRule(
        "field-removed",
        "A field was removed.",
        "Types and models lose it, and strict schemas refuse what has it.",
        Levels(python="major", typescript="major", strict="major", models="major"),
        field_removed,
    ),
    ChangeRule(
        "field-required-added",
        "A field became required.",
        "What came without it was valid and is not any more; models raise for it.",
        Levels(python="major", typescript="major", strict="major", tolerant="major", models="major"),
        field_required_added,
    ),
    ChangeRule(
        "field-required-removed",
        "A required field became optional.",
        "What reads it must be ready for its absence; a compiler reports it where it is used.",
        Levels(python="minor", typescript="minor", strict="minor", tolerant="minor", models="minor"),
        field_required_removed,
        review=True,
    ),
    ChangeRule(
        "field-role-changed",
        "The role of a field in its payload changed.",
        "How it ended, why and how far it got is read from other fields: the verdict may be another.",
        Levels(answer="major"),
        field_role_changed,
    ),
    ChangeRule(
        "field-type-narrowed",
        "A field accepts fewer values than before.",
        "What was valid is refused, by schemas and models alike.",
        Levels(python="major", typescript="major", strict="major", tolerant="major", models="major"),
        field_type_narrowed,
    ),
    ChangeRule(
        "field-type-widened",
        "A field accepts more values than before.",
        "What reads it meets values that it may not expect; a compiler reports it where it is used.",
        Levels(python="minor", typescript="minor", strict="minor", tolerant="minor", models="minor"),
        field_type_widened,
        review=True,
    ),
    ChangeRule(
        "field-vocabulary-changed",
        "A field takes its codes from a different vocabulary.",
        "Its values are other constants, and what they mean is looked up elsewhere.",
        Levels(python="major", typescript="major", strict="major", models="major", answer="major"),
        field_vocabulary_changed,
    ),
    ChangeRule(
        "payload-added",
        "A payload is new.",
        "What was not recognized is now.",
        Levels(python="minor", typescript="minor"),
        payload_added,
    ),
    ChangeRule(
        "payload-operation-changed",
        "The operation of a payload changed.",
        "Plans depend on the operation: the same failure gets another plan.",
        Levels(answer="major"),
        payload_operation_changed,
    ),
    ChangeRule(
        "payload-removed",
        "A payload was removed.",
        "Its type, model and schema are gone, and it is no longer recognized.",
        Levels(
            python="major",
            typescript="major",
            strict="major",
            tolerant="major",
            models="major",
            answer="major",
        ),
        payload_removed,
    ),
    ChangeRule(
        "payload-renamed",
        "A payload was renamed; its body is the same.",
        "Programs name payloads by their ids, and schemas are found by them.",
        Levels(
            python="major",
            typescript="major",
            strict="major",
            tolerant="major",
            models="major",
            answer="major",
        ),
        payload_renamed,
    ),
    ChangeRule(
        "recognition-changed",
        "The signs or weights that recognize a payload changed.",
        "What was taken for this payload may be taken for another, or for none.",
        Levels(answer="major"),
        recognition_changed,
    ),
    ChangeRule(
        "schema-id-changed",
        "The identifier of a schema changed, or the schema was removed.",
        "What names it, such as a `$ref` of your own, finds nothing.",
        Levels(strict="major", tolerant="major"),
        schema_id_changed,
    ),
    ChangeRule(
        "shape-changed",
        "The spec describes more, or less, of a payload.",
        "An envelope lets through what a known payload does not.",
        Levels(strict="minor", answer="minor"),
        part_changed("payloads", "shape"),
        review=True,
    ),
    ChangeRule(
        "shape-renamed",
        "A part of a payload was renamed.",
        "Types and models of that part cannot be imported under the old one.",
        Levels(typescript="major", models="major"),
        shape_renamed,
    ),
    ChangeRule(
        "signature-added",
        "A signature is new.",
        "It can be verified now. Nothing that was there changed.",
        Levels(answer="minor"),
        part_added("signatures"),
    ),
    ChangeRule(
        "signature-changed",
        "How a payload is signed changed.",
        "What was verified is refused; receivers answer 401.",
        Levels(answer="major"),
        signature_changed,
    ),
    ChangeRule(
        "signature-removed",
        "A signature was removed.",
        "What it was verified with cannot be named any more.",
        Levels(answer="major"),
        part_removed("signatures"),
    ),
)


def shared_fields(specs: SpecDiff) -> Iterator[tuple[str, str, BodyField, BodyField]]:
    """Yield (payload, pointer, old, new) of the fields that are there on both specs and differ."""
    for id, old, new in specs.fields:
        for pointer, field in old.items():
            if pointer in new and field != new[pointer]:
                yield id, pointer, field, new[pointer]


def parent(pointer: str) -> str:
    """Return the pointer of the object or list that a field is in."""
    return pointer.rpartition("/")[0]


def is_item(pointer: str) -> bool:
    """Say whether a pointer is of every item, or of every further key: of what need not be there at all."""
    return pointer.rpartition("/")[2] in ("*", "**")


def renamed_payloads(specs: SpecDiff) -> dict[str, str]:
    """Return the payloads that have another id and the same body, by the old one."""
    found: dict[str, str] = {}
    for was, old in specs.payloads.removed.items():
        for now, new in specs.payloads.added.items():
            same = bare(old["body"]) == bare(new["body"]) and old.get("channel") == new.get("channel")
            if same and _provider(was) == _provider(now) and now not in found.values():
                found[was] = now
                break
    return found


def _provider(id: str) -> str:
    return id.partition(":")[0]
