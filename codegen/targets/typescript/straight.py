"""What the templates of guards show: the shapes of a provider's payloads as straight-line code.

A shape that names fields becomes a function, written once; all else is an expression in its place.
The walker (`packages/typescript/src/validate.ts`) reads the same shapes and says the same, yes or no.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from codegen.resolve.spec import ResolvedPayload, ResolvedProvider
from codegen.text.json_text import digest
from codegen.text.naming import kebab
from codegen.text.typescript import key, literal
from codegen.views.flavors import INHERITED, Flavor, Vocabularies, flavored
from codegen.views.shape_table import identifiers, placed
from codegen.views.shapes import NOTHING, TYPES, Shape, shape_of

_ANYTHING = Shape()
_FEW = 4
"""So many values are compared one by one; more are looked up in a set."""
_TESTS = {
    "string": 'typeof {0} === "string"',
    "integer": "Number.isInteger({0})",
    "number": "Number.isFinite({0})",
    "boolean": 'typeof {0} === "boolean"',
    "object": "isObject({0})",
    "array": "Array.isArray({0})",
    "null": "{0} === null",
}
_IN_A_LINE = 4
_AND = " &&\n    "
_HELPERS = ("equals", "every", "fieldsOf", "has", "hasLength", "isObject", "isValue")
Lists = Mapping[tuple[str, ...], tuple[str, ...]]
"""The vocabularies that make up a list of values, by these."""


class FunctionView(NamedTuple):
    """A function that judges a shape; its lines, the first of which returns or loops."""

    name: str
    lines: tuple[str, ...]


class ConstantView(NamedTuple):
    """A set of values."""

    name: str
    text: str


class GuardView(NamedTuple):
    """The guard of one payload: its ids as literals, its type, and the test that it makes safe."""

    ids: tuple[str, str]
    type_name: str
    test: str


class ListImport(NamedTuple):
    """A vocabulary's type, and its module."""

    name: str
    module: str


class GuardsView(NamedTuple):
    """All guards of one provider in one flavor; functions come after those that they call."""

    helpers: tuple[str, ...]
    imports: tuple[ListImport, ...]
    sets: tuple[ConstantView, ...]
    functions: tuple[FunctionView, ...]
    guards: tuple[GuardView, ...]


def guards_view(provider: ResolvedProvider, flavor: Flavor, vocabularies: Vocabularies) -> GuardsView:
    """Return the view of a provider's guards."""
    shapes = [shape_of(flavored(payload.body, flavor, vocabularies)) for payload in provider.payloads]
    ids = (payload.local_id for payload in provider.payloads)
    writer = _Writer(list(zip(ids, shapes, strict=True)), _lists(provider, vocabularies))
    tests = [writer.test(shape, "x") for shape in shapes]
    text = "\n".join([*tests, *(line for item in writer.functions for line in item.lines)])
    return GuardsView(
        helpers=tuple(name for name in _HELPERS if re.search(rf"(?<![.\w]){name}[(,)]", text)),
        imports=tuple(ListImport(name, kebab(name)) for name in sorted(writer.guards)),
        sets=tuple(ConstantView(name, text) for text, name in writer.sets.items()),
        functions=tuple(writer.functions),
        guards=tuple(map(_guard, provider.payloads, tests)),
    )


def _guard(payload: ResolvedPayload, test: str) -> GuardView:
    name = test.removesuffix("(x)")
    return GuardView(
        ids=(literal(payload.local_id), literal(payload.id)),
        type_name=payload.type_name,
        test=name if name.isidentifier() else f"(x) => {test}",
    )


def _lists(provider: ResolvedProvider, vocabularies: Vocabularies) -> Lists:
    """Return by their values the vocabularies that fields contain codes of."""
    named = {field.vocabularies for payload in provider.payloads for field in payload.coded}
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for names in sorted(named, key=lambda names: (len(names), names)):
        values = (code.value for name in names for code in vocabularies[name].codes)
        texts = tuple(dict.fromkeys(json.dumps(value, ensure_ascii=False) for value in values))
        found.setdefault(texts, tuple(vocabularies[name].type_name for name in names))
    return found


class _Writer:
    """Writes tests as expressions, and notes the functions, sets and guards that they use."""

    def __init__(self, bodies: Sequence[tuple[str, Shape]], lists: Lists) -> None:
        objects: dict[Shape, str] = {}
        for shape, place in placed(bodies).items():
            if _names_fields(shape):
                objects.setdefault(_object_of(shape), place)
        self._names = identifiers(objects, "is")
        self._lists = lists
        self._written: set[Shape] = set()
        self.functions: list[FunctionView] = []
        self.sets: dict[str, str] = {}
        self.guards: set[str] = set()

    def test(self, shape: Shape, value: str) -> str:
        """Return an expression that says whether a value, which costs nothing to name, has a shape."""
        bare = shape._replace(values=(), options=())
        asked = [self._listed(shape.values, value)] if shape.values else []
        if not asked or bare != Shape(bare.types):
            asked += [self._of_types(bare, value)] if bare != _ANYTHING or not shape.options else []
        if shape.options:
            asked.append(f"({' || '.join(self.test(option, value) for option in shape.options)})")
        return " && ".join(asked)

    def _of_types(self, shape: Shape, value: str) -> str:
        """Return the test of a shape without values and options."""
        if not shape.types:
            return "false"
        if shape == _ANYTHING:
            return f"isValue({value})"
        tests = [self._of_type(shape, name, value) for name in TYPES if name in shape.types]
        return _either(tests)

    def _of_type(self, shape: Shape, name: str, value: str) -> str:
        if name == "array" and shape.items:
            return f"every({value}, {self._function_of(shape.items)})"
        if name == "object" and _names_fields(shape):
            return f"{self._function(_object_of(shape))}({value})"
        if name == "string" and shape.min_length:
            return f"hasLength({value}, {shape.min_length})"
        return _TESTS[name].format(value)

    def _function_of(self, items: Shape) -> str:
        test = self.test(items, "x")
        name = test.removesuffix("(x)")
        return name if name.isidentifier() else f"(x) => {test}"

    def _listed(self, values: Sequence[str], value: str) -> str:
        """Return the test of a list of values: a vocabulary's guard, comparisons, or a look-up in a set."""
        texts = tuple(text for text in values if text != "null")
        tests = [f"{value} === null"] if len(texts) < len(values) else []
        if texts in self._lists:
            self.guards.update(self._lists[texts])
            tests += [f"in{name}({value})" for name in self._lists[texts]]
        elif any(isinstance(json.loads(text), dict | list) for text in texts):
            tests.append(f"equals({literal([json.loads(text) for text in texts])}, {value})")
        elif len(texts) <= _FEW:
            tests += [f"{value} === {literal(json.loads(text))}" for text in texts]
        else:
            tests.append(f"{self._set(texts)}.has({value})")
        return _either(tests)

    def _set(self, texts: Iterable[str]) -> str:
        values = [json.loads(text) for text in texts]
        return self.sets.setdefault(literal(values), f"set_{digest(values)}")

    def _function(self, shape: Shape) -> str:
        """Return the name of the function that judges objects of a shape."""
        name = self._names[shape]
        if shape not in self._written:
            self._written.add(shape)
            self.functions.append(FunctionView(name, tuple(self._lines(shape))))
        return name

    def _lines(self, shape: Shape) -> Iterator[str]:
        """Yield the lines of a function that judges the fields `x` of its argument."""
        tests = list(self._fields(shape))
        yield "const x = fieldsOf(value);"
        if any("(v = " in test for test in tests):
            yield "let v: unknown;"
        yield from self._loop(shape)
        if self._rest(shape) is None:
            tests = ["x !== null", *tests]
        yield f"return {_AND.join(tests)};" if tests else "return true;"

    def _fields(self, shape: Shape) -> Iterator[str]:
        """Yield the tests of the fields that are described or must be there; what is undefined is not."""
        declared = dict(shape.fields)
        for name in shape.required:
            member, part = _member(name), declared.get(name, self._rest(shape) or _ANYTHING)
            once = self.test(part, member)
            yield once if once.count(member) <= 1 else f"((v = {member}), {self.test(part, 'v')})"
        for name, part in shape.fields:
            if name not in shape.required:
                test = self.test(part, "v")
                whole = f"({test})" if " && " in test else test
                yield f"((v = {_member(name)}) === undefined || {whole})"

    def _rest(self, shape: Shape) -> Shape | None:
        """Return what other fields must be; nothing if they may be anything."""
        return NOTHING if shape.closed else shape.rest

    def _loop(self, shape: Shape) -> Iterator[str]:
        """Yield the statement that judges the other fields, if anything is asked of them."""
        rest = self._rest(shape)
        if rest is None:
            return
        refused = "" if rest == NOTHING else f"if (!({self.test(rest, 'x[name]')})) "
        names = dict.fromkeys([*shape.required, *dict(shape.fields)])
        yield "if (x === null) return false;"
        if not names:
            yield f"for (const name in x) {refused}return false;"
            return
        yield "for (const name in x)"
        yield "  switch (name) {"
        cases = [f"case {literal(name)}:" for name in names]
        yield from (f"    {' '.join(cases[at : at + _IN_A_LINE])}" for at in range(0, len(cases), _IN_A_LINE))
        yield "      break;"
        yield f"    default: {refused}return false;"
        yield "  }"


def _either(tests: Sequence[str]) -> str:
    return tests[0] if len(tests) == 1 else f"({' || '.join(tests)})"


def _names_fields(shape: Shape) -> bool:
    return bool(shape.fields or shape.required or shape.closed or shape.rest)


def _object_of(shape: Shape) -> Shape:
    """Return what a shape of several types asks of objects."""
    return shape._replace(types=frozenset({"object"}), values=(), min_length=0, items=None, options=())


def _member(name: str) -> str:
    """Return the expression of a field; names that all objects inherit are looked for among its own."""
    bare = key(name)
    member = f"x{bare}" if bare.startswith("[") else f"x.{bare}"
    return f"(has(x, {literal(name)}) ? {member} : undefined)" if name in INHERITED else member
