"""Payload bodies as the package's validator reads them: the checks of a value, each written once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from codegen.resolve.spec import ResolvedProvider
from codegen.text.row_text import row_text
from codegen.views.flavors import STRICT, TOLERANT, flavored
from codegen.views.shape_table import shared, whole, written
from codegen.views.shapes import shape_of

_LEVELS = 4
"""From the providers down to one flavor of a payload, which is one line."""


def as_json(providers: Iterable[ResolvedProvider]) -> str:
    """Return `{provider: {"nodes": {name: node}, "payloads": {local id: {flavor: node}}}}`.

    A node is the name of a shared node, a set of types as a number, or the record of a shape, whose parts are
    nodes.
    """
    return row_text({item.id: _table(item) for item in providers}, _LEVELS, tight=True)


def _table(provider: ResolvedProvider) -> dict[str, Any]:
    vocabularies = {vocabulary.id: vocabulary for vocabulary in provider.vocabularies}
    bodies = {
        (payload.local_id, flavor): shape_of(flavored(payload.body, flavor, vocabularies))
        for payload in provider.payloads
        for flavor in (TOLERANT, STRICT)
    }
    names = shared((f"{id}{flavor.suffix}", shape) for (id, flavor), shape in bodies.items())
    payloads: dict[str, dict[str, Any]] = {}
    for (id, flavor), shape in bodies.items():
        payloads.setdefault(id, {})[flavor.name] = written(shape, names)
    return {"nodes": {name: whole(shape, names) for shape, name in names.items()}, "payloads": payloads}
