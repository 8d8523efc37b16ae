"""What the templates of validators show: the shapes of a provider's payloads, each written once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from codegen.resolve.spec import ResolvedPayload, ResolvedProvider
from codegen.targets.typescript.payload_types import payload_type, used_types
from codegen.targets.typescript.views import Doc, paragraphs
from codegen.text.typescript import Raw, block, literal
from codegen.views.flavors import Flavor, Vocabularies, flavored
from codegen.views.shapes import Shape, bits, is_plain, parts, record, shape_of


class SharedView(NamedTuple):
    """A shape that stands in several places; `text` is its TypeScript."""

    name: str
    text: str


class ValidatorView(NamedTuple):
    """The validator of one payload.

    `ids` are the payload's local and full id as literals, `type` is the type of what it accepts and `shape`
    what it asks, both in TypeScript; `doc` is about the payload.
    """

    ids: tuple[str, str]
    type_name: str
    doc: Doc
    type: str
    shape: str


class ValidatorsView(NamedTuple):
    """All validators of one provider in one flavor; a shared shape stands before those that hold it."""

    shared: tuple[SharedView, ...]
    validators: tuple[ValidatorView, ...]
    imports: tuple[str, ...]
    """The types of codes that the payloads hold."""


def validators_view(provider: ResolvedProvider, flavor: Flavor, vocabularies: Vocabularies) -> ValidatorsView:
    """Return the view of a provider's validators."""
    shapes = [shape_of(flavored(payload.body, flavor, vocabularies)) for payload in provider.payloads]
    names = {shape: f"shape{number}" for number, shape in enumerate(_shared(shapes), 1)}
    types = {vocabulary.id: vocabulary.type_name for vocabulary in provider.vocabularies}
    used = {name for payload in provider.payloads for name in used_types(payload.body, types)}
    return ValidatorsView(
        tuple(SharedView(name, block(_record(shape, names))) for shape, name in names.items()),
        tuple(
            _validator(payload, payload_type(payload.body, types), block(_written(shape, names)))
            for payload, shape in zip(provider.payloads, shapes, strict=True)
        ),
        tuple(sorted(used)),
    )


def _validator(payload: ResolvedPayload, body_type: str, shape: str) -> ValidatorView:
    return ValidatorView(
        ids=(literal(payload.local_id), literal(payload.id)),
        type_name=payload.type_name,
        doc=Doc(paragraphs(payload.summary, payload.description)),
        type=body_type,
        shape=shape,
    )


def _shared(shapes: Iterable[Shape]) -> list[Shape]:
    """Return the shapes that stand in several places, the inner ones first."""
    times: Counter[Shape] = Counter()
    order: dict[Shape, None] = {}

    def count(shape: Shape) -> None:
        times[shape] += 1
        if times[shape] == 1:
            for part in parts(shape):
                count(part)
            order[shape] = None

    for shape in shapes:
        count(shape)
    return [shape for shape in order if times[shape] > 1 and not is_plain(shape)]


def _written(shape: Shape, names: Mapping[Shape, str]) -> Any:
    """Return a shape as the runtime module `validate` wants it: by name, as a number or as a record."""
    if shape in names:
        return Raw(names[shape])
    return bits(shape.types) if is_plain(shape) else _record(shape, names)


def _record(shape: Shape, names: Mapping[Shape, str]) -> dict[str, Any]:
    return record(shape, lambda part: _written(part, names))
