"""The stages in their order: load, lint, resolve, render, compare, verify, emit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from codegen.lint import lint
from codegen.output import manifest
from codegen.output.changes import Kind, Mode, Result
from codegen.output.emit import compare, emit
from codegen.output.memory import Memory, digests, recall, remember
from codegen.output.render import Target, render, targets
from codegen.output.verify import verify
from codegen.read.findings import Finding, InputError
from codegen.read.load import LoadedSpec, load
from codegen.resolve.spec import ResolvedSpec, resolve


def read_spec(folder: Path, overlays: Sequence[Path] = ()) -> tuple[LoadedSpec, list[Finding]]:
    """Load a spec and lint it; raise InputError when it cannot even be loaded."""
    loaded = load(folder, overlays)
    return loaded, lint(loaded)


def findings(folder: Path, overlays: Sequence[Path] = ()) -> list[Finding]:
    """Return everything that is wrong with a spec, whether it can be loaded or not."""
    try:
        return read_spec(folder, overlays)[1]
    except InputError as bad:
        return bad.findings


def resolved_spec(folder: Path, overlays: Sequence[Path] = ()) -> ResolvedSpec:
    """Load, lint and resolve a spec; raise InputError when there is any error."""
    loaded, findings = read_spec(folder, overlays)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors:
        raise InputError(errors)
    return resolve(loaded)


def run(
    spec: ResolvedSpec, inputs: str, folder: Path, mode: Mode, chosen: Sequence[Target] | None = None
) -> Result:
    """Render targets and compare them with the folder; in mode WRITE make the folder equal to them.

    Without `chosen`, the targets are those whose outputs are committed. `inputs` is the digest of what the
    spec and the generator were read from, to be remembered.
    """
    memory = recall(folder)
    before = manifest.read(folder)
    chosen = chosen or [target for target in targets() if not target.is_pages]
    outputs = render(spec, chosen, partial(memory.reuse, folder))
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
