"""The report of a visit: one inspector concludes, another signs, then the findings are owed (EVA-07, EVA-27)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ymdm.workflow import Refused, step

from .. import notices, rules
from ..models import FindingState, SampledRow, State, Visit
from .findings import issue
from .surveying import end
from .visits import only_team, team


def _judge_whole(visit: Visit, by: Any, at: datetime) -> None:
    if left := list(visit.items.filter(result="")):
        named = "、".join(str(one) for one in left[:3]) + (f"等 {len(left)} 项" if len(left) > 3 else "")
        raise Refused(f"还没有检查：{named}。", rule=rules.EVERY, remedy="没有此事项的，选“没有此事项”。")
    if rows := SampledRow.objects.filter(sample__visit=visit, result="").count():
        raise Refused(f"抽中的还有 {rows} 行没有核对。", rule=rules.STEPS)


@step(
    Visit, leaves=[State.UNDERWAY], reaches=State.SIGNING, only=only_team, judge=_judge_whole,
    within=lambda visit: visit.organiser, cites=rules.TEAM, says="完成检查报告",
)  # fmt: skip
def conclude(visit: Visit, by: Any, *, at: datetime, summary: str) -> None:
    """Write the opinion and sign first, once every item and every drawn row was looked at."""
    visit.summary, visit.concluded_by = summary.strip()[:3000], by
    end(visit, at)
    notices.to_sign(visit, [one for one in team(visit) if one.pk != by.pk])


@step(
    Visit, leaves=[State.SIGNING], reaches=State.UNDERWAY, only=only_team, within=lambda visit: visit.organiser,
    cites=rules.TEAM, says="退回报告",
)  # fmt: skip
def reopen(visit: Visit, by: Any, *, at: datetime, reason: str) -> None:
    """Whoever will not sign sends the report back to the team, saying why."""
    visit.concluded_by = None


def _not_the_first(visit: Visit, by: Any) -> str:
    if visit.concluded_by_id == by.pk:
        return "报告要另一名检查人签名，您已经签过。"
    return only_team(visit, by)


@step(
    Visit, leaves=[State.SIGNING], reaches=State.REPORTED, only=_not_the_first, within=lambda visit: visit.organiser,
    cites=rules.TEAM, says="签名出报告",
)  # fmt: skip
def sign(visit: Visit, by: Any, *, at: datetime) -> None:
    """The second signature: the report is out, and every finding is a duty of the unit."""
    visit.signed_by, visit.reported_at = by, at
    findings = list(visit.findings.filter(state=FindingState.NOTED))
    for finding in findings:
        issue(finding, by, at=at)
    notices.reported(visit, len(findings))
