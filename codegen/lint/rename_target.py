"""Rule rename-target: what was renamed leads to a name of today, what was removed to advice."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import CodeChange, PathChange, Renaming, ValueChange, Vocabulary, VocabularyChange


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem where a change contradicts the spec, or leaves users of the old name without a way."""
    change = node.value
    if change.note is None and None in _targets(change):
        yield Problem(
            (), "removed, with nothing to use instead", "add `new`, or a `note` that says what to do"
        )
    if any(old == new for old, new in _pairs(change)):
        yield Problem(
            (), "the old name and the new one are the same", "write the old name, or remove the change"
        )
    if isinstance(change, VocabularyChange):
        yield from _vocabulary(node, change)
    elif isinstance(change, CodeChange | ValueChange):
        yield from _member(node, change)


def _pairs(change: Renaming) -> list[tuple[object, object]]:
    if isinstance(change, PathChange):
        return list(change.paths.items())
    return [(getattr(change, "old"), getattr(change, "new"))]  # noqa: B009


def _targets(change: Renaming) -> list[object]:
    return [new for _, new in _pairs(change)]


def _vocabulary(node: Node, change: VocabularyChange) -> Iterator[Problem]:
    found = [provider for provider, _ in node.spec.providers if provider.id == change.provider]
    if not found:
        yield Problem(("provider",), f"no provider is called {change.provider}", "name one of the spec")
        return
    yield from _names(node, {item.type_name for item in found[0].vocabularies}, set())


def _member(node: Node, change: CodeChange | ValueChange) -> Iterator[Problem]:
    vocabulary = _named(node, change.vocabulary)
    if vocabulary is None:
        yield Problem(("vocabulary",), f"no vocabulary is called {change.vocabulary}", "name one of the spec")
        return
    key = "name" if isinstance(change, CodeChange) else "value"
    today = {getattr(code, key) for code in vocabulary.codes}
    yield from _names(node, today, {getattr(code, key) for code in vocabulary.codes if code.deprecated})


def _names(node: Node, today: set[str], deprecated: set[str]) -> Iterator[Problem]:
    old, new = node.value.old, node.value.new
    if old in today - deprecated:
        yield Problem(("old",), f"{old} is still there", "deprecate it, or remove the change")
    if new is not None and new not in today and not _renamed_again(node, new):
        yield Problem(("new",), f"nothing is called {new} today", "write the name of today")


def _renamed_again(node: Node, name: str) -> bool:
    """Say whether a later release renamed it once more; `upgrade` follows such a chain to its end."""
    return any(
        type(other) is type(node.value)
        and getattr(other, "old") == name  # noqa: B009
        and _key(other.since) > _key(node.value.since)
        for other in node.spec.renames.renames
    )


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _named(node: Node, id: str) -> Vocabulary | None:
    everything = (item for provider, _ in node.spec.providers for item in provider.vocabularies)
    return next((item for item in everything if item.id == id), None)


RULE = Rule(
    "rename-target",
    "What was renamed leads to a name of today, and what was removed says what to do instead.",
    "model",
    check,
    on=(Renaming,),
    why=(
        "`linkcodes upgrade` rewrites programs by these entries. An old name that is still there would be "
        "taken away from programs that are right, and a new one that nothing has would break them."
    ),
    advice=(
        "Name what the code, value or vocabulary is called today. Where nothing takes its place, leave `new` "
        "out and say in `note` what to do."
    ),
)
