"""What the templates of rules show: the neutral document as TypeScript, one line an entry."""

from __future__ import annotations

from typing import Any, NamedTuple

from codegen.model.decisions import Recognition
from codegen.model.planning import planning
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.text.typescript import block, fields, key, literal, unfilled
from codegen.views import rulebook

Lines = tuple[str, ...]
_BEHAVIOR = (
    "situation", "category", "actor", "actions", "retry", "unattended_retry", "phase", "ends", "severity",
    "challenge", "partial", "operation", "confidence",
)  # fmt: skip
"""The fields of a behavior in the order in which the package reads them; the wait follows."""


class VocabularyRules(NamedTuple):
    """A vocabulary: its id and codes; what no code means and whether it moves money (empty if not known)."""

    id: str
    absent: str
    codes: Lines
    money: str


class RulesModule(NamedTuple):
    """All rules of one provider, each a TypeScript literal."""

    path: str
    """The name of its folder."""
    id: str
    name: str
    operations: str
    behaviors: Lines
    sources: Lines
    vocabularies: tuple[VocabularyRules, ...]
    payloads: Lines
    bodies: str


class CoreView(NamedTuple):
    """What applies to all providers, as fields: for plans, besides, and the tables that are not for plans."""

    planning: Lines
    rest: Lines
    tables: Lines


def core_view(spec: ResolvedSpec) -> CoreView:
    """Return the view of what applies to all providers."""
    whole, plans = rulebook.core(spec), planning(spec.taxonomy, spec.decisions)
    tables = {name: rows for name, rows in whole["tables"].items() if name not in plans["tables"]}
    return CoreView(
        planning=_blocks(plans, "  "),
        rest=_blocks({name: value for name, value in whole.items() if name not in plans}, "  "),
        tables=_blocks(tables, "    "),
    )


def _blocks(record: dict[str, Any], indent: str) -> Lines:
    return tuple(f"{key(name)}: {block(value, indent)}" for name, value in record.items())


def rules_view(provider: ResolvedProvider, recognition: Recognition) -> RulesModule:
    """Return the view of one provider's rules."""
    rules = rulebook.provider(provider, recognition)
    return RulesModule(
        path=provider.id,
        id=literal(rules["id"]),
        name=literal(rules["name"]),
        operations=literal(rules["operations"]),
        behaviors=fields({name: _row(record) for name, record in rules["behaviors"].items()}),
        sources=fields(rules["sources"]),
        vocabularies=tuple(
            VocabularyRules(
                id=literal(item["id"]),
                absent=literal(item["absent"]) if "absent" in item else "",
                codes=_lines(item["codes"]),
                money=literal(item["money"]) if "money" in item else "",
            )
            for item in rules["vocabularies"]
        ),
        payloads=_lines(rules["payloads"]),
        bodies=literal(rules["bodies"]),
    )


def _row(behavior: dict[str, Any]) -> list[Any]:
    """Return a behavior as a row in the order of the package, without what is none at its end."""
    fields = [behavior[name] for name in _BEHAVIOR]
    return [*fields, *unfilled([behavior["wait"], behavior.get("scope"), behavior.get("suspension_risk")])]


def _lines(items: list[object]) -> Lines:
    return tuple(literal(item) for item in items)
