"""The manifest of the npm package, and the example of its README."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from codegen.resolve.spec import ResolvedSpec
from codegen.text.naming import camel, kebab

_DESCRIPTION = (
    "Every status, error code and event that bank-connection providers put on the wire: "
    "constants, types, guards, behavior and a safe listener."
)

_FILES = {
    "./dataset/*": "./the-data-set-is-now-the-package-linkcodes-dataset.js",
    "./package.json": "./package.json",
    "./renames.json": "./renames.json",
}
"""What is no module. Who imports the data set, which was in this package once, is told where it is."""
_KEYWORDS = ("open-banking", "bank-connection", "error-codes", "webhooks")


def manifest(spec: ResolvedSpec, modules: Iterable[str]) -> str:
    """Return `package.json`; every module in `modules` becomes a sub-path of the package."""
    package: dict[str, Any] = {
        "name": "linkcodes",
        "version": spec.spec_version,
        "description": _DESCRIPTION,
        "keywords": [*_KEYWORDS, *(kebab(item.id) for item in spec.providers)],
        "license": "MIT",
        "type": "module",
        "sideEffects": False,
        "engines": {"node": ">=20"},
        "peerDependencies": {"react": ">=18"},
        "peerDependenciesMeta": {"react": {"optional": True}},
        "exports": {**dict(sorted(map(_export, modules))), **_FILES},
        # For `moduleResolution: node10`, which reads no `exports`: a folder's module is its `index`.
        "typesVersions": {"*": {"dist/*": ["dist/*"], "*": ["dist/*", "dist/*/index"]}},
        "main": "./dist/index.js",
        "types": "./dist/index.d.ts",
        "files": ["dist", "the-data-set-is-now-*.js", "renames.json", "CHANGELOG.md"],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _export(module: str) -> tuple[str, dict[str, str]]:
    return "." if module == "index" else f"./{module.removesuffix('/index')}", {
        "types": f"./dist/{module}.d.ts",
        "default": f"./dist/{module}.js",
    }


class ExampleView(NamedTuple):
    """What the README's example is about: a code that is an outcome, and a payload that a page receives."""

    provider: str
    type_name: str
    module: str
    function: str
    code: str
    event: str | None


class VocabularyRow(NamedTuple):
    """A vocabulary in the README's table."""

    summary: str
    path: str


class ReadmeView(NamedTuple):
    """What the README shows."""

    version: str
    example: ExampleView | None
    rows: tuple[VocabularyRow, ...]


def readme_view(spec: ResolvedSpec) -> ReadmeView:
    """Return the view of the README."""
    rows = tuple(
        VocabularyRow(item.summary, f"linkcodes/{item.provider_id}/{kebab(item.type_name)}")
        for item in spec.vocabularies.values()
    )
    return ReadmeView(spec.spec_version, _example(spec), rows)


def _example(spec: ResolvedSpec) -> ExampleView | None:
    """Choose the spec's first code that is an outcome; a provider whose events a page receives goes first."""
    found = [
        (code, vocabulary, [payload for payload in provider.payloads if payload.channel == "post_message"])
        for provider in spec.providers
        for vocabulary in provider.vocabularies
        for code in vocabulary.codes
        if code.effective_behavior
    ]
    if not found:
        return None
    code, vocabulary, payloads = next((item for item in found if item[2]), found[0])
    name = vocabulary.type_name
    event = camel(payloads[0].type_name) if payloads else None
    return ExampleView(vocabulary.provider_id, name, kebab(name), camel(name), code.name, event)
