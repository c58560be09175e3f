"""What is asked before each act: the question, what follows from it, the words of the button, the rules in sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils import timezone

from ymdm.organization.models import Unit
from ymdm.rulebook import Rule, in_force

from ... import rules
from ...channels import Policy


@dataclass(frozen=True)
class Asked:
    """`does` names the act on the page that it starts from, `title` is the question, `tells` the consequence, `button`
    says verb and object; `rules` are shown with their basis.

    `in_page`: too much to type for a dialog. `danger`: what cannot be taken back and helps nobody on.
    """

    does: str
    title: str
    tells: str
    button: str
    rules: tuple[Rule, ...] = ()
    in_page: bool = False
    danger: bool = False
    cancel: str = "再想想"

    def at(self, unit: Unit) -> Asked:
        """With the rules as they hold for `unit` today."""
        return replace(self, rules=in_force(self.rules, unit, timezone.localdate()))

    def of(self, policy: Policy) -> Asked:
        """In the words and with the rules of a channel: the table below speaks of proposals."""
        if policy.is_reviewed:
            return self
        said = {name: policy.say(getattr(self, name)) for name in ("does", "title", "tells", "button")}
        return replace(self, **said, rules=tuple(self._rules_of(policy)))

    def _rules_of(self, policy: Policy) -> Iterator[Rule]:
        for rule in self.rules:
            if rule is rules.REPLY:
                yield policy.limit
            elif rule not in (rules.CO_SIGNERS, rules.CALL) and (rule is not rules.CONTACT or policy.wants_contact):
                yield rule


ASKED: dict[str, Asked] = {
    "co_sign": Asked(
        "附议", "附议这件提案？", "附议后提案人会收到消息。立案以前，您可以撤回附议。", "附议", (rules.OWN_SIGNATURE,)
    ),
    "decline": Asked(
        "不附议", "不附议这件提案？", "提案人会在附议名单里看到。不需要写理由。", "不附议", (rules.OWN_SIGNATURE,)),
    "withdraw_signature": Asked(
        "撤回附议", "撤回您的附议？", "附议人数不足的，提案退回草稿，由提案人另请代表附议。", "撤回附议",
        (rules.OWN_SIGNATURE, rules.CO_SIGNERS), danger=True,
    ),
    "submit": Asked(
        "提交提案", "提交这件提案？", "提交后内容不能再改。审查结果会书面告知您和附议人，不立案也会写明理由。", "提交提案",
        (rules.COMPLETE, rules.CO_SIGNERS, rules.CALL),
    ),
    "resubmit": Asked(
        "重新提交", "重新提交这件提案？", "沿用原来的编号，补充前后的内容都留在记录里。", "重新提交", (rules.COMPLETE, rules.RESUBMIT)
    ),
    "withdraw": Asked(
        "撤回提案", "撤回这件提案？", "撤回后不再办理，提案和原因留在记录里。撤回不能取消。", "撤回提案", danger=True
    ),
    "appeal": Asked(
        "申请复议", "申请复议？", "提案委员会重新审查一次，两次的结果和理由都留在记录里。只能申请一次。", "申请复议", (rules.APPEAL,)
    ),
    "review": Asked(
        "审查", "怎样处理这件提案？", "结果、理由和票数会书面告知提案人和附议人。", "登记审查结果",
        (rules.COMMITTEE, rules.REVIEW, rules.REFUSAL_REASONS), in_page=True,
    ),
    "send_back": Asked(
        "退回补充", "退回提案人补充？", "提案人和附议人会收到您写的理由。逾期没有重新提交的，按不立案处理。", "退回补充", (rules.RESUBMIT,)
    ),
    "instruct": Asked(
        "写批示", "写下批示", "批示写进记录，工会会收到消息。", "保存批示", (rules.INSTRUCTION,)),
    "assign": Asked(
        "交办", "交办给哪些单位？", "主办、协办单位会收到待办，提案人和附议人会收到承办单位和期限。", "交办提案",
        (rules.ASSIGN, rules.REPLY), in_page=True,
    ),
    "answer_at_once": Asked(
        "当场答复", "当场答复？", "答复马上送达提案人，由提案人评价。要以后办的事，请交给责任单位。", "送出答复",
        (rules.ANSWERED, rules.FOLLOW_UP), in_page=True,
    ),
    "join": Asked(
        "并案", "与哪一件并案办理？", "两件一并办理，每一位提案人都会收到答复、都可以评价。原来的编号都保留。", "并案",
        (rules.MERGING,),
    ),
    "raise_to_proposal": Asked(
        "转为提案", "请代表作为提案提出？", "代表邀请附议并提交以后，成为职代会提案；原来的编号查得到，提案人仍然收到答复、参加评价。",
        "请代表提出", (rules.PROPOSERS, rules.CO_SIGNERS),
    ),
    "hand_back": Asked(
        "不作为提案提出", "不作为提案提出？", "退回工会，仍按合理化建议办理和答复。", "退回工会", (rules.CONVERSION,),
    ),
    "sign_for": Asked(
        "签收", "签收这件提案？", "签收后由您承办，您的姓名会显示给提案人。", "签收", (rules.SIGN_FOR, rules.NO_PASSING_ON)
    ),
    "object_to_assignment": Asked(
        "申请退办", "申请退办？", "等待处理期间，答复期限暂停计时。提案人会看到您写的理由。", "申请退办",
        (rules.OBJECTION, rules.NO_PASSING_ON),
    ),
    "decide_objection": Asked(
        "处理退办申请", "同意改派给别的单位？", "同意的，只对新的单位重新计时；不同意的，原单位接着办。", "登记处理意见",
        (rules.OBJECTION, rules.OBJECTION_DECISION),
    ),
    "record_contact": Asked(
        "登记沟通", "登记与提案人的沟通", "提案人会看到这次记录。答复以前至少沟通一次。", "登记沟通", (rules.CONTACT,)
    ),
    "give_opinion": Asked(
        "提协办意见", "写下协办意见", "主办单位会马上收到。", "提交意见", (rules.OPINION,)),
    "ask_extension": Asked(
        "申请延期", "申请延长答复期限？", "由工会审批。批准后，提案人和附议人会收到新的期限。", "申请延期", (rules.EXTENSION,)
    ),
    "decide_extension": Asked(
        "审批延期", "同意延长答复期限？", "同意的，新的期限马上生效，并告知提案人和附议人。", "登记审批意见", (rules.EXTENSION,)
    ),
    "draft_reply": Asked(
        "写答复", "写答复", "送签后，先由协办单位会签，再由分管领导签发；签发以前提案人看不到。", "送签答复",
        (rules.POINT_BY_POINT, rules.CONTACT, rules.FOLLOW_UP), in_page=True,
    ),
    "countersign": Asked(
        "会签", "会签这份答复稿？", "不同意的意见会和答复放在一起，不会隐去，并由分管领导协调。", "提交会签意见",
        (rules.COUNTERSIGN, rules.DISAGREEMENT), in_page=True,
    ),
    "sign": Asked(
        "签发答复", "签发这份答复？", "签发后马上编号并送达提案人和附议人，不能再改。", "签发答复", (rules.LETTER, rules.COUNTERSIGN),
        in_page=True,
    ),
    "send_reply_back": Asked(
        "退回修改", "退回这份答复稿？", "由承办人修改后重新送签，会签从头开始。", "退回修改", (rules.LETTER,), in_page=True
    ),
    "relay_answer": Asked(
        "告知上级答复", "告知上级的答复", "告知以后，这件提案就办结了。", "告知提案人", (rules.RELAY,)),
    "evaluate": Asked(
        "评价答复", "您满意这次答复吗？", "不满意的会退回重新办理一次。谁评了不满意，只有提案人、附议人和工会看得到。", "提交评价",
        (rules.EVALUATE, rules.TWO_MARKS, rules.REHANDLE),
    ),
    "conclude": Asked(
        "审定", "写下审定意见", "提案人、附议人和承办单位会收到您的意见。", "提交审定意见", (rules.LEADER_REVIEW,)),
    "change_class": Asked(
        "调整办理结果", "调整办理结果的分类？", "主办单位、提案人和附议人会收到新的分类和理由。", "调整分类", (rules.CLASS_CHANGE,)
    ),
    "close": Asked(
        "办结", "办结这件提案？", "办结后提案人和附议人会收到说明。承诺以后办的事，到期继续跟踪。", "办结提案",
        (rules.ANSWERED, rules.CLOSE, rules.FOLLOW_UP),
    ),
    "follow_up": Asked(
        "填报进展", "填报承诺的进展", "提案人和附议人会收到进展。", "提交进展", (rules.FOLLOW_UP,)),
    "revisit": Asked(
        "回答回访", "真的办好了吗？", "没有办好的，由主办单位限期核实并告知您，过一段时间再问一次。", "提交回答",
        (rules.REVISIT, rules.RECHECK),
    ),
    "recheck": Asked(
        "填报核实情况", "核实提案人反映的情况", "提案人会收到您写的情况，一段时间以后还会再回访一次。", "提交核实情况", (rules.RECHECK,)
    ),
    "propose_reward": Asked(
        "申报奖励", "给这件建议申报奖励", "等级按效益从规定的表里得出，由单位领导审定。", "申报奖励",
        (rules.REWARD, *rules.REWARD_GRADES, rules.NO_DOUBLE_REWARD, rules.OWN_DUTY), in_page=True,
    ),
    "decide_reward": Asked(
        "审定奖励", "审定这件建议的奖励", "建议人会收到您的意见；同意的由工会公布。", "提交审定",
        (rules.REWARD, rules.NO_DOUBLE_REWARD, rules.OWN_DUTY),
    ),
    "publish_reward": Asked(
        "公布奖励", "公布这件建议的奖励？", "等级和奖金列入公开的台账，不写姓名。", "公布奖励", (rules.REWARD,)),
    "revoke_reward": Asked(
        "撤销奖励", "撤销这件建议的奖励？", "奖金要追回，公开的台账里不再列出，建议人会收到说明。", "撤销奖励",
        (rules.FRAUD,), danger=True,
    ),
    "archive": Asked(
        "归档", "归档这件提案？", "归入本次职代会的案卷。没有兑现的承诺仍然继续跟踪。", "归档"),
}  # fmt: skip
