"""New parts of the generator: a target, a lint rule."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from codegen.read.findings import UsageError
from codegen.scaffold.new_files import NewFiles, blank

_TEMPLATES = Path(__file__).with_name("templates")
_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    undefined=StrictUndefined,
    autoescape=False,
    keep_trailing_newline=True,
)


def target(generator: Path, name: str) -> NewFiles:
    """A target that writes one file."""
    _check(name, r"[a-z][a-z0-9_]*", "lower-case letters, digits and underscores")
    folder, plan = generator / "targets" / name, NewFiles()
    plan.create(folder / "__init__.py", f'"""{blank("say what this target is.")}"""\n')
    plan.create(folder / "target.py", _text("target.py.jinja", name))
    plan.create(folder / "README.md", _text("target.md.jinja", name))
    template = (_TEMPLATES / "codes.txt.jinja").read_text(encoding="utf-8")
    plan.create(folder / "templates/codes.txt.jinja", template)
    return plan


def rule(generator: Path, name: str) -> NewFiles:
    """A lint rule with its example and a case; it works, on a sample condition."""
    _check(name, r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "lower-case words joined by `-`")
    lint, plan = generator / "lint", NewFiles()
    plan.create(lint / f"{name.replace('-', '_')}.py", _text("rule.py.jinja", name))
    plan.create(lint / f"examples/{name}.json", _text("rule-example.json.jinja", name))
    plan.create(generator.parent / f"tests/cases/lint/{name}.json", _text("rule-case.json.jinja", name))
    return plan


def _text(template: str, name: str) -> str:
    return _ENVIRONMENT.get_template(template).render(name=name, blank=blank)


def _check(name: str, pattern: str, words: str) -> None:
    if not re.fullmatch(pattern, name):
        raise UsageError(f"--id: {name!r} has the wrong form; write {words}")
