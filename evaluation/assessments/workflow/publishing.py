"""Publishing the results of a year and class: proposed by one, looked over by another (EVA-26)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ymdm.duties import workflow as duties
from ymdm.duties.models import Counting, Duty
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from ...schemes.models import Scheme
from .. import kinds, notices
from .. import standing_rules as rules
from ..models import Assessment, Place, Standings, State
from .pointing import note_points


def _frozen(scheme: Scheme) -> list[Assessment]:
    """The assessments of a scheme. Raises Refused unless every one is final."""
    found = list(Assessment.objects.filter(scheme=scheme).select_related("unit"))
    if not found:
        raise Refused(f"{scheme}还没有开始考评。", rule=rules.OUT, remedy="请先开始自查。")
    if open_ones := [one.unit.short for one in found if one.state != State.FINAL]:
        raise Refused(
            f"{'、'.join(open_ones[:5])}{'等' if len(open_ones) > 5 else ''}还没有定案（共 {len(open_ones)} 个单位）。",
            rule=rules.OUT,
            remedy="请等全部单位定案以后再公布。",
        )
    return found


def owe_publication(last: Assessment, at: datetime) -> None:
    """Once the `last` unit of a scheme becomes final, whoever organises owes its class the results (EVA-26)."""
    scheme = last.scheme
    Scheme.objects.select_for_update().get(pk=scheme.pk)  # of two that become final at once one is the last
    waits = Assessment.objects.filter(scheme=scheme).exclude(pk=last.pk).exclude(state=State.FINAL).exists()
    is_out = scheme.standings.filter(state=Standings.State.OUT).exists()
    if waits or is_out or Duty.objects.of(scheme).owed().filter(kind=kinds.PUBLISH).exists():
        return
    duties.open_duty(
        scheme, kind=kinds.PUBLISH, says="公布考评结果", act="assessments.run", unit=scheme.unit, watcher=scheme.unit,
        days=rules.PUBLISH_DAYS, counting=Counting.NATURAL, rule=rules.OUT.id, at=at,
    )  # fmt: skip


def _owe_confirmation(standings: Standings, by: Any, at: datetime) -> None:
    """Another looks the results over: by name where there is only one who can."""
    others = list(Person.objects.holding_here("assessments.run", standings.unit).exclude(pk=by.pk)[:2])
    duties.open_duty(
        standings, kind=kinds.CONFIRM, says="复核并公布考评结果", act="assessments.run", unit=standings.unit,
        watcher=standings.unit, days=rules.CONFIRM_DAYS, rule=rules.OUT.id, at=at,
        person=others[0] if len(others) == 1 else None,
    )  # fmt: skip


@step(Standings, creates=True, needs="assessments.run", says="提出考评结果")
def propose_standings(
    unit: Unit, by: Any, *, at: datetime, scheme: Scheme, quota: int | None = None, weight: int | None = None
) -> Standings:
    """Rank the final results of one class and lay them before a second person; a class of few gets no ranks."""
    if scheme.unit_id != unit.pk:
        raise Refused("这个方案不是本单位组织的。", rule=rules.OUT)
    if quota is not None and not 1 <= quota <= 100:
        raise Refused("优秀名额写 1 到 100 的整数，是百分比。", rule=rules.OUT)
    if weight is not None and not 0 <= weight <= 100:
        raise Refused("班子考核权重写 0 到 100 的整数，是百分比。", rule=rules.USE)
    Scheme.objects.select_for_update().get(pk=scheme.pk)  # of two who press at once the second reads the sentence
    if scheme.standings.exclude(state=Standings.State.RETURNED).exists():
        raise Refused("这个方案的结果已经提出过。", rule=rules.OUT)
    found = _frozen(scheme)
    made = Standings.objects.create(
        scheme=scheme,
        quota=quota,
        weight=rules.weight_at(unit, at) if weight is None else weight,
        proposed_by=by,
        proposed_at=at,
    )
    rows = [(one.pk, one.score, one.grade) for one in found if one.score is not None]
    Place.objects.bulk_create(
        Place(standings=made, assessment_id=row.key, rank=row.rank, grade=row.grade, over_quota=row.over_quota)
        for row in rules.placed(rows, scheme.scale, quota)
    )
    _owe_confirmation(made, by, at)
    return made


def _another(standings: Standings, by: Any) -> str:
    return "提出结果的人不复核，请另一人办理。" if standings.proposed_by_id == getattr(by, "pk", None) else ""


def _judge_whole(standings: Standings, by: Any, at: datetime) -> None:
    if len(_frozen(standings.scheme)) != standings.places.count():
        raise Refused("提出以后又有单位定案，名次要重排。", rule=rules.OUT, remedy="请退回，重新提出。")


@step(
    Standings, leaves=[Standings.State.PROPOSED], reaches=Standings.State.OUT, needs="assessments.run", only=_another,
    judge=_judge_whole, cites=rules.OUT, says="公布考评结果",
)  # fmt: skip
def publish_standings(standings: Standings, by: Any, *, at: datetime) -> None:
    """Show the results to everybody of the house, tell every unit of the class, and note its weak items for next year."""
    standings.decided_by, standings.decided_at = by, at
    duties.meet(standings, kinds.CONFIRM, by, at=at)
    duties.meet(standings.scheme, kinds.PUBLISH, by, at=at)
    found = Assessment.objects.filter(pk__in=standings.places.values("assessment"))
    note_points(found.select_related("unit", "scheme__unit"), at)
    notices.standings_out(standings)


@step(
    Standings, leaves=[Standings.State.PROPOSED], reaches=Standings.State.RETURNED, needs="assessments.run",
    only=_another, cites=rules.OUT, says="退回考评结果",
)  # fmt: skip
def return_standings(standings: Standings, by: Any, *, at: datetime, because: str) -> None:
    """Send it back with the reason; it can then be proposed anew."""
    standings.decided_by, standings.decided_at, standings.because = by, at, because.strip()[:300]
    duties.meet(standings, kinds.CONFIRM, by, at=at)
