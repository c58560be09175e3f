"""Every act on an appraisal, by the verb of its step."""

from .balloting import call_keepers, count, repeat, start_ballot, stop_ballot
from .planning import add_appraisee, add_voters, call_off, drop_appraisee, drop_voter, plan, set_weights
from .reporting import close_reports, end_discussion, record_discussion, submit_report
from .telling import answer_flag, disclose, explain, feed_back, send_up

__all__ = [
    "add_appraisee",
    "add_voters",
    "answer_flag",
    "call_keepers",
    "call_off",
    "close_reports",
    "count",
    "disclose",
    "drop_appraisee",
    "drop_voter",
    "end_discussion",
    "explain",
    "feed_back",
    "plan",
    "record_discussion",
    "repeat",
    "send_up",
    "set_weights",
    "start_ballot",
    "stop_ballot",
    "submit_report",
]
