"""What a person types for each act, by the model and the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import Posting, Publication, Remark, Version, Withholding
from . import drafting, publishing, remarks, withholding

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    Version: {
        "amend": drafting.AmendForm,
        "collect": drafting.CollectForm,
        "close_opinions": drafting.CloseOpinionsForm,
        "submit": drafting.SubmitForm,
        "drop": drafting.DropForm,
        "pass_review": publishing.SlipForm,
        "send_back": publishing.SendBackForm,
        "approve": publishing.ApproveForm,
        "return_draft": publishing.ReturnForm,
    },
    Publication: {
        "correct": drafting.CorrectForm,
        "suspend": publishing.SuspendForm,
        "report_incident": publishing.IncidentForm,
        "resume": publishing.ResumeForm,
        "conclude": publishing.ConcludeForm,
        "put_up": publishing.PutUpForm,
        "comment_on_target": remarks.TargetForm,
        "ask_line": remarks.LineForm,
        "check_own_result": remarks.OwnResultForm,
        "nominate": remarks.NominateForm,
        "put_to_vote": remarks.VoteForm,
        "remark": remarks.RemarkForm,
        "object_without_name": remarks.NamelessForm,
        "sign": remarks.SignForm,
    },
    Posting: {"take_down": publishing.TakeDownForm},
    Remark: {"answer": remarks.AnswerForm},
    Withholding: {
        "consent": withholding.ConsentForm,
        "refuse": withholding.RefuseForm,
        "reexamine": withholding.ReexamineForm,
        "reopen": withholding.ReopenForm,
    },
}
# What is begun from an obligation: `obj` of the form is the obligation, of the step its unit.
BEGUN: dict[str, type[ActForm]] = {
    "draft": drafting.DraftForm,
    "hand_in": drafting.HandInForm,
    "withhold": withholding.WithholdForm,
}

__all__ = ["BEGUN", "FORMS"]
