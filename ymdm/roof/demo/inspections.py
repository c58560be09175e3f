"""Inspections of the demo year: a regular one whose findings are put right and looked at again, and one that came unannounced."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from evaluation.inspections import workflow
from evaluation.inspections.models import Finding, Visit
from evaluation.inspections.workflow.visits import Seen
from ymdm.organization.models import Person

from .assessments import INSPECTORS, assessed_year
from .house import House
from .year import date_back, moment

FINDINGS = (
    # what, which rule, which facts, days to put it right
    ("公开栏上月的财务公开没有张贴", "局务公开目录第4项；DIS-41", "公开栏空一格，值班室有原稿", 12),
    ("民主管理例会没有固定记录人", "EVA-01", "最近三次例会，两次没有记录", 26),
)
BOARD, NOBODY = "公开栏缺上月财务一页", "两次例会没有记录"


def tell_inspections(house: House) -> None:
    """The regular one before the scores, the irregular one on a day that the unit did not know."""
    _regular(house)
    _irregular(house)


def _visit(house: House, code: str, kind: str, planned: int, on: int) -> Visit:
    union, people = house.people["郑晓芸"], _team(house)
    made = workflow.plan(
        house.units["HSZ"], union, at=moment(house.day(planned), 60), unit=house.units[code], kind=kind, on=house.day(on),
        year=assessed_year(house),
    )  # fmt: skip
    workflow.call_team(_again(made), union, at=moment(house.day(planned), 70), people=people)
    date_back(house, moment(house.day(planned), 70))
    workflow.begin(_again(made), people[0], at=moment(house.day(on), 60))
    return _again(made)


def _team(house: House) -> list[Person]:
    return [house.people[name] for name in INSPECTORS]


def _again(visit: Visit) -> Visit:
    return Visit.objects.select_related("unit", "organiser").get(pk=visit.pk)


def _look(house: House, visit: Visit, not_met: Mapping[str, str]) -> None:
    """Every item of the list; what is not named agrees."""
    seen = {
        one.pk: Seen("not_met" if one.code in not_met else "met", not_met.get(one.code, ""))
        for one in visit.items.all()
    }
    workflow.mark(visit, _team(house)[0], at=moment(visit.on, 120), seen=seen)


def _regular(house: House) -> None:
    first, second = _team(house)
    visit = _visit(house, "SD", Visit.Kind.REGULAR, -28, -22)
    _look(house, visit, {"5": BOARD, "7": NOBODY})
    sample = workflow.draw(
        visit, second, at=moment(visit.on, 130), key="disclosure.timely", size=3, seed=f"{visit.on:%Y%m%d}"
    )
    workflow.note_rows(
        sample, second, at=moment(visit.on, 160), seen={row.pk: Seen("met") for row in sample.rows.all()}
    )
    for text, cites, proof, days in FINDINGS:
        workflow.add_finding(
            visit, first, at=moment(visit.on, 170), text=text, cites=cites, proof=proof, due_on=house.day(-22 + days)
        )
    workflow.conclude(
        _again(visit), first, at=moment(visit.on, 200), summary="制度齐全，记录要跟上。两个问题列入整改清单。"
    )
    workflow.sign(_again(visit), second, at=moment(house.day(-21), 60))
    date_back(house, moment(house.day(-21), 60))
    finding = Finding.objects.select_related("visit__unit", "visit__organiser").get(visit=visit, text=FINDINGS[0][0])
    workflow.report(
        finding, house.people["苗青"], at=moment(house.day(-15), 60), text="上月财务公开已经补贴，专人每月十日前检查。",
        file=_sheet(),
    )  # fmt: skip
    workflow.recheck(
        Finding.objects.select_related("visit__unit", "visit__organiser").get(pk=finding.pk), first,
        at=moment(house.day(-12), 60), is_passed=True, opinion="到公开栏看过，十一格都有内容。",
    )  # fmt: skip
    date_back(house, moment(house.day(-12), 60))


def _irregular(house: House) -> None:
    first, second = _team(house)
    visit = _visit(house, "HQ", Visit.Kind.IRREGULAR, -21, -19)
    _look(house, visit, {})
    workflow.conclude(
        _again(visit), second, at=moment(visit.on, 150), summary="公开栏内容是新的，随机问三名职工都知道怎么提意见。"
    )
    workflow.sign(_again(visit), first, at=moment(visit.on, 180) + timedelta(minutes=5))
    date_back(house, moment(visit.on, 185))


def _sheet() -> SimpleUploadedFile:
    """What the unit offers as its evidence."""
    book = Workbook()
    for row in (("公开栏", "整改前", "整改后"), ("财务公开", "缺上月", "已张贴"), ("检查人", "", "苗青")):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("公开栏整改对照表.xlsx", kept.getvalue())
