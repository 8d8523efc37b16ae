"""Rules about providers: methods, addresses, operations, sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.compat.diff.checks import part_added, part_changed, part_removed
from codegen.compat.diff.known import EVIDENCE, differing_keys, documents, unknown_keys
from codegen.compat.diff.model import EVERYWHERE_MAJOR, ChangeRule, Levels, SpecChange, shown
from codegen.compat.diff.spec_diff import SpecDiff


def documentation_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find documents about a provider that are not what they were: one finding for each provider and kind."""
    for provider, part, counts in documents(specs):
        yield SpecChange(f"{provider} {part}", f"{part}: {counts}", None, counts)


def evidence_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find parts of which what they rest on differs, and say which of it."""
    for pair, keys in differing_keys(specs, EVIDENCE):
        old, new = ({key: side.get(key) for key in keys} for side in (pair.old, pair.new))
        yield SpecChange(pair.id, f"other grounds: {shown(keys)}", old, new)


def method_field_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find optional fields that are new."""
    for id, old, new in fields_of_methods(specs):
        for name, field in new.items():
            if name not in old and not field["required"]:
                yield SpecChange(f"{id} {name}", "it is new", None, field["type"])


def method_field_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields that take something else."""
    for id, old, new in fields_of_methods(specs):
        for name in old.keys() & new.keys():
            for key in ("type", "values", "vocabulary"):
                was, now = old[name].get(key), new[name].get(key)
                if was != now:
                    yield SpecChange(
                        f"{id} {name} {key}", f"its {key} {shown(was)} became {shown(now)}", was, now
                    )


def method_field_optional(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields that were required and are not any more."""
    for id, old, new in fields_of_methods(specs):
        for name in old.keys() & new.keys():
            if old[name]["required"] and not new[name]["required"]:
                yield SpecChange(f"{id} {name}", "it is optional now", "required", "optional")


def method_field_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields that are gone."""
    for id, old, new in fields_of_methods(specs):
        for name in old:
            if name not in new:
                yield SpecChange(f"{id} {name}", "it is gone", old[name]["type"], None)


def method_field_required_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields that are required now."""
    for id, old, new in fields_of_methods(specs):
        for name, field in new.items():
            if field["required"] and not (old.get(name) or {}).get("required"):
                yield SpecChange(
                    f"{id} {name}", "it is required now", None if name not in old else "optional", "required"
                )


def permalink_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find codes, vocabularies, methods and payloads that are there and whose page is another."""
    whole = (*specs.whole_vocabularies.changed, *specs.methods.changed, *specs.payloads.changed)
    for pair in (*specs.codes, *whole):
        old, new = pair.old.get("page"), pair.new.get("page")
        if old is not None and old != new:
            yield SpecChange(pair.id, f"its page {old} became {shown(new)}", old, new)


def provider_added(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find providers that are new."""
    for id, record in specs.providers.added.items():
        yield SpecChange(id, f"{record.get('name', id)} is new", None, id)


def provider_removed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find providers that are gone."""
    for id, record in specs.providers.removed.items():
        yield SpecChange(id, f"{record.get('name', id)} is gone", id, None)


def surface_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find vocabularies and payloads that are on another surface."""
    for pair in (*specs.vocabularies.changed, *specs.payloads.changed):
        old, new = pair.old.get("surface"), pair.new.get("surface")
        if old != new:
            yield SpecChange(pair.id, f"its surface {shown(old)} became {shown(new)}", old, new)


def unclassified_changed(specs: SpecDiff) -> Iterator[SpecChange]:
    """Find fields that differ and that are neither wording nor evidence nor the matter of a rule."""
    for pair, key in unknown_keys(specs):
        old, new = pair.old.get(key), pair.new.get(key)
        yield SpecChange(f"{pair.id} {key}", f"{key} {shown(old)} became {shown(new)}", old, new)


RULES = (
    ChangeRule(
        "address-added",
        "A provider has a new address.",
        "It can be let through now.",
        Levels(data="minor", answer="minor"),
        part_added("addresses", "value", owner=True),
    ),
    ChangeRule(
        "address-removed",
        "An address of a provider was removed.",
        "Lists of hosts that are let through, and origins that a listener takes, lose it.",
        Levels(data="major", answer="major"),
        part_removed("addresses", "value", owner=True),
    ),
    ChangeRule(
        "documentation-changed",
        "A source, a flow, a diagram or another part for readers only changed.",
        "People read it; no program branches on it.",
        Levels(data="patch"),
        documentation_changed,
    ),
    ChangeRule(
        "evidence-changed",
        "The sources or the certainty of a fact changed.",
        "It is as true as its sources. Where a plan depends on how sure it is, the replay shows it.",
        Levels(data="patch"),
        evidence_changed,
    ),
    ChangeRule(
        "method-added",
        "An SDK method is new.",
        "It can be called now.",
        Levels(python="minor", typescript="minor", answer="minor"),
        part_added("methods"),
    ),
    ChangeRule(
        "method-field-added",
        "A method accepts a new field.",
        "Calls without it stay right.",
        Levels(typescript="minor", answer="minor"),
        method_field_added,
    ),
    ChangeRule(
        "method-field-changed",
        "A field of a method changed its type or its values.",
        "Calls that were right may be refused.",
        Levels(typescript="major", answer="major"),
        method_field_changed,
    ),
    ChangeRule(
        "method-field-optional",
        "A required field of a method became optional.",
        "Calls that give it stay right.",
        Levels(typescript="minor", answer="minor"),
        method_field_optional,
    ),
    ChangeRule(
        "method-field-removed",
        "A method no longer accepts a field.",
        "Calls that give it were right and are not any more.",
        Levels(typescript="major", answer="major"),
        method_field_removed,
    ),
    ChangeRule(
        "method-field-required-added",
        "A method now requires a field.",
        "Calls without it were right and are not any more.",
        Levels(typescript="major", answer="major"),
        method_field_required_added,
    ),
    ChangeRule(
        "method-outcomes-changed",
        "The outcomes of a method changed, or its code.",
        "Programs that handle its outcomes may miss one.",
        Levels(answer="minor"),
        part_changed("methods", "outcomes", "code", "value"),
        review=True,
    ),
    ChangeRule(
        "method-removed",
        "An SDK method was removed.",
        "Its page and what it takes cannot be looked up any more.",
        Levels(python="major", typescript="major", answer="major"),
        part_removed("methods"),
    ),
    ChangeRule(
        "operation-added",
        "The spec now says what an operation does at a provider.",
        "Plans for it may become more careful, or less; where they do, the replay shows it.",
        Levels(answer="minor"),
        part_added("operations", owner=True),
        review=True,
    ),
    ChangeRule(
        "operation-removed",
        "The spec no longer says what an operation does at a provider.",
        "Plans for it fall back to what the operation does elsewhere.",
        Levels(answer="major"),
        part_removed("operations", owner=True),
    ),
    ChangeRule(
        "permalink-removed",
        "A permanent page was removed.",
        "Links to it, in tickets, logs and `docs_url`, lead nowhere.",
        Levels(data="major", answer="major"),
        permalink_removed,
    ),
    ChangeRule(
        "provider-added",
        "A provider is new.",
        "Nothing that was there changed. Bodies that had no provider may have one now.",
        Levels(
            python="minor", typescript="minor", strict="minor", models="minor", data="minor", answer="minor"
        ),
        provider_added,
    ),
    ChangeRule(
        "provider-removed",
        "A provider was removed.",
        "Its modules, types, models and schemas cannot be found, and its codes are unknown.",
        EVERYWHERE_MAJOR,
        provider_removed,
    ),
    ChangeRule(
        "surface-changed",
        "The surface of a vocabulary or a payload changed.",
        "It is found in another place of the site. Programs do not branch on it.",
        Levels(data="patch"),
        surface_changed,
    ),
    ChangeRule(
        "unclassified-changed",
        "Something changed that no rule covers.",
        "What it means to anyone cannot be told, so it counts as the worst. Write a rule for it.",
        EVERYWHERE_MAJOR,
        unclassified_changed,
        review=True,
    ),
)


Fields = dict[str, dict[str, Any]]


def fields_of_methods(specs: SpecDiff) -> Iterator[tuple[str, Fields, Fields]]:
    """Yield (method, old, new) of the methods that take something else; inner fields by their path."""
    for pair in specs.methods.changed:
        if pair.differs("config"):
            old, new = (dict(_flat(side.get("config", []))) for side in (pair.old, pair.new))
            yield pair.id, old, new


def _flat(fields: list[dict[str, Any]], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for field in fields:
        path = f"{prefix}{field['name']}"
        yield path, field
        yield from _flat(field.get("fields", []), f"{path}.")
