"""The master list D01 to D24 by type of unit (分类指导, domain 2), and what may be taken out of it (DIS-06)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ymdm.rulebook import Confidence, Rule
from ymdm.workflow import Refused

D = Confidence.OWN_DECISION

REMOVAL = Rule("DIS-06", "目录按单位类型确定；移出一项要有单位决定、理由和上级同意", None, "", "", D)
BY_TYPE = Rule("DIS-03", "机关、参公单位对社会和职工都要公开，事业、企业单位主要对职工公开", None, "", "《政府信息公开条例》第2、54、55条", Confidence.READ)  # fmt: skip

A, C, S, E, T = "agency", "civil_service_managed", "public_institution", "enterprise", "team"
ALL = f"{A} {C} {S} {E}"
GOALS = {"G": "目标公开", "B": "预算公开", "K": "考核公开", "Z": "账目公开", "P": "评选公开"}
DO = {"G": "大家干", "B": "大家管", "K": "大家看", "Z": "大家算", "P": "大家选"}
MAJOR = {"1": "重大决策", "2": "重要干部任免", "3": "重大项目安排", "4": "大额资金运作"}


@dataclass(frozen=True)
class Item:
    """One line of the master list. `schedule` says stage:frequency; Y, H, Q, M are periods, I is at once."""

    code: str
    name: str
    tags: str
    owed_by: str
    schedule: str
    basis: str
    min_days: int = 15
    is_notice: bool = False
    open_to: str = ""
    # Of an item of the house: its topic, the item of the master list above it, and how it is opened.
    topic: str = ""
    under: str = ""
    form: str = ""
    time_limit: str = ""
    to_congress: bool = False

    @property
    def goals(self) -> str:
        return "".join(tag for tag in self.tags if tag in GOALS)

    @property
    def major(self) -> str:
        return "".join(tag for tag in self.tags if tag in MAJOR)


EVERY = "before:I process:I result:I"
# “before, result” of a yearly item: the plan when the year begins, the result when the period is over.
ITEMS = (
    Item("D01", "发展规划、年度工作目标及完成情况", "G1", f"{ALL} {T}", "before:Y result:H", "山东8(1)(3)；河南26(1)(3)；重庆7(2)"),
    Item("D02", "规章制度、改革方案", "1", ALL, EVERY, "山东8(2)(4)；河南26(2)(4)；重庆7(1)(3)"),
    Item("D03", "预算及其调整", "B4", ALL, "before:Y result:Y", "山东8(3)；河南26(3)；重庆7(2)"),
    Item("D04", "决算、收入和支出", "Z", f"{ALL} {T}", "result:Q result:Y", "山东8(3)；河南26(3)；重庆7(2)"),
    Item("D05", "大额资金、借贷、担保、捐赠", "4Z", ALL, "process:I result:I", "山东8(3)；河南26(3)"),
    Item("D06", "工程项目立项、招投标、变更和验收", "3", f"{ALL} {T}", EVERY, "山东8(3)；河南26(3)；重庆7(2)"),
    Item("D07", "大宗物资采购供应", "34", f"{ALL} {T}", "process:Q result:Q", "山东8(3)；河南26(3)；重庆7(2)"),
    Item("D08", "土地、房产等资源的使用、租金和合同", "34", ALL, "before:I result:H", "重庆7(2)"),
    Item("D09", "干部任免", "2", ALL, "before:I result:I", "2014年干部任用条例41；公务员法48", is_notice=True),
    Item("D10", "领导人员考核、廉洁、履职待遇和因公出国（境）", "K", ALL, "result:Y", "山东8(9)；河南26(9)(10)；重庆7(7)(8)"),
    Item("D11", "业务招待费", "Z", ALL, "result:H result:Y", "山东8(10)；河南26(11)；重庆7(8)"),
    Item("D12", "招聘、岗位、职称和晋级", "P", ALL, EVERY, "山东8(6)；河南26(7)；重庆7(7)；事业单位人事管理条例9、10", is_notice=True),
    Item("D13", "年度考核和绩效分配", "KZ", f"{ALL} {T}", "before:Y process:M result:Y", "山东8(5)；河南26(6)"),
    Item("D14", "劳模和先进评选的条件、名额和结果", "P", f"{ALL} {T}", EVERY, "山东8(6)；河南26(7)", is_notice=True),
    Item("D15", "福利费、工会经费和困难补助", "Z", f"{ALL} {T}", "result:H", "山东14(3)；工会法45"),
    Item("D16", "社会保险、住房公积金和企业年金", "", ALL, "result:Q", "山东8(7)；河南26(6)；重庆7(5)"),
    Item("D17", "劳动合同、集体合同", "", E, "result:Y", "山东8(5)；河南26(5)；重庆7(4)", open_to=S),
    Item("D18", "安全生产、职业健康和事故处理", "", f"{ALL} {T}", "process:M result:I", "山东8(8)；安全生产法41"),
    Item("D19", "培训计划和培训经费", "", ALL, "before:Y result:Y", "山东8(6)；河南26(8)"),
    Item("D20", "职代会议题、决议、落实和提案", "", ALL, EVERY, "山东12(3)；上海32"),
    Item("D21", "职工奖惩及理由", "", E, "result:I", "重庆8(2)；河南27(2)", min_days=7, open_to=f"{A} {C} {S}"),
    Item("D22", "班组考勤、任务、检查和评选", "GKP", T, "result:M", "湖北做法", min_days=7),
    Item("D23", "对建议和异议的答复", "", f"{ALL} {T}", "result:I", "山东15；浙江23；重庆10(3)"),
    Item("D24", "非公有制和其他单位的规章、合同、保险、安全和评选", "", "", "result:I", "山东9；河南27；重庆8；浙江20", open_to=E),
)  # fmt: skip


def check_removal(reason: str, decision: str) -> None:
    """Refuse to ask for a removal without reason and the unit's decision. Rule DIS-06."""
    if not reason.strip() or not decision.strip():
        raise Refused("移出目录要写明理由，并注明单位的决定（会议和日期，或者文号）。", rule=REMOVAL)


def check_consent(asked_by: Any, by: Any) -> None:
    """Refuse one's own consent. Rule DIS-06."""
    if asked_by == by:
        raise Refused("申请移出的人不能自己同意，请由上级单位的领导办理。", rule=REMOVAL)
