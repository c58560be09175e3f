"""The lists of representatives and team meetings as workbooks."""

from __future__ import annotations

from ymdm.papers.kinds import Column

ROLL = (
    Column("代表团", lambda row: row.delegation.name),
    Column("选区", lambda row: row.constituency.name if row.constituency else ""),
    Column("姓名", lambda row: row.person.name),
    Column("性别", lambda row: row.person.get_gender_display()),
    Column("单位和部门", lambda row: row.person.unit.name),
    Column("职务", lambda row: row.person.post),
    Column("构成", lambda row: row.get_category_display()),
    Column("构成是否核对", lambda row: "待核对" if row.is_guess else "已核对"),
    Column("任期起", lambda row: row.appointment.from_on),
    Column("任期止", lambda row: row.appointment.until_on or ""),
    Column("终止原因", lambda row: row.get_ended_because_display()),
)
TEAMS = (
    Column("日期", lambda row: row.held_on),
    Column("班组", lambda row: row.unit.name),
    Column("议题", lambda row: row.topic),
    Column("到会", lambda row: row.came),
    Column("提出的意见", lambda row: row.raised),
    Column("记录人", lambda row: row.recorder.name),
)
