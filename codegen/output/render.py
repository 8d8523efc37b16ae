"""From the resolved spec to text: each target turns it into files, held in memory.

A target is a package under `codegen/targets/` whose `target.py` defines `TARGET`. It gets the resolved
spec and its own templates and yields outputs; it opens no file of the project, asks no clock and draws no
random number, so the same spec always gives the same bytes.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedSpec
from codegen.text import naming
from codegen.text.escape import FILTERS

TARGETS_DIR = Path(__file__).resolve().parents[1] / "targets"


@dataclass(frozen=True, slots=True)
class Output:
    """A file of a target: its path below the output folder and the places that it was made from."""

    path: str
    text: str
    places: tuple[Place, ...]
    recipe: str = ""
    """Digest of what a slow output was made from, so that an unchanged one need not be made again."""


class Workshop:
    """What a target has at hand: its templates and the outputs of an earlier run."""

    def __init__(self, folder: Path, reuse: Callable[[str, str], str | None]) -> None:
        self.folder = folder
        self._reuse = reuse
        self._environment = environment(folder / "templates")

    def render(self, template: str, **context: Any) -> str:
        """Render one of the target's templates."""
        return self._environment.get_template(template).render(context)

    def reuse(self, path: str, recipe: str) -> str | None:
        """Return the text of an earlier run's output if it was made from the same recipe and is unharmed."""
        return self._reuse(path, recipe)


@dataclass(frozen=True, slots=True)
class Target:
    """One published form of the spec."""

    id: str
    summary: str
    render: Callable[[ResolvedSpec, Workshop], Iterable[Output]]
    folder: Path = field(kw_only=True)
    is_pages: bool = False
    """Whether it makes pages, which are built with the site, or files that are committed."""


def targets() -> list[Target]:
    """Return all targets, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(TARGETS_DIR)]) if module.ispkg)
    return [importlib.import_module(f"codegen.targets.{name}.target").TARGET for name in names]


def render(
    spec: ResolvedSpec,
    chosen: Iterable[Target],
    reuse: Callable[[str, str], str | None] = lambda path, recipe: None,
) -> dict[str, tuple[Target, Output]]:
    """Render the chosen targets; return their outputs by path, in order of path."""
    plan: dict[str, tuple[Target, Output]] = {}
    for target in chosen:
        for output in target.render(spec, Workshop(target.folder, reuse)):
            if output.path in plan:
                raise ValueError(
                    f"targets {plan[output.path][0].id} and {target.id} both write {output.path}"
                )
            plan[output.path] = (target, output)
    return dict(sorted(plan.items()))


def environment(templates: Path) -> Environment:
    """Return the Jinja environment of one target: undefined names are errors, nothing is escaped unasked."""
    env = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=False,  # each context has its own filter; HTML escaping would corrupt code
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
    )
    env.filters.update(FILTERS)
    env.filters.update(_NAME_FILTERS)
    return env


_NAME_FILTERS: Mapping[str, Callable[[str], str]] = {
    "kebab": naming.kebab, "snake": naming.snake, "camel": naming.camel, "pascal": naming.pascal,
}  # fmt: skip
