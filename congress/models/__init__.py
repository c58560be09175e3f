"""The workers' congress: its terms and people, its sessions from plan to archive, what was voted and resolved."""

from .agenda import AgendaItem, Paper, PaperReceipt, PaperVersion
from .amendments import Amendment
from .archive import SessionArchive
from .attendance import Attendee, Presence, RollCall, Venue
from .constituencies import Constituency
from .elections import Election, Nominee
from .joint import JointMatter, JointMeeting, JointMember
from .minutes import Explanation, Minutes
from .organs import Organ, OrganMember
from .plan import PlanStep
from .reporting import Rater, Training, YearReport
from .resolutions import Defect, Progress, Resolution
from .sessions import CongressSession, SessionOffice
from .survey import SessionSurvey, SurveyHandedIn, SurveySum
from .teams import TeamMeeting
from .terms import CongressTerm, Delegation, Mandate, ordinal
from .votes import Candidate, CandidateCount, TellerSheet, Vote

__all__ = [
    "AgendaItem",
    "Amendment",
    "Attendee",
    "Candidate",
    "CandidateCount",
    "CongressSession",
    "CongressTerm",
    "Constituency",
    "Defect",
    "Delegation",
    "Election",
    "Explanation",
    "JointMatter",
    "JointMeeting",
    "JointMember",
    "Mandate",
    "Minutes",
    "Nominee",
    "Organ",
    "OrganMember",
    "Paper",
    "PaperReceipt",
    "PaperVersion",
    "PlanStep",
    "Presence",
    "Progress",
    "Rater",
    "Resolution",
    "RollCall",
    "SessionArchive",
    "SessionOffice",
    "SessionSurvey",
    "SurveyHandedIn",
    "SurveySum",
    "TeamMeeting",
    "TellerSheet",
    "Training",
    "Venue",
    "Vote",
    "YearReport",
    "ordinal",
]
