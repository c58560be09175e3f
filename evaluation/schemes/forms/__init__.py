"""What a person types for each act, by the model and the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import Scheme, SchemeItem
from . import items, schemes

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    Scheme: {
        "revise": schemes.ReviseForm,
        "add_item": items.AddItemForm,
        "drop_item": items.DropItemForm,
        "announce": schemes.AnnounceForm,
        "withdraw": schemes.WithdrawForm,
    },
    SchemeItem: {"change_item": items.ChangeItemForm},
}

__all__ = ["FORMS", "ActForm"]
