"""The sheets that units send back, and the lists of assessments as workbooks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from ymdm.organization.models import within_paths
from ymdm.papers.kinds import Column
from ymdm.papers.sheets import Sheet

from ..papers.self_check_sheets import Claims, read_claims
from ..rules import rounded
from . import workflow
from .models import Answer, Assessment, State
from .workflow.checking import Claim

MEND = {"空": "填上 0 到分值之间的数", "不是数字": "只写数字", "超出0至分值": "改成 0 到分值之间的数"}


@dataclass
class Placed:
    """One sheet, the self-check that it fills, and its answers by the number of the item."""

    claims: Claims
    assessment: Assessment
    answers: dict[str, Answer]

    @property
    def fresh(self) -> dict[int, Claim]:
        """What would change here."""
        told = {}
        for mark in self.claims.marks:
            answer = self.answers[mark.code]
            if mark.points is not None and (answer.claimed, answer.note) != (mark.points, mark.note or answer.note):
                told[answer.pk] = Claim(mark.points, True, mark.note or answer.note)
        return told


@dataclass
class SheetsReading:
    """A file as read: every cell that is no number from 0 to the points of its item is named; the others can come in."""

    sheets: list[Placed] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.accepted} 项可导入，{len(self.rejected)} 处要先改"

    @cached_property
    def accepted(self) -> int:
        return sum(len(placed.claims.marks) - len(placed.claims.invalid) for placed in self.sheets)

    @cached_property
    def changed(self) -> int:
        return sum(len(placed.fresh) for placed in self.sheets)

    @cached_property
    def digest(self) -> str:
        """Changes when the outcome does, so that nothing is written under a preview that no longer holds."""
        seen = [(placed.assessment.pk, placed.claims.marks, placed.fresh) for placed in self.sheets]
        return hashlib.sha256(repr((seen, self.rejected)).encode("utf-8", "backslashreplace")).hexdigest()

    @cached_property
    def answer(self) -> dict[str, Any]:
        return {"rows": self.rows, "accepted": self.accepted, "rejected_rows": self.rejected}

    @property
    def rows(self) -> int:
        return self.accepted + len(self.rejected)

    @cached_property
    def report(self) -> dict[str, Any]:
        return {
            "rows": self.rows, "accepted": self.accepted, "created": 0, "changed": self.changed,
            "unchanged": self.accepted - self.changed, "rejected": self.rejected, "warnings": self.warnings,
            "changes": [], "skipped": [], "unused_sheets": self.unused,
        }  # fmt: skip


class SelfCheckSheets:
    """The kind of import: each sheet is a unit's self-check, into those that are open and that the person fills."""

    title = "自评表"
    noun = "项"
    act = "assessments.fill"
    columns = ("序号", "考评项目", "分值", "自评得分", "扣分说明", "佐证材料")
    hint = (
        "一张工作表是一个单位，工作表名写单位名称或者简称，标题里写年份。自评得分是 0 到分值之间的数，"
        "“6分”、全角数字、前后空格都认得。有一格要改，只有那一格不导入，别的照常；要全部改好再导入，就先不确认。"
    )

    @classmethod
    def read(cls, sheets: list[Sheet], by: Any) -> SheetsReading:
        """Read and judge the sheets against the self-checks that `by` may fill. Writes nothing."""
        mine = (
            Assessment.objects.filter(within_paths(by.scope(cls.act), "unit__path"), state=State.CHECKING)
            .select_related("unit", "scheme")
            .prefetch_related("answers__item")
        )
        named: dict[str, list[Assessment]] = {}
        for one in mine:
            for name in {one.unit.name, one.unit.short, one.unit.code}:
                named.setdefault(name, []).append(one)
        reading = SheetsReading()
        for sheet in sheets:
            cls._read(sheet, named.get(sheet.name.strip(), []), reading)
        return reading

    @staticmethod
    def _read(sheet: Sheet, found: list[Assessment], reading: SheetsReading) -> None:
        def tell(row: int, name: str, says: str, remedy: str) -> None:
            reading.rejected.append(
                {"sheet": sheet.name, "row": row, "name": name, "says": [says], "remedies": [remedy]}
            )

        empty = read_claims(sheet, {})
        if sheet.is_hidden or empty is None:
            reading.unused.append(sheet.name)
            return
        found = [one for one in found if empty.year in {None, one.year}]
        if len(found) != 1:
            year = f"{empty.year}年" if empty.year else ""
            says = (
                f"没有“{sheet.name[:20]}”{year}正在填、由您填报的自查"
                if not found
                else "有几个年度的自查，标题里没有年份"
            )
            tell(1, sheet.name, says, "核对工作表名和年份；已经提交的要先退回")
            return
        answers = {answer.item.code: answer for answer in found[0].answers.all()}
        claims = read_claims(sheet, {code: answer.item.full for code, answer in answers.items()})
        assert claims is not None  # noqa: S101  (the table was found above)
        for mark in claims.invalid:
            tell(
                mark.row,
                mark.code,
                f"{mark.cell} 格“{'' if mark.value is None else mark.value}”{mark.why}",
                MEND[mark.why],
            )
        for row, code in claims.strange:
            tell(row, code, f"方案里没有序号 {code}，或者写了两次", "核对序号")
        for code in claims.missing:
            reading.warnings.append({"sheet": sheet.name, "row": 0, "name": code, "says": ["表里没有这一项，不改"]})
        reading.sheets.append(Placed(claims, found[0], answers))

    @staticmethod
    def write(reading: SheetsReading, by: Any, progress: Callable[[int, int], None]) -> dict[str, int]:
        """Bring the valid cells in, one step for each unit. Called inside one transaction."""
        done = 0
        for placed in reading.sheets:
            done += workflow.fill(placed.assessment, by, claims=placed.fresh)
            progress(done, reading.changed)
        return {"created": 0, "changed": done, "unchanged": reading.accepted - done}


IMPORTS = {"self-checks": SelfCheckSheets}
ASSESSMENTS = (
    Column("年度", lambda one: one.year),
    Column("单位", lambda one: one.unit.name),
    Column("单位类别", lambda one: one.scheme.get_unit_class_display()),
    Column("自评得分", lambda one: None if one.claimed is None else float(one.claimed)),
    Column("自查截止日", lambda one: one.due_on),
    Column("上报时间", lambda one: one.signed_at),
    Column("状态", lambda one: one.get_state_display()),
)
ANSWERS = (
    Column("序号", lambda answer: answer.item.code),
    Column("考评项目", lambda answer: answer.item.name),
    Column("分值", lambda answer: float(answer.item.full)),
    Column("系统建议", lambda answer: None if answer.suggested is None else float(answer.suggested)),
    Column("自评得分", lambda answer: None if answer.claimed is None else float(answer.claimed)),
    Column("扣分说明", lambda answer: answer.note),
    Column("佐证材料", lambda answer: "、".join(str(one) for one in answer.evidence.all())),
)
PLACES = (
    Column("名次", lambda place: place.rank),
    Column("单位", lambda place: place.assessment.unit.name),
    Column("单位类别", lambda place: place.assessment.scheme.get_unit_class_display()),
    Column("得分", lambda place: float(place.assessment.score)),
    Column("等次", lambda place: place.grade),
    Column("超出优秀名额", lambda place: "是" if place.over_quota else "否"),
    Column("可以评先", lambda place: "是" if place.assessment.may_be_awarded else "否"),
)
# The agreed files (F130): headings and their order are the agreement with whoever reads them in.
_WHO = (
    Column("年度", lambda place: place.assessment.year),
    Column("单位代码", lambda place: place.assessment.unit.code),
    Column("单位", lambda place: place.assessment.unit.name),
    Column("单位类别", lambda place: place.assessment.scheme.get_unit_class_display()),
    Column("得分", lambda place: float(place.assessment.score)),
    Column("等次", lambda place: place.grade),
)
LEADERS = (
    *_WHO,
    Column("权重（%）", lambda place: place.standings.weight),
    Column("折算分", lambda place: float(rounded(Fraction(place.assessment.score) * place.standings.weight / 100))),
)
CIVILISATION = (
    *_WHO,
    Column("名次", lambda place: place.rank),
    Column("一票否决", lambda place: "、".join(place.assessment.result.get("vetoes", []))),
    Column("可以评先", lambda place: "是" if place.assessment.may_be_awarded else "否"),
)
POINTS = (
    Column("列入年度", lambda one: one.year),
    Column("单位", lambda one: one.unit.name),
    Column("考评项目", lambda one: one.answer.item.name),
    Column("失分", lambda one: float(one.lost)),
    Column("扣分理由", lambda one: one.answer.verdict),
    Column("要做的事", lambda one: one.task),
    Column("责任人", lambda one: str(one.person or "")),
    Column("期限", lambda one: one.due_on),
    Column("状态", lambda one: one.get_state_display()),
    Column("落实情况", lambda one: one.done),
)
