"""One schema a provider: it recognizes a payload and checks it against that payload's schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.resolve.spec import ResolvedSpec
from codegen.targets.jsonschema.target import SPEC_SCHEMA, TARGET
from codegen.views.flavors import TOLERANT
from codegen.views.schemas import provider_schema
from tests.jsonschema.tools import (
    Json,
    Rendered,
    Validate,
    every_flavor,
    every_spec,
    every_validator,
    payloads,
    providers_with_payloads,
    schema_of,
    workshop,
)
from tests.specs import resolved


@every_spec
@every_flavor
def test_a_bundle_holds_the_same_schemas_as_the_files(spec: str, flavor: str, rendered: Rendered) -> None:
    tree = rendered(spec)
    bundles = {name: schema_of(tree, flavor, name) for name in providers_with_payloads(spec)}
    for payload in payloads(spec):
        alone, bundle = schema_of(tree, flavor, payload.id), bundles[payload.provider_id]
        assert spelled_out(bundle["$defs"][payload.local_id], bundle) == {
            key: value for key, value in alone.items() if key not in ("$schema", "$id", "$comment")
        }


def spelled_out(node: Json, bundle: Json) -> Json:
    """Return a part of a bundle with lists of codes and shapes in the place of the references to them."""
    if isinstance(node, list):
        return [spelled_out(item, bundle) for item in node]
    if not isinstance(node, dict):
        return node
    whole = {key: spelled_out(value, bundle) for key, value in node.items() if key != "$ref"}
    if "$ref" not in node:
        return whole
    return {**spelled_out(bundle["$defs"][node["$ref"].removeprefix("#/$defs/")], bundle), **whole}


@every_spec
@every_flavor
def test_a_bundle_has_a_shape_with_a_name_once(spec: str, flavor: str, rendered: Rendered) -> None:
    for provider in providers_with_payloads(spec):
        defs = schema_of(rendered(spec), flavor, provider)["$defs"]
        titles = [title for part in defs.values() for title in titles_below(part)]
        assert sorted(titles) == [], "a field refers to its shape"


def titles_below(node: Json) -> Iterator[str]:
    """Yield the titles of the schemas below a schema; a field may be called `title`, too."""
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from (
            [child["title"]] if isinstance(child, dict) and isinstance(child.get("title"), str) else []
        )
        yield from titles_below(child)


@every_validator
def test_a_bundle_refuses_what_has_no_sign_of_a_payload(validate: Validate, rendered: Rendered) -> None:
    nothing: list[Json] = [{}, {"unrelated": 1}, {"event": "another.event", "data": {}}, [], "OK", None, 7]
    bundles = [schema_of(rendered("tiny"), flavor, "acme") for flavor in ("tolerant", "strict")]
    assert validate([(bundle, nothing) for bundle in bundles]) == [[False] * len(nothing)] * 2


@every_validator
def test_a_recognized_payload_must_keep_to_its_own_schema(validate: Validate, rendered: Rendered) -> None:
    # The webhook's sign is there; that the rest would pass as nothing else must not let it through.
    webhook = {"event": "link.changed", "data": {"errors": [{"reason": "code is missing"}]}}
    assert validate([(schema_of(rendered("tiny"), "tolerant", "acme"), [webhook])]) == [[False]]


@every_validator
def test_signs_may_lie_deep_and_in_arrays(validate: Validate) -> None:
    provider = resolved("tiny").providers[0]
    payload = provider.payloads[2].model_copy(update={"recognize": signs("/data/errors/*/code", "bad-login")})
    schema = provider_schema(
        provider.model_copy(update={"payloads": (payload,)}), TOLERANT, resolved("tiny").vocabularies, ()
    )
    values = [
        webhook_with(["OK", "bad-login"]),
        webhook_with(["OK"]),
        webhook_with([]),
        {"event": "link.changed", "data": {}},
    ]
    assert validate([(schema, values)]) == [[True, False, False, False]]


def signs(pointer: str, equals: str) -> Any:
    sign = resolved("tiny").providers[0].payloads[2].recognize[0]
    return (sign.model_copy(update={"pointer": pointer, "equals": equals}),)


def webhook_with(codes: list[str]) -> Json:
    return {"event": "link.changed", "data": {"errors": [{"code": code} for code in codes]}}


def test_a_provider_without_payloads_has_no_schema() -> None:
    tiny = resolved("tiny")
    bare = tiny.providers[0].model_copy(update={"payloads": ()})
    spec = ResolvedSpec.model_construct(**{**dict(tiny), "providers": (bare,)})
    assert [output.path for output in TARGET.render(spec, workshop())] == [SPEC_SCHEMA]


@every_validator
def test_an_envelope_lets_nothing_through_that_a_described_payload_refuses(validate: Validate) -> None:
    provider = resolved("tiny").providers[0]
    webhook = provider.payloads[2]
    envelope = webhook.model_copy(
        update={
            "id": "acme:any.webhook", "local_id": "any.webhook", "type_name": "AnyWebhook",
            "shape": "envelope",
            "recognize": (webhook.recognize[0].model_copy(update={"equals": None}),),
            "body": {"type": "object", "required": ["event"], "properties": {"event": {"type": "string"}}},
        }
    )  # fmt: skip
    schema = provider_schema(
        provider.model_copy(update={"payloads": (webhook, envelope)}),
        TOLERANT,
        resolved("tiny").vocabularies,
        (),
    )
    described = {"event": "link.changed", "data": {"errors": [{"reason": "code is missing"}]}}
    other = {"event": "link.other", "data": {"anything": 1}}
    assert validate([(schema, [described, other])]) == [[False, True]]
