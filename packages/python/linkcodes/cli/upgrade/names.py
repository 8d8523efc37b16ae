"""What the names of a file mean, as far as that is certain: a trail from an imported name on.

`linkcodes.acme.LinkStatus` is what was imported, `linkcodes.acme.LinkStatus.parse().info` what an
expression gives.
A name that one function uses for different things leads nowhere, whichever block would settle it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from tree_sitter import Node

from linkcodes.cli.upgrade.syntax import content, field, text

FOREIGN = frozenset({"raw", "data", "payload", "body"})
"""Fields that contain what a provider sent: nothing below them belongs to the package."""
PACKAGE = "linkcodes"
SUBSCRIPTS = frozenset({"subscript", "subscript_expression"})


class Binding(NamedTuple):
    """One way in which a file gives a name its meaning."""

    root: str | Node | None
    """What was imported, or the expression or type that says; None where nothing can be said."""
    steps: str = ""
    """What leads from there to the name, such as `[]` or `.event`."""


class Scope(NamedTuple):
    """The part of a source in which a name means something; of two, the later start is the inner one."""

    start: int
    end: int


class Imported(NamedTuple):
    """One name of an import."""

    path: str
    """What was imported: `linkcodes.acme.LinkStatus`."""
    module: Node
    """Where the module is named."""
    name: Node | None
    """Where the name is, if the import is of a name in a module."""
    local: str | None
    """What the file calls it, if the import says no other name; None for one that is only handed on."""


class Grammar(Protocol):
    """What differs between the languages."""

    language: str
    attributes: Mapping[str, tuple[str, str]]
    """The fields of the object and of the name, by the type of a node that takes a part of an object."""
    calls: Mapping[str, str]
    """The field of the function, by the type of a node that calls it."""
    wrappers: frozenset[str]
    """Types of nodes that give what is in them."""
    identifiers: frozenset[str]
    """Types of nodes that are a name."""
    scopes: frozenset[str]
    """Types of nodes within which a name may mean something of its own."""

    def imports(self, root: Node) -> Iterable[Imported]:
        """Yield what a file imports from the package."""

    def bindings(self, root: Node) -> Iterable[tuple[Node, Binding]]:
        """Yield every meaning that a file gives to a name."""

    def stars(self, root: Node) -> Iterable[str]:
        """Yield the modules whose names are all imported, of any package: of two, neither is certain."""

    def loaded(self, call: Node) -> str | None:
        """Return the module that a call loads, such as `import("linkcodes/acme")`."""


class Names:
    """The names of one file."""

    def __init__(self, root: Node, grammar: Grammar) -> None:
        self.grammar = grammar
        self.stars = tuple(grammar.stars(root))
        self.bindings: dict[str, list[tuple[Scope, Binding]]] = {}
        for name, binding in grammar.bindings(root):
            scope = self._scope(name, root, everywhere=binding == Binding(None))
            self.bindings.setdefault(text(name), []).append((scope, binding))
        self._known: dict[tuple[str, Scope], str | None] = {}

    def trail(self, node: Node | None) -> str | None:
        """Return where an expression or a type comes from; None where that is not certain."""
        grammar, found = self.grammar, None
        if node is None:
            return None
        if node.type in grammar.wrappers:
            found = self.trail(node.named_children[0] if node.named_children else None)
        elif node.type in grammar.identifiers:
            found = self._named(node)
        elif node.type in grammar.attributes:
            found = self._part(node)
        elif node.type in grammar.calls:
            found = grammar.loaded(node) or _after(self.trail(field(node, grammar.calls[node.type])), "()")
        elif node.type in SUBSCRIPTS:
            found = self._item(node)
        return found

    def _part(self, node: Node) -> str | None:
        inner, name = (field(node, part) for part in self.grammar.attributes[node.type])
        step = text(name) if name else ""
        return None if step in FOREIGN else _after(self.trail(inner), f".{step}")

    def _item(self, node: Node) -> str | None:
        inner, key = subscripted(node)
        step = text(key) if key else ""
        if step in FOREIGN:
            return None
        return _after(self.trail(inner), f".{step}" if step and self.grammar.language != "python" else "[]")

    def _named(self, node: Node) -> str | None:
        name, at = text(node), node.start_byte
        if name not in self.bindings:
            return f"{self.stars[0]}.{name}" if len(self.stars) == 1 else None
        around = [item for item in self.bindings[name] if item[0].start <= at < item[0].end]
        inner = max((scope for scope, _ in around), default=None)
        if inner is None:
            return None
        if (name, inner) not in self._known:
            self._known[name, inner] = None  # while it is worked out: `x = x.info` says nothing
            found = {self._meaning(binding) for scope, binding in around if scope == inner}
            self._known[name, inner] = found.pop() if len(found) == 1 else None
        return self._known[name, inner]

    def _scope(self, name: Node, root: Node, *, everywhere: bool) -> Scope:
        """Return where a binding counts: in its function, or wherever `global` and the like may reach."""
        node: Node | None = name.parent
        below = name
        while node and not everywhere:
            is_own_name = field(node, "name") == below
            if node.type in self.grammar.scopes and not is_own_name:
                return Scope(node.start_byte, node.end_byte)
            below, node = node, node.parent
        return Scope(root.start_byte, root.end_byte)

    def _meaning(self, binding: Binding) -> str | None:
        steps = binding.steps
        if any(step in FOREIGN for step in steps.replace("[]", "").split(".")):
            return None
        return _after(binding.root if isinstance(binding.root, str) else self.trail(binding.root), steps)


def subscripted(node: Node) -> tuple[Node | None, Node | None]:
    """Return the object and the key of `x["y"]`; a key that is no plain text is None."""
    inner, key = (
        field(node, "value") or field(node, "object"),
        field(node, "subscript") or field(node, "index"),
    )
    return inner, content(key) if key else None


def _after(trail: str | None, step: str) -> str | None:
    return None if trail is None else f"{trail}{step}"
