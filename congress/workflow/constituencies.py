"""Constituencies: set up, counted, given their seats by the solver, and adjusted with a reason (CON-13 to CON-27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.rulebook import law
from ymdm.workflow import Refused, step

from ..models import CongressTerm, Constituency, Delegation
from ..roster import count_staff
from ..rules import catalogue as rule
from ..rules import quotas
from ..rules.quotas import Plan
from ..rules.seats import minimum_seats


def _judge_congress(term: CongressTerm, by: Any, at: datetime) -> None:
    if term.is_assembly:
        raise Refused("职工大会由全体职工参加，不分选区。", rule=rule.ASSEMBLY)


@step(CongressTerm, needs="congress.keep_roll", judge=_judge_congress, says="划分选区")
def set_up_constituency(
    term: CongressTerm, by: Person, *, at: datetime, name: str, units: Sequence[Unit],
    delegation: Delegation | None = None,
) -> Constituency:  # fmt: skip
    """Let some units elect together; their employees are counted off the roll of today.

    Raises Refused where a unit, or one above or below it, belongs to another constituency of the term already.
    """
    if term.constituencies.filter(name=name.strip()).exists():
        raise Refused(f"已经有选区“{name.strip()}”。")
    made = Constituency(term=term, name=name.strip(), delegation=delegation)
    _check_units(made, units)
    made.save()
    made.units.set(units)
    _count(made, timezone.localdate(at))
    made.save()
    return made


@step(Constituency, needs="congress.keep_roll", says="调整选区")
def amend_constituency(
    constituency: Constituency, by: Person, *, at: datetime, name: str, units: Sequence[Unit],
    delegation: Delegation | None = None,
) -> None:  # fmt: skip
    """Other units, another name or delegation; counts anew. Refused while its employees vote."""
    if constituency.elections.filter(state="voting").exists():
        raise Refused(f"{constituency}正在投票，不能调整。", rule=rule.ELECTION_VALID, remedy="请在计票以后调整。")
    if constituency.term.constituencies.filter(name=name.strip()).exclude(pk=constituency.pk).exists():
        raise Refused(f"已经有选区“{name.strip()}”。")
    _check_units(constituency, units)
    constituency.name, constituency.delegation = name.strip(), delegation
    constituency.units.set(units)
    _count(constituency, timezone.localdate(at))


@step(CongressTerm, needs="congress.keep_roll", judge=_judge_congress, says="分配名额")
def share_seats(term: CongressTerm, by: Person, *, at: datetime, total: int, on: date) -> int:
    """Let the solver propose the seats of every constituency by its employees on a day (F2); returns how many.

    Raises Refused for fewer seats than the texts ask, or without constituencies. Adjusted seats are proposed anew.
    """
    rows = list(term.constituencies.prefetch_related("units"))
    if not rows:
        raise Refused("还没有划分选区。", rule=rule.UNION_DUTIES, remedy="请先划分选区。")
    if on > timezone.localdate(at):
        raise Refused("统计日期不能晚于今天。", rule=rule.UNION_DUTIES)
    here = law(term.unit, timezone.localdate(at))
    least = minimum_seats(here, count_staff([term.unit.path], on).employees)
    if least.number and total < least.number:
        raise Refused(f"名额 {total} 名，最少要 {least.number} 名：{least.note}", rule=least.rule)
    for one in rows:
        _count(one, on)
    seats = {row.key: row for row in _propose(rows, total, here).seats}
    for one in rows:
        given = seats[str(one.pk)]
        one.proposed = one.seats = given.seats
        one.seats_because = ""
        one.women_at_least, one.front_line_at_least = given.women_at_least, given.front_line_at_least
        one.managers_at_most = given.managers_at_most
        one.save()
    return sum(one.seats for one in rows)


@step(Constituency, needs="congress.keep_roll", says="调整名额")
def adjust_seats(constituency: Constituency, by: Person, *, at: datetime, seats: int, because: str = "") -> None:
    """Give other seats than the solver proposed, for a reason that stays beside them."""
    if constituency.proposed is not None and seats != constituency.proposed and not because.strip():
        raise Refused(f"建议名额是 {constituency.proposed} 名，改成 {seats} 名要写明原因。", rule=rule.UNION_DUTIES)
    held = constituency.mandates.in_force(timezone.localdate(at)).count()
    if seats < held:
        raise Refused(f"{constituency}已有在任代表 {held} 名，名额不能少于这个数。", rule=rule.MANDATE_ENDS)
    if seats > constituency.employees:
        raise Refused(f"{constituency}只有职工 {constituency.employees} 人。", rule=rule.ELECTION_LINE)
    constituency.seats = seats
    constituency.seats_because = "" if seats == constituency.proposed else because.strip()[:200]


def proposal_of(term: CongressTerm, total: int, on: date) -> Plan:
    """What the solver says about the constituencies as they were counted last, for the page."""
    return _propose(list(term.constituencies.all()), total, law(term.unit, on))


def _propose(rows: Sequence[Constituency], total: int, here: Any) -> Plan:
    return quotas.propose(
        total,
        [quotas.Constituency(str(o.pk), o.employees, o.women, o.front_line, o.managers) for o in rows],
        here,
    )


def _count(constituency: Constituency, on: date) -> None:
    counts = count_staff([unit.path for unit in constituency.units.all()], on)
    constituency.employees, constituency.women = counts.employees, counts.women
    constituency.front_line, constituency.managers = counts.front_line, counts.managers
    constituency.counted_on = on


def _check_units(constituency: Constituency, units: Sequence[Unit]) -> None:
    if not units:
        raise Refused("请至少选一个单位或部门。")
    term = constituency.term
    if outside := [unit for unit in units if not unit.is_within(term.unit)]:
        raise Refused(f"{outside[0]}不属于{term.unit}。")
    for unit in units:
        if above := next((one for one in units if one != unit and unit.is_within(one)), None):
            raise Refused(f"{unit}在{above}之内，选上级就包括下级，请只选一个。")
    taken: Mapping[Unit, Constituency] = {
        unit: other
        for other in term.constituencies.exclude(pk=constituency.pk).prefetch_related("units")
        for unit in other.units.all()
    }
    for unit in units:
        for held, other in taken.items():
            if unit.is_within(held) or held.is_within(unit):
                raise Refused(f"{unit}的职工已经在选区“{other}”，一名职工只在一个选区选举。", rule=rule.ELECTION_VALID)
