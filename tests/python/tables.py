"""The validator's table of a single shape, as it is read from the package's data."""

from __future__ import annotations

import json
from typing import Any

from codegen.views.shape_table import shared, whole, written
from codegen.views.shapes import Shape


def checked(checks: Any, shape: Shape) -> Any:
    """Return what the module `_checks` of a package makes of a shape."""
    names = shared([("body", shape)])
    table = {name: whole(part, names) for part, name in names.items()}
    nodes, node = json.loads(json.dumps([table, written(shape, names)]))
    return checks.Checks(nodes).of(node)
