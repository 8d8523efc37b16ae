"""The command `python -m codegen`.

Exit status: 0 all is well, 1 findings or drift, 2 the command was used wrongly or failed itself.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from codegen import listing, report
from codegen.emit import Mode
from codegen.findings import InputError, UsageError
from codegen.pipeline import read_spec, resolved_spec, run

OK, FINDINGS, FAILED = 0, 1, 2
REPO = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None, out: TextIO | None = None) -> int:
    """Run one verb and return the exit status."""
    out = out or sys.stdout
    options = parser().parse_args(arguments)
    try:
        return int(options.verb(options, out))
    except InputError as bad:
        out.write(report.findings_report(bad.findings, options.format, options.spec.parent))
        return FINDINGS
    except UsageError as error:
        print(f"codegen: {error}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone, as in `codegen list codes | head`
    except Exception:
        traceback.print_exc()
        print("codegen: this is a fault of the generator, not of the spec; please report it", file=sys.stderr)
    return FAILED


def generate(options: argparse.Namespace, out: TextIO) -> int:
    """Write every output that differs and remove orphans."""
    mode = Mode.DRY_RUN if options.dry_run else Mode.WRITE
    folder = _output_folder(options)
    result = run(resolved_spec(options.spec, options.overlay), folder, mode)
    out.write(listing.generated(result, folder, mode, options.format))
    return OK


def check(options: argparse.Namespace, out: TextIO) -> int:
    """Compare what would be generated with what is there; write nothing."""
    result = run(resolved_spec(options.spec, options.overlay), _output_folder(options), Mode.CHECK)
    out.write(report.changes_report(result.changes, options.format))
    return FINDINGS if result.changes else OK


def lint(options: argparse.Namespace, out: TextIO) -> int:
    """Report everything that is wrong with the spec."""
    _, findings = read_spec(options.spec, options.overlay)
    out.write(report.findings_report(findings, options.format, options.spec.parent))
    return FINDINGS if any(finding.level == "error" for finding in findings) else OK


def list_(options: argparse.Namespace, out: TextIO) -> int:
    """Show what there is."""
    rows = listing.rows(options.what, lambda: resolved_spec(options.spec, options.overlay))
    out.write(listing.table(rows, options.format))
    return OK


def schema(options: argparse.Namespace, out: TextIO) -> int:
    """Print the JSON Schema of the spec files."""
    from codegen.spec_schema import spec_schema  # noqa: PLC0415  (costs more than a whole check)

    taxonomy = resolved_spec(options.spec, options.overlay).taxonomy
    out.write(json.dumps(spec_schema(taxonomy), indent=2, ensure_ascii=False) + "\n")
    return OK


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="codegen", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = top.add_subparsers(title="verbs", required=True, metavar="VERB")
    for name, verb in (
        ("generate", generate),
        ("check", check),
        ("lint", lint),
        ("list", list_),
        ("schema", schema),
    ):
        one = verbs.add_parser(name, help=verb.__doc__, description=verb.__doc__)
        one.set_defaults(verb=verb)
        _common(one)
        if verb in (generate, check):
            one.add_argument(
                "--out",
                type=Path,
                metavar="DIR",
                help="output folder (default: generated/ of the repository)",
            )
        if verb is generate:
            one.add_argument(
                "--dry-run", action="store_true", help="say what would be written, and write nothing"
            )
        if verb is list_:
            one.add_argument(
                "what",
                nargs="?",
                choices=listing.KINDS,
                default="vocabularies",
                help="what to list (default: vocabularies)",
            )
    return top


def _common(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--spec",
        type=_folder,
        default=REPO / "spec",
        metavar="DIR",
        help="the spec to read (default: spec/ of the repository)",
    )
    one.add_argument(
        "--overlay", type=Path, action="append", default=[], metavar="FILE",
        help="a further provider file, for a provider that is not public; may be given several times",
    )  # fmt: skip
    one.add_argument(
        "--format", choices=report.FORMATS, default="human", help="form of the report (default: human)"
    )


def _folder(text: str) -> Path:
    folder = Path(text).resolve()
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return folder


def _output_folder(options: argparse.Namespace) -> Path:
    if options.out is not None:
        return Path(options.out).resolve()
    if options.overlay or options.spec != REPO / "spec":
        raise UsageError("generated/ belongs to the committed spec alone; name another folder with --out")
    return REPO / "generated"
