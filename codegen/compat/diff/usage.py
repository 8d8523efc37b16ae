"""What an application really meets: counts of codes, as `linkcodes scan --format json` prints them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, StrictInt, ValidationError

from codegen.compat.diff.model import ChangeFinding
from codegen.compat.diff.spec_diff import SpecDiff
from codegen.read.findings import UsageError
from codegen.text.pointer import escaped

_HINT = "give what `linkcodes scan --format json` prints"


class _Met(BaseModel):
    provider: str
    vocabulary: str
    code: str | int
    count: StrictInt = 1


class _Scan(BaseModel):
    codes: list[_Met]


@dataclass(frozen=True)
class MetCodes:
    """The codes that were met, and the values of the codes of both specs."""

    codes: frozenset[tuple[str, str]]
    """(vocabulary, value)"""
    values: Mapping[str, frozenset[tuple[str, str]]]
    """By id of a code, what it is, or was, on the wire."""

    def meets(self, finding: ChangeFinding) -> bool:
        """Say whether a finding may touch the application: whatever is not surely about another code does."""
        return any(self._met(id.partition("@")[0]) for id in finding.touches)

    def _met(self, id: str) -> bool:
        if id in self.values:
            return not self.codes.isdisjoint(self.values[id])
        vocabulary, mark, value = id.partition("=")
        if mark:
            return (vocabulary, value) in self.codes
        provider, colon, _ = id.partition(":")
        # A term, a table or a text may be about every code; a payload is about all codes of its provider.
        return not (colon and provider in self._known) or provider in self._providers

    @cached_property
    def _known(self) -> set[str]:
        return {id.partition(":")[0] for id in self.values}

    @cached_property
    def _providers(self) -> set[str]:
        return {vocabulary.partition(":")[0] for vocabulary, _ in self.codes}


def read_usage(path: Path, specs: SpecDiff) -> MetCodes:
    """Read the counts in a file; raise UsageError for anything else."""
    try:
        scan = _Scan.model_validate(json.loads(path.read_bytes()))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        pointer = "".join(f"/{escaped(step)}" for step in first["loc"])
        raise UsageError(f"{path}#{pointer}: {first['msg']}; {_HINT}") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: this is no JSON: {error}; {_HINT}") from None
    met = {(f"{item.provider}:{item.vocabulary}", str(item.code)) for item in scan.codes if item.count}
    values: dict[str, frozenset[tuple[str, str]]] = {}
    for id, value in (each for side in (specs.old, specs.new) for each in _values(side.spec)):
        values[id] = values.get(id, frozenset()) | {(id.partition("#")[0], value)}
    return MetCodes(frozenset(met), values)


def _values(spec: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for provider in spec["providers"]:
        for vocabulary in provider.get("vocabularies", []):
            for code in vocabulary["codes"]:
                yield f"{vocabulary['id']}#{code['name']}", str(code["value"])
