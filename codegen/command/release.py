"""`codegen release`: record what a version published."""

from __future__ import annotations

from typing import Annotated

import typer

from codegen.command.folders import REPO, SPEC
from codegen.command.request import Request, Spec
from codegen.history import snapshot, store

OK = 0
app = typer.Typer(help="Record what a version published, for everything later to be compared with.")


@app.callback()
def release() -> None:
    """Record what a version published, for everything later to be compared with."""


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
