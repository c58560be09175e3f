"""What a person types for each act on a publicity session, by the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import PublicitySession
from . import sessions

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    PublicitySession: {
        "open_signing": sessions.OpenForm,
        "close_signing": sessions.CloseForm,
        "hold": sessions.HoldForm,
        "call_off": sessions.CallOffForm,
    },
}

__all__ = ["FORMS"]
