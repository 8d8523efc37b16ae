"""Rule redaction-rows: each name has one label, each id is there once, the last shape is a last resort."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.model import Redaction
from codegen.text.guess import choices

_LAST = "random"
"""The check of a shape that looks for nothing in particular."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for names and ids that are there twice, a missing last resort, and unknown labels."""
    found: Redaction = node.value
    yield from _twice(found)
    if found.shapes[-1].check != _LAST or any(shape.check == _LAST for shape in found.shapes[:-1]):
        advice = f'put the shape with "check": "{_LAST}" at the end'
        yield Problem(("shapes", len(found.shapes) - 1), "the last shape is not the last resort", advice)
    known = [label.id for label in found.labels]
    for number, kind in enumerate(found.grid.kinds):
        for index, id in enumerate(kind.labels):
            if id not in known:
                path = ("grid", "kinds", number, "labels", index)
                yield Problem(path, f"there is no label {id!r}", choices(id, known, "remove it"))


def _twice(found: Redaction) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for index, label in enumerate(found.labels):
        for name in sorted(label.names):
            if owners.setdefault(name, label.id) != label.id:
                message = f"{name!r} is a name of {owners[name]!r}, too"
                yield Problem(("labels", index, "words"), message, "keep it at one of them")
    for kind in ("labels", "shapes"):
        ids = [rule.id for rule in getattr(found, kind)]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem((kind, index, "id"), f"{id!r} is here twice", "choose another id")


RULE = Rule(
    "redaction-rows",
    "In the rules of masking, each name has one label, each id is there once, and a last resort ends them.",
    "model",
    check,
    on=(Redaction,),
    why=(
        "A name says what a value is. If two labels have it, the order of a list decides whether an account "
        "number is masked or shown. And no list of known keys and tokens is ever complete: without a last "
        "shape for anything that only a machine writes, a key of a new issuer is shown."
    ),
    advice="Keep each name at the label that says most, and the shape for random text at the end.",
)
