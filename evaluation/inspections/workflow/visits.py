"""Planning a visit, calling its team under the bars of EVA-07, going there and noting what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from ...assessments.bars import bar
from ...assessments.scoring_rules import home_of
from .. import notices, rules
from ..checklists import lines_for
from ..models import CheckItem, Kind, Member, Result, SentSheet, State, Visit


@dataclass(frozen=True)
class Seen:
    """What an inspector saw of one item or row."""

    result: str
    note: str = ""


def _run(visit: Visit) -> Unit:
    return visit.organiser


def member_of(visit: Visit, person: Any) -> Member | None:
    """The person's own place on the team, while on it."""
    return next((one for one in visit.members.all() if one.person_id == person.pk and one.left_at is None), None)


def only_team(visit: Visit, by: Any) -> str:
    return "" if member_of(visit, by) else "检查由检查组的人办理。"


def team(visit: Visit) -> list[Person]:
    return [one.person for one in visit.members.on_team().select_related("person__unit")]


@step(Visit, creates=True, reaches=State.PLANNED, needs="inspections.run", cites=rules.KINDS, says="计划检查")
def plan(
    organiser: Unit, by: Any, *, at: datetime, unit: Unit, kind: str, on: date, year: int, topic: str = ""
) -> Visit:
    """Plan a visit to a unit below. Nobody hears of it yet; a special one says what it looks at."""
    if unit == organiser or not unit.is_within(organiser):
        raise Refused(f"{unit}不是{organiser}的下属单位，不能检查。", rule=rules.KINDS)
    if kind == Kind.SPECIAL and not topic.strip():
        raise Refused("专项检查要写明检查什么。", rule=rules.KINDS)
    rules.check_day(on, timezone.localdate(at))
    rules.check_year(year, on)
    return Visit.objects.create(
        organiser=organiser, unit=unit, kind=kind, on=on, year=year, topic=topic.strip()[:80], planned_by=by, planned_at=at
    )  # fmt: skip


def _check_member(visit: Visit, person: Person, at: datetime) -> None:
    """Raise Refused for whom EVA-07 bars, and on a peer check for who is of no sibling unit (EVA-04)."""
    bar(visit.unit, person, at, what="检查")
    if visit.kind != Kind.PEER:
        return
    above = {one.pk: one for one in Unit.objects.filter(pk__in={*visit.unit.lineage, *person.unit.lineage})}
    home = above[home_of(person.unit, above.values())]
    if home.parent_id != above[home_of(visit.unit, above.values())].parent_id:
        raise Refused(f"{person}是{home}的人，不是{visit.unit}的兄弟单位，不能参加互检。", rule=rules.PEER)


@step(
    Visit, leaves=[State.PLANNED, State.TEAMED], reaches=State.TEAMED, needs="inspections.run", within=_run,
    cites=rules.TEAM, says="组成检查组",
)  # fmt: skip
def call_team(visit: Visit, by: Any, *, at: datetime, people: Sequence[Person]) -> None:
    """Name the team, the first one leads; an earlier team that did not set out is replaced."""
    people = list(dict.fromkeys(people))  # a name and a staff number may be the same person
    if len(people) < rules.FEWEST:
        raise Refused(f"检查组至少 {rules.FEWEST} 人。", rule=rules.TEAM)
    for person in people:
        _check_member(visit, person, at)
    before = set(team(visit))
    last = visit.members.order_by("-place").values_list("place", flat=True).first() or 0
    visit.members.on_team().update(left_at=at, left_because="检查组重新组成")
    Member.objects.bulk_create(Member(visit=visit, person=one, place=last + n) for n, one in enumerate(people, 1))
    notices.named(visit, [one for one in people if one not in before])
    notices.announced(visit, timezone.localdate(at))


@step(
    Visit, leaves=[State.TEAMED, State.UNDERWAY], needs="inspections.run", within=_run, cites=rules.TEAM,
    says="增补检查人",
)  # fmt: skip
def add_member(visit: Visit, by: Any, *, at: datetime, person: Person) -> None:
    """One more inspector, under the same bars."""
    if member_of(visit, person):
        raise Refused(f"{person}已经在检查组里。", rule=rules.TEAM)
    _check_member(visit, person, at)
    last = visit.members.order_by("-place").values_list("place", flat=True).first() or 0
    visit.members.create(person=person, place=last + 1)
    notices.named(visit, [person])


@step(Visit, leaves=[State.TEAMED, State.UNDERWAY], only=only_team, cites=rules.TEAM, within=_run, says="回避")
def recuse(visit: Visit, by: Any, *, at: datetime, reason: str) -> None:
    """Leave the team for a reason that no register knows: a relative in the unit, a dispute."""
    visit.members.on_team().filter(person=by).update(left_at=at, left_because=reason.strip()[:200])


@step(
    Visit, leaves=[State.PLANNED, State.TEAMED], reaches=State.CALLED_OFF, needs="inspections.run", within=_run,
    says="取消检查",
)  # fmt: skip
def call_off(visit: Visit, by: Any, *, at: datetime, reason: str) -> None:
    visit.called_off_because = reason.strip()[:200]
    notices.called_off(visit, team(visit), timezone.localdate(at))


def _judge_begin(visit: Visit, by: Any, at: datetime) -> None:
    rules.check_begin(visit.on, timezone.localdate(at), visit.members.on_team().count())


@step(
    Visit, leaves=[State.TEAMED], reaches=State.UNDERWAY, only=only_team, judge=_judge_begin, within=_run,
    cites=rules.TEAM, says="开始检查",
)  # fmt: skip
def begin(visit: Visit, by: Any, *, at: datetime) -> None:
    """Begin on site, on the day or after: the checklist is laid, and the unit knows now at the latest."""
    visit.begun_at = at
    CheckItem.objects.bulk_create(
        CheckItem(visit=visit, order=order, group=line.group, code=line.code, name=line.name, criteria=line.criteria)
        for order, line in enumerate(lines_for(visit.unit, visit.year, visit.kind), 1)
    )
    notices.begun(visit)


@step(Visit, leaves=[State.UNDERWAY], only=only_team, within=_run, cites=rules.STEPS, says="记检查结果")
def mark(visit: Visit, by: Any, *, at: datetime, seen: Mapping[int, Seen], key: str = "") -> int:
    """Note what was seen, by the key of the item; returns how many changed. Items that are not named stay.

    A sheet with a `key` that came before changes nothing.
    """
    if not SentSheet.take(key, by, at):
        return 0
    items = list(visit.items.filter(pk__in=seen))
    return write_seen(items, seen, by, CheckItem)


def write_seen(rows: Sequence[Any], seen: Mapping[int, Seen], by: Any, model: Any) -> int:
    """Write results into items or drawn rows. Whatever does not agree says what was seen (EVA-09)."""
    changed = []
    for row in rows:
        told = seen[row.pk]
        if told.result not in Result.values:
            raise Refused(f"“{row}”没有选结果。", rule=rules.EVERY)
        if told.result == Result.NOT_MET and not told.note.strip():
            raise Refused(f"“{row}”不相符，要写明看到了什么。", rule=rules.EVERY)
        if (told.result, told.note.strip()) != (row.result, row.note):
            row.result, row.note, row.noted_by = told.result, told.note.strip()[:300], by
            changed.append(row)
    model.objects.bulk_update(changed, ["result", "note", "noted_by"])
    return len(changed)
