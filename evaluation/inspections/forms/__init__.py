"""What a person types for each act, by the model and the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import Finding, Sample, Visit
from . import findings, visits

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    Visit: {
        "call_team": visits.TeamForm,
        "add_member": visits.AddMemberForm,
        "recuse": visits.RecuseForm,
        "call_off": visits.CallOffForm,
        "begin": visits.BeginForm,
        "mark": visits.MarkForm,
        "draw": visits.DrawForm,
        "ask_representatives": visits.AskForm,
        "add_finding": findings.AddForm,
        "conclude": findings.ConcludeForm,
        "reopen": findings.ReopenForm,
        "sign": findings.SignForm,
    },
    Finding: {
        "drop_finding": findings.DropForm,
        "report": findings.ReportForm,
        "recheck": findings.RecheckForm,
    },
    Sample: {"note_rows": visits.NoteRowsForm},
}

__all__ = ["FORMS", "ActForm"]
