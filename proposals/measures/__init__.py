"""The figures of proposals that others may read, each with its definition, its counts and the rows behind it.

figures(Scope(session="3"), on=today)          everything of section 8, PRO-38 to PRO-47
reply_rate(Scope(unit="12", year="2026"), on)  one Measure: answered in time out of all that were due
filed_by(person, on)                           one Measure: what a representative had filed in the running terms
"""

from .cuts import CUTS
from .figures import Figures, figures, reply_rate
from .groups import COLUMNS
from .own import joined, overseen, spoken
from .people import filed_by
from .scope import LONGEST, NONE, Scope
from .tallies import tallies

__all__ = [
    "COLUMNS",
    "CUTS",
    "LONGEST",
    "NONE",
    "Figures",
    "Scope",
    "figures",
    "filed_by",
    "joined",
    "overseen",
    "reply_rate",
    "spoken",
    "tallies",
]
