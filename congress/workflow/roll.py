"""Every act on terms and their people, in one place for the pages and the walks."""

from .constituencies import adjust_seats, amend_constituency, set_up_constituency, share_seats
from .electing import (
    begin_election,
    call_election,
    call_recall,
    count_election,
    drop_election,
    publish_election,
    put_up,
    repeat_election,
    take_down,
)
from .joint import call_joint, call_off_joint, confirm_joint, hold_joint, raise_joint
from .organs import approve_committee, leave_committee, propose_committee
from .polling import call_keepers, take_election_counts
from .reporting import give_report, lapse_report, owe_report, rate
from .seats import categorise, confirm_guesses, end_mandate, move_seat, note_training
from .teams import record_team
from .terms import extend_term, form_delegation, name_head, open_term, seat_all

__all__ = [
    "adjust_seats",
    "amend_constituency",
    "approve_committee",
    "begin_election",
    "call_election",
    "call_joint",
    "call_keepers",
    "call_off_joint",
    "call_recall",
    "categorise",
    "confirm_guesses",
    "confirm_joint",
    "count_election",
    "drop_election",
    "end_mandate",
    "extend_term",
    "form_delegation",
    "give_report",
    "hold_joint",
    "lapse_report",
    "leave_committee",
    "move_seat",
    "name_head",
    "note_training",
    "open_term",
    "owe_report",
    "propose_committee",
    "publish_election",
    "put_up",
    "raise_joint",
    "rate",
    "record_team",
    "repeat_election",
    "seat_all",
    "set_up_constituency",
    "share_seats",
    "take_down",
    "take_election_counts",
]
