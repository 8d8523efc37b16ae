"""Catalogs for gettext: a template, and the translations of each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codegen.targets.catalogs.about import Notes
from codegen.targets.catalogs.messages import Message

_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r"})


def template(messages: Iterable[Message], notes: Notes, version: str) -> str:
    """Return the `.pot` file, with what translators need to know about each text."""
    units = ((f"#. {notes(message)}", *_lines(message, "")) for message in messages)
    return _file(_head(version, None), units)


def catalog(messages: Iterable[Message], version: str, locale: str) -> str:
    """Return the `.po` file of a language. Drafts are fuzzy: `msgfmt` leaves them out by default."""
    units = (
        (*(("#, fuzzy",) if message.state == "draft" else ()), *_lines(message, message.text))
        for message in messages
    )
    return _file(_head(version, locale), units)


def _file(head: str, units: Iterable[tuple[str, ...]]) -> str:
    return "\n".join([head, *("".join(f"{line}\n" for line in unit) for unit in units)])


def _head(version: str, locale: str | None) -> str:
    fields = [
        f"Project-Id-Version: linkcodes {version}",
        *([f"Language: {locale.replace('-', '_')}"] if locale else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    lines = "".join(f'"{field}\\n"\n' for field in fields)
    return f'msgid ""\nmsgstr ""\n{lines}'


def _lines(message: Message, translation: str) -> Iterator[str]:
    """Yield the lines of a text: `msgctxt` is its key, `msgid` the source."""
    yield f"msgctxt {_quoted(message.key)}"
    yield f"msgid {_quoted(message.source)}"
    yield f"msgstr {_quoted(translation)}"


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
