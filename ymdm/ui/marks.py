"""Which tone and which drawing a state or an act carries. Never colour alone: word, drawing and tone go together."""

from __future__ import annotations

# state code → (tone of the chip, icon). Tones: "", info, ok, warn, bad, clay.
STATES = {
    "draft": ("", "pen"),
    "submitted": ("info", "send"),
    "returned": ("warn", "undo"),
    "withdrawn": ("", "x-c"),
    "filed": ("info", "stamp"),
    "merged": ("", "merge"),
    "converted": ("", "bulb"),
    "not_filed": ("", "info"),
    "forwarded_up": ("", "up-t"),
    "assigned": ("info", "arrow"),
    "reassign_requested": ("warn", "undo"),
    "in_progress": ("info", "refresh"),
    "reply_draft": ("info", "doc"),
    "replied": ("warn", "chat"),
    "evaluated": ("info", "star"),
    "rehandling": ("clay", "undo"),
    "leader_review": ("clay", "flag"),
    "closed": ("ok", "check-c"),
    "archived": ("ok", "lock"),
    # a stricter value of a rule
    "proposed": ("warn", "clock"),
    "confirmed": ("ok", "check-c"),
    "declined": ("", "x-c"),
}

# The verb of an act, or its first word (`proposals.decide_objection` finds `decide`) → icon of its mark in a timeline.
ACTS = {
    # a proposal and its authors
    "begin": "pen",
    "invite": "users",
    "co_sign": "hand",
    "enter_signature": "hand",
    "decline": "x-c",
    "withdraw": "x-c",
    "submit": "send",
    "resubmit": "send",
    # review and assignment
    "record_meeting": "users",
    "review": "stamp",
    "appeal": "undo",
    "send_back": "undo",
    "instruct": "flag",
    "assign": "arrow",
    "sign_for": "check",
    "object": "undo",
    "decide": "check-c",
    # handling and reply
    "record_contact": "chat",
    "give_opinion": "chat",
    "ask": "clock",
    "draft": "doc",
    "countersign": "pen",
    "sign": "stamp",
    "send_reply_back": "undo",
    "relay": "reply",
    "evaluate": "star",
    "lapse": "clock",
    "conclude": "flag",
    "change_class": "refresh",
    "follow_up": "refresh",
    "ask_back": "bell",
    "revisit": "check",
    "recheck": "search",
    "close": "check-c",
    "archive": "lock",
    "press": "bell",
    "hand_on": "hand",
    "attach": "clip",
    "detach": "clip",
    # units, people, rosters, calendar
    "rename_unit": "tree",
    "move_unit": "tree",
    "close_unit": "x-c",
    "appoint": "user",
    "end_appointment": "user",
    "leave": "user",
    "amend": "pen",
    "issue_codes": "lock",
    "open_account": "user",
    "upload": "up-t",
    "preview": "search",
    "confirm": "check",
    "write": "check-c",
    "give_up": "x-c",
    "announce": "cal",
    "lay": "cal",
    "keep_calendar": "cal",
    # the library of rules
    "propose": "pen",
    "settle": "book",
    # the ledger itself
    "erase": "eye",
}


def of_state(code: str) -> tuple[str, str]:
    """Tone and icon of a state; a state that we do not know is shown plainly."""
    return STATES.get(code, ("", "info"))


def of_act(act: str) -> str:
    """Icon of an act's mark; a plain one for an act that we do not know."""
    verb = act.rpartition(".")[2]
    return ACTS.get(verb) or ACTS.get(verb.partition("_")[0], "log")
