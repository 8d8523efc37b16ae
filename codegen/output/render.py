"""From the resolved spec to text: each target turns it into files, held in memory.

A target is a package under `codegen/targets/` whose `target.py` defines `TARGET`. It gets the resolved
spec and its own templates and yields outputs; it opens no file of the project, asks no clock and draws no
random number, so the same spec always gives the same bytes.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from codegen.output.beside import shared
from codegen.output.tree import encoded, sha256
from codegen.read.findings import Place
from codegen.resolve.spec import ResolvedSpec
from codegen.text import naming
from codegen.text.escape import FILTERS
from codegen.text.highlight import html_block

TARGETS_DIR = Path(__file__).resolve().parents[1] / "targets"


@dataclass(frozen=True, slots=True)
class Output:
    """A file of a target: its path below the output folder and the places that it was made from."""

    path: str
    text: str
    places: tuple[Place, ...]
    recipe: str = ""
    """Digest of all that it was made from, so that an unchanged one need not be made again."""
    form: str = ""
    """Digest of what all of it was made from but some texts, which can be written into an earlier one."""


class Known(NamedTuple):
    """What an earlier run leaves to this one, and this one to the next."""

    reuse: Callable[[str], Iterable[Output]] = lambda recipe: ()
    """Gives the outputs that have a recipe; none if any of them is not as it was made."""
    told: Mapping[str, str] = MappingProxyType({})
    """Digests that take long to work out, by what they follow from."""
    tells: MutableMapping[str, str] | None = None
    """The same for the next run."""


class Form(NamedTuple):
    """How an output is made of an earlier one that differs by some texts only."""

    made_from: Sequence[object]
    """All that the rest of the output follows from; it must tell all of itself as its `repr`."""
    rewrite: Callable[[str], str]
    """Returns the text of an earlier output with the texts of today; nothing if it has no place for them."""


class Workshop:
    """What a target has at hand: its templates and the outputs of an earlier run."""

    def __init__(self, folder: Path, known: Known | None = None) -> None:
        """`known` is nothing if there was no earlier run and there will be no next: then recipes are idle."""
        self.folder = folder
        self._known = known
        self._environment = environment(folder / "templates")

    def render(self, template: str, **context: Any) -> str:
        """Render one of the target's templates."""
        return self._environment.get_template(template).render(context)

    def told(self, origin: str, thing: object, digest: str) -> str:
        """Return a digest that takes long to work out; an earlier run's, while its origin is the same.

        All of the thing must follow from the origin. `digest` says where it has the digest: `wire.digest`.
        """
        if self._known is None:
            return ""
        key = f"{digest} {origin}"
        found = self._known.told.get(key) or str(attrgetter(digest)(thing))
        if self._known.tells is not None:
            self._known.tells[key] = found
        return found

    def once(self, made_from: Sequence[object], make: Callable[[], Iterable[Output]]) -> list[Output]:
        """Return outputs that follow from `made_from` and the generator alone: an earlier run's, or made now.

        What `made_from` has must tell all of itself as its `repr`; no two calls of a target hold the same.
        """
        if self._known is None:
            return [*make()]
        recipe = self._recipe(made_from)
        return [*self._known.reuse(recipe)] or [replace(output, recipe=recipe) for output in make()]

    def texts(
        self, made_from: Sequence[object], places: tuple[Place, ...], make: Callable[[], Mapping[str, str]]
    ) -> list[Output]:
        """Return texts by path as outputs; they follow from `made_from` as in `once`, their places do not."""
        outputs = self.once(made_from, lambda: (Output(*item, places) for item in make().items()))
        return [replace(output, places=places) for output in outputs]

    def rewritten(
        self, made_from: Sequence[object], form: Form, make: Callable[[], Iterable[Output]]
    ) -> list[Output]:
        """Return outputs as `once` does; if only texts differ from an earlier run's, those with other texts.

        One into which its own texts cannot be written so that it stays the same is never taken for a form.
        """
        if self._known is None:
            return [*make()]
        shape, reuse = self._recipe(("form", *form.made_from)), self._known.reuse

        def made() -> Iterator[Output]:
            earlier = [replace(output, text=form.rewrite(output.text)) for output in reuse(shape)]
            if earlier and all(output.text for output in earlier):
                yield from (replace(output, form=shape) for output in earlier)
                return
            for output in make():
                is_form = form.rewrite(output.text) == output.text
                yield replace(output, form=shape if is_form else "")

        return self.once(made_from, made)

    def _recipe(self, made_from: Iterable[object]) -> str:
        return sha256(encoded(repr([self.folder.name, *made_from])))


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
    known: Known | None = None,
) -> dict[str, tuple[Target, Output]]:
    """Render the chosen targets; return their outputs by path, in order of path."""
    plan: dict[str, tuple[Target, Output]] = {}
    wanted = list(chosen)
    made = shared([partial(_rendered, target, spec, known) for target in wanted])
    for target, (outputs, tells) in zip(wanted, made, strict=True):
        if known and known.tells is not None:
            known.tells.update(tells)
        for output in outputs:
            if output.path in plan:
                raise ValueError(
                    f"targets {plan[output.path][0].id} and {target.id} both write {output.path}"
                )
            plan[output.path] = (target, output)
    return dict(sorted(plan.items()))


def _rendered(
    target: Target, spec: ResolvedSpec, known: Known | None
) -> tuple[list[Output], Mapping[str, str]]:
    """Return the outputs of a target, and what it tells the next run."""
    tells: dict[str, str] = {}
    own = known._replace(tells=tells) if known and known.tells is not None else known
    return [*target.render(spec, Workshop(target.folder, own))], tells


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
    env.filters.update(FILTERS | {"html_block": html_block})
    env.filters.update(_NAME_FILTERS)
    return env


_NAME_FILTERS: Mapping[str, Callable[[str], str]] = {
    "kebab": naming.kebab, "snake": naming.snake, "camel": naming.camel, "pascal": naming.pascal,
}  # fmt: skip
