"""usage: readme.py GENERATED README

Prints README, the page of a package, and behind it what follows from the spec: the words for operations, the
schemes of webhooks, the ids of payloads.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HEAD = """
## Operations

What you were doing, as `operation` takes it.

| operation | what it is |
|---|---|
"""
_SCHEMES = """
## Payloads

`receive` takes the name of a scheme: {}. `payload` and
`validate` take the id of a payload, without its provider:

"""


def composed(generated: Path, page: Path) -> str:
    """Return the whole page of a package."""
    data = generated / "python/linkcodes/data"
    return page.read_text("utf-8") + "".join(_behind(data))


def _behind(data: Path) -> Iterator[str]:
    yield _HEAD
    for operation, known in _read(data, "taxonomy")["operations"].items():
        yield f"| `{operation}` | {known['summary']} |\n"
    yield _SCHEMES.format(", ".join(f"`{name}`" for name in _read(data, "webhooks")))
    for provider, shapes in _read(data, "payloads").items():
        yield f"- **{provider}:** {', '.join(f'`{name}`' for name in shapes['payloads'])}\n"


def _read(data: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((data / f"{name}.json").read_bytes())
    return content


if __name__ == "__main__":
    sys.stdout.write(composed(Path(sys.argv[1]), Path(sys.argv[2])))
