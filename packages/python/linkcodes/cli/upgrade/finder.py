"""Finds what a file has to change: imports, names, members, fields, values."""

from __future__ import annotations

from collections.abc import Collection

from tree_sitter import Node

from linkcodes.cli.upgrade.edits import Notes
from linkcodes.cli.upgrade.imports import change_imports, is_part, tell_of_deprecated
from linkcodes.cli.upgrade.literals import change_literals
from linkcodes.cli.upgrade.names import PACKAGE, SUBSCRIPTS, Grammar, Names, subscripted
from linkcodes.cli.upgrade.renames import Answer, Renames
from linkcodes.cli.upgrade.syntax import field, text, walk

_PATTERN_NAME = "shorthand_property_identifier_pattern"


def found_in(root: Node, grammar: Grammar, renames: Renames, imported_elsewhere: Collection[str]) -> Notes:
    """Return what to change in a file, and what to look at; names that other files import keep working."""
    found, names = Notes(), Names(root, grammar)
    mentions = PACKAGE.encode() in (root.text or b"")
    if mentions:
        change_imports(root, names, renames, found, imported_elsewhere)
    for node in walk(root):
        if node.type in grammar.attributes:
            inner, name = (field(node, part) for part in grammar.attributes[node.type])
            if inner and name:
                _part(names.trail(inner), name, renames, found, mentions=mentions)
        elif node.type == "dotted_name" and node.parent and node.parent.type != "import_statement":
            _dotted(node, names, renames, found)
        elif node.type in SUBSCRIPTS:
            inner, key = subscripted(node)
            if key:
                _part(names.trail(inner), key, renames, found, mentions=False)
        elif node.type in ("object_pattern",):
            _taken_apart(node, names, renames, found)
        elif names.stars and mentions and node.type == "identifier" and not is_part(node):
            _unbound(node, names, renames, found)
    change_literals(root, names, renames, found, mentions=mentions)
    return found


def _unbound(node: Node, names: Names, renames: Renames, found: Notes) -> None:
    """Look at a name that may be one of those that were imported all at once."""
    trail = names.trail(node)
    if text(node) not in names.bindings and not _path(trail, node, renames, found):
        _maybe(trail, node, renames, found, mentions=len(names.stars) > 1)


def _part(trail: str | None, name: Node, renames: Renames, found: Notes, *, mentions: bool) -> None:
    """Look at one step of an expression: a member of what was imported, or a field of what came from it."""
    if trail and _path(f"{trail}.{text(name)}", name, renames, found):
        return
    answer = renames.field(text(name), trail)
    if answer and answer.new is not None:
        found.edit(name, str(answer.new))
    elif answer:
        found.doubt(name, f"`{text(name)}` {answer.reason}")
    else:
        _maybe(trail, name, renames, found, mentions=mentions)


def _maybe(trail: str | None, name: Node, renames: Renames, found: Notes, *, mentions: bool) -> None:
    """Tell of a field or member that has an old name, where it is not known whose it is."""
    known = renames.known("field", text(name)) or (None if trail else renames.last_name(text(name)))
    if known and (mentions or "_" in text(name)):
        found.doubt(name, f"`{text(name)}` {known.reason}, if this comes from {PACKAGE}")


def _path(path: str | None, name: Node, renames: Renames, found: Notes) -> bool:
    """Look at a public name, of which `name` is the last part; say whether it has changed."""
    answer = renames.path(path) if path else None
    tell_of_deprecated(path, answer, name, renames, found)
    if path is None or answer is None:
        return False
    if answer.new is None:
        # What is below a removed name is told of where the name itself is.
        if not _removed(renames.path(path.rpartition(".")[0])):
            found.doubt(name, f"`{path}` {answer.reason}")
        return True
    home, _, last = str(answer.new).rpartition(".")
    before = path.rpartition(".")[0]
    if last == text(name):
        return False  # what changed is in front of it
    parent = renames.path(before)
    if home != (parent.new if parent else before):
        found.doubt(name, f"`{path}` {answer.reason}, in another place; move it by hand")
    else:
        found.edit(name, last)
    return True


def _removed(answer: Answer | None) -> bool:
    return answer is not None and answer.new is None


def _dotted(node: Node, names: Names, renames: Renames, found: Notes) -> None:
    """Look at `case LinkStatus.OLD:`, which is no expression but a name with dots."""
    if node.parent and node.parent.type in ("import_from_statement", "aliased_import", "relative_import"):
        return
    first, *steps = node.named_children
    trail = names.trail(first)
    for step in steps if trail else ():
        trail = f"{trail}.{text(step)}"
        _path(trail, step, renames, found)


def _taken_apart(pattern: Node, names: Names, renames: Renames, found: Notes) -> None:
    """Look at `const { old } = ...`: the name of the variable stays."""
    owner = pattern.parent
    value = field(owner, "value") if owner and owner.type == "variable_declarator" else None
    trail = names.trail(value)
    for part in pattern.named_children if trail else ():
        key = field(part, "key") if part.type == "pair_pattern" else part
        if key is None or part.type not in ("pair_pattern", _PATTERN_NAME):
            continue
        answer = renames.path(f"{trail}.{text(key)}") or renames.field(text(key), trail)
        if answer and answer.new is None:
            found.doubt(key, f"`{text(key)}` {answer.reason}")
        elif answer:
            last = str(answer.new).rpartition(".")[2]
            found.edit(key, f"{last}: {text(key)}" if part.type == _PATTERN_NAME else last)
