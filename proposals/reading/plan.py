"""What will happen after a proposal is handed in, with the days that the rules give."""

from __future__ import annotations

from django.utils import timezone

from ymdm.rulebook import in_force
from ymdm.ui.shapes import NOW, TODO, Station

from .. import rules
from ..models import Proposal
from ..models.states import State


def after_submission(proposal: Proposal) -> list[Station]:
    """The four stages ahead of the author."""
    review, reply, rating = (
        f"{rule.value} {rule.measure}内"
        for rule in in_force((rules.REVIEW, rules.REPLY, rules.EVALUATE), proposal.unit, timezone.localdate())
    )
    again = proposal.state == State.RETURNED
    return [
        Station("重新提交" if again else "提交", NOW, ["今天"]),
        Station(
            "审查立案",
            TODO,
            [review if proposal.between_sessions else f"征集截止后 {review}", "不立案也会书面说明理由"],
        ),
        Station("承办答复", TODO, [f"交办后 {reply}", "逐条答复每一条建议"]),
        Station("您来评价", TODO, [f"答复后 {rating}", "不满意的退回重新办理"]),
    ]
