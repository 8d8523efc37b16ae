"""What the tables of the data pack are: columns, types, keys and links, for every format and for the site."""

from __future__ import annotations

from typing import Literal, NamedTuple

ColumnType = Literal["text", "integer", "boolean", "date"]


class PackColumn(NamedTuple):
    """A column of a table."""

    name: str
    type: ColumnType
    summary: str
    required: bool = False
    """Whether every row has a value."""


class PackLink(NamedTuple):
    """Columns of a table that are, in this order, the key of a row of another one."""

    columns: tuple[str, ...]
    table: str


class PackTable(NamedTuple):
    """A table. No two rows have the same key."""

    name: str
    summary: str
    key: tuple[str, ...]
    columns: tuple[PackColumn, ...]
    links: tuple[PackLink, ...] = ()


def _text(name: str, summary: str) -> PackColumn:
    return PackColumn(name, "text", summary)


def _name(name: str, summary: str) -> PackColumn:
    return PackColumn(name, "text", summary, required=True)


def _number(name: str, summary: str) -> PackColumn:
    return PackColumn(name, "integer", summary)


def _yes(name: str, summary: str) -> PackColumn:
    return PackColumn(name, "boolean", summary, required=True)


_KEY = _name("key", "The value that it is about.")
_CONTEXT = _text("context", "The meaning that it is about; empty where it is about the value as a whole.")
_POSITION = PackColumn("position", "integer", "Its place among several, from 1.", required=True)
_TO_CODE = PackLink(("key",), "codes")
_SOURCES = _name("sources", "The ids of the sources, separated by spaces.")

BEHAVIOR = (
    _text("situation", "What happened, in a word that is the same at every provider."),
    _text("category", "The kind of outcome."),
    _text("actor", "Who must act."),
    _text("action", "What to do first."),
    _text("retry", "Whether and when to try again."),
    PackColumn("unattended_retry", "boolean", "Whether a server may try again alone."),
    _text("phase", "How far it is: in progress, or how it ended."),
    _text("ends", "What is over."),
    _text("severity", "How bad it is."),
    _text("challenge", "What the user is asked for."),
    PackColumn("partial", "boolean", "Whether only a part of it works."),
    _text("operation", "What was being done, where the code says it."),
    _text("scope", "How much is affected, where that is not what was asked for."),
    PackColumn("suspension_risk", "boolean", "Whether each such failure counts toward a suspension."),
    _text("confidence", "How sure the columns since `situation` are: H, M or L."),
)
"""What a program may branch on; all of it is empty for what is no outcome, such as the name of a method."""

_CODES = PackTable(
    "codes",
    "One row for each value that a field can have, with the meaning that it has by default.",
    ("key",),
    (
        _name("key", "`vocabulary=value`, to join on: never empty, and no number."),
        _name("provider", "Who sends it."),
        _name("vocabulary", "The list of values that it is on, with the provider's id."),
        _name("kind", "status, error, state, event, method or enum."),
        _name("value", "The literal as text; the empty text is a field that has nothing in it."),
        _name("value_type", "What the literal is on the wire: string, integer, or missing."),
        _name("id", "`vocabulary#NAME`, as `classify` gives it; for a missing value, nothing after the `#`."),
        _text("name", "Its name in the packages; a missing value has none."),
        _text("context", "Which of several meanings this is; empty where it has one."),
        PackColumn(
            "meanings", "integer", "How many meanings it has; those of several are in `contexts`.", True
        ),
        _yes("listed", "True, so that after a left join nothing but an unlisted value lacks it."),
        _yes("has_behavior", "Whether it is an outcome; if not, what follows is empty up to `confidence`."),
        *BEHAVIOR,
        _name("summary", "What it means, in one line."),
        _text("stability", "How firmly it is known."),
        _name("valid_from", "The version of the spec that first listed it."),
        _text(
            "valid_to", "The version that first called it deprecated; empty while nothing better is known."
        ),
        _yes("deprecated", "Whether something else should be used."),
        _text("replaced_by", "The name of the value of the same vocabulary to use instead."),
        _name("text_id", "What to tell people: a set of `texts`."),
        _name("page", "The path of its page on the site, without suffix."),
    ),
    (PackLink(("vocabulary",), "vocabularies"),),
)
_CONTEXTS = PackTable(
    "contexts",
    "One row for each meaning of a value that has several.",
    ("id",),
    (
        _name("id", "`vocabulary#NAME@context`."),
        _KEY,
        _name("context", "Which meaning it is."),
        _yes(
            "is_default", "Whether it applies when nothing distinguishes the meanings; true once for a value."
        ),
        _name("recognize", "How to tell that this meaning is meant."),
        *BEHAVIOR,
        _name("summary", "What it means, in one line."),
        _name("text_id", "What to tell people: a set of `texts`."),
    ),
    (_TO_CODE,),
)
_ADVICE = PackTable(
    "advice",
    "What to do next, for each meaning that is an outcome.",
    ("id",),
    (
        _name("id", "The id of the value, with `@context` where it has several meanings."),
        _KEY,
        _CONTEXT,
        _yes("is_default", "Whether it is the advice for the meaning in `codes`; true once for a value."),
        _name("effect", "What doing it again would do."),
        _name("attended", "`decision/reason` with the user there."),
        _name("unattended", "The same for a server alone."),
        _name("refresh", "The same while stored data are refreshed."),
        _number("min_delay_s", "The shortest pause, in seconds."),
        _number("max_attempts", "How often at most."),
        _number("poll_s", "How often to look, in seconds."),
        _number("deadline_s", "When waiting is over, in seconds."),
        _text("until", "The ids of the events that end waiting, separated by spaces."),
        _text("then_action", "What to do after that time."),
        _text("basis", "The source of the times, or `ours`."),
        _name("sentence", "The plan with the user there, for people."),
        _name("unattended_sentence", "The plan for a server alone."),
        _name("refresh_sentence", "The plan for a refresh."),
        _text("differs_because", "Why the advice is not that of the situation."),
        _name("connection", "What the connection is now."),
    ),
    (_TO_CODE,),
)
_ACTIONS = PackTable(
    "actions",
    "What to do, best first.",
    ("id", "position"),
    (
        _name("id", "The id of the meaning, as in `advice`."),
        _POSITION,
        _KEY,
        _CONTEXT,
        _name("action", "What to do."),
    ),
    (PackLink(("id",), "advice"), _TO_CODE),
)
_MESSAGES = PackTable(
    "messages",
    "Literal texts that come with a value. Never branch on them.",
    ("id", "position"),
    (
        _name("id", "The id of the value, with `@context` where it is about one meaning."),
        _POSITION,
        _KEY,
        _CONTEXT,
        _name("message", "The text."),
        _text("placeholders", "The parts that differ from case to case, separated by spaces."),
        _SOURCES,
    ),
    (_TO_CODE,),
)
_HTTP_STATUSES = PackTable(
    "http_statuses",
    "HTTP statuses that a value was documented with; sources may disagree.",
    ("id", "http_status"),
    (
        _name("id", "The id of the value, with `@context` where it is about one meaning."),
        PackColumn("http_status", "integer", "The status.", required=True),
        _KEY,
        _CONTEXT,
        _SOURCES,
    ),
    (_TO_CODE,),
)
_FLAGS = PackTable(
    "flags",
    "What to know before trusting a row.",
    ("id", "position"),
    (
        _name("id", "The id of the value, with `@context` where it is about one meaning."),
        _POSITION,
        _KEY,
        _CONTEXT,
        _name("flag", "The kind of warning."),
        _name("note", "What it is about."),
    ),
    (_TO_CODE,),
)
_EVIDENCE = PackTable(
    "evidence",
    "Which source says what.",
    ("id", "position"),
    (
        _name("id", "The id of the value, with `@context` where it is about one meaning."),
        _POSITION,
        _KEY,
        _CONTEXT,
        _name("provider", "The provider whose source it is."),
        _name("source", "The source."),
        _name("supports", "What it is evidence of, separated by spaces."),
        _name("confidence", "How sure it is: H, M or L."),
    ),
    (_TO_CODE, PackLink(("provider", "source"), "sources")),
)
_CHANGES = PackTable(
    "changes",
    "What later versions of the spec changed that a program notices.",
    ("key", "version", "change"),
    (
        _KEY,
        _name("version", "The version that changed it."),
        _name("change", "What changed: the rule of `codegen diff` that found it."),
    ),
    (_TO_CODE,),
)
_VOCABULARIES = PackTable(
    "vocabularies",
    "The lists of values.",
    ("vocabulary",),
    (
        _name("vocabulary", "Its id, with the provider's."),
        _name("provider", "Who sends its values."),
        _name("kind", "status, error, state, event, method or enum."),
        _name("value_type", "What its literals are on the wire."),
        _yes("is_open", "Whether other values must be expected."),
        _text("wire", "Where its values are found."),
        _name("summary", "What it is."),
        _name("page", "The path of its page on the site, without suffix."),
    ),
    (PackLink(("provider",), "providers"),),
)
_PROVIDERS = PackTable(
    "providers",
    "Who sends all this.",
    ("provider",),
    (_name("provider", "Its id."), _name("name", "What it is called."), _text("homepage", "Its address.")),
)
_SOURCE = PackTable(
    "sources",
    "The documents that the facts were taken from.",
    ("provider", "source"),
    (
        _name("provider", "The provider that it is about."),
        _name("source", "Its id."),
        _name("title", "Its title."),
        _name("url", "Its address."),
        _name("publisher", "Who published it."),
        _name("kind", "What kind of document it is."),
        _name("access", "How it was read."),
        PackColumn("retrieved", "date", "The day on which it was read.", required=True),
    ),
    (PackLink(("provider",), "providers"),),
)
_TEXTS = PackTable(
    "texts",
    "What to tell people, in each language.",
    ("text_id", "locale"),
    (
        _name("text_id", "The set of texts: the same in all languages."),
        _name("locale", "The language, as a BCP 47 tag."),
        _name("state", "source, reviewed or draft: whether a native speaker has reviewed it."),
        _name("title", "What the user reads first."),
        _name("body", "What the user reads then."),
        _text("button", "What the one button says; empty where there is nothing to press."),
        _text("support_ask", "What support asks, one question a line."),
        _text("support_do", "What support does, one thing a line."),
        _text("support_never_ask", "What support must never ask for, one thing a line."),
        _text("developer", "What a developer does, one thing a line; in English alone."),
    ),
)
_TERMS = PackTable(
    "terms",
    "The words of the taxonomy.",
    ("axis", "term"),
    (
        _name("axis", "The column that has it: `category`, `actor` and so on."),
        _name("term", "The word."),
        _name("summary", "What it means."),
    ),
)
_ABOUT = PackTable(
    "about",
    "One row: which pack this is.",
    ("spec_version",),
    (_name("spec_version", "The version of the spec."),),
)

TABLES = (
    _CODES, _CONTEXTS, _ADVICE, _ACTIONS, _MESSAGES, _HTTP_STATUSES, _FLAGS, _EVIDENCE, _CHANGES,
    _VOCABULARIES, _PROVIDERS, _SOURCE, _TEXTS, _TERMS, _ABOUT,
)  # fmt: skip
"""All tables; those that people ask for come first."""


def linked_first() -> tuple[PackTable, ...]:
    """Return the tables so that each comes after those that it links to."""
    done: dict[str, PackTable] = {}
    left = {table.name: table for table in TABLES}
    while left:
        ready = [table for table in left.values() if {link.table for link in table.links} <= done.keys()]
        done |= {table.name: table for table in ready}
        left = {name: table for name, table in left.items() if name not in done}
    return tuple(done.values())
