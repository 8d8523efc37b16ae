"""Rule surface-membership: where a provider has surfaces, every vocabulary and payload is in one of them."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.text.guess import meant


def check(node: Node) -> Iterator[Problem]:
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
        known = {*homes, *meant(homes, (part.id for part in parts))}
        for index, part in enumerate(parts):
            if part.id not in known:
                advice = f"add it to `{group}` of the surface where it arrives"
                yield Problem((group, index, "id"), f"{part.id} is in no surface", advice)


RULE = Rule(
    "surface-membership",
    "Where a provider has surfaces, each of its vocabularies and payloads is in exactly one.",
    "provider",
    check,
    why=(
        "The site and the explorer show a provider surface by surface. What is in none would be found "
        "only through the search, and what is in two would be counted twice."
    ),
    advice="Name it in the one surface where integrators would look for it first.",
)
