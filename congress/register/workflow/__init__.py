"""Every act on the rules library and the decision register, by the verb of its step."""

from .decisions import answer, decide, disclose, make_good, note_contract, propose, withhold
from .documents import amend, bring_into_force, enter, record_passing, repeal, replace, revise
from .reports import report

__all__ = [
    "amend",
    "answer",
    "bring_into_force",
    "decide",
    "disclose",
    "enter",
    "make_good",
    "note_contract",
    "propose",
    "record_passing",
    "repeal",
    "replace",
    "report",
    "revise",
    "withhold",
]
