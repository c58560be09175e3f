"""An assessment, the answers to its items, the evidence for them, how they were scored, the published standings, next year's points."""

from .answers import Answer, Evidence
from .assessments import Assessment, State
from .points import PointState, UnionPoint
from .scoring import AppealedItem, Inspector, Score, Veto
from .standings import Place, Standings

__all__ = [
    "Answer", "AppealedItem", "Assessment", "Evidence", "Inspector", "Place", "PointState", "Score", "Standings", "State",
    "UnionPoint", "Veto",
]  # fmt: skip
