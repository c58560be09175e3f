"""What a person types for each act, by the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import Evidence, GroupMember
from . import evidence, leaders

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    Evidence: {
        "confirm": evidence.ConfirmForm,
        "return_evidence": evidence.ReturnForm,
        "withdraw": evidence.WithdrawForm,
    },
    GroupMember: {"end_member": leaders.EndForm},
}

__all__ = ["FORMS"]
