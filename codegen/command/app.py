"""The verbs of the command: their options, and what each does. A verb returns the exit status.

What reads and renders the spec is imported where it is needed: when nothing has changed, nothing of it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from codegen.command.cli import FINDINGS, OK, nothing_to_do
from codegen.command.fix import fix
from codegen.command.folders import SPEC, TOGETHER, WRITERS
from codegen.command.request import Form, Out, Overlays, Request, Spec, What
from codegen.output.beside import beside
from codegen.output.changes import Mode, Result
from codegen.output.inputs import Digest
from codegen.output.memory import notes
from codegen.read.findings import Finding, InputError
from codegen.report.findings import changes_report, findings_report
from codegen.report.written import generated

if TYPE_CHECKING:
    from codegen.output.memory import LintNotes
    from codegen.resolve.spec import ResolvedSpec


def run(
    arguments: Sequence[str],
    out: TextIO,
    looked: Digest | None = None,
    resolved: tuple[ResolvedSpec, LintNotes] | None = None,
) -> int:
    """Run the verb that the arguments name; return the exit status.

    `looked` is what a verb without options depends on, where that was looked at before; `resolved` is the
    spec, and what lint found in it, if that was read then, too.
    """
    request = Request(out, looked=looked, resolved=resolved)
    try:
        app(list(arguments), prog_name="codegen", obj=request)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    except InputError as bad:
        out.write(findings_report(bad.findings, request.form, request.base))
    return FINDINGS


def _stop(status: int) -> None:
    raise typer.Exit(status)


app = typer.Typer(
    help="Read the spec, and write everything that is made from it.",
    epilog="Exit status: 0 all is well, 1 findings or drift, 2 wrong use or a fault of the generator.",
    result_callback=_stop,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def generate(  # noqa: PLR0913  (an argument is an option)
    context: typer.Context,
    *,
    spec: Spec = SPEC,
    overlays: Overlays = None,
    form: Form = "human",
    out: Out = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")
    ] = False,
) -> int:
    """Write every output that differs from what is there, and remove orphans."""
    request: Request = context.obj.read(spec, overlays, form)
    return _write("generate", request, out, Mode.DRY_RUN if dry_run else Mode.WRITE)


@app.command()
def check(
    context: typer.Context,
    spec: Spec = SPEC,
    overlays: Overlays = None,
    form: Form = "human",
    out: Out = None,
) -> int:
    """Compare what would be generated with what is there; write nothing."""
    request: Request = context.obj.read(spec, overlays, form)
    folder, inputs = request.folder("check", out), request.inputs("check")
    message = nothing_to_do(WRITERS["check"], folder, inputs, form)
    changes = [] if message else _rendered("check", request, folder, inputs, Mode.CHECK).changes
    request.out.write(message or changes_report(changes, form))
    return FINDINGS if changes else OK


@app.command()
def pages(
    context: typer.Context,
    spec: Spec = SPEC,
    overlays: Overlays = None,
    form: Form = "human",
    out: Out = None,
) -> int:
    """Write the pages of the site and their copies for machines, which are not committed."""
    request: Request = context.obj.read(spec, overlays, form)
    return _write("pages", request, out, Mode.WRITE)


@app.command("all")
def all_(context: typer.Context) -> int:
    """Do what `generate` and `pages` do without options, in less time: the spec is read once."""
    request: Request = context.obj
    first, *others = (partial(_written, verb, request, None, Mode.WRITE) for verb in TOGETHER["all"])
    _read(request, request.inputs("generate"))
    told = beside(first, gives_way=True)  # the pages, which take longer, are what all waits for
    rest = [other() for other in others]
    request.out.writelines([told(), *rest])
    return OK


@app.command()
def lint(
    context: typer.Context,
    spec: Spec = SPEC,
    overlays: Overlays = None,
    form: Form = "human",
    repair: Annotated[
        bool,
        typer.Option("--fix", help="Change in the files what has one right answer, then report the rest."),
    ] = False,
) -> int:
    """Report everything that is wrong with the spec."""
    from codegen.command import pipeline  # noqa: PLC0415

    request: Request = context.obj.read(spec, overlays, form)

    def look() -> list[Finding]:
        return pipeline.findings(request.spec, request.overlays)

    fixed, findings = fix(look, request.base) if repair else ([], look())
    request.out.write(findings_report(findings, form, request.base, fixed))
    return FINDINGS if any(finding.level == "error" for finding in findings) else OK


@app.command()
def drift(  # noqa: PLR0913  (an argument is an option)
    context: typer.Context,
    *,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="A saved page: text as copied from a browser, HTML or Markdown."
        ),
    ],
    source: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PROVIDER:ID",
            help="The source of the page, if not what it looks like; once for all files, or once for each.",
        ),
    ] = None,
    spec: Spec = SPEC,
    overlays: Overlays = None,
    form: Form = "human",
) -> int:
    """Compare saved pages of documentation with what the spec cites them for; fetch nothing."""
    from codegen.maintain.drift.report import drift_report  # noqa: PLC0415  (only here)
    from codegen.maintain.drift.run import check as check_pages  # noqa: PLC0415

    request: Request = context.obj.read(spec, overlays, form)
    done = check_pages(_resolved(request), files, source or [])
    request.out.write(drift_report(done, form, request.base))
    return FINDINGS if any(page.findings for page in done) else OK


@app.command("import-texts")
def import_texts(
    context: typer.Context,
    *,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            exists=True,
            dir_okay=False,
            help="A `.po` or XLIFF 1.2 file that was exported.",
        ),
    ],
    reviewed_by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The native speaker who has read what the files call final."),
    ] = None,
    spec: Spec = SPEC,
) -> int:
    """Take over translations that came back, with the digests of what they translate."""
    from codegen.command.import_texts import take_texts  # noqa: PLC0415  (only here)

    return take_texts(context.obj.read(spec, None, "human"), files, reviewed_by)


@app.command("list")
def list_(
    context: typer.Context,
    what: Annotated[What, typer.Argument(help="What to list.")] = "vocabularies",
    spec: Spec = SPEC,
    overlays: Overlays = None,
    form: Form = "human",
) -> int:
    """Show what the spec or the generator contains."""
    from codegen.report import lists  # noqa: PLC0415  (tables for people, slow to import)

    request: Request = context.obj.read(spec, overlays, form)
    lists.show_table(lists.rows(what, lambda: _resolved(request)), form, request.out)
    return OK


@app.command()
def stats(context: typer.Context, spec: Spec = SPEC, overlays: Overlays = None, form: Form = "human") -> int:
    """Count what the spec contains, by provider and property."""
    from codegen.report import lists  # noqa: PLC0415  (as above)
    from codegen.views.stats import statistics  # noqa: PLC0415

    request: Request = context.obj.read(spec, overlays, form)
    lists.show_counts(statistics(_resolved(request)), form, request.out)
    return OK


@app.command()
def schema(context: typer.Context, spec: Spec = SPEC, overlays: Overlays = None, form: Form = "human") -> int:
    """Print the JSON Schema of the spec files."""
    from codegen.views.spec_schema import spec_schema  # noqa: PLC0415

    request: Request = context.obj.read(spec, overlays, form)
    resolved = _resolved(request)
    made = spec_schema(resolved.taxonomy, resolved.decisions.words)
    request.out.write(json.dumps(made, indent=2, ensure_ascii=False) + "\n")
    return OK


_passed_on = partial(app.command, add_help_option=False, context_settings={"ignore_unknown_options": True})
Arguments = Annotated[list[str] | None, typer.Argument(metavar="WHAT ...", show_default=False)]


@_passed_on()
def new(context: typer.Context, arguments: Arguments = None) -> int:
    """Begin a provider, a vocabulary, a code, a payload, a target or a lint rule."""
    from codegen.command.new import app as verbs  # noqa: PLC0415

    return _ask(verbs, context, arguments)


@_passed_on()
def diff(context: typer.Context, arguments: Arguments = None) -> int:
    """Say what changed since a release, what that means to whom, and whether the version is high enough."""
    from codegen.command.diff import app as verbs  # noqa: PLC0415

    return _ask(verbs, context, arguments)


@_passed_on()
def release(context: typer.Context, arguments: Arguments = None) -> int:
    """Check, build and record a release; publish nothing."""
    from codegen.command.release import app as verbs  # noqa: PLC0415

    return _ask(verbs, context, arguments)


def _ask(verbs: typer.Typer, context: typer.Context, arguments: Sequence[str] | None) -> int:
    """Run a verb of its own module; return its exit status, which a program of its own would keep."""
    name = context.command_path
    return verbs(arguments or [], prog_name=name, obj=context.obj, standalone_mode=False) or OK


def _write(verb: str, request: Request, out: Path | None, mode: Mode) -> int:
    """Make an output folder equal to what the spec gives, and report what was done."""
    request.out.write(_written(verb, request, out, mode))
    return OK


def _written(verb: str, request: Request, out: Path | None, mode: Mode) -> str:
    """Make an output folder equal to what the spec gives; say what was done."""
    folder, inputs = request.folder(verb, out), request.inputs(verb)
    message = nothing_to_do(WRITERS[verb], folder, inputs, request.form, mode)
    if message is None:
        result = _rendered(verb, request, folder, inputs, mode)
        message = generated(result, folder, mode, request.form)
    return message


def _rendered(verb: str, request: Request, folder: Path, inputs: Digest, mode: Mode) -> Result:
    """Render what a verb is about, and compare it with its folder or write it there."""
    from codegen.command import pipeline  # noqa: PLC0415

    chosen = pipeline.targets_of(WRITERS[verb].kind)
    spec, noted = _read(request, inputs)
    result = pipeline.run(spec, inputs, folder, mode, chosen)
    if result.held and noted.are_new:
        noted.keep()
    return result


def _read(request: Request, inputs: Digest) -> tuple[ResolvedSpec, LintNotes]:
    """Return the spec, which a run reads once, and what lint found in it."""
    from codegen.command import pipeline  # noqa: PLC0415

    if request.resolved is None:
        noted = notes(inputs)
        request.resolved = pipeline.resolved_spec(request.spec, request.overlays, noted), noted
    return request.resolved


def _resolved(request: Request) -> ResolvedSpec:
    from codegen.command import pipeline  # noqa: PLC0415

    return pipeline.resolved_spec(request.spec, request.overlays)
