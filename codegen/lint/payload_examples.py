"""Rule payload-examples: a payload shows what it looks like, and what is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from codegen.lint._node import Node, Problem, Rule
from codegen.text.guess import meant

LEAST = {"known": {"accept": 1, "reject": 3}, "envelope": {"accept": 1, "reject": 1}}
"""How many examples a payload has at least, by how much of it is known."""


def check(node: Node) -> Iterator[Problem]:
    """Yield a problem for each kind of example that a payload has too few of."""
    if node.value.id not in node.spec.root.providers:
        return  # an overlay: a provider that is not public has no examples in the spec's folder
    filed = Counter((example.payload_id, example.verdict) for example in node.spec.examples)
    every = {item.id for provider, _ in node.spec.providers for item in provider.payloads}
    orphans = {payload_id for payload_id, _ in filed} - every
    misfiled = meant(orphans, (item.id for item in node.value.payloads))
    for index, payload in enumerate(node.value.payloads):
        if payload.id in misfiled:
            continue  # orphan-example says which file is misspelled
        for verdict, least in LEAST[payload.shape].items():
            found = filed[payload.id, verdict]
            if found < least:
                file = f"examples/{payload.id.replace(':', '/')}.json"
                message = (
                    f"{found} of at least {least} examples of the kind `{verdict}` for {payload.shape!r}"
                )
                yield Problem(("payloads", index), message, f"add cases to `{verdict}` in {file}")


RULE = Rule(
    "payload-examples",
    "A known payload has at least 1 example to accept and 3 to reject, an envelope 1 of each.",
    "provider",
    check,
    suppressible=True,
    why=(
        "A schema that was never tried on anything may accept everything, or nothing. Examples that must "
        "be rejected keep it from growing too loose, and both kinds run in every validator and model that is "
        "generated. Where only the envelope is known there is less to get wrong, so less is asked for."
    ),
    advice=(
        "Add a case for each, named after what it shows. Let the ones to reject fail for different reasons: "
        "a field that is missing, one of the wrong type, another kind of value altogether. If the content is "
        'not known well enough to tell, say so with `"shape": "envelope"`.'
    ),
)
