"""Finds in TypeScript and JavaScript what names codes, by its words alone; what is not sure is not reported.

The text is cut into comments, strings and words. Inside template literals and regular expressions nothing is
looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from linkcodes.cli import catalog, known_codes
from linkcodes.cli.known_codes import Complaint, KnownType
from linkcodes.cli.source_answers import END, Token, answers, compared
from linkcodes.cli.source_python import Place

# Each alternative reads on from where it began, never back, so that time grows with the length of the text.
_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*[\s\S]*?(?:\*/|\Z)|`(?:\\[\s\S]|[^`\\])*(?:`|\Z))
      |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      |(?P<word>[A-Za-z_$][\w$]*)
      |(?P<sign>[\s\S])""",
    re.VERBOSE,
)
_OF_READERS = frozenset({"runtime", "webhooks"})
_READERS = frozenset({"classify", "decode", "resolveOutcome", "receive", "reread"})
_VALUE_TYPES = "Value"
"""What the name of the type of all values ends with: `ApiCodeValue`."""


class ScriptNames:
    """What the names of a file mean."""

    def __init__(self) -> None:
        self.types: dict[str, KnownType] = {}
        self.functions: dict[str, KnownType] = {}
        """Functions whose first argument is a value of the type."""
        self.classify: set[str] = set()
        self.readers: dict[str, str | None] = {}
        """Functions whose answers have codes in them, with the provider if they are of its module."""
        self.answers: dict[str, str | None] = {}
        """Constants that are such an answer, with the provider if it is known."""


def complaints(text: str) -> Iterator[Place]:
    """Yield what is wrong about the codes that a source names."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    for start, complaint in _found(list(_tokens(text))):
        line = bisect_right(lines, start)
        yield line, start - lines[line - 1] + 1, complaint


def _found(tokens: list[Token]) -> Iterator[tuple[int, Complaint]]:
    names, ends = ScriptNames(), 0
    for at, token in enumerate(tokens):
        if at >= ends and token.text in ("import", "export") and not token.is_string:
            clause, ends = _clause(tokens, at)
            yield from _imports(clause, names)
    names.answers.update(answers(tokens, names.readers))
    for at in range(len(tokens)):
        yield from _uses(tokens, at, names)
        yield from compared(tokens, at, names.answers)


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "string":
            yield Token(match[0][1:-1], match.start(), True)
        elif match.lastgroup != "skip":
            yield Token(match[0], match.start())


def _clause(tokens: list[Token], at: int) -> tuple[list[Token], int]:
    """Return the tokens of an import up to the module's name, and where they end; empty if it is none."""
    for end in range(at + 1, len(tokens)):
        token = tokens[end]
        if token.is_string:
            imports = end == at + 1 or tokens[end - 1].text == "from"
            return (tokens[at + 1 : end + 1] if imports else []), end
        if token.text in (";", "(", "="):
            return [], end
    return [], len(tokens)


def _imports(clause: list[Token], names: ScriptNames) -> Iterator[tuple[int, Complaint]]:
    root, _, path = clause[-1].text.partition("/") if clause else ("", "", "")
    provider, _, module = path.partition("/")
    if root == "linkcodes" and provider == "runtime":
        names.classify |= {called for name, called in _named(clause) if name.text == "classify"}
    if root == "linkcodes" and (module or provider) in _OF_READERS:
        own = provider if module else None
        names.readers |= {called: own for name, called in _named(clause) if name.text in _READERS}
    if root != "linkcodes" or provider not in catalog.providers():
        return
    single = dict(known_codes.modules(provider)).get(module)
    if single and (namespace := _namespace(clause)):
        names.types[namespace] = single
    for name, called in _named(clause):
        if _remember(name.text, called, [single] if single else known_codes.of(provider), names):
            continue
        complaint = _import(provider, module, single, name.text)
        if complaint:
            yield name.start, complaint


def _remember(name: str, called: str, types: list[KnownType], names: ScriptNames) -> bool:
    """Remember what an imported name means; return whether it is a type's."""
    for type in types:
        if name in type.lookups:
            names.functions[called] = type
            return True
        if name == type.name:
            names.types[called] = type
            return True
    return False


def _import(provider: str, module: str, single: KnownType | None, name: str) -> Complaint | None:
    """Return what is wrong about a name that is imported, and is no type's."""
    if single and name.isupper():
        return known_codes.named(single, name)
    if not module and name[:1].isupper() and not name.endswith(_VALUE_TYPES):
        return known_codes.imported(provider, name)
    return None


def _namespace(clause: list[Token]) -> str | None:
    words = [token.text for token in clause]
    at = words.index("*") if "*" in words else len(words)
    return words[at + 2] if words[at + 1 : at + 2] == ["as"] and len(words) > at + 2 else None


def _named(clause: list[Token]) -> Iterator[tuple[Token, str]]:
    """Yield what is between the braces: the name there, and what the file calls it."""
    inside = False
    for at, token in enumerate(clause):
        before, after = clause[at - 1].text if at else "", [*clause[at + 1 : at + 3], END, END]
        if token.text in "{}":
            inside = token.text == "{"
        elif inside and before in ("{", ",", "type") and token.text not in (",", "type"):
            yield token, after[1].text if after[0].text == "as" else token.text


def _uses(tokens: list[Token], at: int, names: ScriptNames) -> Iterator[tuple[int, Complaint]]:
    here, next, member = [*tokens[at : at + 3], END, END][:3]
    before = tokens[at - 1].text if at else ""
    if here.is_string or before == ".":
        return
    if here.text in names.types and next.text == "." and member.text.isupper():
        if complaint := known_codes.named(names.types[here.text], member.text):
            yield here.start, complaint
    elif here.text in names.functions and next.text == "(":
        yield from _called(tokens, at, names.functions[here.text])
    elif here.text in names.classify and next.text == "(" and member.is_string:
        comma, value = [*tokens[at + 3 : at + 5], END, END][:2]
        if comma.text == "," and value.is_string and (found := known_codes.sent(member.text, value.text)):
            yield value.start, found


def _called(tokens: list[Token], at: int, type: KnownType) -> Iterator[tuple[int, Complaint]]:
    """Yield what is wrong about `f("value")`."""
    value, end = [*tokens[at + 2 : at + 4], END, END][:2]
    plain = value.is_string and "\\" not in value.text and end.text in (")", ",")
    if plain and (complaint := known_codes.valued(type, value.text)):
        yield value.start, complaint
