"""What each verb of the command does. Each takes the parsed options and returns the exit status."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import TextIO

from codegen.command import pipeline
from codegen.drift.report import drift_report
from codegen.drift.run import check as check_pages
from codegen.output.changes import Mode
from codegen.output.render import targets
from codegen.report import findings as report
from codegen.report import lists as listing
from codegen.resolve.spec import ResolvedSpec
from codegen.views.spec_schema import spec_schema
from codegen.views.stats import statistics

OK, FINDINGS = 0, 1


def run(options: argparse.Namespace, out: TextIO) -> int:
    """Run the verb that the options name."""
    return _VERBS[options.verb](options, out)


def generate(options: argparse.Namespace, out: TextIO) -> int:
    """Write every output that differs, or only say so."""
    result = pipeline.run(_spec(options), options.inputs, options.out, options.mode)
    out.write(listing.generated(result, options.out, options.mode, options.format))
    return OK


def check(options: argparse.Namespace, out: TextIO) -> int:
    """Compare a full rendering with what is there."""
    result = pipeline.run(_spec(options), options.inputs, options.out, Mode.CHECK)
    out.write(report.changes_report(result.changes, options.format))
    return FINDINGS if result.changes else OK


def pages(options: argparse.Namespace, out: TextIO) -> int:
    """Write the pages of the site and their copies."""
    chosen = [target for target in targets() if target.is_pages]
    result = pipeline.run(_spec(options), options.inputs, options.out, Mode.WRITE, chosen)
    out.write(listing.generated(result, options.out, Mode.WRITE, options.format))
    return OK


def lint(options: argparse.Namespace, out: TextIO) -> int:
    """Report all findings."""
    _, findings = pipeline.read_spec(options.spec, options.overlay)
    out.write(report.findings_report(findings, options.format, options.spec.parent))
    return FINDINGS if any(finding.level == "error" for finding in findings) else OK


def drift(options: argparse.Namespace, out: TextIO) -> int:
    """Compare saved pages with what the spec cites them for."""
    done = check_pages(_spec(options), options.files, options.sources)
    out.write(drift_report(done, options.format, options.spec.parent))
    return FINDINGS if any(page.findings for page in done) else OK


def list_(options: argparse.Namespace, out: TextIO) -> int:
    """Show the records of one kind."""
    rows = listing.rows(options.what, lambda: _spec(options))
    out.write(listing.table(rows, options.format))
    return OK


def stats(options: argparse.Namespace, out: TextIO) -> int:
    """Count what the spec holds."""
    out.write(listing.counts(statistics(_spec(options)), options.format))
    return OK


def schema(options: argparse.Namespace, out: TextIO) -> int:
    """Print the schema of the spec files."""
    spec = _spec(options)
    made = spec_schema(spec.taxonomy, spec.decisions.words)
    out.write(json.dumps(made, indent=2, ensure_ascii=False) + "\n")
    return OK


def _spec(options: argparse.Namespace) -> ResolvedSpec:
    return pipeline.resolved_spec(options.spec, options.overlay)


_VERBS: dict[str, Callable[[argparse.Namespace, TextIO], int]] = {
    "generate": generate,
    "check": check,
    "pages": pages,
    "lint": lint,
    "drift": drift,
    "list": list_,
    "stats": stats,
    "schema": schema,
}
