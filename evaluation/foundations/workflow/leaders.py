"""The leading group: the unit's head or its union enters members with their duty, and writes down when they left."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import notices, rules
from ..models.leaders import GroupMember, MemberState


@step(
    GroupMember, creates=True, reaches=MemberState.SERVING, needs="foundations.lead", cites=rules.GROUP,
    says="登记领导小组成员",
)  # fmt: skip
def enter_member(
    unit: Unit, by: Any, *, at: datetime, person: Person | None, side: str, post: str, duty: str, from_on: date
) -> GroupMember:
    """A member with post and duty; the member is told. Refuses a duty without a name and a name without a duty (LEA-01)."""
    if person is None:
        raise Refused("职责要落实到人，请写姓名。", rule=rules.GROUP)
    if not duty.strip():
        raise Refused(f"请写明{person}负责什么，没有职责的不能列为成员。", rule=rules.GROUP)
    if not post.strip():
        raise Refused(f"请写明{person}的职务。", rule=rules.GROUP)
    if side not in GroupMember.Side.values:
        raise Refused("请选择哪一方面。", rule=rules.GROUP)
    if not person.unit.is_within(unit) or not person.is_active or person.left_on is not None:
        raise Refused(f"{person}不是{unit}的在职职工，不能列为成员。", rule=rules.GROUP)
    if from_on > timezone.localdate(at):
        raise Refused("任职日期还没有到，到了再登记。", rule=rules.GROUP)
    Unit.objects.select_for_update().get(pk=unit.pk)  # of two at once the second reads the sentence
    if GroupMember.objects.of(unit).serving().filter(person=person).exists():
        raise Refused(f"{person}已经是成员。职责变了的，先登记离任，再重新登记。", rule=rules.GROUP)
    made = GroupMember.objects.create(
        unit=unit, person=person, side=side, post=post.strip()[:40], duty=duty.strip()[:200], from_on=from_on,
        entered_by=by, entered_at=at,
    )  # fmt: skip
    notices.joined(made)
    return made


@step(
    GroupMember, leaves=[MemberState.SERVING], reaches=MemberState.LEFT, needs="foundations.lead", cites=rules.GROUP,
    says="登记离任",
)  # fmt: skip
def end_member(member: GroupMember, by: Any, *, at: datetime, until_on: date) -> None:
    """The member's last day; the row stays in the register."""
    if until_on < member.from_on:
        raise Refused(f"离任日期不能早于任职日期 {member.from_on:%Y年%-m月%-d日}。", rule=rules.GROUP)
    if until_on > timezone.localdate(at):
        raise Refused("离任日期还没有到，到了再登记。", rule=rules.GROUP)
    member.until_on = until_on
    notices.left(member)
