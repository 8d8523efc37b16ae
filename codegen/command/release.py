"""`codegen release`: build what a version publishes, and record it."""

from __future__ import annotations

from typing import Annotated

import typer

from codegen.command.folders import REPO, SPEC
from codegen.command.request import Request, Spec
from codegen.compat.history import snapshot, store

OK = 0
app = typer.Typer(
    help="Build and record what the version of this commit publishes, and say what to push.",
    invoke_without_command=True,
)


@app.callback()
def release(
    context: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and build everything, and leave nothing behind.")
    ] = False,
) -> int:
    """Build what the version of this commit publishes, record it, and say what to push; publish nothing."""
    if context.invoked_subcommand is None:
        from codegen.maintain.release.report import release_report  # noqa: PLC0415  (only here)
        from codegen.maintain.release.run import release as make  # noqa: PLC0415

        context.obj.out.write(release_report(make(REPO, dry_run=dry_run), dry_run=dry_run))
    return OK


@app.command()
def record(
    context: typer.Context,
    revision: Annotated[
        str, typer.Argument(metavar="REVISION", help="The commit that is released.")
    ] = "HEAD",
    spec: Spec = SPEC,
) -> int:
    """Write a release to `history` of the spec; a version that is there is never written again."""
    request: Request = context.obj.read(spec, None, "human")
    commit = snapshot.commit_of(REPO, revision)
    found = snapshot.of_revision(REPO, commit)
    entry = store.write(request.spec / "history", found, snapshot.date_of(REPO, commit), commit)
    request.out.write(
        f"recorded {entry.version} of {entry.date} in {request.spec.name}/history/{entry.file}\n"
    )
    return OK
