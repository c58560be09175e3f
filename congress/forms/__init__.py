"""What a person types for each act, by the model and the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import (
    AgendaItem,
    Amendment,
    Attendee,
    CongressSession,
    Defect,
    Minutes,
    Paper,
    PlanStep,
    Resolution,
    Venue,
    Vote,
)
from . import after, agenda, amending, calling, hall, planning, seating

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    CongressSession: {
        "redate": planning.RedateForm,
        "put_off": planning.PutOffForm,
        "call_off": planning.CallOffForm,
        "serve": planning.ServeForm,
        "add_venue": seating.VenueForm,
        "drop_venue": seating.DropVenueForm,
        "seat_people": seating.SeatForm,
        "release": planning.ReleaseForm,
        "add_item": agenda.ItemForm,
        "add_paper": agenda.PaperForm,
        "issue_papers": agenda.IssueForm,
        "give_notice": calling.NoticeForm,
        "qualify": calling.QualifyForm,
        "hold_preparatory": calling.PreparatoryForm,
        "open_session": hall.OpenSessionForm,
        "call_roll": hall.CallRollForm,
        "call_keepers": hall.KeepersForm,
        "close": hall.CloseForm,
        "draft_minutes": after.DraftMinutesForm,
        "publish": after.PublishForm,
        "report_upward": after.ReportForm,
        "prove_posting": after.PostingForm,
        "archive": after.ArchiveForm,
        "explain": after.ExplainForm,
    },
    Venue: {"change_venue": seating.ChangeVenueForm},
    PlanStep: {"finish_step": planning.FinishStepForm},
    AgendaItem: {
        "move_item": agenda.MoveForm,
        "drop_item": agenda.DropForm,
        "begin_item": hall.ConfirmForm,
        "end_item": hall.EndItemForm,
        "draft_vote": hall.DraftVoteForm,
        "move_amendment": amending.MoveForm,
    },
    Amendment: {"put_amendment": amending.PutForm, "withdraw_amendment": amending.WithdrawForm},
    Paper: {"revise_paper": agenda.ReviseForm},
    Attendee: {
        "answer_call": calling.AnswerForm,
        "sign_for_papers": hall.ConfirmForm,
        "mark_present": hall.PresentForm,
        "leave_hall": hall.LeaveHallForm,
    },
    Vote: {
        "open_vote": hall.OpenVoteForm,
        "close_vote": hall.EndVoteForm,
        "enter_sheet": hall.SheetForm,
        "declare": hall.DeclareForm,
        "stop_vote": hall.StopForm,
        "further_round": hall.FurtherForm,
        "correct_vote": hall.CorrectForm,
    },
    Resolution: {
        "settle_resolution": after.SettleForm,
        "report_progress": after.ProgressForm,
        "carried_out": after.CarriedOutForm,
    },
    Minutes: {"edit_minutes": after.EditMinutesForm, "sign_minutes": after.SignMinutesForm},
    Defect: {"cure": after.CureForm},
}

__all__ = ["FORMS", "ActForm"]
