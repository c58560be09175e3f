"""What a person types for each act on terms and their people. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ...models import (
    CongressTerm,
    Constituency,
    Delegation,
    Election,
    JointMatter,
    JointMeeting,
    Mandate,
    Organ,
    YearReport,
)
from . import elections, people, terms

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    CongressTerm: {
        "extend_term": terms.ExtendForm,
        "seat_all": terms.SeatAllForm,
        "set_up_constituency": terms.ConstituencyForm,
        "share_seats": terms.ShareForm,
        "form_delegation": terms.DelegationForm,
        "confirm_guesses": terms.ConfirmGuessesForm,
        "propose_committee": people.CommitteeForm,
    },
    Constituency: {
        "amend_constituency": terms.AmendConstituencyForm,
        "adjust_seats": terms.AdjustForm,
        "call_election": elections.CallForm,
    },
    Delegation: {"name_head": terms.HeadForm},
    Election: {
        "put_up": elections.PutUpForm,
        "take_down": elections.TakeDownForm,
        "call_keepers": elections.KeepersForm,
        "begin_election": elections.BeginForm,
        "count_election": elections.CountForm,
        "publish_election": elections.PublishForm,
        "repeat_election": elections.RepeatForm,
        "drop_election": elections.DropForm,
    },
    Mandate: {
        "categorise": people.CategoryForm,
        "move_seat": people.MoveForm,
        "end_mandate": people.EndForm,
        "note_training": people.TrainingForm,
        "call_recall": elections.RecallForm,
    },
    Organ: {"approve_committee": people.ApproveForm, "leave_committee": people.LeaveForm},
    JointMeeting: {
        "raise_joint": people.RaiseForm,
        "hold_joint": people.HoldForm,
        "call_off_joint": people.CallOffForm,
    },
    JointMatter: {"confirm_joint": people.ConfirmForm},
    YearReport: {"give_report": people.ReportForm},
}

__all__ = ["FORMS", "ActForm"]
