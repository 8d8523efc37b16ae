"""Views of what an integration must know beside codes: addresses, rules of delivery, sandbox recipes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from codegen.model.wire import Address, Delivery, Scenario, Signature
from codegen.targets.site.facts import FlagView, flag_views
from codegen.views.book import SANDBOX, Book, Link, beside, href
from codegen.views.labels import label


class AddressView(NamedTuple):
    """A place on the network."""

    value: str
    role: str
    where: str
    """Environment and regions."""
    summary: str
    stability: str
    flags: tuple[FlagView, ...]


class DeliveryView(NamedTuple):
    """Rules of delivery as (question, answer)."""

    anchor: str
    summary: str
    answers: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    flags: tuple[FlagView, ...]


class ScenarioView(NamedTuple):
    """A recipe for the sandbox."""

    anchor: str
    summary: str
    inputs: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    outcomes: tuple[Link, ...]
    flags: tuple[FlagView, ...]


def address_view(book: Book, page: str, address: Address) -> AddressView:
    """Return an address as seen from a page."""
    environment = "" if address.environment == "any" else label(address.environment)
    regions = ", ".join(region.upper() for region in address.regions)
    return AddressView(
        value=address.value,
        role=label(address.role),
        where=", ".join(filter(None, (environment, regions))) or "Everywhere",
        summary=address.summary,
        stability=label(address.stability),
        flags=flag_views(book, page, address.flags),
    )


def delivery_view(book: Book, page: str, delivery: Delivery, key: Sequence[str] = ()) -> DeliveryView:
    """Return rules of delivery as seen from a page; of a payload's page, with the key that it names."""
    unknown = "No source says so"
    fields = key or delivery.idempotency_key
    answers = {
        "Counts as received": delivery.success,
        "Time to answer": f"{delivery.timeout_s} seconds" if delivery.timeout_s else unknown,
        "Further attempts": unknown if delivery.retry_after_s is None else _attempts(delivery.retry_after_s),
        "Only after": ", ".join(f"HTTP {status}" for status in delivery.retry_on),
        "Id of a delivery": f"`{delivery.event_id}`" if delivery.event_id else _instead(fields),
    }
    return DeliveryView(
        anchor=delivery_anchor(delivery),
        summary=delivery.summary,
        answers=tuple((question, answer) for question, answer in answers.items() if answer),
        notes=delivery.notes,
        flags=flag_views(book, page, delivery.flags),
    )


def _instead(key: Sequence[str]) -> str:
    """Return what identifies an event where no id is sent."""
    fields = " with ".join(f"`{pointer}`" for pointer in key)
    return f"None; {fields or 'the digest of the body, for a short time'}"


def _attempts(seconds: tuple[int, ...]) -> str:
    if not seconds:
        return "None"
    times = ", ".join(duration(each) for each in seconds)
    return f"{len(seconds)}: {times} after the first"


def duration(seconds: int) -> str:
    """`90` -> `90 s`, `120` -> `2 min`, `10800` -> `3 h`."""
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds % size == 0:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def scenario_view(book: Book, page: str, scenario: Scenario) -> ScenarioView:
    """Return a recipe as seen from a page."""
    return ScenarioView(
        anchor=scenario_anchor(scenario),
        summary=scenario.summary,
        inputs=tuple(scenario.inputs.items()),
        steps=scenario.steps,
        outcomes=tuple(book.code(page, code) for code in scenario.outcomes),
        flags=flag_views(book, page, scenario.flags),
    )


def signature_anchor(signature: Signature) -> str:
    """Return the anchor of a signature among its provider's pages."""
    return "signature-" + _local(signature.id)


def delivery_anchor(delivery: Delivery) -> str:
    """Return the anchor of rules of delivery among their provider's pages."""
    return "delivery-" + _local(delivery.id)


def scenario_anchor(scenario: Scenario) -> str:
    """Return the anchor of a recipe among its provider's pages."""
    return "recipe-" + _local(scenario.id)


def _local(full_id: str) -> str:
    """`acme:webhook.delivery` -> `webhook-delivery`."""
    return full_id.split(":", 1)[1].replace(".", "-").lower()


def recipes(book: Book, page: str, provider_id: str, code_id: str) -> tuple[Link, ...]:
    """Return links to the recipes that lead to a code."""
    provider = book.providers[provider_id]
    return tuple(
        Link(scenario.summary, href(page, beside(provider_id, SANDBOX), scenario_anchor(scenario)))
        for scenario in provider.scenarios
        if code_id in scenario.outcomes
    )
