"""The acts: evidence of the five lights, the members of the leading group, and duty books."""

from .books import issue, review_book, sign_book, withdraw_book
from .evidence import confirm, enter, return_evidence, withdraw
from .leaders import end_member, enter_member

__all__ = [
    "confirm",
    "end_member",
    "enter",
    "enter_member",
    "issue",
    "return_evidence",
    "review_book",
    "sign_book",
    "withdraw",
    "withdraw_book",
]
