"""An assessment, the answers to its items, the evidence for them, and how they were scored."""

from .answers import Answer, Evidence
from .assessments import Assessment, State
from .scoring import AppealedItem, Inspector, Score, Veto

__all__ = ["Answer", "AppealedItem", "Assessment", "Evidence", "Inspector", "Score", "State", "Veto"]
