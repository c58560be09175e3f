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
}

# The last word of an act (`proposals.file` → `file`) → icon of its mark in a timeline.
ACTS = {
    "submit": "send",
    "resubmit": "send",
    "invite": "users",
    "cosign": "hand",
    "return": "undo",
    "withdraw": "x-c",
    "file": "stamp",
    "merge": "merge",
    "convert": "bulb",
    "forward": "up-t",
    "assign": "arrow",
    "reassign": "arrow",
    "accept": "check",
    "object": "undo",
    "meet": "users",
    "extend": "clock",
    "draft": "doc",
    "countersign": "pen",
    "approve": "stamp",
    "evaluate": "star",
    "close": "check-c",
    "archive": "lock",
    "remind": "bell",
    "press": "bell",
    "escalate": "flag",
    "import": "down-t",
    "export": "up-t",
}


def of_state(code: str) -> tuple[str, str]:
    """Tone and icon of a state; a state that we do not know is shown plainly."""
    return STATES.get(code, ("", "info"))


def of_act(act: str) -> str:
    """Icon of an act's mark. `proposals.file` and `proposals.file_again` both find `file`."""
    verb = act.rpartition(".")[2]
    return ACTS.get(verb) or ACTS.get(verb.partition("_")[0], "log")
