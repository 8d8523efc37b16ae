"""Docstrings: plain text in paragraphs, wrapped so that joining the lines of one with spaces restores it."""

from __future__ import annotations

WIDTH = 106
"""Characters on a line inside a class; with four spaces before them they fill the 110 of the project."""


def paragraphs(*texts: str | None) -> str:
    """Return a docstring of these texts, each wrapped; None means no text."""
    return "\n\n".join("\n".join(map(_wrap, text.split("\n"))) for text in texts if text)


def _wrap(text: str) -> str:
    """Break at single spaces only, so that no character is lost or added."""
    first, *words = text.split(" ")
    lines = [first]
    for word in words:
        line = lines[-1]
        if word and line and not line.endswith(" ") and len(f"{line} {word}") > WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{line} {word}"
    return "\n".join(lines)
