"""Finds in Python what names codes: members of enumerations, and literals beside them. Nothing is run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeGuard

from linkcodes.cli import catalog, known_codes
from linkcodes.cli.known_codes import Complaint
from linkcodes.cli.source_values import READERS, PythonNames, dotted

Place = tuple[int, int, Complaint]
"""Line, column and what is wrong there; both begin at 1."""
_ROOT = "linkcodes"
_MODULES = frozenset({_ROOT, "linkcodes.runtime", "linkcodes.webhooks"})
"""Where the functions are."""


def complaints(text: str) -> Iterator[Place]:
    """Yield what is wrong about the codes that a source names; raises SyntaxError for what is no Python."""
    nodes = list(ast.walk(ast.parse(text)))
    names = PythonNames()
    for node in nodes:
        yield from _imports(node, names)
    names.learn(nodes)
    for node in nodes:
        yield from _uses(node, names)


def _imports(node: ast.AST, names: PythonNames) -> Iterator[Place]:
    if isinstance(node, ast.Import):
        for item in node.names:
            root, _, provider = item.name.partition(".")
            if root == _ROOT and provider in catalog.providers():
                names.providers[item.asname or item.name] = provider
            elif item.name in _MODULES:
                names.functions.update({f"{item.asname or item.name}.{name}": name for name in READERS})
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
        elif module in _MODULES and item.name in READERS:
            names.functions[called] = item.name


def _uses(node: ast.AST, names: PythonNames) -> Iterator[Place]:
    if isinstance(node, ast.Attribute):
        type = names.type_of(node.value)
        if type and node.attr.isupper() and (found := known_codes.named(type, node.attr)):
            yield node.lineno, node.col_offset + 1, found
    elif isinstance(node, ast.Call):
        yield from _arguments(node, names)
    elif isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        if check := next((check for side in sides if (check := _check(side, names))), None):
            yield from _literals((item for side in sides for item in names.items(side)), check)
    elif isinstance(node, ast.Match) and (check := _check(node.subject, names)):
        values = (part for case in node.cases for part in ast.walk(case.pattern))
        yield from _literals((part.value for part in values if isinstance(part, ast.MatchValue)), check)


def _check(node: ast.expr, names: PythonNames) -> Callable[[object], Complaint | None] | None:
    """Return what says what is wrong about a literal beside an expression; None if that is no code."""
    if held := names.value(node):
        return held.complaint
    type = names.texts.get(node.id) if isinstance(node, ast.Name) else None
    return partial(known_codes.misspelled, type) if type else None


def _arguments(node: ast.Call, names: PythonNames) -> Iterator[Place]:
    if type := names.parses(node):
        yield from _literals(node.args[:1], partial(known_codes.valued, type))
    elif names.functions.get(dotted(node.func)) == "classify" and len(node.args) > 1:
        provider, value = node.args[:2]
        if not (_is_literal(provider) and _is_literal(value)):
            return
        if found := known_codes.sent(str(provider.value), value.value):
            yield value.lineno, value.col_offset + 1, found


def _literals(nodes: Iterable[ast.expr], check: Callable[[object], Complaint | None]) -> Iterator[Place]:
    for node in nodes:
        if _is_literal(node) and (found := check(node.value)):
            yield node.lineno, node.col_offset + 1, found


def _is_literal(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and type(node.value) in (str, int)
