"""Which names of the spec are taken, derived from what the targets write and what is written by hand.

Wherever the name of a provider, vocabulary, code, payload, method or type becomes a file or folder, whatever
else is there has its own name taken. The same is true of what the generated modules import and declare.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from codegen.resolve.spec import ResolvedProvider, ResolvedSpec
from codegen.text.naming import kebab
from tests.conftest import REPO

HAND_WRITTEN = {
    "packages/python/linkcodes": "python/linkcodes",
    "packages/typescript/src": "typescript/src",
    "site/docs": "site",
}
"""Folders with what is written by hand, and where it is joined with what is generated."""
BUILT = ("site/schemas/index.json", "site/search/pages.js", "site/404.html", "site/sitemap.xml")
"""What the site has only once it is built."""
Taken = dict[str, dict[str, str]]
_BOUND = re.compile(
    r"^import (?:type )?\{(?P<imported>[^}]*)\}|^(?:export )?(?:declare )?"
    r"(?:const|let|function|class|interface|type) (?P<own>\w+)",
    re.MULTILINE,
)


def taken(spec: ResolvedSpec, outputs: Mapping[str, str]) -> Taken:
    """Return, by kind of name, each name that is taken and the file that takes it."""
    [provider] = spec.providers
    names = _names(provider)
    folders = _folders([*_merged(outputs), *_by_hand(), *BUILT])
    every = set().union(*names.values())
    found: Taken = {kind: {} for kind in names}
    for kind, own in names.items():
        for folder, entries in folders.items():
            strangers = sorted(entry for entry in entries if not _is_of(entry, every))
            for entry in strangers if any(_is_of(entry, own) for entry in entries) else ():
                path = re.sub(rf"\b{provider.id}\b", "<provider>", str(folder / entry))
                found[kind].setdefault(_stem(entry), path)
    return {kind: _written(entries) for kind, entries in found.items()}


def taken_types(spec: ResolvedSpec, outputs: Mapping[str, str]) -> dict[str, str]:
    """Return each name that the modules of some provider import or declare, and the package they are in."""
    found = {
        name: f"a module of the {path.partition('/')[0]} package"
        for provider in spec.providers
        for path, text in outputs.items()
        for name in _types(path, text, provider)
    }
    return _written(found)


def _names(provider: ResolvedProvider) -> dict[str, set[str]]:
    """Return the names that the spec has of each kind."""
    types = [item.type_name for item in provider.vocabularies]
    types += [item.type_name for item in provider.payloads]
    return {
        "provider": {provider.id},
        "vocabulary": {vocabulary.local_id for vocabulary in provider.vocabularies},
        "code": {code.name for vocabulary in provider.vocabularies for code in vocabulary.codes},
        "payload": {payload.local_id for payload in provider.payloads},
        "method": {PurePosixPath(method.page).name for method in provider.methods},
        "module": set(map(kebab, types)),
    }


def _merged(outputs: Iterable[str]) -> Iterator[str]:
    """Yield all paths; the copies for machines are put beside the pages."""
    for path in outputs:
        yield path
        if path.startswith("machine/"):
            yield path.replace("machine/", "site/", 1)


def _by_hand() -> Iterator[str]:
    for source, joined in HAND_WRITTEN.items():
        for path in sorted((REPO / source).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"{joined}/{path.relative_to(REPO / source).as_posix()}"


def _folders(paths: Iterable[str]) -> dict[PurePosixPath, set[str]]:
    """Return what is in each folder."""
    folders: dict[PurePosixPath, set[str]] = {}
    for path in paths:
        for entry in (PurePosixPath(path), *PurePosixPath(path).parents):
            if entry.name:
                folders.setdefault(entry.parent, set()).add(entry.name)
    return folders


def _is_of(entry: str, names: set[str]) -> bool:
    return any(entry == name or entry.startswith(f"{name}.") for name in names)


def _stem(entry: str) -> str:
    return entry.partition(".")[0].lower()


def _types(path: str, text: str, provider: ResolvedProvider) -> Iterator[str]:
    """Yield the names in PascalCase that a module of the provider has of its own."""
    if provider.id not in PurePosixPath(path).parts and PurePosixPath(path).stem != provider.id:
        return
    bound = _python(text) if path.endswith(".py") else _typescript(text) if path.endswith(".ts") else ()
    made = "|".join([*_made_names(provider)])
    yield from (name for name in bound if name[:1].isupper() and not re.search(made, name))


def _made_names(provider: ResolvedProvider) -> Iterator[str]:
    yield from (vocabulary.type_name for vocabulary in provider.vocabularies)
    yield from (payload.type_name for payload in provider.payloads)
    yield from (code.name for vocabulary in provider.vocabularies for code in vocabulary.codes)
    yield from provider.definitions
    bodies = str([payload.body for payload in provider.payloads])
    yield from re.findall(r"'title': '(\w+)'", bodies)


def _python(text: str) -> Iterator[str]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _typescript(text: str) -> Iterator[str]:
    for match in _BOUND.finditer(text):
        for name in (match["own"] or match["imported"]).split(","):
            yield name.removeprefix(" type ").rpartition(" as ")[2].strip().removeprefix("type ")


def _written(entries: Mapping[str, str]) -> dict[str, str]:
    """Leave out what no name of the spec can be, such as a name that begins with an underscore."""
    return {name: path for name, path in sorted(entries.items()) if re.match(r"[A-Za-z]", name)}
