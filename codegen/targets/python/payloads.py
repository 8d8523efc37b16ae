"""Payload bodies as the package's validator reads them: what is asked of a value, each thing said once."""

from __future__ import annotations

import json
from typing import Any

from codegen.resolve.bodies import Schema
from codegen.resolve.spec import ResolvedProvider, ResolvedSpec

_PLAIN = ("type", "const", "enum", "minLength", "required", "x-vocabulary")
"""Keywords that are taken over as they are; texts and what only other targets need stay out."""


def as_json(spec: ResolvedSpec) -> str:
    """Return `{provider: {"nodes": [node], "payloads": {local id: number of its node}}}`.

    A node is a schema whose inner schemas are replaced by their numbers; equal ones share a number. Both
    flavors are read from it, since `x-vocabulary` stays. Each node has a line of its own.
    """
    tables = ",\n".join(f"{json.dumps(provider.id)}: {_table(provider)}" for provider in spec.providers)
    return f"{{\n{tables}\n}}\n"


def _table(provider: ResolvedProvider) -> str:
    nodes = Nodes()
    payloads = {payload.local_id: nodes.number(payload.body) for payload in provider.payloads}
    lines = ",\n".join(nodes.lines)
    return f'{{"nodes": [\n{lines}\n],\n"payloads": {json.dumps(payloads, indent=0)}}}'


class Nodes:
    """The nodes so far, as JSON; inner ones stand before those that need them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, schema: Schema) -> int:
        """Return the number of a schema, which is added with all that it needs if it is new."""
        line = json.dumps(self._node(schema), ensure_ascii=False)
        if line not in self._numbers:
            self._numbers[line] = len(self.lines)
            self.lines.append(line)
        return self._numbers[line]

    def _node(self, schema: Schema) -> dict[str, Any]:
        node = {key: schema[key] for key in _PLAIN if key in schema}
        if "properties" in schema:
            node["properties"] = {name: self.number(child) for name, child in schema["properties"].items()}
        for key in ("items", "additionalProperties"):
            if key in schema:
                node[key] = self.number(schema[key])
        if "anyOf" in schema:
            node["anyOf"] = [self.number(branch) for branch in schema["anyOf"]]
        return node
