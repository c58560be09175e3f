"""What a person types for each act, by the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import DutyBook, Evidence, GroupMember
from . import books, evidence, leaders

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    Evidence: {
        "confirm": evidence.ConfirmForm,
        "return_evidence": evidence.ReturnForm,
        "withdraw": evidence.WithdrawForm,
    },
    GroupMember: {"end_member": leaders.EndForm},
    DutyBook: {"sign_book": books.SignForm, "review_book": books.ReviewForm, "withdraw_book": books.WithdrawForm},
}

__all__ = ["FORMS"]
