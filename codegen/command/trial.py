"""Tries out what is going to be written into the spec, before any of it is."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from codegen.command import pipeline
from codegen.lint.wording import UNFINISHED
from codegen.maintain.scaffold.new_files import NewFiles
from codegen.read.findings import InputError


def try_out(plan: NewFiles, folder: Path) -> None:
    """Write a plan into a copy of the spec; raise InputError with what is wrong there besides the blanks."""
    wrong_before = {(finding.rule, finding.message) for finding in pipeline.findings(folder)}
    with TemporaryDirectory() as temporary:
        copy = Path(shutil.copytree(folder, Path(temporary) / folder.name))
        NewFiles({copy / path.relative_to(folder): text for path, text in plan.texts.items()}).write()
        found = [finding for finding in pipeline.findings(copy) if finding.rule != UNFINISHED.id]
    wrong = [finding for finding in found if (finding.rule, finding.message) not in wrong_before]
    if wrong:
        raise InputError(wrong)
