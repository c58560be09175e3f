"""What a person types for each act, by the model and the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import Campaign, Nomination, Objection
from . import campaigns, nominating, reviewing, showing

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    Campaign: {
        "publish_campaign": campaigns.PublishForm,
        "archive_campaign": campaigns.ArchiveForm,
        "call_off_campaign": campaigns.CallOffForm,
    },
    Nomination: {
        "begin_notice": nominating.BeginNoticeForm,
        "amend": nominating.AmendForm,
        "support": nominating.SupportForm,
        "end_notice": showing.EndNoticeForm,
        "pass_review": reviewing.PassForm,
        "note_inquiry": reviewing.InquiryForm,
        "refuse_nomination": reviewing.RefuseForm,
        "end_superior_notice": showing.EndSuperiorNoticeForm,
        "award": reviewing.AwardForm,
        "turn_down": reviewing.TurnDownForm,
        "withdraw_award": reviewing.WithdrawForm,
        "take_back": nominating.TakeBackForm,
        "raise_objection": showing.RaiseObjectionForm,
    },
    Objection: {"conclude_objection": showing.ConcludeForm},
}

__all__ = ["FORMS", "ActForm"]
