"""The lists as workbooks."""

from __future__ import annotations

from typing import Any

from ymdm.papers.kinds import Column


def passed_by(row: Any) -> str:
    return row.passed_by or ("" if row.since is None else "不须职代会通过")


DOCUMENTS = (
    Column("名称", lambda row: row.title),
    Column("种类", lambda row: row.get_kind_display()),
    Column("文号", lambda row: row.number),
    Column("单位", lambda row: row.unit.name),
    Column("涉及的事项", lambda row: row.get_matter_display()),
    Column("现行版本", lambda row: row.holds_number),
    Column("施行日期", lambda row: row.since),
    Column("通过它的决议", passed_by),
    Column("在起草", lambda row: "是" if row.is_underway else ""),
)


def marks(row: Any) -> str:
    """What is wrong with a decision, in words; empty where nothing is."""
    found = [
        *(["对职工没有约束力"] if row.not_binding else []),
        *(["程序颠倒"] if row.out_of_order else []),
    ]
    if found and row.made_good_on:
        found.append(f"{row.made_good_on:%Y-%m-%d} 补经职代会")
    return "，".join(found)


DECISIONS = (
    Column("决策事项", lambda row: row.title),
    Column("类别", lambda row: row.get_kind_display()),
    Column("涉及的事项", lambda row: row.get_matter_display()),
    Column("单位", lambda row: row.unit.name),
    Column("金额（元）", lambda row: "" if row.amount is None else f"{row.amount // 100}.{row.amount % 100:02d}"),
    Column("决定日期", lambda row: row.decided_on),
    Column("会议", lambda row: row.meeting),
    Column("职代会的职权", lambda row: row.right_words),
    Column("职代会决议", lambda row: row.resolution.number if row.resolution else ""),
    Column("标记", marks),
    Column("纠正通知", lambda row: row.correction_number or ""),
    Column("公开事项", lambda row: row.disclosed_as),
    Column("不公开的依据", lambda row: row.secrecy_ground),
    Column("状态", lambda row: row.get_state_display()),
)
