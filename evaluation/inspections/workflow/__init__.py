"""Every act of an inspection, by the verb of its step."""

from .findings import add_finding, drop_finding, issue, recheck, report
from .reporting import conclude, reopen, sign
from .sampling import draw, note_rows
from .surveying import ask_representatives, hand_in
from .visits import add_member, begin, call_off, call_team, mark, plan, recuse

__all__ = [
    "add_finding", "add_member", "ask_representatives", "begin", "call_off", "call_team", "conclude", "draw", "drop_finding", "hand_in", "issue", "mark",
    "note_rows", "plan", "recheck", "recuse", "reopen", "report", "sign",
]  # fmt: skip
