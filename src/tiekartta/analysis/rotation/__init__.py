"""Who is at which station in which round of a seminar."""

from tiekartta.analysis.rotation.checking import Audit, audit
from tiekartta.analysis.rotation.errors import RotationError
from tiekartta.analysis.rotation.methods import METHODS, Method
from tiekartta.analysis.rotation.planning import plan, williams
from tiekartta.analysis.rotation.replanning import replan
from tiekartta.analysis.rotation.shapes import Caution, Change, Group, Plan, Seat

__all__ = [
    "METHODS",
    "Audit",
    "Caution",
    "Change",
    "Group",
    "Method",
    "Plan",
    "RotationError",
    "Seat",
    "audit",
    "plan",
    "replan",
    "williams",
]
