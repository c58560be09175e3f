"""What a person types for each act, by the model and the verb of its step. An act that is not listed has no button."""

from django.db import models

from ..models import (
    ActionItem,
    Forum,
    ForumPoint,
    MatterMeeting,
    MeetingSeries,
    ReceptionDay,
    ReceptionSchedule,
    ReceptionVisit,
    SeriesMeeting,
    SpokenPoint,
)
from . import bound, forums, receptions, series, spoken
from .form import ActForm

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    ReceptionSchedule: {"end_schedule": receptions.EndScheduleForm},
    ReceptionDay: {
        "walk_in": receptions.WalkInForm,
        "finish": receptions.FinishForm,
        "stand_in": receptions.StandInForm,
    },
    ReceptionVisit: {
        "solve": receptions.SolveForm,
        "hand_on": receptions.HandOnForm,
        "mark_absent": receptions.AbsentForm,
        "sign_off": receptions.SignOffForm,
        "cancel": receptions.CancelForm,
    },
    Forum: {
        "hold": forums.HoldForm,
        "note_point": forums.NotePointForm,
        "complete": forums.CompleteForm,
        "call_off": forums.CallOffForm,
    },
    ForumPoint: {"hand_point": forums.HandPointForm, "pass_point": spoken.TakeUpForm},
    MeetingSeries: {"end_series": series.EndSeriesForm},
    SeriesMeeting: {
        "record_minutes": series.MinutesForm,
        "add_action": series.ActionForm,
        "skip": series.SkipForm,
    },
    MatterMeeting: {"minute": bound.MinuteForm, "drop": bound.DropForm},
    SpokenPoint: {"turn_spoken": spoken.TakeUpForm},
    ActionItem: {"report_action": series.ReportForm},
}

__all__ = ["FORMS", "ActForm"]
