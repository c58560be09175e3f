"""Everything that changes the state of a publication, of what is said about it, and of what is withheld."""

from .drafting import amend, close_opinions, collect, draft, drop, set_aside, submit
from .posting import put_up, take_down
from .publishing import (
    approve,
    conclude,
    correct,
    end,
    pass_review,
    publish,
    replace_,
    report_incident,
    resume,
    return_draft,
    send_back,
    set_open,
    suspend,
)
from .remarking import (
    answer,
    ask_line,
    check_own_result,
    comment_on_target,
    nominate,
    object_without_name,
    remark,
    sign,
)
from .teaming import hand_in
from .voting import put_to_vote
from .withholding import consent, reexamine, refuse, reopen, withhold

__all__ = [
    "amend",
    "answer",
    "approve",
    "ask_line",
    "check_own_result",
    "close_opinions",
    "collect",
    "comment_on_target",
    "conclude",
    "consent",
    "correct",
    "draft",
    "drop",
    "end",
    "hand_in",
    "nominate",
    "object_without_name",
    "pass_review",
    "publish",
    "put_to_vote",
    "put_up",
    "reexamine",
    "refuse",
    "remark",
    "reopen",
    "replace_",
    "report_incident",
    "resume",
    "return_draft",
    "send_back",
    "set_aside",
    "set_open",
    "sign",
    "submit",
    "suspend",
    "take_down",
    "withhold",
]
