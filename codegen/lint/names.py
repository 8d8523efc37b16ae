"""Rules about names, values and the words by which codes are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from codegen.lint._node import Node, Problem, Rule
from codegen.model.codes import Code, Vocabulary
from codegen.model.columns import TERMS
from codegen.model.files import ProviderFile, RootFile
from codegen.model.search import Search
from codegen.model.taxonomy import Category
from codegen.model.wire import Method, Payload
from codegen.read.findings import Fix, Place
from codegen.searcher import Stemmer
from codegen.text.guess import closest_names
from codegen.text.naming import (
    kebab,
    local_problem,
    path_problem,
    provider_problem,
    symbol_problem,
    type_problem,
)

Steps = tuple[str | int, ...]

Kind = Literal["vocabulary", "payload"]


def name_legal(node: Node) -> Iterator[Problem]:
    """Yield a problem for a name that some language or file system refuses."""
    for path, name, why in _problems(node.value):
        if why:
            message = f"{_shown(name)} cannot be used: {why}"
            yield Problem(path, message, "choose another name; what is on the wire stays")


def _problems(part: object) -> Iterator[tuple[Steps, str, str | None]]:
    if isinstance(part, Code):
        yield ("name",), part.name, symbol_problem(part.name)
    elif isinstance(part, Vocabulary | Payload):
        yield ("type_name",), part.type_name, type_problem(part.type_name)
        kind: Kind = "vocabulary" if isinstance(part, Vocabulary) else "payload"
        yield ("id",), part.id, local_problem(kind, part.id)
    elif isinstance(part, Method):
        yield ("id",), part.id, local_problem("method", part.id)
    elif isinstance(part, Category):
        yield ("id",), part.id, path_problem(part.id)
    elif isinstance(part, RootFile):
        yield from ((("locales", index), name, path_problem(name)) for index, name in enumerate(part.locales))
    elif isinstance(part, ProviderFile):
        yield ("id",), part.id, provider_problem(part.id)
        yield from ((("parts", index), name, path_problem(name)) for index, name in enumerate(part.parts))


def _shown(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:37]}..."


NAME_LEGAL = Rule(
    "name-legal",
    "Every name is legal in every target.",
    "model",
    name_legal,
    on=(Category, Code, Method, Payload, ProviderFile, RootFile, Vocabulary),
    why=(
        "Names become constants, types, modules and pages. A word that one language or file system "
        "keeps for itself would make the whole output of that target unusable."
    ),
    advice="Choose another name; `value` and everything else that is on the wire stays as it is.",
)


Item = tuple[tuple[str | int, ...], str]

_GROUPS = (
    "vocabularies", "methods", "payloads", "signatures", "deliveries", "scenarios", "flows", "state_diagrams",
    "surfaces", "sources",
)  # fmt: skip


def name_collision(node: Node) -> Iterator[Problem]:
    """Yield a problem for each name that meets an earlier one."""
    provider = node.value
    types = [*_named(provider, "vocabularies", "type_name"), *_named(provider, "payloads", "type_name")]
    yield from _collisions(types, lambda name: kebab(name).replace("-", ""), node.place)
    for group in _GROUPS:
        yield from _collisions(_named(provider, group, "id"), str.casefold, node.place)
    for index, vocabulary in enumerate(provider.vocabularies):
        names = [(("vocabularies", index, *path), name) for path, name in _named(vocabulary, "codes", "name")]
        yield from _collisions(names, lambda name: name.replace("_", "").casefold(), node.place)
        for at, code in enumerate(vocabulary.codes):
            ids = _named(code, "contexts", "id")
            yield from _collisions(
                [(("vocabularies", index, "codes", at, *b), n) for b, n in ids], str.casefold, node.place
            )


def _named(parent: Any, group: str, field: str) -> list[Item]:
    return [
        ((group, index, field), getattr(item, field)) for index, item in enumerate(getattr(parent, group))
    ]


def _collisions(items: Sequence[Item], key: Callable[[str], str], place: Place) -> Iterator[Problem]:
    seen: dict[str, Item] = {}
    for item in items:
        _, name = item
        earlier = seen.setdefault(key(name), item)
        if earlier[1] == name and earlier is not item:
            yield _repeated(item, earlier, place)
        elif earlier is not item:
            message = f"{name} collides with {earlier[1]} in at least one target"
            yield Problem(item[0], message, "choose a name that differs in more than its case")


def _repeated(item: Item, earlier: Item, place: Place) -> Problem:
    """Say that something is there a second time, most likely pasted."""
    message = f"{item[1]} is here a second time; the first is at {place.child(*earlier[0][:-1])}"
    return Problem(item[0], message, "remove one of the two, or give this one its own name")


NAME_COLLISION = Rule(
    "name-collision",
    "No two names of one provider meet, whatever the case.",
    "provider",
    name_collision,
    why=(
        "A name is written in another case in each language and becomes a file name on the site. Two "
        "names that differ only in case or underscores would overwrite each other in at least one "
        "of them."
    ),
    advice=(
        "Choose a name that differs in more than that. What is on the wire is `value` and stays as it is."
    ),
)


TYPES = {"string": str, "integer": int}


def duplicate_value(node: Node) -> Iterator[Problem]:
    """Yield a problem for a value that an earlier code has, or that is not of the vocabulary's type."""
    vocabulary = node.value
    seen: dict[object, str] = {}
    for index, code in enumerate(vocabulary.codes):
        if seen.get(code.value) == code.name:
            continue  # pasted twice: name-collision reports it
        if code.value in seen:
            message = f"the value {code.value!r} is already that of {seen[code.value]}"
            advice = "make one code of them; where the value has several meanings, give it `contexts`"
            yield Problem(("codes", index, "value"), message, advice)
        seen.setdefault(code.value, code.name)
        if not isinstance(code.value, TYPES[vocabulary.value_type]):
            message = f"{code.value!r} is no {vocabulary.value_type}"
            yield Problem(
                ("codes", index, "value"), message, "correct the value, or the vocabulary's value_type"
            )


DUPLICATE_VALUE = Rule(
    "duplicate-value",
    "A wire value is in its vocabulary once and has its type.",
    "vocabulary",
    duplicate_value,
    why=(
        "A value is looked up on the wire. If two codes of one vocabulary have it, the lookup can only "
        "give one of them, and the other is never found. A value of the wrong type is never found at "
        "all."
    ),
    advice="Merge the two into one code. If one value really means several things, give it `contexts`.",
)


def synonym_symmetry(node: Node) -> Iterator[Problem]:
    """Yield a problem for a synonym that does not answer, or that differs in category."""
    code = node.value
    assert node.vocabulary is not None
    others = {other.name: other for other in node.vocabulary.codes}
    for index, name in enumerate(code.synonyms):
        other = others.get(name)
        if other is None:
            continue  # dangling-reference reports it
        if name == code.name or code.name not in {*other.synonyms, *closest_names(other.synonyms, others)}:
            advice = f"add {code.name} to the synonyms of {name}, or remove it here"
            yield Problem(("synonyms", index), f"{name} does not name {code.name} as its synonym", advice)
        if code.behavior and other.behavior and code.behavior.category != other.behavior.category:
            message = f"{name} means {other.behavior.category}, {code.name} means {code.behavior.category}"
            yield Problem(
                ("synonyms", index), message, "give both the same category, or do not call them synonyms"
            )


SYNONYM_SYMMETRY = Rule(
    "synonym-symmetry",
    "Synonyms name each other and share a category.",
    "code",
    synonym_symmetry,
    suppressible=True,
    why=(
        "A reader of either code should learn of the other. Two words for the same thing that lead to "
        "different branches are not synonyms but a mistake in one of the two."
    ),
    advice=(
        "Let both name each other and give both the same category; if they differ on purpose, do not "
        "call them synonyms."
    ),
)


def since_stated(node: Node) -> Iterator[Problem]:
    """Yield a problem for a code that does not say `since`, or says what cannot be."""
    code, vocabulary, root = node.value, node.vocabulary, node.spec.root
    assert vocabulary is not None
    if node.provider is None or node.provider.id not in root.providers:
        return  # an overlay: what is not public has no part in the versions of the spec
    if code.since is None:
        fix = Fix(node.place, "insert", root.spec_version, key="since", after="value")
        advice = f'write "since": "{root.spec_version}", the version that is being prepared'
        yield Problem((), f"{code.name} does not say since which version it is here", advice, fix)
    elif not _key(vocabulary.since) <= _key(code.since) <= _key(root.spec_version):
        message = f"not between {vocabulary.since}, which first had the vocabulary, and {root.spec_version}"
        yield Problem(("since",), f"{code.since} is {message}", f"write {root.spec_version} for a new code")


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


SINCE_STATED = Rule(
    "since-stated",
    "Every code says since which version of the spec it is there.",
    "code",
    since_stated,
    why=(
        "Users of an older package have to know which codes it does not have. A code that took its "
        "version over from its vocabulary would claim to be as old as that."
    ),
    advice="Write the version that is being prepared, `spec_version`; `lint --fix` does it.",
)


def deprecated_incomplete(node: Node) -> Iterator[Problem]:
    """Yield a problem where a deprecated code leaves its users without a way on."""
    code = node.value
    deprecated = code.deprecated
    if deprecated is None:
        return
    if deprecated.replaced_by is None and deprecated.note is None:
        advice = "add `replaced_by`, or a `note` that says why nothing replaces it"
        yield Problem(("deprecated",), "deprecated without replacement or explanation", advice)
    if deprecated.reason == "renamed" and deprecated.replaced_by is None:
        yield Problem(("deprecated",), "renamed, but to what?", "add `replaced_by`")
    replacement = (
        next((c for c in node.vocabulary.codes if c.name == deprecated.replaced_by), None)
        if node.vocabulary
        else None
    )
    if replacement is not None and replacement.deprecated is not None:
        message = f"the replacement {replacement.name} is deprecated itself"
        yield Problem(("deprecated", "replaced_by"), message, "name the code that is to be used today")


DEPRECATED_INCOMPLETE = Rule(
    "deprecated-incomplete",
    "A deprecated code names its replacement or says why it has none.",
    "code",
    deprecated_incomplete,
    suppressible=True,
    why=(
        "An application that receives a deprecated code has to move to another. Without a replacement or a "
        "reason, it is clear only what is wrong, not what would be right."
    ),
    advice=(
        "Name the code that is to be used today in `replaced_by`, or say in `note` why nothing replaces it."
    ),
)


def search_words(node: Node) -> Iterator[Problem]:
    """Yield a problem for a word of two concepts, for one that says nothing, and for an unknown term."""
    search: Search = node.value
    words = Stemmer([(item.end, item.put, item.least) for item in search.suffixes], search.fillers)
    seen: dict[str, str] = {}
    for number, concept in enumerate(search.concepts):
        for index, phrase in enumerate(concept.words):
            path, stems = ("concepts", number, "words", index), " ".join(words.of(phrase))
            if not stems or all(word in search.fillers for word in phrase.lower().split()):
                yield Problem(path, f"{phrase!r} says nothing that can be looked for", "remove it")
            elif stems in seen:
                message = f"{phrase!r} is the same as {seen[stems]!r} to the search"
                yield Problem(path, message, "keep one of them")
            seen.setdefault(stems, phrase)
        for index, reference in enumerate(concept.terms):
            axis, _, id = reference.partition(":")
            known = [term.id for term in getattr(node.spec.root.taxonomy, TERMS[axis])]
            if id not in known:
                path = ("concepts", number, "terms", index)
                yield Problem(path, f"no {axis} is called {id!r}", f"choose from: {', '.join(known)}")


SEARCH_WORDS = Rule(
    "search-words",
    "Each word of the search leads to one concept, and concepts name words of the taxonomy.",
    "model",
    search_words,
    on=(Search,),
    why=(
        "The index keeps one concept for each word. A word of two concepts would find the codes of one of "
        "them, and no one could say which; a word that is only fillers or endings would find nothing."
    ),
    advice="Keep the word in the concept that it means most often, or merge the two.",
)


RULES = (
    NAME_LEGAL,
    NAME_COLLISION,
    DUPLICATE_VALUE,
    SYNONYM_SYMMETRY,
    SINCE_STATED,
    DEPRECATED_INCOMPLETE,
    SEARCH_WORDS,
)
