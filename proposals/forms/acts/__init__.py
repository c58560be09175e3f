"""What a person types for each act, by the verb of its step. An act that is not listed has no button."""

from . import authoring, closing, handling, intake, replying, reviewing, rewarding
from .form import ActForm, ConfirmForm

FORMS: dict[str, type[ActForm]] = {
    "co_sign": ConfirmForm,
    "decline": ConfirmForm,
    "withdraw_signature": ConfirmForm,
    "submit": authoring.SubmitForm,
    "resubmit": authoring.SubmitForm,
    "withdraw": authoring.WithdrawForm,
    "appeal": authoring.AppealForm,
    "review": reviewing.ReviewForm,
    "send_back": reviewing.SendBackForm,
    "instruct": handling.InstructForm,
    "assign": handling.AssignForm,
    "answer_at_once": intake.AnswerAtOnceForm,
    "join": intake.JoinForm,
    "raise_to_proposal": intake.RaiseForm,
    "hand_back": intake.HandBackForm,
    "sign_for": ConfirmForm,
    "object_to_assignment": handling.ObjectForm,
    "decide_objection": handling.DecideObjectionForm,
    "record_contact": handling.ContactForm,
    "give_opinion": handling.OpinionForm,
    "ask_extension": handling.AskExtensionForm,
    "decide_extension": handling.DecideExtensionForm,
    "draft_reply": replying.ReplyForm,
    "countersign": replying.CountersignForm,
    "sign": ConfirmForm,
    "send_reply_back": replying.SendReplyBackForm,
    "relay_answer": replying.RelayForm,
    "evaluate": closing.EvaluateForm,
    "conclude": closing.ConcludeForm,
    "change_class": closing.ChangeClassForm,
    "close": closing.CloseForm,
    "follow_up": closing.FollowUpForm,
    "revisit": closing.RevisitForm,
    "recheck": closing.RecheckForm,
    "archive": ConfirmForm,
    "propose_reward": rewarding.ProposeRewardForm,
    "decide_reward": rewarding.DecideRewardForm,
    "publish_reward": ConfirmForm,
    "revoke_reward": rewarding.RevokeRewardForm,
}

__all__ = ["FORMS", "ActForm", "ConfirmForm"]
