"""Says what the value of an expression of Python is: what a type has parsed, or what linkcodes has read."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from linkcodes.cli import catalog, known_codes
from linkcodes.cli.known_codes import Complaint, KnownType

READERS = ("classify", "decode", "resolve_outcome", "receive", "reread")
"""Functions whose answers have codes in them."""
_FIRST_IS_PROVIDER = frozenset({"classify", "receive", "reread"})
_INSIDE = frozenset({"head", "because", "decoded", "outcome", "error", "classifications", "codes", "parts"})
"""The fields of answers that have codes, or answers, in them."""
_CODE = "raw"
"""The field of an answer that is the code as it came."""
_ROUNDS = 4
"""From one variable to the next: `decode`, `head`, `raw`, and one in between."""


class Held(NamedTuple):
    """The values that an expression can have, or that are in the answer that it is."""

    type: KnownType | None = None
    """The type that has parsed it; None: any code of the provider."""
    provider: str | None = None
    """Who sent it; None if that is not known."""

    def complaint(self, value: object) -> Complaint | None:
        """Return what is wrong about a value that is compared with it."""
        return known_codes.valued(self.type, value) if self.type else known_codes.read(self.provider, value)


class PythonNames:
    """What the names of a file mean."""

    def __init__(self) -> None:
        self.types: dict[str, KnownType] = {}
        self.providers: dict[str, str] = {}
        """Modules of providers, by the dotted name that the file calls them."""
        self.functions: dict[str, str] = {}
        """Functions of `READERS`, by the name that the file calls them."""
        self.values: dict[str, Held] = {}
        """Variables that are only ever a code."""
        self.answers: dict[str, Held] = {}
        """Variables that are only ever an answer."""
        self.texts: dict[str, KnownType] = {}
        """Variables that are parsed: what they are compared with may be a misspelled code."""
        self.lists: dict[str, list[ast.expr]] = {}
        """Variables that are only ever one list of literals."""

    def type_of(self, node: ast.expr) -> KnownType | None:
        """Return the type that an expression names: `T`, or `linkcodes.provider.T`."""
        name = dotted(node)
        module, _, last = name.rpartition(".")
        if module in self.providers:
            return known_codes.types().get((self.providers[module], last))
        return self.types.get(name)

    def parses(self, node: ast.expr) -> KnownType | None:
        """Return the type of `T.parse(...)` and `T(...)`."""
        if not isinstance(node, ast.Call):
            return None
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr == "parse":
            return self.type_of(called.value)
        return self.type_of(called)

    def value(self, node: ast.expr) -> Held | None:
        """Return which code an expression is; None if it is none."""
        if isinstance(node, ast.Name):
            return self.values.get(node.id)
        if isinstance(node, ast.Attribute):
            return self.answer(node.value) if node.attr == _CODE else None
        type = self.parses(node)
        return Held(type) if type else None

    def answer(self, node: ast.expr) -> Held | None:
        """Return which codes are in an answer of linkcodes; None if an expression is none."""
        match node:
            case ast.Name():
                return self.answers.get(node.id)
            case ast.Attribute():
                return self.answer(node.value) if node.attr in _INSIDE else None
            case ast.Subscript() | ast.Await():
                return self.answer(node.value)
            case ast.Call():
                name = self.functions.get(dotted(node.func))
                return Held(provider=_provider(node, name)) if name else None
        return None

    def items(self, node: ast.expr) -> list[ast.expr]:
        """Return the literals that an expression lists, else the expression itself."""
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            return node.elts
        if isinstance(node, ast.Call) and dotted(node.func) in ("frozenset", "set", "tuple") and node.args:
            return self.items(node.args[0])
        return self.lists.get(node.id, [node]) if isinstance(node, ast.Name) else [node]

    def learn(self, nodes: list[ast.AST]) -> None:
        """Learn what those variables are that every assignment makes the same."""
        bound = Counter(node.id for node in nodes if isinstance(node, ast.Name) and _is_set(node))
        bound += Counter(node.arg for node in nodes if isinstance(node, ast.arg))
        given = [pair for node in nodes for pair in _assigned(node)]
        for name, value in given:
            if bound[name] == 1 and (listed := self.items(value)) != [value]:
                self.lists[name] = listed
        for _ in range(_ROUNDS):
            values: dict[str, list[Held | None]] = {}
            answers: dict[str, list[Held | None]] = {}
            for name, value in given:
                values.setdefault(name, []).append(self.value(value))
                answers.setdefault(name, []).append(self.answer(value))
            self.values.update(_same(values, bound))
            self.answers.update(_same(answers, bound))
        parsed = ((self.parses(node), node) for node in nodes if isinstance(node, ast.Call))
        self.texts.update(
            (node.args[0].id, type) for type, node in parsed
            if type and node.args and isinstance(node.args[0], ast.Name)
        )  # fmt: skip


def dotted(node: ast.expr) -> str:
    """Return a name with the names before its dots; empty for what is none."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _same(found: dict[str, list[Held | None]], bound: Counter[str]) -> Iterator[tuple[str, Held]]:
    for name, held in found.items():
        first = held[0] if held else None
        if first and len(held) == bound[name] and all(each == first for each in held):
            yield name, first


def _is_set(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store | ast.Del)


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield the variables that are set, each with what it is set to, or with what it is an item of."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value
        case ast.NamedExpr(target=ast.Name(id=name), value=value):
            yield name, value
        case ast.For(target=ast.Name(id=name), iter=value):
            yield name, value
        case ast.comprehension(target=ast.Name(id=name), iter=value):
            yield name, value


def _provider(call: ast.Call, function: str) -> str | None:
    """Return the provider that a call names as a literal."""
    named = [item.value for item in call.keywords if item.arg == "provider"]
    told = [*named, *(call.args[:1] if function in _FIRST_IS_PROVIDER else [])]
    value = told[0].value if told and isinstance(told[0], ast.Constant) else None
    provider = value.partition(".")[0] if isinstance(value, str) else None
    return provider if provider in catalog.providers() else None
