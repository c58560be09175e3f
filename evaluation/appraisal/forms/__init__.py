"""What a person types for each act, by the model and the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import Appraisal, Appraisee, Flag
from . import balloting, planning, telling

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    Appraisal: {
        "add_appraisee": planning.AddForm,
        "drop_appraisee": planning.DropForm,
        "set_weights": planning.WeightsForm,
        "add_voters": planning.VotersForm,
        "drop_voter": planning.DropVoterForm,
        "close_reports": telling.CloseReportsForm,
        "record_discussion": telling.DiscussionForm,
        "end_discussion": telling.EndDiscussionForm,
        "call_keepers": balloting.KeepersForm,
        "start_ballot": balloting.StartForm,
        "repeat": balloting.RepeatForm,
        "feed_back": telling.FeedBackForm,
        "send_up": telling.SendUpForm,
        "call_off": planning.CallOffForm,
    },
    Appraisee: {"submit_report": telling.ReportForm, "explain": telling.ExplainForm},
    Flag: {"answer_flag": telling.AnswerForm},
}

__all__ = ["FORMS", "ActForm"]
