"""Finds codes by what people type: reads the index that the site reads, too, and ranks as the site does.

It needs nothing that is generated, so the generator makes the index with the same words and stems.
"""

from .index import Index, SearchRules, packed
from .words import Stemmer, squashed

__all__ = ["Index", "SearchRules", "Stemmer", "packed", "squashed"]
