"""The parts of the congress itself: sessions, representatives and resolutions; the unit's own rules and major decisions."""

from __future__ import annotations

from datetime import date

from congress.models import CongressSession, Mandate, Resolution
from ymdm.measures import Measure
from ymdm.organization.models import Unit

from ..measures import corrections_answered, linkage, reserved_passed, rules_complete
from ..models import Decision, RuleVersion
from .parts import Part, Table


def congress_part(unit: Unit, year: int, on: date) -> Part:
    """Of the unit's own congress in a year."""
    sessions = list(
        CongressSession.objects.filter(term__unit=unit, held_on__year=year, held_on__lte=on)
        .filter(state__in=CongressSession.AFTER)
        .select_related("term")
        .order_by("held_on")
    )
    resolutions = list(
        Resolution.objects.filter(session__term__unit=unit, adopted_on__year=year, adopted_on__lte=on)
        .select_related("session__term", "owner")
        .order_by("adopted_on", "pk")
    )
    seats = Mandate.objects.filter(term__unit=unit).in_force(min(on, date(year, 12, 31)))
    women = seats.filter(person__gender="female").count()
    total = seats.count()
    front = seats.filter(category=Mandate.Category.FRONT_LINE).count()
    managers = seats.filter(category__in=[Mandate.Category.MANAGER, Mandate.Category.LEADER]).count()
    done = sum(row.state == Resolution.State.CARRIED_OUT for row in resolutions)
    people = {"counted": "名"}
    figures = [
        ("sessions", Measure.count("召开会议", len(sessions), definition="本年开过的职代会会议。", rule="CON-50", counted="次")),
        ("representatives", Measure.count("职工代表", total, definition="截至年末资格有效的代表。", rule="CON-13", **people)),
        ("women", Measure.share("女代表", women, total, definition="女代表占职工代表的比例。", rule="CON-22", **people)),
        ("front_line", Measure.share("一线代表", front, total, definition="一线职工占职工代表的比例。", rule="CON-21", **people)),
        ("managers", Measure.share("管理人员代表", managers, total, definition="中层以上管理人员占职工代表的比例。", rule="CON-19", **people)),
        ("resolutions", Measure.count("通过决议", len(resolutions), definition="本年职代会通过的决议。", rule="CON-81", counted="项")),
        ("carried_out", Measure.share("决议落实", done, len(resolutions), definition="本年的决议中已经落实的。", rule="CON-84", counted="项")),
    ]  # fmt: skip
    return Part(
        "congress", "职工代表大会", figures,
        [
            Table("sessions", "会议", ("会议", "类型", "召开日期", "应到代表", "状态"), [
                (row.full, row.get_kind_display(), row.held_on, row.total, row.get_state_display()) for row in sessions
            ]),
            Table("resolutions", "决议", ("文号", "决议", "通过日期", "落实单位", "落实期限", "状态"), [
                (row.number, row.title, row.adopted_on, row.owner.name if row.owner else "", row.due_on, row.get_state_display())
                for row in resolutions
            ]),
        ],
    )  # fmt: skip


def register_part(unit: Unit, year: int, on: date) -> Part:
    """The unit's rules in force and its decisions of a year. What is kept back on a ground appears in the counts alone."""
    end = min(on, date(year, 12, 31))
    holding = (
        RuleVersion.objects.holding(end).filter(document__unit=unit).select_related("document", "resolution")
    ).order_by("document__title")
    decisions = Decision.objects.made().filter(unit=unit, decided_on__year=year, decided_on__lte=on)
    shown = decisions.filter(secrecy_ground="").select_related("resolution").order_by("decided_on", "pk")
    figures = [
        ("rules_complete", rules_complete(unit, end)),
        ("decisions", Measure.count("三重一大决策", decisions.count(), definition="本年作出的重大决策。", rule="DIS-48", counted="项")),
        ("linkage", linkage(unit, year, on)),
        ("reserved_passed", reserved_passed(unit, year, on)),
        ("corrections_answered", corrections_answered(unit, year, on)),
    ]  # fmt: skip
    return Part(
        "register", "制度和决策", figures,
        [
            Table("rules", "现行制度", ("名称", "种类", "文号", "版本", "施行日期", "通过它的决议"), [
                (row.document.title, row.document.get_kind_display(), row.document.number, row.number, row.effective_on,
                 row.resolution.number if row.resolution else "")
                for row in holding
            ]),
            Table("decisions", "决策", ("决策事项", "类别", "决定日期", "职代会的职权", "决议", "没有约束力", "程序颠倒", "公开在哪里"), [
                (row.title, row.get_kind_display(), row.decided_on, row.right_words,
                 row.resolution.number if row.resolution else "", row.not_binding, row.out_of_order, row.disclosed_as)
                for row in shown
            ]),
        ],
    )  # fmt: skip
