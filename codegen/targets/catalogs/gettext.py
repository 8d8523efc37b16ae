"""Catalogs for gettext: a template, and the translations of each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from codegen.targets.catalogs.messages import DRAFT, Message

_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r"})


def catalog(messages: Iterable[Message], version: str, locale: str | None) -> str:
    """Return a `.po` file, or without a locale the template. `msgctxt` is the key, `msgid` the source."""
    blocks = [_head(version, locale), *(_block(message, locale) for message in messages)]
    return "\n".join(blocks)


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


def _block(message: Message, locale: str | None) -> str:
    return "".join(f"{line}\n" for line in _lines(message, locale))


def _lines(message: Message, locale: str | None) -> Iterator[str]:
    if locale and message.state == "draft":
        yield f"#. {DRAFT}"
    yield f"msgctxt {_quoted(message.key)}"
    yield f"msgid {_quoted(message.source)}"
    yield f"msgstr {_quoted(message.text if locale else '')}"


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
