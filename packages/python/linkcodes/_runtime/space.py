"""White space: the same characters as in JavaScript, so that both packages read a text alike."""

from __future__ import annotations

SPACE = "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
