"""The rules of proposals, and the pure functions that judge by them. No queries, no clock."""

from .catalogue import *  # noqa: F403  (the catalogue is nothing but named rules)
from .judging import (
    Committee,
    ask_back_day,
    check_answered_point_by_point,
    check_close,
    check_co_signers,
    check_complete,
    check_contact,
    check_countersigned,
    check_decision,
    check_evaluator,
    check_follow_up,
    check_in_window,
    check_letter_signer,
    check_reason,
    check_units,
    item_grade,
)

__all__ = [
    "Committee",
    "ask_back_day",
    "check_answered_point_by_point",
    "check_close",
    "check_co_signers",
    "check_complete",
    "check_contact",
    "check_countersigned",
    "check_decision",
    "check_evaluator",
    "check_follow_up",
    "check_in_window",
    "check_letter_signer",
    "check_reason",
    "check_units",
    "item_grade",
]
