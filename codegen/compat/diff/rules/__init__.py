"""The rules: a module for each part of the spec that they look at."""

from __future__ import annotations

from functools import cache

from codegen.compat.diff.model import ChangeRule
from codegen.compat.diff.rules import (
    answers,
    codes,
    data,
    meanings,
    payloads,
    providers,
    taxonomy,
    texts,
    vocabularies,
)

_FAMILIES = (answers, codes, data, meanings, payloads, providers, taxonomy, texts, vocabularies)


@cache
def rules() -> tuple[ChangeRule, ...]:
    """Return all rules, in the order of their ids."""
    return tuple(sorted((rule for family in _FAMILIES for rule in family.RULES), key=lambda rule: rule.id))
