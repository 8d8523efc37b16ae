"""Target `site`: the generated pages of the reference site and their navigation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from codegen.output.render import Output, Target, Workshop
from codegen.resolve.spec import ResolvedSpec


def render(spec: ResolvedSpec, workshop: Workshop) -> Iterator[Output]:
    """Yield all pages."""
    from codegen.targets.site import pages  # noqa: PLC0415  (many modules, which only the site needs)

    yield from pages.render(spec, workshop)


SUMMARY = "The pages of the reference site."
TARGET = Target("site", SUMMARY, render, folder=Path(__file__).parent, is_pages=True)
