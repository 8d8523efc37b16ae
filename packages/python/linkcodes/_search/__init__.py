"""Finds codes by what people type: reads the index that the site reads, too, and ranks as the site does.

It needs nothing that is generated, so the generator makes the index with the same words and stems.
"""

from .index import Index, Rules, packed
from .words import Words, squashed

__all__ = ["Index", "Rules", "Words", "packed", "squashed"]
