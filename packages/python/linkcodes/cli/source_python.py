"""Finds in Python what names codes: members of enumerations, and literals beside them. Nothing is run."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeGuard

from linkcodes.cli import catalog, known_codes
from linkcodes.cli.known_codes import Complaint, KnownType

Place = tuple[int, int, Complaint]
"""Line, column and what is wrong there; both begin at 1."""
_OF_PROVIDERS = ("classify",)
"""Functions that take a provider and a value."""
_ROOT = "linkcodes"


class PythonNames(NamedTuple):
    """What the names of a file mean."""

    types: dict[str, KnownType]
    providers: dict[str, str]
    """Modules of providers, by the dotted name that the file calls them."""
    functions: dict[str, str]
    """Functions that take a provider and a value, by the name that the file calls them."""
    parsed: dict[str, KnownType]
    """Variables that only ever hold what a type has parsed."""


def complaints(text: str) -> Iterator[Place]:
    """Yield what is wrong about the codes that a source names; raises SyntaxError for what is no Python."""
    nodes = list(ast.walk(ast.parse(text)))
    names = PythonNames({}, {}, {}, {})
    for node in nodes:
        yield from _imports(node, names)
    names.parsed.update(_parsed(nodes, names))
    for node in nodes:
        yield from _uses(node, names)


def _imports(node: ast.AST, names: PythonNames) -> Iterator[Place]:
    if isinstance(node, ast.Import):
        for item in node.names:
            root, _, provider = item.name.partition(".")
            if root == _ROOT and provider in catalog.providers():
                names.providers[item.asname or item.name] = provider
            elif item.name == _ROOT:
                names.functions.update({f"{item.asname or _ROOT}.{name}": name for name in _OF_PROVIDERS})
    elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
        yield from _imports_from(node, node.module, names)


def _imports_from(node: ast.ImportFrom, module: str, names: PythonNames) -> Iterator[Place]:
    root, _, provider = module.partition(".")
    for item in node.names:
        called = item.asname or item.name
        if root != _ROOT or item.name == "*":
            continue
        if provider in catalog.providers():
            if found := known_codes.imported(provider, item.name):
                yield node.lineno, node.col_offset + 1, found
            else:
                names.types[called] = known_codes.types()[provider, item.name]
        elif module == _ROOT and item.name in catalog.providers():
            names.providers[called] = item.name
        elif module in (_ROOT, "linkcodes.runtime") and item.name in _OF_PROVIDERS:
            names.functions[called] = item.name


def _parsed(nodes: list[ast.AST], names: PythonNames) -> Iterator[tuple[str, KnownType]]:
    """Yield the variables of which every assignment parses the same type."""
    bound = Counter(node.id for node in nodes if isinstance(node, ast.Name) and _is_set(node))
    bound += Counter(node.arg for node in nodes if isinstance(node, ast.arg))
    made: dict[str, list[KnownType]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and (type := _parses(node.value, names)):
                made.setdefault(target.id, []).append(type)
    for name, types in made.items():
        if len(types) == bound[name] and len({type.name for type in types}) == 1:
            yield name, types[0]


def _is_set(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store | ast.Del)


def _parses(node: ast.expr, names: PythonNames) -> KnownType | None:
    """Return the type of `T.parse(...)` and `T(...)`."""
    if not isinstance(node, ast.Call):
        return None
    called = node.func
    if isinstance(called, ast.Attribute) and called.attr == "parse":
        return _type(called.value, names)
    return _type(called, names)


def _type(node: ast.expr, names: PythonNames) -> KnownType | None:
    """Return the type that an expression names: `T`, or `linkcodes.provider.T`."""
    dotted = _dotted(node)
    module, _, name = dotted.rpartition(".")
    if module in names.providers:
        return known_codes.types().get((names.providers[module], name))
    return names.types.get(dotted)


def _dotted(node: ast.expr) -> str:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _uses(node: ast.AST, names: PythonNames) -> Iterator[Place]:
    if isinstance(node, ast.Attribute):
        type = _type(node.value, names)
        if type and node.attr.isupper() and (found := known_codes.named(type, node.attr)):
            yield node.lineno, node.col_offset + 1, found
    elif isinstance(node, ast.Call):
        yield from _arguments(node, names)
    elif isinstance(node, ast.Compare):
        yield from _compared([node.left, *node.comparators], names)
    elif isinstance(node, ast.Match) and (type := _holds(node.subject, names)):
        values = (part for case in node.cases for part in ast.walk(case.pattern))
        yield from _literals((part.value for part in values if isinstance(part, ast.MatchValue)), type)


def _arguments(node: ast.Call, names: PythonNames) -> Iterator[Place]:
    if type := _parses(node, names):
        yield from _literals(node.args[:1], type)
    elif _dotted(node.func) in names.functions and len(node.args) > 1:
        provider, value = node.args[:2]
        if not (_is_literal(provider) and _is_literal(value)):
            return
        if found := known_codes.sent(str(provider.value), value.value):
            yield value.lineno, value.col_offset + 1, found


def _compared(sides: list[ast.expr], names: PythonNames) -> Iterator[Place]:
    """Yield what is wrong about literals that are compared with what a type has parsed."""
    type = next((type for side in sides if (type := _holds(side, names))), None)
    if type:
        for side in sides:
            inner = side.elts if isinstance(side, ast.Tuple | ast.List | ast.Set) else [side]
            yield from _literals(inner, type)


def _holds(node: ast.expr, names: PythonNames) -> KnownType | None:
    return names.parsed.get(node.id) if isinstance(node, ast.Name) else _parses(node, names)


def _literals(nodes: Iterable[ast.expr], type: KnownType) -> Iterator[Place]:
    for node in nodes:
        if _is_literal(node) and (found := known_codes.valued(type, node.value)):
            yield node.lineno, node.col_offset + 1, found


def _is_literal(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and type(node.value) in (str, int)
