"""Every act on groups and reviews, by the verb of its step."""

from .groups import choose_head, elect, end_group, found, open_period, part
from .questions import ask, carry_over
from .signing import call_off, correct, edit_report, publish, reopen, settle, sign
from .vouchers import VoucherRow, attach, detach, hand_in, keep_vouchers

__all__ = [
    "VoucherRow",
    "ask",
    "attach",
    "call_off",
    "carry_over",
    "choose_head",
    "correct",
    "detach",
    "edit_report",
    "elect",
    "end_group",
    "found",
    "hand_in",
    "keep_vouchers",
    "open_period",
    "part",
    "publish",
    "reopen",
    "settle",
    "sign",
]
