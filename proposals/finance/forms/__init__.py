"""What a person types for each act, by the model and the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import FinanceGroup, ReviewPeriod, VoucherQuestion
from . import groups, reviews

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    FinanceGroup: {
        "open_period": groups.OpenPeriodForm,
        "elect": groups.ElectForm,
        "choose_head": groups.HeadForm,
        "part": groups.PartForm,
        "end_group": groups.EndGroupForm,
    },
    ReviewPeriod: {
        "hand_in": reviews.HandInForm,
        "ask": reviews.AskForm,
        "settle": reviews.SettleForm,
        "reopen": reviews.ReopenForm,
        "edit_report": reviews.ReportForm,
        "sign": reviews.SignForm,
        "publish": reviews.PublishForm,
        "correct": reviews.CorrectForm,
        "call_off": reviews.CallOffForm,
    },
    VoucherQuestion: {"carry_over": reviews.CarryOverForm},
}

__all__ = ["FORMS", "ActForm"]
