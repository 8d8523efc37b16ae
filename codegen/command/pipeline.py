"""The stages in their order: load, lint, resolve, render, compare, verify, emit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import cache
from pathlib import Path

from codegen.compat.past import changed_codes
from codegen.lint import lint
from codegen.output import manifest
from codegen.output.beside import beside
from codegen.output.changes import Change, Kind, Mode, Result
from codegen.output.emit import compare, emit
from codegen.output.inputs import Digest, digest
from codegen.output.memory import Found, LintNotes, Memory, alone, notes, recall, remember
from codegen.output.render import Known, Output, Target, render, targets
from codegen.output.tree import digests, encoded, sha256
from codegen.output.verify import Says, verify
from codegen.read.findings import Finding, InputError, Place
from codegen.read.load import LoadedSpec, load
from codegen.resolve.build import resolve
from codegen.resolve.dated import with_past
from codegen.resolve.spec import ResolvedSpec
from codegen.views.document import document

Outputs = Mapping[str, tuple[Target, Output]]


def findings(folder: Path, overlays: Sequence[Path] = ()) -> list[Finding]:
    """Return everything that is wrong with a spec, whether it can be loaded or not."""
    inputs = digest(folder, overlays)
    noted = notes(inputs)
    try:
        found = lint(load(folder, overlays), noted.earlier, noted.now)
    except InputError as bad:
        return bad.findings
    if noted.are_new and inputs.still_holds():
        noted.keep()
    return found


def resolved_spec(
    folder: Path, overlays: Sequence[Path] = (), notes: LintNotes | None = None
) -> ResolvedSpec:
    """Load, lint and resolve a spec; raise InputError when there is any error.

    What it says now is compared with the last release, so that each code knows what changed it.
    """
    loaded = load(folder, overlays)
    linted = beside(lambda: _linted(loaded, notes))
    try:
        now = resolve(loaded)
        return with_past(now, changed_codes(now.history, document(now)))
    finally:
        found = linted()  # which has the last word: what else went wrong follows from what it found
        if notes:
            notes.now.update(found)


def _linted(loaded: LoadedSpec, notes: LintNotes | None) -> Mapping[str, Found]:
    """Return what lint found in each part of a spec; raise InputError when there is any error."""
    findings = lint(loaded, notes.earlier, notes.now) if notes else lint(loaded)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors:
        raise InputError(errors)
    return notes.now if notes else {}


def targets_of(kind: str) -> list[Target]:
    """Return the targets that make the committed `files`, or those that make the `pages` of the site."""
    return [target for target in targets() if target.is_pages == (kind == "pages")]


def run(
    spec: ResolvedSpec, inputs: Digest, folder: Path, mode: Mode, chosen: Sequence[Target] | None = None
) -> Result:
    """Render targets and compare them with the folder; in mode WRITE make the folder equal to them.

    Without `chosen`, the targets are those whose outputs are committed. `inputs` is what the spec and the
    generator were when the run began; the plan is remembered if they still are when it ends.
    """
    memory = recall(folder)
    chosen = chosen or targets_of("files")

    shelf = memory.shelf(folder)

    def reuse(recipe: str) -> Iterator[Output]:
        for path, text, made_from, form in shelf.reuse(inputs.makers + recipe):
            yield Output(path, text, _places(made_from), recipe, form.removeprefix(inputs.makers))

    told: dict[str, str] = {}
    remembers = mode is Mode.WRITE or bool(memory.outputs)
    known = Known(reuse, memory.told if memory.makers == inputs.makers else {}, told)
    outputs = render(spec, chosen, known if remembers else None)
    plan = {path: output.text for path, (_, output) in outputs.items()}
    planned = {path: sha256(encoded(text)) for path, text in plan.items()}
    plan[manifest.NAME] = manifest.write(spec.spec_version, outputs, planned)
    planned[manifest.NAME] = sha256(encoded(plan[manifest.NAME]))
    with alone(folder) if mode is Mode.WRITE else nullcontext():
        changes = _apply(plan, folder, mode, lambda text: text in repr(spec))
        held = mode is Mode.WRITE and inputs.still_holds()
        if held:
            _remember(planned, outputs, folder, inputs, told)
    return Result(changes, len(plan), held)


@cache
def _places(made_from: tuple[str, ...]) -> tuple[Place, ...]:
    return tuple(map(Place, made_from))


def _apply(plan: Mapping[str, str], folder: Path, mode: Mode, says: Says) -> list[Change]:
    """Compare a plan with the folder, verify what differs, and write it where that is the mode."""
    changes = compare(plan, folder, manifest.read(folder))
    faults = verify(plan, [change.path for change in changes if change.kind is not Kind.ORPHAN], says)
    if faults:
        raise InputError(faults)
    emit(plan, changes, folder, mode)
    return changes


def _remember(
    planned: Mapping[str, str], outputs: Outputs, folder: Path, inputs: Digest, told: Mapping[str, str]
) -> None:
    """Remember the plan if the folder equals it, as it does unless something else has just written there."""
    made = {path: output for path, (_, output) in outputs.items()}
    recipes = {path: inputs.makers + output.recipe for path, output in made.items() if output.recipe}
    forms = {path: inputs.makers + output.form for path, output in made.items() if output.form}
    if planned == digests(folder):
        remember(folder, Memory(inputs.spec, inputs.makers, planned, recipes, forms, told))
