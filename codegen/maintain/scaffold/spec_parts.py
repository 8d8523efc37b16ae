"""New parts of the spec: a provider, a vocabulary, a code, a payload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from codegen.maintain.scaffold.new_files import NewFiles, blank, one_of
from codegen.model.codes import Money, Vocabulary
from codegen.model.files import ProviderFile
from codegen.read.examples import FOLDER as EXAMPLES
from codegen.read.findings import Place, UsageError
from codegen.read.load import ROOT_FILE, LoadedSpec

Answers = Mapping[str, str]
"""What was asked for, by the name of the option."""
OUTCOMES = ("status", "error", "state")
MONEY = get_args(Money)
_PLAIN: Mapping[str, Any] = {"confidence": "M"}


def provider(spec: LoadedSpec, folder: Path, answers: Answers) -> NewFiles:
    """A provider with one source and one vocabulary, which cites it."""
    root, plan, name = spec.root, NewFiles(), answers["id"]
    if name in root.providers:
        raise UsageError(f"the provider {name} exists already; choose another id")
    kinds = {kind.id: kind.first_party for kind in root.taxonomy.source_kinds}
    source = {
        "id": "docs",
        "url": answers["source-url"],
        "title": answers["source-title"],
        "publisher": answers["name"],
        "kind": next((kind for kind, first_party in kinds.items() if first_party), next(iter(kinds))),
        "access": root.taxonomy.access_kinds[0].id,
        "retrieved": answers["retrieved"],
    }
    own = {**answers, "id": f"{name}:{answers['vocabulary']}", "source": "docs"}
    plan.create_json(
        folder / f"providers/{name}.json",
        {
            "$schema": "../../generated/jsonschema/spec.schema.json",
            "id": name,
            "name": answers["name"],
            "homepage": answers["homepage"],
            "summary": blank("say in one sentence what it is."),
            "sources": [source],
            "vocabularies": [_vocabulary(spec, own)],
        },
    )
    plan.add(folder / ROOT_FILE, "", "providers", name)
    return plan


def vocabulary(spec: LoadedSpec, folder: Path, answers: Answers) -> NewFiles:
    """A vocabulary with its first code, in the file of a part or of the provider itself."""
    owner, place = _owner(spec, answers["provider"])
    full_id = f"{owner.id}:{answers['id']}"
    _refuse(full_id, (item.id for item in owner.vocabularies))
    plan = NewFiles()
    item = _vocabulary(spec, {**answers, "id": full_id, "source": _source(owner, answers)})
    plan.add(_file(folder, owner, answers), "", "vocabularies", item)
    if (surface := _surface(owner, answers)) is not None:
        plan.add(folder.parent / place.file, f"/surfaces/{surface}", "vocabularies", full_id)
    return plan


def code(spec: LoadedSpec, folder: Path, answers: Answers) -> NewFiles:
    """A code at the end of its vocabulary."""
    known = {item.id: (owner, item) for owner, _ in spec.providers for item in owner.vocabularies}
    owner, home = known[one_of(answers["vocabulary"], known, "vocabulary")]
    _refuse(f"{home.id}#{answers['code']}", (home.code_id(item) for item in home.codes))
    place = next(place for other, place in spec.providers if other is owner)
    at = place.child("vocabularies", owner.vocabularies.index(home))
    plan, source = NewFiles(), _source(owner, answers)
    item = _code(spec, home.kind, home.value_type, {**answers, "source": source})
    plan.add(at.path(folder.parent), at.pointer, "codes", item)
    return plan


def payload(spec: LoadedSpec, folder: Path, answers: Answers) -> NewFiles:
    """A payload that one field with a fixed value tells from the others, with its examples."""
    owner, place = _owner(spec, answers["provider"])
    full_id, name, value = f"{owner.id}:{answers['id']}", answers["field"], answers["equals"]
    _refuse(full_id, (item.id for item in owner.payloads))
    plan = NewFiles()
    field = {"const": value, "description": blank("say what the field says.")}
    item = {
        "id": full_id,
        "type_name": answers["type"],
        "channel": answers["channel"],
        "summary": blank("say in one sentence when it is sent."),
        "recognize": [{"pointer": f"/{name}", "equals": value}],
        "body": {"type": "object", "required": [name], "properties": {name: field}},
        "evidence": [{"source": _source(owner, answers), "supports": ["fields"], **_PLAIN}],
    }
    plan.add(_file(folder, owner, answers), "", "payloads", item)
    if (surface := _surface(owner, answers)) is not None:
        plan.add(folder.parent / place.file, f"/surfaces/{surface}", "payloads", full_id)
    word = name.replace("_", "-").lower()
    refused = {f"{word}-is-missing": {}, f"{word}-is-a-number": {name: 1}, "a-list": []}
    examples = {"accept": {"as-documented": {name: value}}, "reject": refused}
    plan.create_json(folder / EXAMPLES / owner.id / f"{answers['id']}.json", examples)
    return plan


def _vocabulary(spec: LoadedSpec, answers: Answers) -> dict[str, Any]:
    kind = one_of(answers["kind"], Vocabulary.model_fields["kind"].annotation.__args__, "kind")  # type: ignore[union-attr]
    return {
        "id": answers["id"],
        "type_name": answers["type"],
        "kind": kind,
        "wire": answers["wire"],
        **({"money": one_of(answers["money"], MONEY, "money")} if kind in OUTCOMES else {}),
        "open": True,
        "since": spec.root.spec_version,
        "summary": blank("say in one sentence what its values tell."),
        "evidence": [{"source": answers["source"], "supports": ["value"], **_PLAIN}],
        "codes": [_code(spec, kind, "string", answers)],
    }


def _code(spec: LoadedSpec, kind: str, value_type: str, answers: Answers) -> dict[str, Any]:
    value = answers["value"]
    if value_type == "integer" and not value.removeprefix("-").isdecimal():
        raise UsageError(f"--value: {value!r} is no integer, as the values of this vocabulary are")
    facts: dict[str, Any] = {
        "name": answers["code"],
        "value": int(value) if value_type == "integer" else value,
        "since": spec.root.spec_version,
        "summary": blank("say in one sentence what it means."),
    }
    supports = ["value", "meaning"]
    if kind in OUTCOMES:
        facts["behavior"] = _behavior(spec, answers)
        facts["fixes"] = [blank("say what the application should do or show.")]
        supports.append("behavior")
    return {**facts, "evidence": [{"source": answers["source"], "supports": supports, **_PLAIN}]}


def _behavior(spec: LoadedSpec, answers: Answers) -> dict[str, Any]:
    """Return a behavior that leaves everything to its situation."""
    taxonomy = spec.root.taxonomy
    name = one_of(answers["situation"], (item.id for item in taxonomy.situations), "situation")
    behavior: dict[str, Any] = {"situation": name, "confidence": "M"}
    if operation := answers.get("operation"):
        behavior["operation"] = one_of(operation, (item.id for item in taxonomy.operations), "operation")
    return behavior


def _owner(spec: LoadedSpec, name: str) -> tuple[ProviderFile, Place]:
    one_of(name, spec.root.providers, "provider")
    return next((owner, place) for owner, place in spec.providers if owner.id == name)


def _refuse(name: str, known: Iterator[str]) -> None:
    if name in set(known):
        raise UsageError(f"{name} exists already; choose another name")


def _source(owner: ProviderFile, answers: Answers) -> str:
    sources = [source.id for source in owner.sources]
    return one_of(answers.get("source") or sources[0], sources, "source")


def _file(folder: Path, owner: ProviderFile, answers: Answers) -> Path:
    """Return the file of the part that was asked for, or of the provider itself."""
    part = answers.get("part")
    if not part:
        return folder / f"providers/{owner.id}.json"
    return folder / f"providers/{owner.id}/{one_of(part, owner.parts, 'part')}.json"


def _surface(owner: ProviderFile, answers: Answers) -> int | None:
    """Return the number of the surface where something arrives, if the provider has surfaces."""
    ids = [surface.id for surface in owner.surfaces]
    return ids.index(one_of(answers.get("surface") or ids[0], ids, "surface")) if ids else None
