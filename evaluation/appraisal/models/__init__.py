"""An appraisal, who is appraised, who votes, what the delegations said, and the flags that were raised."""

from .appraisals import Appraisal, State
from .appraisees import Appraisee, Flag, ReportFiles
from .voters import Discussion, Voter, VoterGroup

__all__ = ["Appraisal", "Appraisee", "Discussion", "Flag", "ReportFiles", "State", "Voter", "VoterGroup"]
