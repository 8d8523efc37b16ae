"""Help that ends with an example; its codes come from the package's data, which is read only then."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

from linkcodes.cli import catalog


def with_example(example: str) -> type[TyperCommand]:
    """Return the class of a command; `{code}`, `{provider}` and `{category}` in its example are filled in."""

    class Command(TyperCommand):
        def format_help(self, ctx: Any, formatter: Any) -> None:
            self.epilog = f"Example: `{example.format(**_names())}`"
            super().format_help(ctx, formatter)

    return Command


def _names() -> dict[str, str]:
    """Return the first failure that is listed under a name of several words, as a code to try things with."""
    failures = (
        entry for entry in catalog.entries() if entry.record.get("phase") == "failure" and "_" in entry.value
    )
    entry = next(failures, catalog.entries()[0])
    category = entry.record.get("category", "unknown")
    return {"code": entry.value, "provider": entry.provider, "category": category}
