"""Names in each language. Names are explicit in the spec; only their case changes here."""

from __future__ import annotations

import json
import keyword
import re
from functools import cache
from pathlib import Path
from typing import Literal

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

RESERVED = Path(__file__).with_name("reserved_names.json")
"""What is taken by the targets and by what is written by hand; `tests/test_names.py` derives it."""
LONGEST_PROVIDER, LONGEST_NAME = 32, 72
"""Characters of a provider's id and of every other name. A page has three of them in its path, which then
stays below 200 characters, so that a checkout does not exceed the 260 that Windows allows."""

# Words of upper-case letters, or in PascalCase, that TypeScript or JavaScript knows as a type or value.
_TYPESCRIPT_RESERVED = frozenset(
    [
        *("NaN", "Infinity", "Array", "Boolean", "Date", "Error", "Function", "JSON", "Map", "Math"),
        *("Number", "Object", "Promise", "Record", "Set", "String", "Symbol"),
    ]
)
# What the tools of the site leave out or take for the index of a folder.
_MKDOCS_RESERVED = {"provider": frozenset({"templates"}), "code": frozenset({"readme"})}
# Folders that git and npm leave out wherever they are.
_IGNORED = frozenset({"node_modules"})
# Names that Windows keeps for devices, in any case and with any suffix.
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


# The npm package makes `XValue`, `isX`, `parseX` and `xAbsentInfo` of a type called X.
_TYPESCRIPT_DERIVED = re.compile(r"(Value|Absent|Info|Behavior)$|^(Is|Parse)(?=[A-Z])")


def kebab(name: str) -> str:
    """`SecondaryStatus` -> `secondary-status`."""
    return _WORD_START.sub("-", name).lower().replace("_", "-")


def snake(name: str) -> str:
    """`SecondaryStatus` -> `secondary_status`."""
    return kebab(name).replace("-", "_")


def camel(name: str) -> str:
    """`SecondaryStatus` or `secondary_status` -> `secondaryStatus`."""
    head, *tail = snake(name).split("_")
    return head + "".join(word.capitalize() for word in tail)


def pascal(name: str) -> str:
    """`secondary_status` -> `SecondaryStatus`."""
    return "".join(word.capitalize() for word in snake(name).split("_"))


def symbol_problem(name: str) -> str | None:
    """Say why a code cannot have this name in some language, or nothing when it can."""
    if name in _TYPESCRIPT_RESERVED:
        return "TypeScript reserves it"
    return path_problem(name) or _taken("code", name)


def type_problem(name: str) -> str | None:
    """Say why a vocabulary or payload cannot have this type name in some language."""
    if name in _TYPESCRIPT_RESERVED:
        return "TypeScript reserves it"
    if keyword.iskeyword(name):
        return "Python reserves it"
    if _TYPESCRIPT_DERIVED.search(name):
        return "the npm package makes such names of other types"
    return path_problem(name) or _taken("type", name) or _taken("module", kebab(name))


def local_problem(kind: Literal["vocabulary", "payload", "method"], full_id: str) -> str | None:
    """Say why something cannot have this id: the part behind the colon names a file or folder."""
    name = full_id.partition(":")[2]
    return path_problem(name) or _taken(kind, name)


def provider_problem(name: str) -> str | None:
    """Say why a provider cannot have this id in some language."""
    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        return "it cannot be a module of the Python package"
    return path_problem(name, LONGEST_PROVIDER) or _taken("provider", name)


def path_problem(name: str, longest: int = LONGEST_NAME) -> str | None:
    """Say why nothing can have this name that becomes a part of a path."""
    if name.partition(".")[0].casefold() in _DEVICES:
        return "Windows keeps this name for a device, whatever its case or suffix"
    if name.casefold() in _IGNORED:
        return "git and npm leave out folders of this name"
    if len(name) > longest:
        return f"it has {len(name)} characters, and paths have room for {longest}"
    return None


def _taken(kind: str, name: str) -> str | None:
    """Say by what a name is taken already."""
    if name.casefold() in _MKDOCS_RESERVED.get(kind, ()):
        return "the tools of the site treat a page or folder of this name differently"
    names = _names(kind)
    holder = names.get(name.casefold() if kind != "type" else name)
    return f"{holder} has this name" if holder else None


@cache
def _names(kind: str) -> dict[str, str]:
    """Return what takes each name that is taken for this kind of thing."""
    return dict(json.loads(RESERVED.read_bytes())[kind])
