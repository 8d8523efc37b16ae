"""The command `python -m codegen`.

Exit status: 0 all is well, 1 findings or drift, 2 the command was used wrongly or failed itself.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from codegen.command.folders import SPEC, TOGETHER, WRITERS, Writer
from codegen.output.changes import Mode, Result
from codegen.output.inputs import Digest, digest
from codegen.output.memory import recall
from codegen.read.findings import UsageError
from codegen.report.findings import changes_report
from codegen.report.written import generated

OK, FINDINGS, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None, out: TextIO | None = None) -> int:
    """Run one verb and return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    out = out or sys.stdout
    try:
        writers = _writers(given)
        inputs = digest(SPEC) if writers else None
        told = [nothing_to_do(writer, writer.usual(), inputs) for writer in writers] if inputs else []
        if told and None not in told:
            out.writelines(filter(None, told))
            return OK
        # Everything else needs libraries whose import alone takes longer than such a look. No plugin of
        # pydantic has a part in it, and looking for plugins takes half as long as the look.
        os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
        from codegen.command.app import run  # noqa: PLC0415

        return run(given, out, inputs)
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


def _writers(given: Sequence[str]) -> list[Writer]:
    """Return what writes or checks an output folder in a verb that is called without options."""
    names = TOGETHER.get(given[0], given) if len(given) == 1 else ()
    return [WRITERS[name] for name in names if name in WRITERS]


def nothing_to_do(
    writer: Writer, folder: Path, inputs: Digest, form: str = "human", mode: Mode = Mode.WRITE
) -> str | None:
    """Return what a verb reports where memory shows that nothing has changed; None where it does not."""
    remembered = recall(folder)
    if not remembered.in_sync(folder, inputs.of(writer.kind)):
        return None
    if writer.checks:
        return changes_report([], form)
    return generated(Result([], len(remembered.outputs)), folder, mode, form)
