"""What the templates of rules show: the neutral document as TypeScript, codes by column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from codegen.model.decisions import Recognition
from codegen.model.planning import planning
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.targets.typescript import packing
from codegen.text.json_text import json_text
from codegen.text.typescript import block, key, literal
from codegen.views import rulebook

Lines = tuple[str, ...]


class RulesModule(NamedTuple):
    """All rules of one provider, each a TypeScript literal."""

    path: str
    """The name of its folder."""
    id: str
    name: str
    operations: str
    behaviors: Lines
    sources: Lines
    vocabularies: Lines
    """Without their codes, of which they have the number."""
    meanings: Lines
    payloads: Lines
    bodies: str


class CorePart(NamedTuple):
    """Fields, and the tables beside them."""

    fields: Lines
    tables: Lines


class CoreView(NamedTuple):
    """What applies to all providers, as fields of the modules that have them: few need them all."""

    operating: Lines
    """What follows from an operation."""
    fallbacks: Lines
    """What is said of what is not listed."""
    planning: CorePart
    rest: CorePart


_OPERATING = ("operations", "effects", "user_absent")
_FALLBACKS = ("unlisted", "http_fallbacks")


def core_view(spec: ResolvedSpec) -> CoreView:
    """Return the view of what applies to all providers."""
    whole, plans = rulebook.core(spec), planning(spec.taxonomy, spec.decisions)
    tables = plans["tables"]
    operating = {name: plans[name] for name in _OPERATING}
    return CoreView(
        operating=_blocks({**operating, "tables": {"connection": tables["connection"]}}, "  "),
        fallbacks=_blocks({name: whole[name] for name in _FALLBACKS}, "  "),
        planning=_part(plans, without=_OPERATING, tables=[name for name in tables if name != "connection"]),
        rest=_part(
            whole,
            without=(*plans, *_FALLBACKS),
            tables=[name for name in whole["tables"] if name not in tables],
        ),
    )


def _part(record: dict[str, Any], *, without: Iterable[str], tables: Iterable[str]) -> CorePart:
    """Return what no other module has."""
    left = {name: value for name, value in record.items() if name not in (*without, "tables")}
    return CorePart(_blocks(left, "  "), _blocks({name: record["tables"][name] for name in tables}, "    "))


def _blocks(record: dict[str, Any], indent: str) -> Lines:
    return tuple(f"{key(name)}: {block(value, indent)}" for name, value in record.items())


def rules_view(provider: ResolvedProvider, recognition: Recognition) -> RulesModule:
    """Return the view of one provider's rules."""
    rules = rulebook.provider(provider, recognition)
    behaviors = dict(sorted(rules["behaviors"].items(), key=_kinship))
    numbers = _Numbers(behaviors, rules["sources"])
    lists = rules["vocabularies"]
    codes = [numbers.instead_of_names(code) for item in lists for code in item["codes"]]
    return RulesModule(
        path=provider.id,
        id=literal(rules["id"]),
        name=literal(rules["name"]),
        operations=literal(rules["operations"]),
        behaviors=packing.behaviors(behaviors.values()),
        sources=_lines(rules["sources"].values()),
        vocabularies=_lines(_counted(item, numbers) for item in lists),
        meanings=packing.columns(list(packing.meanings(codes))),
        payloads=_lines(rules["payloads"]),
        bodies=literal(rules["bodies"]),
    )


def _kinship(named: tuple[str, dict[str, Any]]) -> tuple[str, ...]:
    """Return what neighbors have in common, so that columns change seldom."""
    name, behavior = named
    kin = ("category", "situation", "actions", "operation", "confidence")
    return (*(json_text(behavior[field]) for field in kin), name)


class _Numbers:
    """The places of behaviors and sources in their lists, which are shorter than their names."""

    def __init__(self, behaviors: Mapping[str, Any], sources: Mapping[str, Any]) -> None:
        self._places = {
            "behavior": {name: place for place, name in enumerate(behaviors)},
            "source": {name: place for place, name in enumerate(sources)},
        }

    def instead_of_names(self, meaning: dict[str, Any]) -> dict[str, Any]:
        """Return what a code, its absence, or one of its meanings says, with these numbers."""
        found = dict(meaning)
        for field, places in self._places.items():
            if field in found:
                found[field] = places[found[field]]
        if "contexts" in found:
            found["contexts"] = [self.instead_of_names(context) for context in found["contexts"]]
        return found


def _counted(vocabulary: dict[str, Any], numbers: _Numbers) -> dict[str, Any]:
    """Return a vocabulary with the number of its codes in place of them."""
    absent = {"absent": numbers.instead_of_names(vocabulary["absent"])} if "absent" in vocabulary else {}
    return {**vocabulary, **absent, "codes": len(vocabulary["codes"])}


def _lines(items: Iterable[object]) -> Lines:
    return tuple(literal(item) for item in items)
