"""How Python imports and names things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tree_sitter import Node

from linkcodes.cli.upgrade.names import PACKAGE, Binding, Imported
from linkcodes.cli.upgrade.syntax import field, fields, text, walk

_PARAMETERS = frozenset({"parameters", "lambda_parameters"})
_DEFINITIONS = frozenset({"function_definition", "class_definition", "type_alias_statement"})
_TARGETS = frozenset({"augmented_assignment", "for_statement", "for_in_clause", "named_expression"})
Bindings = Iterator[tuple[Node, Binding]]
_OPAQUE = frozenset({"as_pattern_target", "global_statement", "nonlocal_statement", "delete_statement"})


class PythonGrammar:
    """Python, as tree-sitter reads it."""

    language = "python"
    attributes: Mapping[str, tuple[str, str]] = {"attribute": ("object", "attribute")}
    calls: Mapping[str, str] = {"call": "function"}
    wrappers = frozenset({"parenthesized_expression", "await", "type"})
    identifiers = frozenset({"identifier"})
    scopes = frozenset(
        {"function_definition", "lambda", "list_comprehension", "set_comprehension"}
        | {"dictionary_comprehension", "generator_expression"}
    )

    def imports(self, root: Node) -> Iterator[Imported]:
        """Yield what a file imports from the package."""
        for node in walk(root):
            if node.type == "import_statement":
                for item in fields(node, "name"):
                    module = field(item, "name") or item
                    if _ours(text(module)):
                        yield Imported(text(module), module, None, None)
            elif node.type == "import_from_statement" and _ours(_module(node)):
                yield from _names(node)

    def bindings(self, root: Node) -> Bindings:
        """Yield every meaning that a file gives to a name."""
        for node in walk(root):
            if node.type in ("import_statement", "import_from_statement", "future_import_statement"):
                yield from _imported(node)
            elif node.type in _PARAMETERS:
                yield from _parameters(node)
            elif node.type == "assignment":
                yield from _assigned(node)
            elif node.type in _TARGETS or node.type in _DEFINITIONS or node.type in _OPAQUE:
                yield from _bound(node)
            elif node.type == "case_pattern":
                yield from _captured(node)

    def stars(self, root: Node) -> Iterator[str]:
        """Yield the modules whose names are all imported."""
        for node in walk(root):
            if any(child.type == "wildcard_import" for child in node.named_children):
                yield _module(node)

    def loaded(self, call: Node) -> str | None:
        """Python loads no module by a call that could be read with certainty."""
        return None


def _ours(module: str) -> bool:
    return module == PACKAGE or module.startswith(f"{PACKAGE}.")


def _module(node: Node) -> str:
    module = field(node, "module_name")
    return text(module) if module else ""


def _names(node: Node) -> Iterator[Imported]:
    module = field(node, "module_name")
    for item in fields(node, "name") if module else ():
        name = field(item, "name") or item
        local = None if item.type == "aliased_import" else text(name)
        yield Imported(f"{text(module)}.{text(name)}", module, name, local)  # type: ignore[arg-type]


def _imported(node: Node) -> Bindings:
    whole = node.type == "import_statement"
    for item in fields(node, "name"):
        named, alias = field(item, "name") or item, field(item, "alias")
        name = text(named)
        path = name if whole else f"{_module(node)}.{name}"
        ours = _ours(path) and not path.startswith(".")
        if alias:
            yield alias, Binding(path if ours else None)
        else:
            first = named.named_children[0]
            yield first, Binding((text(first) if whole else path) if ours else None)


def _parameters(node: Node) -> Bindings:
    for item in node.named_children:
        typed = field(item, "type")
        name = field(item, "name") or next((n for n in walk(item) if n.type == "identifier"), None)
        if name:
            yield name, _typed(typed)


def _typed(node: Node | None) -> Binding:
    """Return the binding of what has a type: an instance of it, or of the one that may be None as well."""
    inner = node.named_children[0] if node and node.named_children else None
    if inner and inner.type == "binary_operator" and field(inner, "operator").type == "|":  # type: ignore[union-attr]
        sides = [
            side for side in (field(inner, "left"), field(inner, "right")) if side and side.type != "none"
        ]
        inner = sides[0] if len(sides) == 1 else None
    return Binding(inner, "()")


def _assigned(node: Node) -> Bindings:
    left, right, typed = field(node, "left"), field(node, "right"), field(node, "type")
    if left and left.type == "identifier":
        yield left, _typed(typed) if typed else Binding(right)
    elif left:
        yield from _opaque(left)


def _bound(node: Node) -> Bindings:
    left, right = field(node, "left") or field(node, "name"), field(node, "right") or field(node, "value")
    if node.type in ("for_statement", "for_in_clause") and left and left.type == "identifier":
        yield left, Binding(right, "[]")
    elif node.type == "named_expression" and left:
        yield left, Binding(right)
    else:
        yield from _opaque(left or node)


def _captured(node: Node) -> Bindings:
    for name in node.named_children:
        if name.type == "dotted_name" and len(name.named_children) == 1:
            yield name.named_children[0], Binding(None)


def _opaque(node: Node) -> Bindings:
    """Yield the names that are bound to something about which nothing is known."""
    parts = (node, *node.named_children) if node.type != "attribute" else ()
    for part in parts:
        if part.type == "identifier":
            yield part, Binding(None)
        elif part is not node and part.type.endswith(("pattern", "list", "tuple")):
            yield from _opaque(part)
