"""What a page tells of one proposal: its whole file, read at once, and worded for the person who reads."""

from .course import course
from .dossier import Dossier, read
from .reader import Reader
from .standing import Standing, standing
from .thread import Entry, thread
from .timeline import Happening, timeline

__all__ = [
    "Dossier",
    "Entry",
    "Happening",
    "Reader",
    "Standing",
    "course",
    "read",
    "standing",
    "thread",
    "timeline",
]
