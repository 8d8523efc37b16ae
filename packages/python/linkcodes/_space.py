"""White space: the same characters as in JavaScript, so that both packages read a text alike."""

from __future__ import annotations

SPACE = "".join(
    map(chr, (*range(9, 14), 0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF))
)
