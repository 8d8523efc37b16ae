"""Names in each language. Names are explicit in the spec; only their case changes here."""

from __future__ import annotations

import keyword
import re

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

# Attributes of every Python enum member that a code of that name would hide.
PYTHON_MEMBER_RESERVED = frozenset(
    {"name", "value", "info", "parse", "known", "raw", "about", "vocabulary", "mro"}
)
# Types that the modules of the Python package import beside the providers' own.
PYTHON_TYPES_RESERVED = frozenset(
    [
        *("Annotated", "Any", "Field", "Literal", "Payload"),
        *("IntegerVocabulary", "StringVocabulary", "UnknownCode", "Vocabulary"),
    ]
)
# Modules and data files of the Python package beside the providers'.
PYTHON_MODULE_RESERVED = frozenset(
    [
        *(
            "cli",
            "data",
            "formats",
            "info",
            "linkcodes",
            "models",
            "runtime",
            "runtime_terms",
            "taxonomy",
            "texts",
        ),
        *("vocabularies", "vocabulary", "webhooks", "words"),
        *("payloads", "rules", "signatures"),
    ]
)
# Sub-paths of the npm package beside the providers'.
TYPESCRIPT_MODULE_RESERVED = frozenset(
    {"taxonomy", "listener", "react", "simulate", "info", "index", "behavior", "parsed"}
    | {"classify", "conformance", "engine", "rules", "runtime", "tables", "validate", "words"}
)
# Sub-paths that every provider has beside its vocabularies.
TYPESCRIPT_SUBPATH_RESERVED = frozenset(
    {"index", "info", "events", "behavior", "validate", "react", "simulate", "rules", "classify"}
    | {"runtime", "conformance"}
)
# Types of the npm package that the providers' modules import.
TYPESCRIPT_TYPES_RESERVED = frozenset(
    {"Parsed", "Behavior", "NoBehavior", "OutcomeInfo", "MemberInfo", "AbsentInfo"}
    | {"Coded", "Descriptor", "RecognizedEvent"}
    | {"Payloads", "Problem", "Shape", "Validator", "ValidatorById", "Verdict"}
)
# Words that TypeScript refuses as the name of a type or constant.
TYPESCRIPT_RESERVED = frozenset(
    [
        *("any", "boolean", "never", "null", "number", "object", "string", "symbol", "undefined", "unknown"),
        *(
            "void",
            "bigint",
            "NaN",
            "Infinity",
            "Array",
            "Boolean",
            "Date",
            "Error",
            "Function",
            "JSON",
            "Map",
        ),
        *("Math", "Number", "Object", "Promise", "Record", "Set", "String", "Symbol"),
    ]
)
# Pages that MkDocs takes for the index of their folder, also where a system does not tell cases apart.
SITE_PAGE_RESERVED = frozenset({"INDEX", "README"})
# Folders of the site beside the providers': what MkDocs makes or leaves out, the taxonomy and the lint rules.
SITE_FOLDER_RESERVED = frozenset(
    {"assets", "coverage", "pieces", "rules", "search", "taxonomy", "templates", "voices"}
)
# Folders that every provider has on the site beside its vocabularies.
SITE_PROVIDER_RESERVED = frozenset({"methods", "payloads", "sources"})
# Files that some systems refuse in any case and with any suffix; pages are named after codes.
WINDOWS_RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))]
)


# The npm package makes `XValue`, `isX`, `parseX` and `xAbsentInfo` of a type called X.
_TYPESCRIPT_DERIVED = re.compile(r"(Value|Absent|Info|Behavior)$|^(Is|Parse)(?=[A-Z])")


def kebab(name: str) -> str:
    """`SecondaryStatus` -> `secondary-status`."""
    return _WORD_START.sub("-", name).lower().replace("_", "-")


def snake(name: str) -> str:
    """`SecondaryStatus` -> `secondary_status`."""
    return kebab(name).replace("-", "_")


def camel(name: str) -> str:
    """`SecondaryStatus` or `secondary_status` -> `secondaryStatus`."""
    head, *tail = snake(name).split("_")
    return head + "".join(word.capitalize() for word in tail)


def pascal(name: str) -> str:
    """`secondary_status` -> `SecondaryStatus`."""
    return "".join(word.capitalize() for word in snake(name).split("_"))


def symbol_problem(name: str) -> str | None:
    """Say why a code cannot have this name in some language, or nothing when it can."""
    if keyword.iskeyword(name) or name in PYTHON_MEMBER_RESERVED:
        return "Python reserves it"
    if name in TYPESCRIPT_RESERVED:
        return "TypeScript reserves it"
    if name in WINDOWS_RESERVED:
        return "a page of this name cannot be stored on every system"
    if name in SITE_PAGE_RESERVED:
        return "a page of this name would be the index of its folder"
    return None


def type_problem(name: str) -> str | None:
    """Say why a vocabulary or payload cannot have this type name in some language."""
    if name in TYPESCRIPT_RESERVED:
        return "TypeScript reserves it"
    if keyword.iskeyword(name) or name in PYTHON_TYPES_RESERVED:
        return "the Python package uses it"
    if name in TYPESCRIPT_TYPES_RESERVED or _TYPESCRIPT_DERIVED.search(name):
        return "the npm package uses it"
    if kebab(name) in TYPESCRIPT_SUBPATH_RESERVED:
        return "a sub-path of the npm package has this name"
    return None


def vocabulary_problem(full_id: str) -> str | None:
    """Say why a vocabulary cannot have this id: its local part names a folder of pages."""
    if full_id.partition(":")[2].lower() in SITE_PROVIDER_RESERVED:
        return "a folder of the site has this name"
    return None


def provider_problem(name: str) -> str | None:
    """Say why a provider cannot have this id in some language."""
    if keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in PYTHON_MODULE_RESERVED:
        return "it cannot be a module of the Python package"
    if name in SITE_FOLDER_RESERVED:
        return "the site has a folder of its own of this name"
    if name in TYPESCRIPT_MODULE_RESERVED:
        return "a sub-path of the npm package has this name"
    return None
