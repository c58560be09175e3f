"""What the five openings let a reader do: an action each, not just a page (五公开, DIS-09). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ymdm.rulebook import Confidence, Rule

FIVE = Rule("DIS-09", "五个公开都要能参与：目标可签可提，预算可问，考核可查，账目可算，评选可荐", None, "", "", Confidence.OWN_DECISION)  # fmt: skip


@dataclass(frozen=True)
class Opening:
    """One of the five: the act of it, what a reader is told, and what its stages are called."""

    tag: str
    verb: str
    tells: str
    stages: dict[str, str]


OPENINGS = {
    one.tag: one
    for one in (
        Opening("G", "comment_on_target", "看目标和完成情况；可以签阅，也可以提意见。", {"before": "目标", "process": "进展", "result": "完成情况"}),
        Opening("B", "remark", "看预算和执行情况；哪里不明白，直接提问，期限内答复。", {"before": "预算", "process": "执行", "result": "结果"}),
        Opening("K", "check_own_result", "看考核标准和允许公开的名次；对本人结果有疑问，可以核对，只有您和答复的人看得到。", {"before": "标准", "process": "进展", "result": "名次和结果"}),
        Opening("Z", "ask_line", "看收支明细；对其中一笔有疑问，可以就这一笔提问。", {"before": "办法", "process": "进展", "result": "账目"}),
        Opening("P", "nominate", "看条件、名额和结果；公开条件期间可以推荐人选，公示期间可以提异议。", {"before": "条件和名额", "process": "进展", "result": "结果"}),
    )
}  # fmt: skip


def why_not(tag: str, *, goals: str, stage: str, is_open: bool, is_notice: bool) -> str:
    """Why an opening's act is not offered on a publication, or an empty string. Rule DIS-09."""
    words = {"G": "目标公开", "K": "考核公开", "Z": "账目公开", "P": "评选公开"}
    if tag not in goals:
        return f"这一项不是{words[tag]}的事项。"
    if tag == "P" and (stage != "before" or is_notice or not is_open):
        return "推荐人选要在条件和名额公开期间提出。"
    return ""
