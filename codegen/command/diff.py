"""`codegen diff`: what changed since a release, what that means, and whether the version is high enough."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from codegen.command.cli import FINDINGS, OK
from codegen.command.folders import REPO, SPEC
from codegen.command.pipeline import resolved_spec
from codegen.command.request import Overlays, Request, Spec
from codegen.compat.diff import SpecDiff, compare, rules
from codegen.compat.diff.against import Baseline, baseline
from codegen.compat.diff.replayed import Replayed, replay
from codegen.compat.diff.usage import read_usage
from codegen.compat.history import snapshot
from codegen.compat.history.answers import AnsweringPackage
from codegen.compat.history.release import RecordedRelease
from codegen.compat.report.build import File, build
from codegen.compat.report.formats import FORMATS
from codegen.compat.report.fragment import FOLDER, write_fragments
from codegen.compat.report.human import show
from codegen.compat.report.model import Report
from codegen.compat.report.words import verdict
from codegen.read.findings import UsageError
from codegen.report.lists import show_table
from codegen.resolve.spec import ResolvedSpec
from codegen.views.document import document

Form = Literal["human", "json", "markdown", "github", "sarif", "junit"]
_EXAMPLES = """
Exit status: 0 the version is high enough, 1 it is too low or an acceptance is wrong, 2 wrong use.

Examples: `codegen diff`, `codegen diff --against main --format markdown`,
`codegen diff --against 0.1.0 --usage scan.json`.
"""
NOT_ASKED = "Answers were not compared: the package in this repository is not made from this spec."

app = typer.Typer(
    help="Say what changed since a release, what that means to whom, and whether the version is high enough.",
    epilog=_EXAMPLES,
    invoke_without_command=True,
)


@app.callback()
def diff(  # noqa: PLR0913  (an argument is an option)
    context: typer.Context,
    *,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="VERSION|FILE|REVISION",
            help="A recorded release, a linkcodes.json or a revision of git; without it, the last release.",
        ),
    ] = None,
    usage: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What `linkcodes scan --format json` printed: marks what is met."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="The form of the report.")] = "human",
    whole: Annotated[bool, typer.Option("--all", help="Fold no list, for people.")] = False,
    write_fragment: Annotated[
        bool, typer.Option("--write-fragment", help="Write what was found below changes/, for the changelog.")
    ] = False,
    spec: Spec = SPEC,
    overlays: Overlays = None,
) -> int:
    """Compare the spec with what was released."""
    if context.invoked_subcommand is not None:
        return OK
    request: Request = context.obj.read(spec, overlays, "github" if form == "github" else "human")
    report = _report(request, against, usage)
    if write_fragment:
        _write_fragments(request, report)
    elif form == "human":
        show(report, request.out, whole=whole)
    else:
        request.out.write(FORMATS[form](report))
    return OK if report.passes else FINDINGS


@app.command("rules")
def rules_(
    context: typer.Context,
    form: Annotated[
        Literal["human", "json"], typer.Option("--format", help="The form of the list.")
    ] = "human",
) -> int:
    """List the rules, and what a change of each kind means to whom."""
    records = [
        {
            "rule": rule.id,
            "level": rule.level,
            "review": rule.review,
            **rule.levels._asdict(),
            "finds": rule.summary,
        }
        for rule in rules()
    ]
    show_table(records, form, context.obj.out)
    return OK


@app.command()
def schema(context: typer.Context) -> int:
    """Print the JSON Schema of the report in JSON."""
    context.obj.out.write(json.dumps(Report.model_json_schema(), indent=2, ensure_ascii=False) + "\n")
    return OK


def _write_fragments(request: Request, report: Report) -> None:
    """Leave to the changelog of the repository what was found in its own spec."""
    if request.spec != SPEC or request.overlays:
        raise UsageError(f"{FOLDER}/ tells of the committed spec alone; leave out --spec and --overlay")
    for path in write_fragments(report, REPO / FOLDER):
        request.out.write(f"wrote {path.relative_to(REPO).as_posix()}\n")
    request.out.write(f"{verdict(report)}\n")


def _report(request: Request, against: str | None, usage: Path | None) -> Report:
    history = request.spec / "history"
    with _stage("Reading what was released"):
        base = baseline(against, REPO, history)
    with _stage("Reading the spec"):
        resolved = resolved_spec(request.spec, request.overlays)
        new, package = _now(request, resolved)
    with _stage(f"Asking {sum(map(len, base.release.vectors.values()))} old questions again"):
        replayed = replay(base.release, package) if package and base.release.vectors else Replayed()
    with _stage("Comparing"):
        specs = SpecDiff(base.release, new, replayed)
        found = compare(specs)
    if package is None:
        base = Baseline(base.name, base.release, base.revision, (*base.notes, NOT_ASKED))
    met = read_usage(usage, specs) if usage else None
    return build(base, specs, found, history, datetime.now(UTC).date(), _files(resolved), met)


def _now(request: Request, resolved: ResolvedSpec) -> tuple[RecordedRelease, AnsweringPackage | None]:
    """Return what the spec publishes, and the package that is made from it; without one for another spec."""
    spec = json.loads(json.dumps(document(resolved)))
    if request.spec != SPEC or request.overlays:
        return RecordedRelease(spec), None
    generated = REPO / "generated"
    if json.loads((REPO / snapshot.DOCUMENT).read_bytes()) != spec:
        raise UsageError("generated/ is not what the spec gives, so it cannot answer; run `make generate`")
    tables, ids = snapshot.tables_of(generated / "data"), snapshot.schema_ids_of(generated / "jsonschema")
    return RecordedRelease(spec, tables=tables, schema_ids=ids), AnsweringPackage.of_tree(REPO)


def _files(resolved: ResolvedSpec) -> File:
    places = {id: code.place.file for id, code in resolved.codes.items()}
    places |= {id: vocabulary.place.file for id, vocabulary in resolved.vocabularies.items()}
    for provider in resolved.providers:
        places[provider.id] = provider.place.file
        places |= {payload.id: payload.place.file for payload in provider.payloads}

    def file(id: str) -> str | None:
        code = id.partition("@")[0]
        vocabulary, provider = code.partition("#")[0], code.partition(":")[0]
        return places.get(code) or places.get(vocabulary) or places.get(provider)

    return file


@contextmanager
def _stage(words: str) -> Iterator[None]:
    """Tell on a terminal what takes time; elsewhere, say nothing."""
    if sys.stderr.isatty():
        with Console(stderr=True).status(words):
            yield
    else:
        yield
