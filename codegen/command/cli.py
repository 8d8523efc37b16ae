"""The command `python -m codegen`.

Exit status: 0 all is well, 1 findings or drift, 2 the command was used wrongly or failed itself.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from codegen.output.changes import Mode, Result
from codegen.output.emit import refuse_foreign_folder
from codegen.output.inputs import digest
from codegen.output.memory import recall
from codegen.read.findings import InputError, UsageError
from codegen.report import findings as report
from codegen.report.written import generated

OK, FINDINGS, FAILED = 0, 1, 2
WRITERS = {"generate": "generated", "check": "generated", "pages": "build/pages"}
"""The verbs that have an output folder, with that of the committed spec."""
KINDS = {"generate": "files", "check": "files", "pages": "pages"}
"""What these verbs make of a spec."""
REPO = Path(__file__).resolve().parents[2]
LISTS = ("vocabularies", "providers", "codes", "methods", "payloads", "targets", "rules")
VERBS = {
    "generate": "Write every output that differs from what is there, and remove orphans.",
    "check": "Compare what would be generated with what is there; write nothing.",
    "pages": "Write the pages of the site and their copies for machines, which are not committed.",
    "lint": "Report everything that is wrong with the spec.",
    "drift": "Compare saved pages of documentation with what the spec cites them for; fetch nothing.",
    "list": "Show what the spec or the generator holds.",
    "stats": "Count what the spec holds, by provider and property.",
    "schema": "Print the JSON Schema of the spec files.",
}


def main(arguments: Sequence[str] | None = None, out: TextIO | None = None) -> int:
    """Run one verb and return the exit status."""
    out = out or sys.stdout
    options = parser().parse_args(arguments)
    try:
        return _run(options, out)
    except InputError as bad:
        out.write(report.findings_report(bad.findings, options.format, options.spec.parent))
        return FINDINGS
    except UsageError as error:
        print(f"codegen: {error}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone, as in `codegen list codes | head`
    except OSError as error:
        print(f"codegen: {error}", file=sys.stderr)  # the disk's or the folder's trouble, named by the system
    except Exception:
        traceback.print_exc()
        print("codegen: this is a fault of the generator, not of the spec; please report it", file=sys.stderr)
    return FAILED


def _run(options: argparse.Namespace, out: TextIO) -> int:
    if options.verb in WRITERS:
        options.out = _output_folder(options)
        options.inputs = digest(options.spec, options.overlay, KINDS[options.verb])
        remembered = recall(options.out)
        if remembered.in_sync(options.out, options.inputs):
            out.write(_nothing_to_do(options, len(remembered.outputs)))
            return OK
    # Everything else needs the models and templates, whose import alone takes longer than such a look.
    from codegen.command import verbs  # noqa: PLC0415

    return verbs.run(options, out)


def _nothing_to_do(options: argparse.Namespace, outputs: int) -> str:
    if options.verb == "check":
        return report.changes_report([], options.format)
    mode = getattr(options, "mode", Mode.WRITE)
    return generated(Result([], outputs), options.out, mode, options.format)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="codegen", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    group = top.add_subparsers(title="verbs", required=True, metavar="VERB", dest="verb")
    verbs = {name: group.add_parser(name, help=text, description=text) for name, text in VERBS.items()}
    for one in verbs.values():
        _common(one)
    for name, folder in WRITERS.items():
        text = f"output folder (default: {folder}/ of the repository)"
        verbs[name].add_argument("--out", type=Path, metavar="DIR", help=text)
    text = "say what would be written, and write nothing"
    verbs["generate"].add_argument(
        "--dry-run", dest="mode", action="store_const", const=Mode.DRY_RUN, default=Mode.WRITE, help=text
    )
    _drift(verbs["drift"])
    text = f"what to list (default: {LISTS[0]})"
    verbs["list"].add_argument("what", nargs="?", choices=LISTS, default=LISTS[0], help=text)
    return top


def _drift(one: argparse.ArgumentParser) -> None:
    text = "a saved page: text as copied from a browser, HTML or Markdown"
    one.add_argument("files", type=Path, nargs="+", metavar="FILE", help=text)
    text = (
        "its source (default: what the page looks like); once for all files, or once for each in their order"
    )
    one.add_argument(
        "--source", action="append", default=[], metavar="PROVIDER:ID", dest="sources", help=text
    )


def _common(one: argparse.ArgumentParser) -> None:
    text = "the spec to read (default: spec/ of the repository)"
    one.add_argument("--spec", type=_folder, default=REPO / "spec", metavar="DIR", help=text)
    text = "a further provider file, for a provider that is not public; may be given several times"
    one.add_argument("--overlay", type=Path, action="append", default=[], metavar="FILE", help=text)
    text = "form of the report (default: human)"
    one.add_argument("--format", choices=report.FORMATS, default="human", help=text)


def _folder(text: str) -> Path:
    folder = Path(text).resolve()
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return folder


def _output_folder(options: argparse.Namespace) -> Path:
    if options.out is not None:
        folder = Path(options.out).resolve()
        refuse_foreign_folder(folder)
        return folder
    if options.overlay or options.spec != REPO / "spec":
        raise UsageError(
            f"{WRITERS[options.verb]}/ belongs to the committed spec alone; name another folder with --out"
        )
    usual = REPO / WRITERS[options.verb]
    folder = usual.resolve()
    if folder != usual:
        refuse_foreign_folder(folder)  # a link leads elsewhere
    return folder
