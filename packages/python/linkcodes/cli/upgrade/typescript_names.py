"""How TypeScript and JavaScript import and name things."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tree_sitter import Node

from linkcodes.cli.upgrade.names import PACKAGE, Binding, Imported
from linkcodes.cli.upgrade.syntax import content, field, text, walk

_NAMED = frozenset(
    {
        "function_declaration",
        "class_declaration",
        "enum_declaration",
        "interface_declaration",
        "internal_module",
    }
    | {
        "generator_function_declaration",
        "abstract_class_declaration",
        "type_alias_declaration",
        "type_parameter",
    }
    | {"function_expression", "class", "module"}
)
_NOTHING = frozenset({"undefined", "null"})
Bindings = Iterator[tuple[Node, Binding]]


class TypeScriptGrammar:
    """TypeScript, as tree-sitter reads it."""

    language = "typescript"
    attributes: Mapping[str, tuple[str, str]] = {
        "member_expression": ("object", "property"),
        "nested_type_identifier": ("module", "name"),
        "nested_identifier": ("object", "property"),
    }
    calls: Mapping[str, str] = {"call_expression": "function", "new_expression": "constructor"}
    wrappers = frozenset({"parenthesized_expression", "await_expression", "non_null_expression"})
    identifiers = frozenset({"identifier", "type_identifier"})
    scopes = frozenset(
        {"function_declaration", "generator_function_declaration", "function_expression", "arrow_function"}
        | {"generator_function", "method_definition"}
    )

    def imports(self, root: Node) -> Iterator[Imported]:
        """Yield what a file imports from the package, or hands on."""
        for node in walk(root):
            source = _source(node)
            if source is None:
                continue
            specifiers = list(_specifiers(node))
            for item in specifiers:
                name, alias = field(item, "name"), field(item, "alias")
                local = text(name) if name and not alias and item.type == "import_specifier" else None
                yield Imported(f"{text(source)}.{text(name) if name else ''}", source, name, local)
            if not specifiers:
                yield Imported(text(source), source, None, None)

    def bindings(self, root: Node) -> Bindings:
        """Yield every meaning that a file gives to a name."""
        for node in walk(root):
            if node.type == "import_clause":
                yield from _imported(node)
            elif node.type == "variable_declarator":
                yield from _declared(node)
            elif node.type in ("required_parameter", "optional_parameter", "arrow_function", "catch_clause"):
                yield from _parameter(node)
            elif node.type in _NAMED and (name := field(node, "name")):
                yield name, Binding(None)
            elif node.type in ("assignment_expression", "augmented_assignment_expression"):
                yield from _pattern(field(node, "left"), lambda steps: Binding(None))
            elif node.type == "for_in_statement":
                yield from _looped(node)

    def stars(self, root: Node) -> Iterator[str]:
        """Every name of TypeScript is imported by itself."""
        return iter(())

    def loaded(self, call: Node) -> str | None:
        """Return the module that `import("linkcodes/acme")` or `require("linkcodes/acme")` loads."""
        source = _loaded(call)
        return text(source) if source else None


def _ours(source: Node | None) -> Node | None:
    inner = content(source) if source else None
    return inner if inner and (text(inner) == PACKAGE or text(inner).startswith(f"{PACKAGE}/")) else None


def _source(node: Node) -> Node | None:
    """Return where an import, a re-export or a call names a module of the package."""
    if node.type in ("import_statement", "export_statement", "import_require_clause"):
        return _ours(field(node, "source"))
    return _loaded(node)


def _loaded(call: Node) -> Node | None:
    function, arguments = field(call, "function"), field(call, "arguments")
    if call.type != "call_expression" or not function or not arguments or not arguments.named_children:
        return None
    loads = function.type == "import" or text(function) in (
        "require",
        "require.resolve",
        "import.meta.resolve",
    )
    return _ours(arguments.named_children[0]) if loads else None


def _specifiers(node: Node) -> Iterator[Node]:
    if node.type in ("import_statement", "export_statement"):
        yield from (part for part in walk(node) if part.type in ("import_specifier", "export_specifier"))


def _imported(clause: Node) -> Bindings:
    source = _ours(field(clause.parent, "source")) if clause.parent else None
    for part in walk(clause):
        if part.type == "import_specifier" and (name := field(part, "name")):
            local = field(part, "alias") or name
            yield local, Binding(f"{text(source)}.{text(name)}" if source else None)
        elif part.type == "namespace_import":
            yield part.named_children[0], Binding(text(source) if source else None)
        elif part.type == "identifier" and part.parent == clause:
            yield part, Binding(None)


def _declared(node: Node) -> Bindings:
    name, value, typed = field(node, "name"), field(node, "value"), field(node, "type")
    if typed and name and name.type == "identifier":
        yield name, _typed(typed)
    else:
        yield from _pattern(name, lambda steps: Binding(value, steps))


def _parameter(node: Node) -> Bindings:
    pattern, typed = field(node, "pattern") or field(node, "parameter"), field(node, "type")
    if typed:
        known = _typed(typed)
        yield from _pattern(pattern, lambda steps: known._replace(steps=f"{known.steps}{steps}"))
    else:
        caller = _given_to(node)
        yield from _pattern(pattern, lambda steps: Binding(caller, f"(param){steps}"))


def _given_to(node: Node) -> Node | None:
    """Return the function that is called with the one that a parameter belongs to, alone or in an object."""
    function = node if node.type == "arrow_function" else node.parent and node.parent.parent
    outer = function.parent if function and function.type != "function_declaration" else None
    while outer and outer.type in ("pair", "object"):
        outer = outer.parent
    call = outer.parent if outer and outer.type == "arguments" else None
    return field(call, "function") if call and call.type == "call_expression" else None


def _typed(annotation: Node) -> Binding:
    """Return the binding of what has a type: an instance of it, or of the one that may be missing as well."""
    inner = annotation.named_children[0] if annotation.named_children else None
    if inner and inner.type == "union_type":
        sides = [side for side in inner.named_children if text(side) not in _NOTHING]
        inner = sides[0] if len(sides) == 1 else None
    if inner and inner.type == "generic_type":
        inner = field(inner, "name")
    return Binding(inner, "()")


def _looped(node: Node) -> Bindings:
    over, steps = field(node, "right"), "[]" if text(field(node, "operator") or node) == "of" else None
    yield from _pattern(field(node, "left"), lambda more: Binding(steps and over, f"{steps}{more}"))


def _pattern(node: Node | None, bind: Callable[[str], Binding], steps: str = "") -> Bindings:
    """Yield the names of a pattern; `bind` gives the binding of what lies some steps within the value."""
    if node is None:
        return
    if node.type in ("identifier", "shorthand_property_identifier_pattern"):
        own = f".{text(node)}" if node.type.startswith("shorthand") else ""
        yield node, bind(f"{steps}{own}")
    elif node.type == "pair_pattern":
        key = field(node, "key")
        yield from _pattern(field(node, "value"), bind, f"{steps}.{text(key) if key else ''}")
    elif node.type in ("assignment_pattern", "object_assignment_pattern"):
        yield from _pattern(field(node, "left"), bind, steps)
    elif node.type == "rest_pattern":
        yield from _pattern(node.named_children[-1], lambda more: Binding(None), steps)
    elif node.type in ("object_pattern", "array_pattern"):
        for part in node.named_children:
            yield from _pattern(part, bind, f"{steps}[]" if node.type == "array_pattern" else steps)
