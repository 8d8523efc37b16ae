"""The input of datamodel-code-generator: payload bodies whose coded fields name the package's own types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from codegen.resolve.bodies import vocabularies_of
from codegen.resolve.spec import ResolvedPayload
from codegen.text.docstrings import paragraphs

Schema = dict[str, Any]
Choices = list[list[str]]
_KEPT = ("type", "const", "enum", "minLength")
_NUMBER = "linkcodes.models._base.Number"


class Definitions:
    """The classes of one module, filled payload by payload.

    A description in `schemas` is only the number of the docstring in `docs`. `either` maps class names to
    groups of fields; those of one group must be there.
    """

    def __init__(self, coded_types: Mapping[tuple[str, ...], str]) -> None:
        self.schemas: dict[str, Schema] = {}
        self.either: dict[str, Choices] = {}
        self.docs: list[str] = []
        self._coded_types = coded_types
        self._bodies: dict[str, Schema] = {}

    def document(self) -> Schema:
        """Return one JSON Schema that defines all classes."""
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": self.schemas}

    def docs_of(self, name: str) -> list[str]:
        """Return the docstrings of a class: its own, and those of its fields."""
        schema = self.schemas.get(name, {"properties": {}})
        described = (item.get("description") for item in (schema, *schema["properties"].values()))
        return [self.docs[int(number)] for number in described if number is not None]

    def add(self, payload: ResolvedPayload) -> None:
        """Define the class of a payload and those of the objects in it."""
        doc = paragraphs(payload.summary, payload.description, *payload.notes)
        self.define(payload.type_name, payload.body, doc)

    def define(self, name: str, body: Schema, doc: str) -> None:
        """Define a class by its name, the schema of its objects and its docstring."""
        shape = {key: value for key, value in body.items() if key != "description"}
        if self._bodies.setdefault(name, shape) != shape:
            raise ValueError(f"two different objects of one provider are called {name}; rename one of them")
        described = self._described(doc)
        properties = {key: self._schema(child) for key, child in body.get("properties", {}).items()}
        required = body.get("required", [])
        self.schemas[name] = {"type": "object", "required": required, "properties": properties, **described}
        if rest := body.get("additionalProperties"):
            self.schemas[name]["additionalProperties"] = self._schema(rest)
        if "anyOf" in body:
            self.either[name] = [branch["required"] for branch in body["anyOf"]]

    def _schema(self, node: Schema) -> Schema:
        """Return the type of a field, an item or a branch."""
        described = self._described(paragraphs(node.get("description")))
        if named := vocabularies_of(node):
            return {"type": node["type"], "x-python-type": self._coded_types[named], **described}
        if node.get("type") == "number":
            return {"type": "number", "x-python-type": _NUMBER, **described}
        if "properties" in node:
            self.define(node["title"], node, paragraphs(node.get("description")))
            return {"$ref": f"#/$defs/{node['title']}", **described}
        schema = {key: node[key] for key in _KEPT if key in node}
        for key in ("items", "additionalProperties"):
            if key in node:
                schema[key] = self._schema(node[key])
        if "anyOf" in node:
            schema["anyOf"] = [self._schema(branch) for branch in node["anyOf"]]
        return {**schema, **described}

    def _described(self, doc: str) -> Schema:
        if not doc:
            return {}
        self.docs.append(doc)
        return {"description": str(len(self.docs) - 1)}
