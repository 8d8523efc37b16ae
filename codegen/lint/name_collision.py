"""Rule name-collision: names stay apart in every target, also after their case is converted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from codegen.lint._node import Node, Problem, Rule
from codegen.read.findings import Place
from codegen.text.naming import kebab

Item = tuple[tuple[str | int, ...], str]
_GROUPS = (
    "vocabularies", "methods", "payloads", "signatures", "deliveries", "scenarios", "flows", "state_diagrams",
    "surfaces", "sources",
)  # fmt: skip


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each name that meets an earlier one."""
    provider = node.value
    types = [*_named(provider, "vocabularies", "type_name"), *_named(provider, "payloads", "type_name")]
    yield from _collisions(types, lambda name: kebab(name).replace("-", ""), node.place)
    for group in _GROUPS:
        yield from _collisions(_named(provider, group, "id"), str.casefold, node.place)
    for index, vocabulary in enumerate(provider.vocabularies):
        names = [(("vocabularies", index, *path), name) for path, name in _named(vocabulary, "codes", "name")]
        yield from _collisions(names, lambda name: name.replace("_", "").casefold(), node.place)
        for at, code in enumerate(vocabulary.codes):
            ids = _named(code, "contexts", "id")
            yield from _collisions(
                [(("vocabularies", index, "codes", at, *b), n) for b, n in ids], str.casefold, node.place
            )


def _named(parent: Any, group: str, field: str) -> list[Item]:
    return [
        ((group, index, field), getattr(item, field)) for index, item in enumerate(getattr(parent, group))
    ]


def _collisions(items: Sequence[Item], key: Callable[[str], str], place: Place) -> Iterator[Problem]:
    seen: dict[str, Item] = {}
    for item in items:
        _, name = item
        earlier = seen.setdefault(key(name), item)
        if earlier[1] == name and earlier is not item:
            yield _repeated(item, earlier, place)
        elif earlier is not item:
            message = f"{name} collides with {earlier[1]} in at least one target"
            yield Problem(item[0], message, "choose a name that differs in more than its case")


def _repeated(item: Item, earlier: Item, place: Place) -> Problem:
    """Say that something is there a second time, most likely pasted."""
    message = f"{item[1]} is here a second time; the first is at {place.child(*earlier[0][:-1])}"
    return Problem(item[0], message, "remove one of the two, or give this one its own name")


RULE = Rule(
    "name-collision",
    "No two names of one provider meet, whatever the case.",
    "provider",
    check,
    why=(
        "A name is written in another case in each language and becomes a file name on the site. Two "
        "names that differ only in case or underscores would overwrite each other in at least one "
        "of them."
    ),
    advice=(
        "Choose a name that differs in more than that. What is on the wire is `value` and stays as it is."
    ),
)
