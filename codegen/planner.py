"""The planner of the Python package, with which the generator plans, too (`borrowed.py`)."""

from __future__ import annotations

from codegen.borrowed import folder_of, lender

FOLDER = folder_of("_planning")
TYPE_CHECKING = False
__all__ = ["FOLDER", "Connections", "Effects", "Plan", "Planner"]
if TYPE_CHECKING:
    from linkcodes._planning import Connections, Effects, Plan, Planner
else:
    __getattr__ = lender("_planning", __all__)
