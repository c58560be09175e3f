"""The unit's own rules, its major decisions, and the files handed to the superior union."""

from .decisions import Correction, Decision
from .documents import RuleDocument, RuleVersion
from .reports import UnitReport

__all__ = ["Correction", "Decision", "RuleDocument", "RuleVersion", "UnitReport"]
