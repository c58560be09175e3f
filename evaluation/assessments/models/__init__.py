"""An assessment, the answers to its items, the evidence for them, how they were scored, and the published standings."""

from .answers import Answer, Evidence
from .assessments import Assessment, State
from .scoring import AppealedItem, Inspector, Score, Veto
from .standings import Place, Standings

__all__ = [
    "Answer", "AppealedItem", "Assessment", "Evidence", "Inspector", "Place", "Score", "Standings", "State", "Veto",
]  # fmt: skip
