"""Rules about what is listed and must be used, once and in its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.lint._node import Node, Problem, Rule, lists_of, parts_of
from codegen.model.base import Model
from codegen.model.codes import Evidence, Flag, HttpStatusFact, WireMessage
from codegen.model.diagrams import Surface
from codegen.model.taxonomy import Taxonomy, Term
from codegen.model.texts import CodeText
from codegen.read.findings import Fix
from codegen.resolve.bodies import children, definition_name
from codegen.text.guess import choices, closest_names, sole_guess


def unused_source(node: Node) -> Iterator[Problem]:
    """Yield a problem for each source that no fact points to."""
    cited = set(_cited(node.value))
    cited |= closest_names(cited, (source.id for source in node.value.sources))
    for index, source in enumerate(node.value.sources):
        if source.id not in cited:
            yield Problem(
                ("sources", index), f"nothing cites {source.id!r}", "cite it as evidence, or remove it"
            )


def _cited(value: Any) -> Iterator[str]:
    if isinstance(value, Evidence):
        yield value.source
    elif isinstance(value, HttpStatusFact | WireMessage):
        yield from value.sources
    elif isinstance(value, Model):
        for field in parts_of(type(value)):
            yield from _cited(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from _cited(item)


UNUSED_SOURCE = Rule(
    "unused-source",
    "Every source is cited by at least one fact.",
    "provider",
    unused_source,
    suppressible=True,
    why=(
        "The list of sources is a promise that something was taken from each. One that nothing cites "
        "is either left over or was meant to be cited and forgotten; both mislead a reader who checks the "
        "facts."
    ),
    advice="Cite it as evidence of what it says, or remove it.",
)


def unused_definition(node: Node) -> Iterator[Problem]:
    """Yield a problem for each definition that no payload leads to."""
    provider = node.value
    used: set[str] = set()
    for payload in provider.payloads:
        _follow(payload.body, provider.definitions, used)
    used |= closest_names(used, provider.definitions)
    for name in provider.definitions:
        if name not in used:
            yield Problem(
                ("definitions", name),
                f"no payload uses {name}",
                f'name it with "#/definitions/{name}", or remove it',
            )


def _follow(schema: dict[str, Any], definitions: dict[str, dict[str, Any]], used: set[str]) -> None:
    """Note the definitions that a schema leads to, directly or through others."""
    name = definition_name(schema)
    if name is not None and name not in used:
        used.add(name)
        _follow(definitions.get(name, {}), definitions, used)
    for _, child in children(schema):
        _follow(child, definitions, used)


UNUSED_DEFINITION = Rule(
    "unused-definition",
    "Every definition is used by a payload.",
    "provider",
    unused_definition,
    suppressible=True,
    why=(
        "A definition becomes a type, a schema and a page only through the payloads that name it. One that "
        "none names is a description that no reader sees and no author keeps right."
    ),
    advice="Name it with `$ref` where its fields are in a payload, or remove it.",
)


def surface_membership(node: Node) -> Iterator[Problem]:
    """Yield a problem for each vocabulary and payload that no surface, or more than one, names."""
    provider = node.value
    if not provider.surfaces:
        return
    for group in ("vocabularies", "payloads"):
        homes: dict[str, str] = {}
        for index, surface in enumerate(provider.surfaces):
            for place, name in enumerate(getattr(surface, group)):
                if name in homes:
                    message = f"{name} is in the surface {homes[name]} already"
                    yield Problem(("surfaces", index, group, place), message, "keep it in one of them")
                homes.setdefault(name, surface.id)
        parts = getattr(provider, group)
        known = {*homes, *closest_names(homes, (part.id for part in parts))}
        for index, part in enumerate(parts):
            if part.id not in known:
                advice = f"add it to `{group}` of the surface where it arrives"
                yield Problem((group, index, "id"), f"{part.id} is in no surface", advice)


SURFACE_MEMBERSHIP = Rule(
    "surface-membership",
    "Where a provider has surfaces, each of its vocabularies and payloads is in exactly one.",
    "provider",
    surface_membership,
    why=(
        "The site and the explorer show a provider surface by surface. What is in none would be found "
        "only through the search, and what is in two would be counted twice."
    ),
    advice="Name it in the one surface where integrators would look for it first.",
)


_ITEMS = str | int | Flag | Evidence | HttpStatusFact | WireMessage

_IN_ORDER = {"steps", "reproduce"}
"""Lists of what is done one after the other, where the same may be done again."""


def repeated_item(node: Node) -> Iterator[Problem]:
    """Yield a problem for each item that an earlier one of its list equals."""
    part: Model = node.value
    if isinstance(part, Surface | CodeText):
        return  # surface-membership and texts-complete look at these across their lists
    for name in lists_of(type(part)):
        items = getattr(part, name)
        if not isinstance(items, tuple) or len(items) < 2 or name in _IN_ORDER:
            continue
        for index, item in enumerate(items):
            if index and isinstance(item, _ITEMS) and item in items[:index]:
                path = (name, index)
                fix = Fix(node.place.child(*path), "remove")
                yield Problem(path, "this is in the list already", "remove it", fix)


REPEATED_ITEM = Rule(
    "repeated-item",
    "Nothing is in a list twice.",
    "model",
    repeated_item,
    why=(
        "An item that is there twice is shown twice on the site and counted twice. Usually it was pasted and "
        "meant to become something else."
    ),
    advice="Remove it, or change it to what it was meant to be.",
)


UNLISTED = "unknown"


def taxonomy_terms(node: Node) -> Iterator[Problem]:
    """Yield a problem for a word given twice, and for a taxonomy without the category of unlisted codes."""
    taxonomy: Taxonomy = node.value
    for axis in Taxonomy.model_fields:
        terms = [term for term in getattr(taxonomy, axis) if isinstance(term, Term)]
        ids = [term.id for term in terms]
        for index, word in enumerate(ids):
            if word in ids[:index]:
                yield Problem((axis, index, "id"), f"{word!r} is here twice", "keep one of them")
    if UNLISTED not in [category.id for category in taxonomy.categories]:
        advice = f"add the category {UNLISTED!r}: the packages give it to codes that the spec does not list"
        yield Problem(("categories",), f"there is no category {UNLISTED!r}", advice)


TAXONOMY_TERMS = Rule(
    "taxonomy-terms",
    "Each word is on its axis once; `unknown` is a category.",
    "model",
    taxonomy_terms,
    on=(Taxonomy,),
    why=(
        "Programs branch on these words. A word given twice has two meanings, and without a category "
        "for what is not listed the packages have no answer to a value that is newer than they are."
    ),
    advice="Keep one of the two entries, and keep the category of unlisted codes.",
)


def unused_suppression(node: Node) -> Iterator[Problem]:
    """Yield a problem for a suppression that suppresses nothing."""
    use = node.value
    rule, place = use.suppressed
    if rule not in use.known:
        advice = choices(rule, use.known, "see `codegen list rules`")
        yield Problem(("rule",), f"there is no rule {rule!r}", advice, _respelled(node, rule, use.known))
    elif not use.used:
        advice = "remove the suppression, or correct its rule or pointer"
        yield Problem((), f"{rule} finds nothing at {place.pointer}", advice, Fix(node.place, "remove"))
    elif not use.allowed:
        yield Problem((), f"outputs depend on {rule}, so it cannot be suppressed", "fix what it finds")


def _respelled(node: Node, rule: str, known: frozenset[str]) -> Fix | None:
    name = sole_guess(rule, known)
    return Fix(node.place.child("rule"), "set", name) if name else None


UNUSED_SUPPRESSION = Rule(
    "unused-suppression",
    "Every suppression suppresses a finding.",
    "suppression",
    unused_suppression,
    why=(
        "A suppression accepts one finding for one reason. If it outlives the finding it hides the "
        "next one at the same place, which was never reviewed."
    ),
    advice="Remove it, or correct its rule or pointer. What outputs depend on must be fixed instead.",
)


RULES = (
    UNUSED_SOURCE,
    UNUSED_DEFINITION,
    SURFACE_MEMBERSHIP,
    REPEATED_ITEM,
    TAXONOMY_TERMS,
    UNUSED_SUPPRESSION,
)
