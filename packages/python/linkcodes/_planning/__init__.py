"""Works plans out by rules that are handed in.

It needs nothing that is generated and nothing else of the package: words of the spec are texts here, modules
import the standard library and each other. So the generator plans with it, too, before there is a package.
"""

from .connection import Affecting, Connections
from .effects import Effects, outcome_uncertain
from .planner import Plan, PlanFacts, Planner, Subject, Waiting
from .tables import DecisionTable

__all__ = [
    "Affecting",
    "Connections",
    "DecisionTable",
    "Effects",
    "Plan",
    "PlanFacts",
    "Planner",
    "Subject",
    "Waiting",
    "outcome_uncertain",
]
