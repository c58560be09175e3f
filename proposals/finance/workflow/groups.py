"""The group: elected, led, filled up, ended; and opening the review of a month or a quarter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from congress.models import CongressSession
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Role, Unit
from ymdm.workdays import calendar
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import Accounts, FinanceElection, FinanceGroup, ReviewPeriod
from .owing import owed_on, release

State = FinanceGroup.State


@step(FinanceGroup, creates=True, needs="finance.arrange", says="登记民主理财小组")
def found(
    unit: Unit, by: Any, *, at: datetime, keeper: Unit, rhythm: str, head: Person, members: Sequence[Person], body: str,
    held_on: date, how: str, until_on: date, session: CongressSession | None = None,
) -> FinanceGroup:  # fmt: skip
    """Write down who was elected to review the accounts that `keeper` keeps, by whom, when and how, and for how long.

    `head` is one of `members`. Raises Refused for fewer than three, for whoever keeps the accounts, for a stranger (FIN-01).
    """
    if FinanceGroup.objects.running().filter(unit=unit).exists():
        raise Refused(f"{unit}已经有在任的民主理财小组，换届请先结束上一届。", rule=rules.MEMBERS)
    people = list({person.pk: person for person in [*members, head]}.values())
    if len(people) < rules.FEWEST:
        raise Refused(f"只有 {len(people)} 人，民主理财小组不少于 {rules.FEWEST} 人。", rule=rules.MEMBERS)
    check_keeper(unit, keeper)
    for person in people:
        check_member(person, unit, keeper)
    if until_on <= max(held_on, timezone.localdate(at)):
        raise Refused("任期要晚于选举日期和今天。", rule=rules.MEMBERS)
    _check_election(unit, at, body, session, held_on, how)
    if body == FinanceElection.Body.CONGRESS:
        _check_head(head, unit)
    group = FinanceGroup.objects.create(
        unit=unit, keeper=keeper, rhythm=rhythm, head=head, until_on=until_on, founded_at=at
    )
    _elected(group, people, body, session, held_on, how)
    notices.elected(group, people)
    return group


def check_keeper(unit: Unit, keeper: Unit) -> None:
    """Refuse a unit where nobody may hand the accounts in."""
    if keeper.path.split("/")[1] != unit.path.split("/")[1]:
        raise Refused(f"{keeper}不在{unit}所在的单位里。", rule=rules.MEMBERS)
    if not Person.objects.holding("finance.keep", keeper).exists():
        raise Refused(
            f"{keeper}还没有登记承办人或负责人，没有人能提交账目。",
            rule=rules.MEMBERS,
            remedy="请先登记任职，或选择别的部门。",
        )


def keeps_books(person: Person, unit: Unit, keeper: Unit) -> bool:
    """Whether somebody works where the accounts are kept, or may hand them in."""
    works_there = keeper.depth > unit.depth and person.unit.path.startswith(keeper.path)
    return works_there or Person.objects.holding("finance.keep", keeper).filter(pk=person.pk).exists()


def is_representative(person: Person, unit: Unit) -> bool:
    """Whether somebody holds a seat today in a congress that covers the unit."""
    seats = person.appointments.in_force(timezone.localdate()).filter(
        office__role=Role.EMPLOYEE_REPRESENTATIVE, office__unit__in=unit.lineage
    )
    return seats.exists()


def check_member(person: Person, unit: Unit, keeper: Unit) -> None:
    """Refuse whoever is no employee or representative of the unit, and whoever keeps its accounts. Rule FIN-01."""
    if not person.is_active or person.left_on is not None:
        raise Refused(f"{person}已经离开，不能当选。", rule=rules.MEMBERS)
    if keeps_books(person, unit, keeper):
        raise Refused(f"{person}在{keeper}记账或者管账，不能进民主理财小组。", rule=rules.MEMBERS)
    if not person.unit.path.startswith(unit.path) and not is_representative(person, unit):
        raise Refused(f"{person}不是{unit}的职工，也不是职工代表，不能当选。", rule=rules.MEMBERS)


def _check_head(head: Person, unit: Unit) -> None:
    if not is_representative(head, unit):
        raise Refused(f"{head}不是职工代表，职代会选举的小组由职工代表任组长。", rule=rules.HEADED)


def _check_election(
    unit: Unit, at: datetime, body: str, session: CongressSession | None, held_on: date, how: str
) -> None:
    if not how.strip():
        raise Refused("请写明是怎么选举的、结果如何。", rule=rules.MEMBERS)
    if held_on > timezone.localdate(at):
        raise Refused("选举日期不能晚于今天。", rule=rules.MEMBERS)
    if body == FinanceElection.Body.CONGRESS and session is None:
        raise Refused("职代会选举的，请选择届次。", rule=rules.MEMBERS)
    if session is not None and not unit.path.startswith(session.term.unit.path):
        raise Refused(f"{session}不是{unit}的职代会。", rule=rules.MEMBERS)


def _elected(
    group: FinanceGroup, people: Sequence[Person], body: str, session: CongressSession | None, held_on: date, how: str
) -> None:
    election = group.elections.create(
        body=body, session=session if body == FinanceElection.Body.CONGRESS else None, held_on=held_on,
        how=how.strip()[:200],
    )  # fmt: skip
    for person in people:
        group.members.create(person=person, election=election)


@step(FinanceGroup, leaves=[State.RUNNING], needs="finance.arrange", says="补选组员")
def elect(
    group: FinanceGroup, by: Any, *, at: datetime, members: Sequence[Person], body: str, held_on: date, how: str,
    session: CongressSession | None = None,
) -> None:  # fmt: skip
    """Write down who was elected into the group later."""
    _check_election(group.unit, at, body, session, held_on, how)
    sitting = set(group.members.sitting().values_list("person_id", flat=True))
    for person in members:
        if person.pk in sitting:
            raise Refused(f"{person}已经在小组里。", rule=rules.MEMBERS)
        check_member(person, group.unit, group.keeper)
    _elected(group, members, body, session, held_on, how)
    notices.elected(group, members)


@step(FinanceGroup, leaves=[State.RUNNING], needs="finance.arrange", says="登记组员离开")
def part(group: FinanceGroup, by: Any, *, at: datetime, person: Person, reason: str) -> None:
    """Somebody leaves the group; the seat and its end stay on record. Never the head, never down to two."""
    seat = group.members.sitting().filter(person=person).first()
    if seat is None:
        raise Refused(f"{person}不在小组里。", rule=rules.MEMBERS)
    if not reason.strip():
        raise Refused("请写明为什么离开。", rule=rules.MEMBERS)
    if person == group.head:
        raise Refused("组长离开前，请先更换组长。", rule=rules.HEADED)
    if group.members.sitting().count() <= rules.FEWEST:
        raise Refused(f"离开后不足 {rules.FEWEST} 人，请先补选。", rule=rules.MEMBERS)
    seat.left_on, seat.left_because = timezone.localdate(at), reason.strip()[:120]
    seat.save()
    for period in group.periods.underway():
        period.present.remove(person)
        release(period, kinds.SIGN, person, reason="已离开民主理财小组", at=at)


@step(FinanceGroup, leaves=[State.RUNNING], needs="finance.arrange", says="更换组长")
def choose_head(group: FinanceGroup, by: Any, *, at: datetime, head: Person) -> None:
    """Another member leads from now on, and owes the reviews under way."""
    if not group.members.sitting().filter(person=head).exists():
        raise Refused(f"{head}不在小组里，组长从组员里选。", rule=rules.MEMBERS)
    if group.elections.filter(body=FinanceElection.Body.CONGRESS).exists():
        _check_head(head, group.unit)
    group.head = head
    for period in group.periods.underway():
        for duty in owed_on(period).filter(kind=kinds.REVIEW):
            duties.hand_over(duty, by, at=at, person=head, reason="更换组长")


@step(FinanceGroup, leaves=[State.RUNNING], reaches=State.ENDED, needs="finance.arrange", says="结束小组")
def end_group(group: FinanceGroup, by: Any, *, at: datetime, reason: str) -> None:
    """End the term of a group; its record stays. Refused while a review of it is not signed."""
    if not reason.strip():
        raise Refused("请写明为什么结束。", rule=rules.MEMBERS)
    if rest := list(group.periods.underway()):
        labels = "、".join(period.label for period in rest[:3])
        raise Refused(f"{labels}的账目还没有审完，请先审完签字，或取消。", rule=rules.PERIODS)
    group.ended_on, group.ended_because = timezone.localdate(at), reason.strip()[:200]


def _only_group(group: FinanceGroup, by: Any) -> str:
    if by.may("finance.arrange", group.unit) or group.members.sitting().filter(person=by).exists():
        return ""
    return "账目审查由民主理财小组或者工会开始。"


@step(FinanceGroup, leaves=[State.RUNNING], only=_only_group, says="开始一期审查")
def open_period(
    group: FinanceGroup, by: Any, *, at: datetime, year: int, month: int | None = None, quarter: int | None = None
) -> ReviewPeriod:
    """Open the review of a month or of a quarter: the keepers owe the accounts, the head owes the review (FIN-02)."""
    if (month is None) == (quarter is None):
        raise Refused("请选择一个月份，或者一个季度。", rule=rules.PERIODS)
    today = timezone.localdate(at)
    label = rules.words_of(year, month, quarter)
    first, last = rules.first_and_last(year, month, quarter)
    rules.check_begun(label, first, today)
    if group.until_on < today:
        raise Refused(f"本届小组任期到{group.until_on:%Y年%-m月%-d日}，已经届满，请先选举新一届。", rule=rules.MEMBERS)
    for other in ReviewPeriod.objects.standing().filter(unit=group.unit, year=year):
        others_first, others_last = rules.first_and_last(other.year, other.month, other.quarter)
        if others_first <= last and first <= others_last:
            raise Refused(f"{other.label}的账目审查已经有了，不能重复开审。", rule=rules.PERIODS)
    period = ReviewPeriod.objects.create(
        unit=group.unit, group=group, year=year, month=month, quarter=quarter, last_on=last, opened_at=at
    )
    Accounts.objects.create(period=period)
    workdays = calendar(group.unit)
    due_on = rules.review_due(last, today, workdays)
    duties.open_duty(
        period, kind=kinds.REVIEW, says="组织审查账目并签字", act="finance.arrange", unit=group.unit, watcher=group.unit,
        person=group.head, is_own=True, days=max(0, workdays.between(today, due_on)), due_on=due_on, rule=rules.PERIODS.id, at=at,
    )  # fmt: skip
    handed_in = workdays.add(max(last, today), rules.HAND_IN_DAYS)
    duties.open_duty(
        period, kind=kinds.HAND_IN, says="提交账目和凭证", act="finance.keep", unit=group.keeper, watcher=group.unit,
        days=max(0, workdays.between(today, handed_in)), due_on=handed_in, rule=rules.PERIODS.id, at=at,
    )  # fmt: skip
    return period
