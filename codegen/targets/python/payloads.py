"""Payload bodies as the package's validator reads them: what is asked of a value, each thing said once."""

from __future__ import annotations

import json

from codegen.resolve.spec import ResolvedPayload, ResolvedProvider, ResolvedSpec
from codegen.views.flavors import STRICT, TOLERANT, Vocabularies, flavored
from codegen.views.shapes import Shape, bits, is_plain, record, shape_of


def as_json(spec: ResolvedSpec) -> str:
    """Return `{provider: {"nodes": [node], "payloads": {local id: [tolerant, strict]}}}`.

    Both flavors of a payload are numbers of nodes. A node is a set of types, or the record of a shape whose
    parts are replaced by their numbers; equal ones share a number. Each node has a line of its own.
    """
    tables = (
        f"{json.dumps(provider.id)}: {_table(provider, spec.vocabularies)}" for provider in spec.providers
    )
    return "{{\n{}\n}}\n".format(",\n".join(tables))


def _table(provider: ResolvedProvider, vocabularies: Vocabularies) -> str:
    nodes = Nodes()
    payloads = ",\n".join(
        f"{json.dumps(payload.local_id)}: {_flavors(payload, nodes, vocabularies)}"
        for payload in provider.payloads
    )
    lines = ",\n".join(nodes.lines)
    return f'{{"nodes": [\n{lines}\n],\n"payloads": {{\n{payloads}\n}}}}'


def _flavors(payload: ResolvedPayload, nodes: Nodes, vocabularies: Vocabularies) -> list[int]:
    schemas = (flavored(payload.body, flavor, vocabularies) for flavor in (TOLERANT, STRICT))
    return [nodes.number(shape_of(schema)) for schema in schemas]


class Nodes:
    """The nodes so far, as JSON; inner ones stand before those that need them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, shape: Shape) -> int:
        """Return the number of a shape, which is added with all that it needs if it is new."""
        node = bits(shape.types) if is_plain(shape) else record(shape, self.number)
        line = json.dumps(node, ensure_ascii=False)
        if line not in self._numbers:
            self._numbers[line] = len(self.lines)
            self.lines.append(line)
        return self._numbers[line]
