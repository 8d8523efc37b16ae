"""What the templates of validators show: the shapes of a provider's payloads, each written once."""

from __future__ import annotations

from typing import NamedTuple

from codegen.resolve.spec import ResolvedPayload, ResolvedProvider
from codegen.targets.typescript.payload_types import payload_type, used_types
from codegen.targets.typescript.views import Doc, paragraphs
from codegen.text.typescript import Raw, block, literal
from codegen.views.flavors import Flavor, Vocabularies, flavored
from codegen.views.shape_table import identifiers, shared, whole, written
from codegen.views.shapes import shape_of


class SharedView(NamedTuple):
    """A shape that is used in several places; `text` is its TypeScript."""

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
    """All validators of one provider in one flavor; a shared shape precedes those that contain it."""

    shared: tuple[SharedView, ...]
    validators: tuple[ValidatorView, ...]
    imports: tuple[str, ...]
    """The types of codes that the payloads hold."""


def validators_view(provider: ResolvedProvider, flavor: Flavor, vocabularies: Vocabularies) -> ValidatorsView:
    """Return the view of a provider's validators."""
    shapes = [shape_of(flavored(payload.body, flavor, vocabularies)) for payload in provider.payloads]
    ids = (payload.local_id for payload in provider.payloads)
    names = identifiers(shared(zip(ids, shapes, strict=True)), "shape")
    types = {vocabulary.id: vocabulary.type_name for vocabulary in provider.vocabularies}
    used = {name for payload in provider.payloads for name in used_types(payload.body, types)}
    return ValidatorsView(
        tuple(SharedView(name, block(whole(shape, names, Raw))) for shape, name in names.items()),
        tuple(
            _validator(payload, payload_type(payload.body, types), block(written(shape, names, Raw)))
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
