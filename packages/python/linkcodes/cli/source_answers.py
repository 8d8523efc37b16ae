"""Finds in TypeScript what is compared with the code in an answer: `found.head?.raw === "..."`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from linkcodes.cli import catalog, known_codes
from linkcodes.cli.known_codes import Complaint


class Token(NamedTuple):
    """A string, a word or a sign."""

    text: str
    start: int
    is_string: bool = False


END = Token("", 0)
_CODE = "raw"
"""The field of an answer that is the code as it came."""
_INSIDE = frozenset(
    {"head", "because", "decoded", "outcome", "error", "at", "0", "[", "]", "classifications"}
)
"""What may be between an answer and its code."""
_MARKS = frozenset({".", "?", "!"})
_DECLARING = ("const", "let", "var")
_TESTING = ("if", "while", "switch", "for")
_LONGEST = 16
"""Tokens between an answer and its code."""


def answers(tokens: Sequence[Token], readers: Mapping[str, str | None]) -> Iterator[tuple[str, str | None]]:
    """Yield the constants that are answers of some functions, with the provider if it is known.

    Only a name counts that the file declares once, as a constant.
    """
    if not readers:
        return
    declared = Counter(token.text for at, token in enumerate(tokens) if _is_declared(tokens, at))
    for at, token in enumerate(tokens):
        name, sign, *rest = [*tokens[at + 1 : at + 8], *[END] * 7][:7]
        if token.text != "const" or sign.text != "=" or declared[name.text] != 1:
            continue
        function, bracket, first, *_ = rest[1:] if rest[0].text == "await" else rest
        if function.text in readers and bracket.text == "(":
            own = readers[function.text] or (first.text.partition(".")[0] if first.is_string else None)
            yield name.text, own if own in catalog.providers() else None


def _is_declared(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a word may be the name of a variable or parameter where it is declared."""
    above, before = (tokens[place].text if place >= 0 else "" for place in (at - 2, at - 1))
    after = "".join(token.text for token in tokens[at + 1 : at + 4])
    if before in _DECLARING or after.startswith("=>"):
        return True
    if before == "{":
        return above in (*_DECLARING, "(", ",")
    if before not in ("(", ","):
        return False
    return after.startswith((":", ")=>")) or (after.startswith("){") and above not in _TESTING)


def compared(
    tokens: Sequence[Token], at: int, known: Mapping[str, str | None]
) -> Iterator[tuple[int, Complaint]]:
    """Yield what is wrong about a string that the code in an answer is compared with."""
    if tokens[at].text != _CODE or not known:
        return
    name = _root(tokens, at)
    signs = "".join(token.text for token in tokens[at + 1 : at + 4])
    end = at + (4 if signs[:3] in ("===", "!==") else 3)
    value = tokens[end] if end < len(tokens) else END
    plain = signs[:2] in ("==", "!=") and value.is_string and "\\" not in value.text
    if name in known and plain and (complaint := known_codes.read(known[name], value.text)):
        yield value.start, complaint


def _root(tokens: Sequence[Token], at: int) -> str:
    """Return the name at the beginning of `name.head?.raw`; empty if there is none."""
    for token in reversed(tokens[max(at - _LONGEST, 0) : at]):
        if token.text not in _MARKS and token.text not in _INSIDE:
            return "" if token.is_string else token.text
    return ""
