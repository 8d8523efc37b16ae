"""`codegen import-texts`: take over translations that came back from translators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from codegen.command.folders import REPO
from codegen.command.request import Request
from codegen.command.trial import try_out
from codegen.maintain.scaffold.new_files import NewFiles
from codegen.maintain.translate.take import TakenTexts, taken, texts_with
from codegen.read.load import load

_COUNTED = {"changed": "changed", "reviewed": "reviewed", "same": "as before", "empty": "not translated"}
_SHOWN = 5
"""So many keys of texts that are left alone are named."""


def take_texts(request: Request, files: Sequence[Path], reviewer: str | None) -> int:
    """Take over what came back in some files, all of it or nothing, and report what was done."""
    loaded = load(request.spec)
    today = datetime.now(UTC).date().isoformat()
    review = {"by": reviewer, "on": today} if reviewer else None
    done = [taken(loaded, file, review) for file in files]
    plan = NewFiles(texts_with(request.spec, done))
    try_out(plan, request.spec)
    plan.write()
    request.out.writelines(f"{line}\n" for one in done for line in _told(one))
    for path in plan.texts:
        shown = path.relative_to(REPO) if path.is_relative_to(REPO) else path
        request.out.write(f"wrote {shown.as_posix()}\n")
    if plan.texts:
        request.out.write("Run `make generate` and look at the diff.\n")
    return 0


def _told(one: TakenTexts) -> Iterator[str]:
    counts = ", ".join(f"{one.counts[name]} {word}" for name, word in _COUNTED.items() if one.counts[name])
    yield f"{one.path}: {counts or 'nothing to take over'}"
    if one.outdated:
        keys = ", ".join(one.outdated[:_SHOWN]) + (", ..." if len(one.outdated) > _SHOWN else "")
        yield f"  {len(one.outdated)} left alone, since the source has changed: {keys}. Send them out again."
    if unnamed := one.counts["not named"]:
        yield f"  {unnamed} final, but still drafts: say with --reviewed-by who has read them."
