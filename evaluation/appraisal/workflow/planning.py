"""The plan: who is appraised on which scale, who votes in which group, what the lines are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from congress.models import CongressSession, CongressTerm, Mandate
from ymdm.duties import workflow as duties
from ymdm.duties.models import Duty
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import Appraisal, Appraisee, State, Voter, VoterGroup
from ..rules import scales
from ..rules.catalogue import REPORT_DAYS

Listed = Sequence[tuple[Person, str]]  # person and post


@step(Appraisal, creates=True, needs="appraisal.run", says="安排民主评议")
def plan(
    unit: Unit, by: Any, *, at: datetime, year: int, superior: Unit, leaders: Listed, directors: Listed = (),
    has_body: bool = True, grades: Sequence[rules.Grade] = (), body_grades: Sequence[rules.Grade] = (),
    groups: Sequence[scales.GroupTemplate] = (), lines: Sequence[str] = ("main", "admonish", "unfit"),
    is_scored: bool = False, asks_comments: bool = True, session: CongressSession | None = None,
) -> Appraisal:  # fmt: skip
    """Plan the appraisal of a year: every leader owes a report; the representatives of today are the first voters.

    Without `grades` the scale is that of the unit's legal type (EVA-40). Raises Refused for a second appraisal of the
    year, a year that has not begun, nobody to appraise, and a unit without a running term.
    """
    today = timezone.localdate(at)
    _check_new(unit, year, today)
    term = CongressTerm.objects.filter(unit=unit, begins_on__lte=today, ends_on__gte=today).first()
    if term is None:
        raise Refused(f"{unit}没有在任的职代会，不能安排民主评议。", rule=rules.YEARLY, remedy="请先登记届次。")
    if session is not None and session.unit != unit:
        raise Refused("会议属于另一个单位。", rule=rules.ORDER)
    if not leaders and not directors:
        raise Refused("还没有评议对象。", rule=rules.YEARLY, remedy="请填写领导班子成员或者职工董事。")
    grades = list(grades) or list(rules.leader_scales()[rules.leader_scale(unit.legal_type)][1])
    body_grades = list(body_grades) or list(rules.body_scales()["satisfied"][1])
    groups = list(groups) or list(rules.templates()["representatives"][1])
    _check_weights([group.weight for group in groups])
    made = Appraisal.objects.create(
        unit=unit, year=year, term=term, session=session, superior=superior, planned_at=at, is_scored=is_scored,
        grades=[grade.row for grade in grades], body_grades=[grade.row for grade in body_grades],
        lines=[code for code in ("main", "admonish", "unfit") if code in lines], asks_comments=asks_comments,
    )  # fmt: skip
    if has_body:
        made.appraisees.create(kind=Appraisee.Kind.BODY, order=1)
    for kind, listed in ((Appraisee.Kind.LEADER, leaders), (Appraisee.Kind.DIRECTOR, directors)):
        for person, post in listed:
            _add(made, kind, person, post, at)
    for group in groups:
        made.groups.create(kind=group.kind, name=group.name, weight=group.weight)
    _seat_representatives(made)
    owed = Duty.objects.of(term).owed().filter(kind=kinds.YEARLY, due_on__year=year)
    owed.update(met_at=at, met_by_label=str(by)[:60], next_stage_on=None)
    return made


def _check_new(unit: Unit, year: int, today: Any) -> None:
    if not 2000 <= year <= today.year:
        raise Refused(f"{year}年还没有到，不能安排。", rule=rules.YEARLY)
    if Appraisal.objects.standing().filter(unit=unit, year=year).exists():
        raise Refused(f"{unit}{year}年的民主评议已经安排。", rule=rules.YEARLY)


def _check_weights(weights: Sequence[int]) -> None:
    if sum(weights) != 100 or any(weight < 0 for weight in weights):
        raise Refused(f"各组权重相加是 {sum(weights)}%，应当是 100%。", rule=rules.PART)


def _add(appraisal: Appraisal, kind: str, person: Person, post: str, at: datetime) -> Appraisee:
    if appraisal.appraisees.filter(person=person).exists():
        raise Refused(f"{person}已经是评议对象。", rule=rules.YEARLY)
    if not person.is_active:
        raise Refused(f"{person}已经离开。", rule=rules.YEARLY)
    last = appraisal.appraisees.order_by("order").last()
    made = appraisal.appraisees.create(
        kind=kind, person=person, post=post.strip()[:40] or person.post, order=(last.order if last else 0) + 1
    )
    duties.open_duty(
        appraisal, kind=kinds.REPORT, says="提交述职述廉报告", act="appraisal.read", unit=person.unit,
        watcher=appraisal.unit, person=person, is_own=True, days=REPORT_DAYS, rule=rules.ORDER.id, at=at,
    )  # fmt: skip
    return made


def _seat_representatives(appraisal: Appraisal) -> None:
    """Put the representatives who are in office today into their group; a small unit's assembly seats everybody."""
    group = appraisal.groups.filter(kind=VoterGroup.Kind.REPRESENTATIVES).first()
    if group is None:
        return
    today = timezone.localdate()
    people = Person.objects.filter(
        pk__in=Mandate.objects.in_force(today).filter(term=appraisal.term).values("person"), is_active=True
    )
    if appraisal.term.is_assembly:
        people = Person.objects.filter(is_active=True, left_on=None, unit__path__startswith=appraisal.unit.path)
    known = set(appraisal.voters.values_list("person", flat=True))
    Voter.objects.bulk_create(
        [Voter(appraisal=appraisal, group=group, person=person) for person in people if person.pk not in known]
    )


@step(Appraisal, leaves=[State.PLANNED], needs="appraisal.run", cites=rules.ORDER, says="增加评议对象")
def add_appraisee(
    appraisal: Appraisal, by: Any, *, at: datetime, person: Person, kind: str, post: str = ""
) -> Appraisee:
    """One more to be appraised, who owes a report."""
    return _add(appraisal, kind, person, post, at)


@step(Appraisal, leaves=[State.PLANNED], needs="appraisal.run", cites=rules.ORDER, says="移出评议对象")
def drop_appraisee(appraisal: Appraisal, by: Any, *, at: datetime, appraisee: Appraisee, reason: str) -> None:
    """Take somebody off who was listed by mistake or left; the ledger keeps it. Not whoever has reported."""
    if appraisee.appraisal_id != appraisal.pk:
        raise Refused("不是这次民主评议的评议对象。")
    if appraisee.reported_at:
        raise Refused(f"{appraisee.name}已经提交述职报告，不能移出。", rule=rules.ORDER)
    if not reason.strip():
        raise Refused("请写明原因。")
    if appraisee.person is not None:
        owed = Duty.objects.of(appraisal).owed().filter(kind=kinds.REPORT, person=appraisee.person)
        owed.update(cancelled_at=at, cancel_reason=reason.strip()[:200], next_stage_on=None)
    appraisee.delete()


BEFORE = (State.PLANNED, State.REPORTED, State.DISCUSSED)


@step(Appraisal, leaves=BEFORE, needs="appraisal.run", cites=rules.ORDER, says="登记投票人")
def add_voters(appraisal: Appraisal, by: Any, *, at: datetime, group: VoterGroup, people: Sequence[Person]) -> int:
    """Put people into a group; returns how many are new. Whoever is in another group is refused by name."""
    if group.appraisal_id != appraisal.pk:
        raise Refused("不是这次民主评议的投票组。")
    placed = {
        voter.person_id: voter for voter in appraisal.voters.filter(person__in=people).select_related("group", "person")
    }
    if elsewhere := [str(voter) for voter in placed.values() if voter.group_id != group.pk]:
        raise Refused(f"{'、'.join(elsewhere[:5])}已经在别的组，每人只投一票。", rule=rules.PART)
    fresh = [person for person in people if person.pk not in placed]
    Voter.objects.bulk_create([Voter(appraisal=appraisal, group=group, person=person) for person in fresh])
    return len(fresh)


@step(Appraisal, leaves=BEFORE, needs="appraisal.run", cites=rules.ORDER, says="移出投票人")
def drop_voter(appraisal: Appraisal, by: Any, *, at: datetime, person: Person, reason: str) -> None:
    """Take somebody off the list before the roll is frozen."""
    if not reason.strip():
        raise Refused("请写明原因。")
    if not appraisal.voters.filter(person=person).delete()[0]:
        raise Refused(f"{person}不在投票人名单里。")


@step(Appraisal, leaves=BEFORE, needs="appraisal.run", cites=rules.ORDER, says="调整投票组")
def set_weights(appraisal: Appraisal, by: Any, *, at: datetime, groups: Sequence[scales.GroupTemplate]) -> None:
    """The groups with their weights, anew; a group that is named no longer must be empty. Weights are fixed with the roll."""
    _check_weights([group.weight for group in groups])
    if len({group.name for group in groups}) < len(groups):
        raise Refused("投票组的名称重复。", rule=rules.PART)
    gone = appraisal.groups.exclude(name__in=[group.name for group in groups])
    if Voter.objects.filter(group__in=gone).exists():
        raise Refused("要去掉的组里还有投票人，请先移到别的组。", rule=rules.PART)
    gone.delete()
    for group in groups:
        appraisal.groups.update_or_create(name=group.name, defaults={"kind": group.kind, "weight": group.weight})
    _seat_representatives(appraisal)


@step(Appraisal, leaves=BEFORE, reaches=State.CALLED_OFF, needs="appraisal.run", cites=rules.ORDER, says="取消民主评议")
def call_off(appraisal: Appraisal, by: Any, *, at: datetime, reason: str) -> None:
    """End it before the ballot, with the reason; the year is owed again (EVA-38)."""
    if not reason.strip():
        raise Refused("请写明为什么取消。")
    appraisal.called_off_because = reason.strip()[:200]
    duties.cancel(appraisal, reason=reason.strip(), at=at)
    notices.called_off(appraisal)
