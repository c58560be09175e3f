"""What a person types for each act, by the model and the verb of its step. An act that is not listed has no button."""

from django.db import models

from ymdm.rulebook.acting import ActForm

from ..models import Answer, Assessment, Standings, UnionPoint, Veto
from . import checking, points, publishing, scoring

FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    Assessment: {
        "refresh": checking.RefreshForm,
        "hand_in": checking.HandInForm,
        "sign": checking.SignForm,
        "send_back": checking.SendBackForm,
        "name_inspectors": scoring.NameForm,
        "sign_scores": scoring.SignScoresForm,
        "name_third": scoring.ThirdForm,
        "propose_veto": scoring.VetoForm,
        "show": scoring.ShowForm,
        "accept": scoring.AcceptForm,
        "appeal": scoring.AppealForm,
        "decide_appeal": scoring.DecideAppealForm,
        "finish": scoring.FinishForm,
    },
    Answer: {"add_evidence": checking.EvidenceForm, "drop_evidence": checking.DropEvidenceForm},
    Standings: {
        "publish_standings": publishing.PublishStandingsForm,
        "return_standings": publishing.ReturnStandingsForm,
    },
    UnionPoint: {"assign_point": points.AssignPointForm, "finish_point": points.FinishPointForm},
    Veto: {"explain_veto": scoring.ExplainVetoForm, "decide_veto": scoring.DecideVetoForm},
}

__all__ = ["FORMS", "ActForm"]
