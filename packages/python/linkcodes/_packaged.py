"""Reads the data files of the package."""

from __future__ import annotations

import json
import pkgutil
from functools import cache
from typing import Any


@cache
def packaged(name: str) -> dict[str, Any]:
    """Return the content of a data file by its name; it is read once."""
    data = pkgutil.get_data("linkcodes.data", f"{name}.json")  # also where the package lies in a zip archive
    content: dict[str, Any] = json.loads(data or b"")
    return content
