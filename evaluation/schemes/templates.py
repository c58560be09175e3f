"""Published tables as something to begin with (domain/evaluation.md 2): as far as they could be read, in our own words.

A table of which only a part could be read says so; its scheme can be announced only when the rest was added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..kinds import Effect, Kind, Source
from ..papers.indicator_sheets import Indicator
from ..rules import DEFAULT_BANDS, Band, Item

Row = tuple[str, str, str, str, Mapping[str, Any], str]
EACH, LOST = {"each": "1"}, "缺少的内容按条扣分，扣完为止；没有这方面事项的不扣分。"
LEVELS = {"levels": {"好": "1", "一般": "0.6", "差": "0"}}


@dataclass(frozen=True)
class Template:
    """`rows` are group, name, points, kind, parameters and standard; numbers are given in order."""

    code: str
    title: str
    rows: tuple[Row, ...]
    bands: tuple[Band, ...] = DEFAULT_BANDS
    note: str = ""

    @property
    def words(self) -> str:
        return f"{self.code} {self.title}{f'（{self.note}）' if self.note else ''}"

    @property
    def indicators(self) -> list[Indicator]:
        return [
            Indicator(
                group, str(number), name, criteria, Source.SURVEY if kind == Kind.SURVEY else Source.BOTH,
                Item(str(number), kind, Decimal(full), dict(params)),
            )
            for number, (group, name, full, kind, params, criteria) in enumerate(self.rows, 1)
        ]  # fmt: skip


def _extra(name: str, points: str) -> Row:
    return ("另扣分", name, points, Kind.EXTRA_DEDUCTION, {"each": points}, f"有这种情况的扣{points}分。")


def _veto(name: str) -> Row:
    return ("否决", name, "0", Kind.VETO, {"effect": Effect.UNQUALIFIED}, "有这种情况的，不论得分。")


def _bands(*rows: tuple[str, str, int]) -> tuple[Band, ...]:
    return tuple(Band(code, words, Decimal(lower)) for code, words, lower in rows)


COUNTED = Kind.PER_COUNT_DEDUCTION
TEMPLATES = {
    one.code: one
    for one in (
        Template("T1", "院务公开工作目标考核", (
            ("决策公开", "科室决定事项公开", "20", COUNTED, EACH, LOST),
            ("人事公开", "职称、分配、奖惩、处分公开", "30", COUNTED, EACH, LOST),
            ("财务公开", "经费收支公开", "20", COUNTED, EACH, LOST),
            ("其他权益", "其他涉及职工利益事项公开", "10", COUNTED, EACH, LOST),
            ("年度报告", "按时报送年度书面报告", "20", Kind.FULL_OR_ZERO, {}, "按时书面报告的得满分。"),
            _extra("职工满意和基本满意不到 60%", "5"), _extra("发现的问题没有改正", "5"),
            _extra("违反职代会决议引发矛盾", "10"), _extra("打击报复", "10"), _extra("隐瞒重大事项造成严重后果", "10"),
        )),
        Template("T4", "模范职工小家民主管理部分", (
            ("民主管理", "职代会、公开的实施细则合法并及时修订", "4", COUNTED, EACH, "未达标准的按所列项目扣分。"),
            ("民主管理", "职代会机构健全、按时召开和换届", "4", COUNTED, EACH, "未达标准的按所列项目扣分。"),
            ("民主管理", "提案征集和落实，落实率 90% 以上", "4", Kind.RATIO, {"full_at": "90"}, "按落实率计分，90%以上得满分。"),
            ("民主管理", "公开、评议和监督制度规范", "5", COUNTED, EACH, "未达标准的按所列项目扣分。"),
            _veto("应建未建公开和民主评议制度，或者没有按期召开职代会"), _veto("三年内发生重大事故"),
            _veto("工会主席未经选举产生"), _veto("集体合同的规定没有落实"), _veto("职工对工会的满意率不到 85%"),
        ), note="只读到 17 分，其余要补齐到 100 分"),
        Template("T10", "干部综合考评", (
            ("述职", "本人述职", "5", COUNTED, EACH, "述职内容不全的扣分。"),
            ("测评", "职工民主测评", "30", Kind.SURVEY, {}, "按满意、基本满意的份数计分。"),
            ("测评", "同级互评", "10", Kind.IMPORT, {"share": "10"}, "互评得分的10%。"),
            ("业绩", "工作业绩", "30", Kind.IMPORT, {"share": "30"}, "业绩考核得分的30%。"),
            ("领导评价", "分管领导评价", "10", Kind.IMPORT, {"share": "10"}, "评价得分的10%。"),
            ("领导评价", "主要领导评价", "15", Kind.IMPORT, {"share": "15"}, "评价得分的15%。"),
        ), _bands(("excellent", "优秀", 90), ("good", "称职", 75), ("qualified", "基本称职", 60), ("unqualified", "不称职", 0))),
        Template("T13", "职代会质量评估", tuple(
            ("职代会质量", name, "12.5", Kind.QUALITATIVE_COEFFICIENT, LEVELS, "分好、一般、差三档。")
            for name in ("议题", "会前知情", "报告", "程序", "表决方式", "民主气氛", "会风", "组织工作")
        )),
    )
}  # fmt: skip
