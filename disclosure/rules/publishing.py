"""What stands between a draft and its publication (DIS-02, DIS-10 to DIS-17, 22 to 24, 27, 29, 30). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from ymdm.rulebook import Confidence, Rule
from ymdm.workflow import Refused

D, V, V2 = Confidence.OWN_DECISION, Confidence.READ, Confidence.READ_AT_SECOND_HAND

NO_HIDING = Rule("DIS-04", "应当公开的，不得为了不公开而定密", None, "", "《保密法实施条例》第5条", V)
STAFF_MATTERS = Rule(
    "DIS-02",
    "人事、后勤、内部流程信息可以不向社会公开，但不能因此不向职工公开",
    None,
    "",
    "《政府信息公开条例》第16条",
    V,
)
SLIP = Rule(
    "DIS-10",
    "先审查、后公开，逐项审查；没有签署审查单的不得公开",
    None,
    "",
    "《保密法》第35条；《保密法实施条例》第42条",
    V,
)
THREE = Rule("DIS-11", "审查人、起草人、批准人不能是同一个人", None, "", "", D)
REVIEW_DAYS = Rule("DIS-12", "保密审查 {} 个工作日内答复", 7, "个工作日", "《政府信息公开条例》第17条", V2)
IN_PART = Rule("DIS-13", "部分内容不能公开的，公开其余部分，并说明理由", None, "", "《政府信息公开条例》第37条", V)
DEFERRED = Rule("DIS-14", "事前不宜公开的，在适当时间事后公开，到期提醒", None, "", "《重庆市厂务公开条例》第7条", V)
REEXAMINE = Rule("DIS-15", "不公开的事项每 {} 个月重新审查", 12, "个月", "《政府信息公开条例》第18条", V)
STAGES = Rule(
    "DIS-16", "事前、事中、事后都要公开的，缺前面的阶段就是缺陷", None, "", "《山东省厂务公开条例》第12条第(2)项", V
)
UNCLASSIFIED = Rule("DIS-17", "本系统只在非涉密网络运行，不得录入涉密内容", None, "", "《保密法实施条例》第5条", V)
POSTING = Rule("DIS-22", "张贴至少 {} 天", 15, "天", "《山东省厂务公开条例》第12条", V)
NOTICE = Rule(
    "DIS-23", "任前公示和招聘公示至少 {} 个工作日", 5, "个工作日", "《党政领导干部选拔任用工作条例》第41条", V2
)
STOPS = Rule("DIS-27", "公示期间有异议的，书面办结前停止下一步", None, "", "", D)
APPEND_ONLY = Rule(
    "DIS-29", "公开的文本只能更正，不能改动；旧文本仍可查看", None, "", "《政府信息公开条例》第6、41条", V
)
SUSPENSION = Rule("DIS-30", "发现泄密立即暂停公开，当日报告", None, "", "《个人信息保护法》第57条", V)
ANSWERED = Rule("DIS-25", "对公开事项的意见 {} 天内答复或说明", 30, "天", "《浙江省厂务公开条例》第23条", V)
ADOPTED = Rule("DIS-26", "合理的意见应当采纳，采纳和整改情况也要公开", None, "", "《山东省厂务公开条例》第15条", V)
SENSITIVE = Rule("DIS-34", "健康、账户等敏感信息一律不公开", None, "", "《个人信息保护法》第28、29条", V)
MASKED = Rule("DIS-35", "身份证号、手机号、银行卡号、住址等公开前要掩去", None, "", "《个人信息保护法》第51条", V)
CONSENT = Rule("DIS-33", "公开个人信息要写明依据", None, "", "《个人信息保护法》第13、25、34条", V)


class Ground(models.TextChoices):
    """On what ground something is not opened."""

    STATE_SECRET = "state_secret", "国家秘密（保密法第13条）"
    WORK_SECRET = "work_secret", "工作秘密（保密法第64条）"
    BUSINESS_SECRET = "business_secret", "商业秘密（政府信息公开条例第15条）"
    PRIVACY = "privacy", "个人隐私（政府信息公开条例第15条）"
    STABILITY = "stability", "危及国家安全、公共安全、经济安全、社会稳定（条例第14条）"
    UNDERWAY = "underway", "事前不宜公开，延后公开（DIS-14）"
    INTERNAL = "internal", "人事管理、后勤管理、内部工作流程（条例第16条，只适用于向社会公开）"


def amount(rule: Rule, unit: Any, on: date) -> int:
    """The number of a rule in force for a unit on a day, in the rule's own measure."""
    found = rule.at(unit, on).value
    assert found is not None  # noqa: S101  (only asked of rules that have one)
    return found


def check_ground(ground: str, is_for_public: bool, until: date | None, today: date) -> None:
    """Refuse a ground that does not carry: internal matters are open to employees; what is deferred has its day."""
    if ground == Ground.INTERNAL and not is_for_public:
        raise Refused(
            "人事、后勤、内部流程不是对职工不公开的理由。", rule=STAFF_MATTERS, remedy="请向职工公开，或者选别的依据。"
        )
    if ground == Ground.UNDERWAY and until is None:
        raise Refused("延后公开的，要写明哪一天公开。", rule=DEFERRED)
    if until is not None and until <= today:
        raise Refused("延后公开的日期要在今天以后。", rule=DEFERRED)


def check_three(author: Any, reviewer: Any, by: Any) -> str:
    """Why `by` may not take the next part in a publication, or an empty string. Rule DIS-11."""
    if by == author:
        return "您是起草人，审查和批准要由别人办理。"
    if reviewer is not None and by == reviewer:
        return "您已经做了保密审查，批准要由别人办理。"
    return ""


def check_notice_days(days: int, least: int, unit: Any) -> None:
    """Refuse a notice shorter than the rule. Rule DIS-23."""
    if days < least:
        raise Refused(f"公示 {days} 个工作日，少于最短的 {least} 个工作日。", rule=NOTICE, remedy="请延长公示时间。")


def check_posting_days(days: int, least: int) -> None:
    """Refuse a posting shorter than the catalogue asks. Rule DIS-22."""
    if days < least:
        raise Refused(f"张贴 {days} 天，少于目录要求的 {least} 天。", rule=POSTING, remedy="请延长张贴时间。")


def missing_stages(owed: Iterable[str], open_ones: Iterable[str], stage: str) -> list[str]:
    """The owed stages before `stage` of which nothing is open. Rule DIS-16."""
    order = ["before", "process", "result"]
    there = set(open_ones)
    return [one for one in order[: order.index(stage)] if one in set(owed) and one not in there]
