"""The words and the packing of the Python package's search, with which the generator makes its index.

As with the planner, they are borrowed (`borrowed.py`).
"""

from __future__ import annotations

from codegen.borrowed import folder_of, lender

FOLDER = folder_of("_search")
TYPE_CHECKING = False
__all__ = ["FOLDER", "Stemmer", "packed"]
if TYPE_CHECKING:
    from linkcodes._search import Stemmer, packed
else:
    __getattr__ = lender("_search", __all__)
