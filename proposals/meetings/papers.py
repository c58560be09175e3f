"""The lists as workbooks. None of them names a visitor or what she came for (PRO-67)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ymdm.papers.kinds import Column

DAYS = (
    Column("日期", lambda day: day.on),
    Column("单位", lambda day: day.schedule.unit.name),
    Column("接待人", lambda day: day.receiver.name),
    Column("是否代班", lambda day: "代班" if day.is_substituted else ""),
    Column("地点", lambda day: day.schedule.place),
    Column("接待人次", lambda day: day.schedule.slots),
    Column("预约", lambda day: day.booked),
    Column("已接待", lambda day: day.received),
    Column("状态", lambda day: day.get_state_display()),
)


def _local(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


BOUND = (
    Column("形式", lambda meeting: meeting.get_form_display()),
    Column("单位", lambda meeting: meeting.unit.name),
    Column("时间", lambda meeting: _local(meeting.meets_at)),
    Column("主持人", lambda meeting: meeting.host.name),
    Column("事项", lambda meeting: meeting.matters),
    Column("状态", lambda meeting: meeting.get_state_display()),
)
SPOKEN = (
    Column("序号", lambda point: point.order),
    Column("议程", lambda point: point.item.title),
    Column("发言人", lambda point: point.speaker.person.name),
    Column("代表团", lambda point: str(point.speaker.delegation)),
    Column("发言要点", lambda point: point.text),
    Column("登记时间", lambda point: _local(point.noted_at)),
    Column("事项编号", lambda point: point.matter.number if point.matter_id else ""),
)
MEETINGS = (
    Column("日期", lambda meeting: meeting.on),
    Column("例会", lambda meeting: meeting.series.name),
    Column("单位", lambda meeting: meeting.series.unit.name),
    Column("状态", lambda meeting: meeting.get_state_display()),
    Column("没有召开的原因", lambda meeting: meeting.reason),
    Column("议定事项", lambda meeting: meeting.resolved),
    Column("已完成", lambda meeting: meeting.done),
)
FORUMS = (
    Column("形式", lambda forum: forum.get_kind_display()),
    Column("主题", lambda forum: forum.topic),
    Column("单位", lambda forum: forum.unit.name),
    Column("时间", lambda forum: _local(forum.meets_at)),
    Column("地点", lambda forum: forum.place),
    Column("主持人", lambda forum: forum.host.name),
    Column("到会", lambda forum: forum.came),
    Column("意见", lambda forum: forum.raised),
    Column("已交办", lambda forum: forum.handed),
    Column("已答复", lambda forum: forum.answered),
    Column("状态", lambda forum: forum.get_state_display()),
)
