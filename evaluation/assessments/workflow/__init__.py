"""Every act of an assessment, by the verb of its step."""

from .checking import add_evidence, begin, drop_evidence, fill, hand_in, refresh, send_back, sign
from .concluding import accept, appeal, decide_appeal, finish, show
from .pointing import assign_point, finish_point
from .publishing import propose_standings, publish_standings, return_standings
from .scoring import name_inspectors, name_third, score, sign_scores
from .vetoing import decide_veto, explain_veto, propose_veto

__all__ = [
    "accept", "add_evidence", "appeal", "assign_point", "begin", "decide_appeal", "decide_veto", "drop_evidence", "explain_veto", "fill",
    "finish", "finish_point", "hand_in", "name_inspectors", "name_third", "propose_standings", "propose_veto",
    "publish_standings", "refresh", "return_standings", "score", "send_back", "show", "sign", "sign_scores",
]  # fmt: skip
