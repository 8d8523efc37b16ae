"""The axes of the taxonomy: where the words of each are listed, which column has them, and their names.

It is the one table from columns to lists of words, and of the names and sentences that all outputs share.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Axis(NamedTuple):
    """One axis of the taxonomy."""

    terms: str
    """The field of the taxonomy that lists its words."""
    column: str
    """Where a code has one of them."""
    type_name: str
    """Its name in the packages."""
    title: str
    """Its heading on the site."""
    summary: str
    """What its words tell, in a sentence."""


AXES = (
    Axis("categories", "category", "Category", "Category", "What happened."),
    Axis("actors", "actor", "Actor", "Who must act", "The one party whose move it is."),
    Axis(
        "actions",
        "action",
        "Action",
        "What to do",
        "What the actor should do: first the way forward, then fallbacks.",
    ),
    Axis(
        "retry_modes",
        "retry",
        "RetryMode",
        "When to try again",
        "What must happen before another attempt makes sense.",
    ),
    Axis("phases", "phase", "Phase", "Phase", "How far the attempt has got."),
    Axis(
        "ends",
        "ends",
        "Ends",
        "What it ends",
        "What is over: a session, which is one run of the widget, or the connection, which outlives it.",
    ),
    Axis("severities", "severity", "Severity", "Severity", "How loudly to log or alert."),
    Axis("challenges", "challenge", "Challenge", "Challenge", "What kind of proof the user is asked for."),
    Axis("scopes", "scope", "Scope", "Scope", "How much is affected, where that is not what was asked for."),
    Axis(
        "situations",
        "situation",
        "Situation",
        "Situation",
        "What happened, in a word that is the same at every provider.",
    ),
    Axis("effects", "effect", "Effect", "Effect", "What doing it again would do."),
    Axis("operations", "operation", "Operation", "Operation", "What was being attempted."),
    Axis("stabilities", "stability", "Stability", "Stability", "How firmly a code is known to exist."),
    Axis("flags", "flag", "FlagId", "Flags", "What a reader must know before trusting an entry."),
)
ALL_AXES = (
    *AXES,
    Axis(
        "source_kinds",
        "source",
        "SourceKind",
        "Kinds of source",
        "What kind of document a fact was taken from.",
    ),
    Axis(
        "access_kinds",
        "access",
        "AccessKind",
        "How a source was read",
        "Where the document lay when it was read.",
    ),
)
"""With what no code has, only the sources that it is known from."""
TERMS: Mapping[str, str] = {column: axis.terms for axis in AXES for column in (axis.column, axis.terms)}
"""The field of the taxonomy that lists the words of a column, which has one of them or several."""
