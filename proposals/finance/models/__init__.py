"""The group, its reviews, the vouchers and the questions."""

from .groups import FinanceElection, FinanceGroup, GroupMember
from .periods import UNDERWAY, WRITTEN, Accounts, ReviewCorrection, ReviewPeriod, ReviewSignature
from .vouchers import Voucher, VoucherQuestion

__all__ = [
    "UNDERWAY",
    "WRITTEN",
    "Accounts",
    "FinanceElection",
    "FinanceGroup",
    "GroupMember",
    "ReviewCorrection",
    "ReviewPeriod",
    "ReviewSignature",
    "Voucher",
    "VoucherQuestion",
]
