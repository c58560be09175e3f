"""A visit with its team and checklist, the samples drawn on it, and what it found."""

from .findings import Finding, FindingState, Rectification
from .samples import Sample, SampledRow, SentSheet
from .surveys import Asked, VisitSurvey
from .visits import CheckItem, Kind, Member, Result, State, Visit

__all__ = [
    "Asked", "CheckItem", "Finding", "FindingState", "Kind", "Member", "Rectification", "Result", "Sample", "SampledRow", "SentSheet",
    "State", "Visit", "VisitSurvey",
]  # fmt: skip
