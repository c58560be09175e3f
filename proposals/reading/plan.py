"""What will happen after a proposal is handed in, with the days that the rules give."""

from __future__ import annotations

from ymdm.ui.shapes import NOW, TODO, Station

from .. import rules
from ..models import Proposal
from ..models.states import State


def after_submission(proposal: Proposal) -> list[Station]:
    """The four stages ahead of the author."""
    review = f"征集截止后 {rules.REVIEW.value} {rules.REVIEW.measure}内" if not proposal.between_sessions else ""
    again = proposal.state == State.RETURNED
    return [
        Station("重新提交" if again else "提交", NOW, ["今天"]),
        Station(
            "审查立案", TODO, [review or f"{rules.REVIEW.value} {rules.REVIEW.measure}内", "不立案也会书面说明理由"]
        ),
        Station("承办答复", TODO, [f"交办后 {rules.REPLY.value} {rules.REPLY.measure}内", "逐条答复每一条建议"]),
        Station(
            "您来评价", TODO, [f"答复后 {rules.EVALUATE.value} {rules.EVALUATE.measure}内", "不满意的退回重新办理"]
        ),
    ]
