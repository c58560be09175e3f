"""Sample values of the components page. All names and figures are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator

from .controls import DayInput
from .marks import STATES
from .shapes import DONE, LATE, NOW, Axis, Bar, Gap, Placing, Point, Station

AT = datetime(2026, 11, 20, 2, 26, tzinfo=UTC)
WORDS = {
    "draft": "草稿",
    "submitted": "待审查",
    "returned": "退回补正",
    "withdrawn": "已撤回",
    "filed": "已立案",
    "merged": "已并案",
    "converted": "转合理化建议",
    "not_filed": "不予立案",
    "forwarded_up": "已转报上级",
    "assigned": "已交办",
    "reassign_requested": "申请改派",
    "in_progress": "办理中",
    "reply_draft": "答复待签发",
    "replied": "待评价",
    "evaluated": "已评价",
    "rehandling": "再办理",
    "leader_review": "领导复审",
    "closed": "已办结",
    "archived": "已归档",
    "proposed": "待确认",
    "confirmed": "已确认",
    "declined": "未通过",
    "planned": "待接待",
    "held": "已接待",
    "raised": "意见待交办",
    "noticed": "已通知",
    "materials_out": "材料已送达",
    "preparatory_done": "预备会议已开",
    "open": "进行中",
    "reported": "已报上级",
    "postponed": "已延期",
    "past": "以往会议",
    "now": "正在进行",
    "done": "已完成",
    "put_off": "不再进行",
    "counting": "正在计票",
    "counted": "待宣布",
    "declared": "已宣布",
    "stopped": "已中止",
    "asked": "正在评价",
    "over": "评价结束",
    "moved": "待表决",
    "rejected": "没有通过",
    "adopted": "已通过",
    "carried_out": "已落实",
    "called_off": "已取消",
    "called": "已通知",
    "settled": "意见已交办",
    "booked": "已预约",
    "cancelled": "已取消",
    "absent": "没有来",
    "received": "已接待",
    "signed_off": "已签结",
    "skipped": "没有召开",
    "group_running": "在任",
    "group_ended": "已结束",
    "opened": "审查中",
    "questioned": "质询中",
    "answered": "待签字",
    "signed": "已签字",
    "published": "已公布",
    "congress_passed": "职代会已通过",
    "in_force": "施行",
    "replaced": "已废止",
    "decided": "已决定",
    "sent": "待答复",
    "responded": "已答复",
    "disclosed": "已公开",
    "nominating": "提名候选人",
    "voting": "正在投票",
    "result_published": "已公布结果",
    "dropped": "已中止",
    "report_owed": "待述职",
    "report_given": "已述职",
    "report_lapsed": "不再述职",
    "joint_raised": "待商议",
    "joint_settled": "待职代会确认",
    "joint_confirmed": "已由职代会确认",
    "joint_reversed": "职代会没有确认",
    "asking_written": "拟题中",
    "asking_boxed": "已成选票",
    "frozen": "名册已冻结",
    "sealing": "正在封箱",
    "destroying": "正在销毁",
    "destroyed": "选票已销毁",
    "disputed": "票数不符",
    "void": "作废",
    "tried": "可以使用",
    "met": "按期公开",
    "late": "逾期公开",
    "withheld": "依规不公开",
    "lifted": "不再要求",
    "owed": "未到期",
    "silent": "逾期未公开",
    "removal_asked": "申请移出",
    "removed": "已移出",
    "preparing": "编写中",
    "suspended": "暂停公开",
    "ended": "公开期满",
    "collecting": "征求意见",
    "review": "保密审查",
    "approval": "待批准",
    "scheduled": "定时公开",
    "awaiting": "待批准",
    "refused": "应当公开",
    "up": "张贴中",
    "down": "已取下",
    "appraisal_planned": "待述职",
    "appraisal_reported": "述职已提交",
    "appraisal_discussed": "代表团已讨论",
    "appraisal_voting": "测评中",
    "appraisal_counted": "已计票",
    "appraisal_fed_back": "已反馈",
    "appraisal_sent_up": "已报上级",
    "appraisal_disclosed": "已公布",
    "appraisal_called_off": "已取消",
    "scheme_draft": "起草中",
    "scheme_announced": "已公布",
    "scheme_withdrawn": "已作废",
    "assess_checking": "自查中",
    "assess_handed_in": "待负责人签字",
    "assess_signed": "已上报",
    "assess_scoring": "评分中",
    "assess_disputed": "待第三人评定",
    "assess_scored": "已评分",
    "assess_shown": "已反馈，可申诉",
    "assess_appealed": "申诉复核中",
    "assess_decided": "申诉已决定",
    "assess_final": "已定案",
    "standings_proposed": "待复核公布",
    "standings_out": "结果已公布",
    "standings_returned": "已退回重排",
    "point_noted": "待定责任人",
    "point_owed": "落实中",
    "point_done": "已落实",
    "veto_proposed": "待单位说明",
    "veto_heard": "待考评组决定",
    "veto_upheld": "否决成立",
    "veto_refused": "否决不成立",
    "visit_planned": "已计划",
    "visit_teamed": "检查组已定",
    "visit_underway": "检查中",
    "visit_signing": "报告待签名",
    "visit_reported": "已出报告",
    "visit_called_off": "已取消",
    "finding_noted": "待签发",
    "finding_owed": "整改中",
    "finding_put_right": "待复查",
    "finding_closed": "已销号",
    "finding_dropped": "已撤回",
    "awards_called": "评选中",
    "awards_published": "结果已公布",
    "awards_archived": "表彰已归档",
    "awards_called_off": "评选已取消",
    "award_draft": "拟提名",
    "award_unit_notice": "单位公示中",
    "award_handed_in": "待上级审核",
    "award_upper_notice": "上级公示中",
    "award_proposed": "待决定",
    "award_given": "已决定表彰",
    "award_refused": "未予表彰",
    "award_removed": "因异议取消",
    "award_taken_back": "提名已撤回",
    "award_withdrawn": "称号已撤销",
    "evidence_entered": "待确认",
    "evidence_confirmed": "已确认",
    "evidence_returned": "已退回",
    "evidence_withdrawn": "已撤回",
    "leads_now": "在任",
    "leads_no_more": "已离任",
    "book_issued": "待签字",
    "book_signed": "已签订",
    "book_reviewed": "已考核",
    "book_withdrawn": "已收回",
    "targets_draft": "拟定中",
    "targets_settled": "已下达",
    "publicity_planned": "已安排",
    "publicity_held": "已举行",
    "publicity_off": "已取消",
    "objection_open": "异议待结论",
    "objection_valid": "异议成立",
    "objection_invalid": "异议不成立",
    "flag_raised": "待主管机关答复",
    "flag_answered": "已答复",
    "box_closed": "待开箱",
    "box_opened": "已开箱",
    "letter_sealed": "待开箱",
    "letter_opened": "待办理",
    "letter_handled": "办理中",
    "letter_answered": "已答复",
    "letter_again": "追问待答",
}


@dataclass(frozen=True)
class Stated:
    """Anything with a state."""

    state: str

    def get_state_display(self) -> str:
        return WORDS[self.state]


@dataclass(frozen=True)
class Lit:
    """A deadline light as `ymdm.duties` makes it."""

    tone: str
    words: str
    provisional: bool = False


@dataclass(frozen=True)
class Done:
    """An event as the ledger keeps it."""

    act: str
    says: str
    actor_label: str
    actor_role: str = ""
    unit_label: str = ""
    at: datetime = AT


@dataclass(frozen=True)
class Counted:
    """A figure as `ymdm.measures` makes it."""

    label: str
    words: str
    of: str
    definition: str
    rule: str = ""
    rows: str = ""


class SampleForm(forms.Form):
    title = forms.CharField(label="题目", max_length=40, help_text="一事一案，写成“希望做什么”")
    mobile = forms.CharField(label="联系电话", min_length=11, max_length=11)
    now = forms.CharField(
        label="现在是什么情况", max_length=800, widget=forms.Textarea, help_text="有数字、有例子更容易立案"
    )
    unit = forms.ChoiceField(label="承办单位", choices=[("", "请选择"), ("1", "后勤服务中心"), ("2", "监测中心")])
    days = forms.IntegerField(label="需要多少天", required=False)
    before = forms.DateField(label="希望何时答复", required=False, widget=DayInput)
    grade = forms.ChoiceField(
        label="满意度",
        widget=forms.RadioSelect,
        choices=[("a", "满意\n问题解决，或解释合理"), ("b", "不满意\n退回再办理，须写明理由")],
    )
    papers = forms.FileField(label="照片或附件", required=False, help_text="每个不超过 20 MB，最多 6 个")
    is_public = forms.BooleanField(label="内容属实，同意在全局公开题目和办理情况", required=False)


class SampleFilter(forms.Form):
    q = forms.CharField(label="关键词", required=False)
    category = forms.ChoiceField(label="类别", required=False, choices=[("", "全部类别"), ("safety", "安全与劳动保护")])


def _form() -> SampleForm:
    typed = {
        "title": "给淤地坝巡查人员增设意外伤害保险",
        "mobile": "1389",
        "now": "汛期有 23 名职工参加巡查。",
        "grade": "a",
    }
    return SampleForm({f"wrong-{name}": value for name, value in typed.items()}, prefix="wrong")


def _page() -> Page[int]:
    return Paginator(range(38), 10).page(2)


def everything() -> dict[str, Any]:
    """The context of the components page."""
    return {
        "states": [Stated(code) for code in STATES],
        "lights": [
            Lit("green", "剩 12 个工作日"),
            Lit("blue", "剩 8 个工作日"),
            Lit("amber", "剩 2 个工作日"),
            Lit("red", "逾期 2 个工作日"),
            Lit("paused", "等待对方，暂停计时"),
            Lit("done", "按期办理"),
            Lit("green", "剩 30 个工作日", provisional=True),
        ],
        "stations": [
            Station("提出", DONE, ("周明远等 9 人", "8月20日")),
            Station("立案", DONE, ("提案委员会", "8月27日")),
            Station("交办", DONE, ("人事劳动处", "9月1日")),
            Station("首次答复", DONE, ("用时 24 个工作日", "10月14日")),
            Station("代表评价", DONE, ("不满意", "10月20日")),
            Station("再办理", LATE, ("逾期 2 个工作日", "应于 11月18日")),
            Station("办结", notes=("评价满意后",)),
        ],
        "short_stations": [
            Station("收到", DONE, ("今天 10:02",)),
            Station("办理", NOW, ("剩 2 个工作日",)),
            Station("答复"),
        ],
        "events": [
            Done("proposals.submit", "提交", "周明远", actor_role="职工代表（局机关）"),
            Done("proposals.review", "审查", "郑晓芸", actor_role="工会干部（局工会）"),
            Done("proposals.assign", "交办", "郑晓芸", actor_role="工会干部（局工会）"),
            Done("duties.press", "催办", "郑晓芸", unit_label="人事劳动处"),
        ],
        "figures": [
            Counted(
                "按期答复率",
                "96.3%",
                "26 / 27 件",
                "到期前答复的提案，占本年到期应答复的提案；未到期的不算。",
                "PRO-41",
            ),
            Counted("平均答复用时", "16.2 个工作日", "27 件", "从交办到答复的工作日数，取平均。"),
            Counted("代表满意率", "—", "0 / 0 件", "评价为满意和基本满意的，占已评价的提案。"),
        ],
        "bars": [
            Bar("野外作业保障", 31, "31 件", "#bars"),
            Bar("住房与周转房", 24, "24 件", "#bars"),
            Bar("考核与晋升", 22, "22 件", "#bars"),
            Bar("差旅报销", 13, "13 件"),
        ],
        "points": [
            Point("2022", 27.5, url="#line"),
            Point("2023", 24.1, url="#line"),
            Point("2024", None),
            Point("2025", 19.8, url="#line"),
            Point("2026", 16.2, url="#line"),
        ],
        "axes": [
            Axis("组织领导", 86, 92, "#radar"),
            Axis("职代会规范", 82, 91),
            Axis("提案办理", 84, 89),
            Axis("局务公开", 54, 86),
            Axis("问计监督", 71, 85),
            Axis("成效创新", 68, 84),
        ],
        "gaps": [Gap("天水局", 95.6, 95.2, "−0.4", "#gaps"), Gap("规划设计院", 92.6, 89.8, "−2.8")],
        "placings": [
            Placing("天水局", 1, 95.2, "95.2", 1.8, "accent", "#placings"),
            Placing("监测中心", 2, 91.1, "91.1", -0.6),
            Placing("经济发展公司", None, 68, "68.0", None, "bad"),
        ],
        "form": SampleForm(initial={"title": "给淤地坝巡查人员增设意外伤害保险"}),
        "wrong": _form(),
        "filter": SampleFilter(),
        "page": _page(),
        "at": AT,
        "tones": ("", "ok", "warn", "bad", "plain"),
        "colours": COLOURS,
        "refusal": {"sentence": "还有 2 个协办单位没有会签，不能送签。", "rule": "PRO-29", "remedy": "请先催办会签。"},
    }


COLOURS = (
    ("river-900", "河 900", "深河面板"),
    ("river-700", "河 700", "主色"),
    ("river-100", "河 100", "主色浅底"),
    ("loess-500", "黄土 500", "强调"),
    ("loess-100", "黄土 100", "强调浅底"),
    ("seal-600", "会红", "印章、逾期"),
    ("willow-600", "柳绿", "办结、达标"),
    ("warn", "麦黄", "临期"),
    ("clay-600", "陶土", "再办理"),
    ("ink", "墨", "正文"),
)
