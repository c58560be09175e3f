"""Every act on a proposal, one function each. Pages, tasks and imports all come in here."""

# In the order of a proposal's life, because buttons, tables and the diagram keep the order of declaration.
# isort: off
from .authoring import (
    begin,
    co_sign,
    decline,
    enter_signature,
    invite,
    is_author,
    resubmit,
    save_draft,
    submit,
    withdraw,
    withdraw_signature,
)
from .reviewing import appeal, lapse_return, record_meeting, review, send_back
from .handling import (
    ask_extension,
    assign,
    decide_extension,
    decide_objection,
    give_opinion,
    instruct,
    object_to_assignment,
    record_contact,
    sign_for,
)
from .replying import (
    countersign,
    draft_reply,
    relay_answer,
    send_reply_back,
    sign,
    standing_reply,
    waiting_to_countersign,
)
from .closing import archive, change_class, close, conclude, evaluate, follow_up, lapse_evaluation
from .revisiting import ask_back, lapse_revisit, recheck, revisit
from .rewarding import decide_reward, propose_reward, publish_reward, revoke_reward
from .intake import answer_at_once, join, receivers, session_of, speak_up, take_in
from .turning import hand_back, is_raised, raise_to_proposal
from .files import attach, detach, may_attach
# isort: on

__all__ = [
    "answer_at_once",
    "appeal",
    "archive",
    "ask_back",
    "ask_extension",
    "assign",
    "attach",
    "begin",
    "change_class",
    "close",
    "co_sign",
    "conclude",
    "countersign",
    "decide_extension",
    "decide_objection",
    "decide_reward",
    "decline",
    "detach",
    "draft_reply",
    "enter_signature",
    "evaluate",
    "follow_up",
    "give_opinion",
    "hand_back",
    "instruct",
    "invite",
    "is_author",
    "is_raised",
    "join",
    "lapse_evaluation",
    "lapse_return",
    "lapse_revisit",
    "may_attach",
    "object_to_assignment",
    "propose_reward",
    "publish_reward",
    "raise_to_proposal",
    "receivers",
    "recheck",
    "record_contact",
    "record_meeting",
    "relay_answer",
    "resubmit",
    "review",
    "revisit",
    "revoke_reward",
    "save_draft",
    "send_back",
    "send_reply_back",
    "session_of",
    "sign",
    "sign_for",
    "speak_up",
    "standing_reply",
    "submit",
    "take_in",
    "waiting_to_countersign",
    "withdraw",
    "withdraw_signature",
]
