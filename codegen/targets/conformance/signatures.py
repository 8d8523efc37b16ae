"""Vectors for the check of webhook signatures: those of the spec, right and tampered with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.model import Signature, SignatureVector
from codegen.resolve.spec import ResolvedSpec
from codegen.targets.conformance.tables import Cells
from codegen.views.signatures import schemes

Vector = dict[str, Any]
_RIGHT: Vector = {"valid": True}
_WRONG: Vector = {"valid": False}


def vectors(spec: ResolvedSpec) -> Iterator[tuple[Vector, Cells]]:
    """Yield the vectors in the order of the spec; nothing of them is composed."""
    for provider in spec.providers:
        for scheme, signature in schemes(provider):
            for number, sample in enumerate(signature.vectors, start=1):
                for name, change, expected in _cases(signature, sample):
                    given = {
                        "scheme": scheme,
                        "body": sample.body,
                        "headers": {signature.header: sample.header_value},
                        "secret": sample.secret,
                    }
                    whole = f"{signature.id}, sample {number}: {name}"
                    yield {"name": whole, "input": {**given, **change}, "expected": expected}, {}


def _cases(signature: Signature, sample: SignatureVector) -> Iterator[tuple[str, Vector, Vector]]:
    """Yield (name, what is changed in the input, what is expected)."""
    header, value = signature.header, sample.header_value
    yield "as it is", {}, _RIGHT
    yield "header in capitals", {"headers": {header.upper(): value}}, _RIGHT
    yield "header in small letters", {"headers": {header.lower(): value}}, _RIGHT
    yield "a space after the body", {"body": sample.body + " "}, _WRONG
    yield "no body", {"body": ""}, _WRONG
    yield "another secret", {"secret": sample.secret + "x"}, _WRONG
    yield "no headers", {"headers": {}}, {**_WRONG, "reason": "missing_header"}
    for name, other in _values(value, signature.prefix):
        yield name, {"headers": {header: other}}, _WRONG


def _values(value: str, prefix: str) -> Iterator[tuple[str, str]]:
    yield "an empty signature", ""
    yield "nothing but the prefix", prefix
    yield "a signature cut short", value[:-4]
    yield "a signature that is too long", value + value[-4:]
    yield "a signature in letters beyond ASCII", prefix + "é" * (len(value) - len(prefix))
    if prefix:
        yield "the prefix twice", prefix + value
        yield "another prefix", "md5=" + value.removeprefix(prefix)
