"""Changes imports: where a module is, what a name in it is called, and the uses of that name in the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from tree_sitter import Node

from linkcodes.cli.upgrade.edits import Notes
from linkcodes.cli.upgrade.names import Imported, Names
from linkcodes.cli.upgrade.renames import Answer, Renames
from linkcodes.cli.upgrade.syntax import content, field, text, walk

_PROPERTIES = {"attribute": "attribute", "keyword_argument": "name"}
"""Identifiers of Python that name a part of something: the field, by the type of the parent."""


class _ImportingFile(NamedTuple):
    """What the imports of a file are changed with."""

    root: Node
    names: Names
    found: Notes
    imported_elsewhere: Collection[str]


def change_imports(
    root: Node, names: Names, renames: Renames, found: Notes, imported_elsewhere: Collection[str]
) -> None:
    """Note what to change about every import of the package."""
    file, modules = _ImportingFile(root, names, found, imported_elsewhere), dict[Node, set[str]]()
    for item in names.grammar.imports(root):
        module = text(item.module)
        answer = renames.path(item.path)
        tell_of_deprecated(item.path, answer, item.name or item.module, renames, found)
        if answer and answer.new is None:
            found.doubt(item.name or item.module, f"`{item.path}` {answer.reason}")
            continue
        now = str(answer.new) if answer else item.path
        if item.name is None:
            modules.setdefault(item.module, set()).add(now)
            continue
        home, _, name = now.rpartition(".")
        modules.setdefault(item.module, set()).add(home or module)
        if name != text(item.name):
            _rename(file, item, item.name, name)
    for node, homes in modules.items():
        _move(node, homes, found)


def tell_of_deprecated(
    path: str | None, answer: Answer | None, node: Node, renames: Renames, found: Notes
) -> None:
    """Note a deprecated member; what takes its place is another value, so it is not changed."""
    today = answer.new if answer else path
    if isinstance(today, str) and today in renames.deprecated:
        found.doubt(node, f"`{path}` is deprecated: {renames.deprecated[today]}")


def _move(module: Node, homes: Iterable[str], found: Notes) -> None:
    """Change where an import looks, if all of its names are in one place."""
    places = sorted(homes)
    if len(places) > 1:
        found.doubt(
            module, f"what this imports is in several places now: {', '.join(places)}; split it by hand"
        )
    elif places[0] != text(module):
        found.edit(module, places[0])


def _rename(file: _ImportingFile, item: Imported, name: Node, new: str) -> None:
    """Import the new name, and use it; where that is not certain to be safe, the file keeps the old name."""
    old, found = item.local, file.found
    if old is None:
        handed_on = name.parent and name.parent.type == "export_specifier"
        has_alias = name.parent and field(name.parent, "alias")
        found.edit(name, f"{new} as {text(name)}" if handed_on and not has_alias else new)
    elif old in file.imported_elsewhere or not _can_be_renamed(file.root, old, new, file.names):
        found.edit(name, f"{new} as {old}")
    else:
        for node in _uses(file.root, old, file.names):
            found.edit(node, f"{old}: {new}" if node.type == "shorthand_property_identifier" else new)


def _can_be_renamed(root: Node, old: str, new: str, names: Names) -> bool:
    """Say whether all uses of a name in a file are the import, and nothing else has the new name."""
    if len({binding.root for _, binding in names.bindings.get(old, ())}) != 1:
        return False
    word = re.compile(rf"\b{re.escape(old)}\b")
    for node in walk(root):
        inner = content(node)
        if not node.children and text(node) == new:
            return False
        if node.type == "export_specifier" and text(field(node, "name") or node) == old:
            return False
        if inner and word.search(text(inner)):  # such as a quoted annotation, or `__all__`
            return False
    return True


def is_part(node: Node) -> bool:
    """Say whether an identifier names a part of something, such as an attribute."""
    parent = node.parent
    part = field(parent, _PROPERTIES[parent.type]) if parent and parent.type in _PROPERTIES else None
    return node == part


def _uses(root: Node, name: str, names: Names) -> Iterable[Node]:
    kinds = names.grammar.identifiers | {"shorthand_property_identifier"}
    for node in walk(root):
        if node.type in kinds and text(node) == name and not is_part(node):
            yield node
