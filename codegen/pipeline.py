"""The stages in their order: load, lint, resolve, render, compare, verify, emit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from codegen import manifest
from codegen.changes import Change, Kind, Mode
from codegen.emit import compare, emit
from codegen.findings import Finding, InputError
from codegen.lint import lint
from codegen.load import LoadedSpec, load
from codegen.memory import Memory, digests, recall, remember
from codegen.render import render, targets
from codegen.resolve import ResolvedSpec, resolve
from codegen.verify import verify


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found or did: the differences, and how many outputs there are in all."""

    changes: list[Change]
    outputs: int


def read_spec(folder: Path, overlays: Sequence[Path] = ()) -> tuple[LoadedSpec, list[Finding]]:
    """Load a spec and lint it; raise InputError when it cannot even be loaded."""
    loaded = load(folder, overlays)
    return loaded, lint(loaded)


def resolved_spec(folder: Path, overlays: Sequence[Path] = ()) -> ResolvedSpec:
    """Load, lint and resolve a spec; raise InputError when there is any error."""
    loaded, findings = read_spec(folder, overlays)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors:
        raise InputError(errors)
    return resolve(loaded)


def run(spec: ResolvedSpec, inputs: str, folder: Path, mode: Mode) -> Result:
    """Render all targets and compare them with the folder; in mode WRITE make the folder equal to them.

    `inputs` is the digest of what the spec and the generator were read from, to be remembered.
    """
    memory = recall(folder)
    before = manifest.read(folder)
    outputs = render(spec, targets(), partial(memory.reuse, folder))
    plan = {path: output.text for path, (_, output) in outputs.items()}
    plan[manifest.NAME] = manifest.write(spec.spec_version, outputs)
    changes = compare(plan, folder, before)
    faults = verify(plan, [change.path for change in changes if change.kind is not Kind.ORPHAN])
    if faults:
        raise InputError(faults)
    emit(plan, changes, folder, mode)
    if mode is Mode.WRITE:
        recipes = {path: output.recipe for path, (_, output) in outputs.items() if output.recipe}
        remember(folder, Memory(inputs, digests(folder), recipes))
    return Result(changes, len(plan))
