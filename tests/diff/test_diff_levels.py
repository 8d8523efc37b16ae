"""The level of a change is never lower than what those notice who use the packages.

Random edits of the real spec, and what consumers see of them: the enums, exhaustive switches, validation of
examples with both flavors, and what programs branch on.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from types import SimpleNamespace
from typing import Any

import jsonschema_rs
import pytest

from codegen.compat.diff import SpecDiff, compare
from codegen.compat.diff.codes import BEHAVIOR
from codegen.compat.diff.model import LEVELS, Level
from codegen.compat.history import snapshot
from codegen.compat.history.release import RecordedRelease
from codegen.compat.report.build import gravest
from codegen.views.flavors import STRICT, TOLERANT, Flavor, flavored
from tests.conftest import REPO

Spec = dict[str, Any]
EDITS_EACH = 12
OF_RETRIES = ("retry", "unattended_retry", "suspension_risk")
"""Axes whose change in the safe direction makes a machine stop, not go another way."""
NOT_SAID = {"suspension_risk": False}
"""What axes mean that a code leaves out, where that is not null."""
pytestmark = pytest.mark.slow


@cache
def real() -> tuple[Spec, list[Spec]]:
    """The resolved spec without texts, which no edit changes, and the bodies of its examples."""
    spec = {**json.loads((REPO / snapshot.DOCUMENT).read_bytes()), "texts": {}}
    vectors = snapshot.vectors_of(REPO / "generated/conformance")["validate"]
    return spec, [vector for vector in vectors if "$" not in json.dumps(vector["input"])[:2]]


def some(dice: random.Random, spec: Spec, part: str) -> Any:
    """Return some part of some provider, which may be changed in place."""
    place = dice.choice([index for index, item in enumerate(spec["providers"]) if item[part]])
    provider = spec["providers"][place] = dict(spec["providers"][place])
    provider[part] = list(provider[part])
    index = dice.randrange(len(provider[part]))
    provider[part][index] = copy.deepcopy(provider[part][index])
    return provider[part][index]


def some_code(dice: random.Random, spec: Spec) -> tuple[Any, int]:
    vocabulary = some(dice, spec, "vocabularies")
    return vocabulary, dice.randrange(len(vocabulary["codes"]))


def some_object(dice: random.Random, spec: Spec) -> Any:
    """Return some object with properties in some body."""
    found: list[Any] = []
    while not found:
        found = [node for node in nodes(some(dice, spec, "payloads")["body"]) if node.get("properties")]
    return dice.choice(found)


def nodes(schema: Any) -> Iterator[Any]:
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
    inner += [schema[key] for key in ("items", "additionalProperties") if key in schema]
    for child in inner:
        yield from nodes(child)


def remove_code(dice: random.Random, spec: Spec) -> None:
    vocabulary, index = some_code(dice, spec)
    del vocabulary["codes"][index]


def rename_code(dice: random.Random, spec: Spec) -> None:
    vocabulary, index = some_code(dice, spec)
    vocabulary["codes"][index]["name"] += "_X"


def change_value(dice: random.Random, spec: Spec) -> None:
    vocabulary, index = some_code(dice, spec)
    code = vocabulary["codes"][index]
    code["value"] = code["value"] + 1000 if isinstance(code["value"], int) else f"{code['value']}-x"


def swap_values(dice: random.Random, spec: Spec) -> None:
    vocabulary, index = some_code(dice, spec)
    one, other = vocabulary["codes"][index], vocabulary["codes"][-1]
    one["value"], other["value"] = other["value"], one["value"]


def add_code(dice: random.Random, spec: Spec) -> None:
    vocabulary, index = some_code(dice, spec)
    code = copy.deepcopy(vocabulary["codes"][index])
    vocabulary["codes"].append({**code, "name": "BRAND_NEW", "value": "brand-new"})


def reclassify(dice: random.Random, spec: Spec) -> None:
    while True:
        vocabulary, index = some_code(dice, spec)
        code = vocabulary["codes"][index]
        for meaning in code.get("contexts", [code] if "category" in code else []):
            axis = dice.choice(BEHAVIOR)
            old = meaning.get(axis, NOT_SAID.get(axis))
            meaning[axis] = (
                (not old) if isinstance(old, bool) else [] if isinstance(old, list) else f"{old}_x"
            )
            return


def remove_vocabulary(dice: random.Random, spec: Spec) -> None:
    provider = dice.choice(spec["providers"])
    place = spec["providers"].index(provider)
    kept = list(provider["vocabularies"])
    del kept[dice.randrange(len(kept))]
    spec["providers"][place] = {**provider, "vocabularies": kept}


def remove_field(dice: random.Random, spec: Spec) -> None:
    node = some_object(dice, spec)
    name = dice.choice([*node["properties"]])
    del node["properties"][name]
    node["required"] = [each for each in node.get("required", []) if each != name]


def require_field(dice: random.Random, spec: Spec) -> None:
    node = some_object(dice, spec)
    node["required"] = sorted({*node.get("required", []), dice.choice([*node["properties"]])})


def free_field(dice: random.Random, spec: Spec) -> None:
    node = some_object(dice, spec)
    node["required"] = node.get("required", [])[1:]


def add_field(dice: random.Random, spec: Spec) -> None:
    node = some_object(dice, spec)
    node["properties"]["brandNew"] = {"type": "string"}
    if dice.random() < 0.5:
        node["required"] = [*node.get("required", []), "brandNew"]


def retype_field(dice: random.Random, spec: Spec) -> None:
    node = some_object(dice, spec)
    name = dice.choice([*node["properties"]])
    node["properties"][name] = {"type": dice.choice(["string", "integer", "object", "boolean", "null"])}


def narrow_alternatives(dice: random.Random, spec: Spec) -> None:
    node = some_object(dice, spec)
    choices = [child for child in nodes(node) if len(child.get("anyOf", [])) > 1]
    if choices:
        del dice.choice(choices)["anyOf"][-1]
    else:
        require_field(dice, spec)


def lengthen(dice: random.Random, spec: Spec) -> None:
    node = some_object(dice, spec)
    for child in node["properties"].values():
        if child.get("type") == "string":
            child["minLength"] = 400


def close_vocabulary(dice: random.Random, spec: Spec) -> None:
    some(dice, spec, "vocabularies")["open"] = False


def reword(dice: random.Random, spec: Spec) -> None:
    vocabulary, index = some_code(dice, spec)
    vocabulary["codes"][index]["summary"] += " Really."


Edit = Callable[[random.Random, Spec], None]
EDITS: list[Edit] = [
    remove_code, rename_code, change_value, swap_values, add_code, reclassify, remove_vocabulary,
    remove_field, require_field, free_field, add_field, retype_field, narrow_alternatives, lengthen,
    close_vocabulary, reword,
]  # fmt: skip


def vocabularies(spec: Spec) -> dict[str, Any]:
    return {each["id"]: each for provider in spec["providers"] for each in provider["vocabularies"]}


def types(spec: Spec) -> dict[str, Any]:
    """The vocabularies by the module and the name of the enum that Python has of them."""
    return {f"{id.partition(':')[0]}.{each['type_name']}": each for id, each in vocabularies(spec).items()}


def enum(vocabulary: Any) -> Any:
    return Enum(vocabulary["type_name"], {code["name"]: code["value"] for code in vocabulary["codes"]})


def python_notices(old: Spec, new: Spec) -> Level:
    """A program that imports every type and reads every member: does it still get the same value?"""
    has = types(new)
    for name, had in types(old).items():
        now = has.get(name)
        if now is had:  # no edit was here
            continue
        members = None if now is None else enum(now)
        if any(getattr(getattr(members, item.name, None), "value", None) != item.value for item in enum(had)):
            return "major"
    return "none"


def compiler_notices(old: Spec, new: Spec) -> Level:
    """A `switch` over all values: does one have no case, or a case no value?"""
    has, worst = vocabularies(new), "none"
    for id, had in vocabularies(old).items():
        values, now = ({code["value"] for code in each.get("codes", [])} for each in (had, has.get(id, {})))
        if values - now:
            return "major"
        if now - values:
            worst = "minor" if had["open"] else "major"
    return worst  # type: ignore[return-value]


def validator(payload: Any, lists: Any, flavor: Flavor) -> Any:
    return jsonschema_rs.validator_for(flavored(payload["body"], flavor, lists))


def validation_notices(old: Spec, new: Spec, examples: list[Spec]) -> Level:
    """What was valid, by either flavor: is it still?"""
    had, has = (
        {each["id"]: each for provider in spec["providers"] for each in provider["payloads"]}
        for spec in (old, new)
    )
    edited = [id for id in had.keys() & has.keys() if had[id]["body"] != has[id]["body"]]
    lists = {
        id: SimpleNamespace(**{**each, "codes": [SimpleNamespace(**code) for code in each["codes"]]})
        for id, each in (vocabularies(old) | vocabularies(new) if edited else {}).items()
    }
    for id in edited:
        bodies = [
            item["input"]["value"]
            for item in examples
            if f"{item['input']['provider']}:{item['input']['payload']}" == id
        ]
        for flavor in (TOLERANT, STRICT):
            was, now = (validator(side[id], lists, flavor) for side in (had, has))
            if any(was.is_valid(body) and not now.is_valid(body) for body in bodies):
                return "major"
    return "none"


def answers_notice(old: Spec, new: Spec) -> Level:
    """Programs that branch on a listed code: do they take another way?"""
    had, has = (
        {(code["id"], code["value"]): code for each in vocabularies(spec).values() for code in each["codes"]}
        for spec in (old, new)
    )
    for key, was in had.items():
        now = has.get(key)
        if now is not None and now is not was:
            specs = [[side, *side.get("contexts", [])] for side in (was, now)]
            for one, other in zip(*specs, strict=False):
                if any(one.get(axis) != other.get(axis) for axis in BEHAVIOR if axis not in OF_RETRIES):
                    return "major"
    return "none"


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_a_level_is_never_lower_than_what_consumers_notice(
    edit: Edit,
) -> None:
    old, examples = real()
    disagreements = []
    for seed in range(EDITS_EACH):
        dice = random.Random(f"{edit.__name__} {seed}")
        new = {**old, "providers": list(old["providers"])}
        edit(dice, new)
        found = compare(SpecDiff(RecordedRelease(old), RecordedRelease(new)))
        level = gravest(finding.level for finding in found)
        noticed = {
            "python": python_notices(old, new),
            "typescript": compiler_notices(old, new),
            "schemas": validation_notices(old, new, examples),
            "answers": answers_notice(old, new),
        }
        worst = max(noticed.values(), key=LEVELS.index)
        if LEVELS.index(level) < LEVELS.index(worst):
            disagreements.append((seed, level, noticed, [finding.change for finding in found]))
    assert disagreements == []


def test_the_consumers_notice_something_at_all() -> None:
    """Else the test above would prove nothing."""
    old, examples = real()
    seen = set()
    for edit in EDITS:
        for seed in range(4):
            new = {**old, "providers": list(old["providers"])}
            edit(random.Random(f"{edit.__name__} {seed}"), new)
            seen.add(("python", python_notices(old, new)))
            seen.add(("typescript", compiler_notices(old, new)))
            seen.add(("schemas", validation_notices(old, new, examples)))
            seen.add(("answers", answers_notice(old, new)))
    assert seen >= {(who, "major") for who in ("python", "typescript", "schemas", "answers")} | {
        ("typescript", "minor")
    }
