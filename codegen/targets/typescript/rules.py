"""What the templates of rules show: the neutral document as TypeScript, one line an entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from codegen.model.decisions import Recognition
from codegen.model.planning import planning
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.text.typescript import block, fields, key, literal, unfilled
from codegen.views import rulebook

Lines = tuple[str, ...]
_BEHAVIOR = (
    "category", "actor", "actions", "retry", "unattended_retry", "phase", "ends", "severity",
    "challenge", "partial", "operation", "confidence",
)  # fmt: skip
"""The fields of a behavior in the order in which the package reads them; the wait follows."""
_FEWEST_DIGITS = 2
"""So many digits of its digest a name keeps, so that another behavior seldom lengthens it."""


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
    names = _names(rules["behaviors"])
    return RulesModule(
        path=provider.id,
        id=literal(rules["id"]),
        name=literal(rules["name"]),
        operations=literal(rules["operations"]),
        behaviors=fields({names[name]: _row(record) for name, record in rules["behaviors"].items()}),
        sources=fields(rules["sources"]),
        vocabularies=tuple(
            VocabularyRules(
                id=literal(item["id"]),
                absent=literal(_renamed(item["absent"], names)) if "absent" in item else "",
                codes=_lines(_renamed(code, names) for code in item["codes"]),
                money=literal(item["money"]) if "money" in item else "",
            )
            for item in rules["vocabularies"]
        ),
        payloads=_lines(rules["payloads"]),
        bodies=literal(rules["bodies"]),
    )


def _names(behaviors: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """Return short names: the situation, if any, and as much of the digest as tells it from others."""
    digests: dict[str, list[str]] = defaultdict(list)
    for name, behavior in behaviors.items():
        digests[behavior["situation"] or ""].append(name.rpartition(".")[2])
    return {
        name: f"{situation}.{_cut(name.rpartition('.')[2], digests[situation])}"
        for name, situation in ((name, item["situation"] or "") for name, item in behaviors.items())
    }


def _cut(digest: str, digests: list[str]) -> str:
    """Return the first digits that no other digest begins with."""
    cuts = (digest[:length] for length in range(_FEWEST_DIGITS, len(digest)))
    return next((cut for cut in cuts if sum(other.startswith(cut) for other in digests) == 1), digest)


def _renamed(meaning: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a meaning that calls its behavior, and so do its contexts, by the short name."""
    found = dict(meaning)
    if "behavior" in found:
        found["behavior"] = names[found["behavior"]]
    if "contexts" in found:
        found["contexts"] = [_renamed(context, names) for context in found["contexts"]]
    return found


def _row(behavior: dict[str, Any]) -> list[Any]:
    """Return a behavior as a row in the order of the package, without what is none at its end."""
    fields = [behavior[name] for name in _BEHAVIOR]
    return [*fields, *unfilled([behavior["wait"], behavior.get("scope"), behavior.get("suspension_risk")])]


def _lines(items: Iterable[object]) -> Lines:
    return tuple(literal(item) for item in items)
