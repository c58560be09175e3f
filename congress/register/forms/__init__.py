"""What a person types for each act, by the model and the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import Correction, Decision, RuleDocument, RuleVersion
from . import decisions, documents

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    RuleDocument: {"revise": documents.ReviseForm},
    RuleVersion: {
        "amend": documents.AmendForm,
        "record_passing": documents.PassingForm,
        "bring_into_force": documents.ForceForm,
        "repeal": documents.RepealForm,
    },
    Decision: {
        "decide": decisions.DecideForm,
        "note_contract": decisions.ContractForm,
        "disclose": decisions.DiscloseForm,
        "withhold": decisions.WithholdForm,
        "make_good": decisions.MakeGoodForm,
    },
    Correction: {"answer": decisions.AnswerForm},
}

__all__ = ["FORMS"]
