"""Reception days and meetings: what is planned, who came, what was raised, and which matter came of it."""

from .bound import BoundMatter, MatterMeeting
from .forums import Attendee, Forum, ForumPoint
from .receptions import ReceptionDay, ReceptionItem, ReceptionSchedule, ReceptionVisit
from .series import ActionItem, MeetingSeries, SeriesMeeting
from .spoken import SpokenPoint

__all__ = [
    "ActionItem",
    "Attendee",
    "BoundMatter",
    "Forum",
    "ForumPoint",
    "MatterMeeting",
    "MeetingSeries",
    "ReceptionDay",
    "ReceptionItem",
    "ReceptionSchedule",
    "ReceptionVisit",
    "SeriesMeeting",
    "SpokenPoint",
]
