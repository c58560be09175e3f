"""Every act of the congress, by noun: mandates, the plan, the agenda, the call, the hall, votes, and what follows."""

from .after import (
    archive,
    carried_out,
    cure,
    draft_minutes,
    edit_minutes,
    explain,
    keep_archive,
    prove_posting,
    publish,
    report_progress,
    report_upward,
    settle_resolution,
    sign_minutes,
)
from .agenda import add_item, add_paper, drop_item, issue_papers, move_item, revise_paper, sign_for_papers
from .amending import move_amendment, put_amendment, settle_amendment, withdraw_amendment
from .attending import arrive, call_roll, leave_hall, mark_present
from .calling import answer_call, give_notice, hold_preparatory, qualify
from .hall import begin_item, close, end_item, open_session
from .keys import call_keepers
from .mandates import congress_of, give_mandate, mandate_of, session_for
from .planning import call_off, finish_step, owe_near, plan, put_off, redate, release, serve
from .rounds import correct_vote, further_round, stop_vote
from .seating import add_venue, change_venue, drop_venue, seat_people
from .surveying import end_due, end_survey, hand_in
from .tallying import box_closed, declare, enter_sheet, take_counts
from .voting import close_vote, draft_vote, open_vote

__all__ = [
    "add_item",
    "add_paper",
    "add_venue",
    "answer_call",
    "archive",
    "arrive",
    "begin_item",
    "box_closed",
    "call_keepers",
    "call_off",
    "call_roll",
    "carried_out",
    "change_venue",
    "close",
    "close_vote",
    "congress_of",
    "correct_vote",
    "cure",
    "declare",
    "draft_minutes",
    "draft_vote",
    "drop_item",
    "drop_venue",
    "edit_minutes",
    "end_due",
    "end_item",
    "end_survey",
    "enter_sheet",
    "explain",
    "finish_step",
    "further_round",
    "give_mandate",
    "give_notice",
    "hand_in",
    "hold_preparatory",
    "issue_papers",
    "keep_archive",
    "leave_hall",
    "mandate_of",
    "mark_present",
    "move_amendment",
    "move_item",
    "open_session",
    "open_vote",
    "owe_near",
    "plan",
    "prove_posting",
    "publish",
    "put_amendment",
    "put_off",
    "qualify",
    "redate",
    "release",
    "report_progress",
    "report_upward",
    "revise_paper",
    "seat_people",
    "serve",
    "session_for",
    "settle_amendment",
    "settle_resolution",
    "sign_for_papers",
    "sign_minutes",
    "stop_vote",
    "take_counts",
    "withdraw_amendment",
]
