"""Where a proposal stands, in one line: who owes what by when, and what the reader can do now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from ymdm.duties.models import Duty
from ymdm.duties.rules import Tone
from ymdm.ui import words

from .. import kinds, rules
from ..models import Proposal, State
from .reader import Reader

# What each duty asks for, and who is meant where the unit's name would not tell.
TASKS = {
    kinds.REVIEW: ("审查", "提案委员会"),
    kinds.RESUBMIT: ("补充后重新提交", "提案人"),
    kinds.ASSIGN: ("交办", "工会"),
    kinds.SIGN_FOR: ("签收", ""),
    kinds.DECIDE_OBJECTION: ("处理退办申请", "工会"),
    kinds.REPLY: ("答复", ""),
    kinds.SECOND_REPLY: ("再次答复", ""),
    kinds.DECIDE_EXTENSION: ("审批延期申请", "工会"),
    kinds.OPINION: ("提出协办意见", ""),
    kinds.COUNTERSIGN: ("会签答复稿", ""),
    kinds.SIGN: ("签发答复", ""),
    kinds.EVALUATE: ("评价答复", "提案人"),
    kinds.CONCLUDE: ("审定", "单位领导"),
    kinds.CLOSE: ("办结", "工会"),
    kinds.FOLLOW_UP: ("兑现承诺并填报进展", ""),
    kinds.RECHECK: ("核实落实情况并告知提案人", ""),
    kinds.REVISIT: ("回答回访", "提案人"),
    kinds.RELAY: ("把上级的答复告知提案人", "工会"),
    kinds.DECIDE_REWARD: ("审定奖励", "单位领导"),
    kinds.PUBLISH_REWARD: ("公布奖励", "工会"),
}
# A reply is owed until it is signed; while it is countersigned and signed, those steps are what is waited for.
DRAFTED = {kinds.REPLY, kinds.SECOND_REPLY, kinds.OPINION}
COVERED = {kinds.COUNTERSIGN: DRAFTED, kinds.SIGN: DRAFTED}
URGENT_FIRST = list(TASKS)
ENDED = {
    State.WITHDRAWN: "提案人已经撤回，不再办理，提案和原因留在记录里。",
    State.NOT_FILED: "审查决定不立案，理由已经书面告知提案人和附议人，办理到此结束。",
    State.CLOSED: "已经办结，没有谁还欠答复。",
    State.ARCHIVED: "已经归档，没有谁还欠答复。",
}


@dataclass(frozen=True)
class Standing:
    """`owes` is who owes what by when; `can` is what the reader can do; `tone` is that of the most pressing duty."""

    owes: str
    can: str
    tone: str = ""

    def __str__(self) -> str:
        return f"{self.owes}{self.can}"


def standing(proposal: Proposal, owed: Sequence[Duty], reader: Reader, can: Iterable[str] = ()) -> Standing:
    """The line for one reader. `owed` are the open duties, lit; `can` is what the buttons on the page say."""
    tones = [duty.light.tone for duty in owed]
    tone = next((str(tone) for tone in (Tone.RED, Tone.YELLOW) if tone in tones), "")
    return Standing(_owes(proposal, owed, reader), _can(proposal, reader, list(can)), tone)


def _owes(proposal: Proposal, owed: Sequence[Duty], reader: Reader) -> str:
    if proposal.state == State.DRAFT:
        return _draft(proposal)
    if proposal.state == State.MERGED:
        words = (
            f"已经并入 {proposal.head.number}，在那件{proposal.head.noun}里一并答复和评价，每一位提案人都会收到答复。"
        )
        return proposal.policy.say(words)
    if not owed and proposal.state in ENDED:
        return proposal.policy.say(ENDED[State(proposal.state)])
    present = {duty.kind for duty in owed}
    covered = {kind for over, under in COVERED.items() if over in present for kind in under}
    shown = [kind for kind in URGENT_FIRST if kind in present - covered]
    told = [_task([duty for duty in owed if duty.kind == kind], reader) for kind in shown]
    told = [proposal.policy.say(words) for words in told]
    if not told:
        return f"现在的状态是“{proposal.get_state_display()}”。"
    ended = {State.CLOSED: "已经办结；", State.ARCHIVED: "已经归档；"}.get(State(proposal.state), "")
    return f"{ended}{'；'.join(told)}。{_afterwards(proposal)}"


def _draft(proposal: Proposal) -> str:
    if not proposal.policy.is_reviewed:
        return "还是草稿，写好就可以提交。"
    least = 0 if proposal.is_joint else rules.CO_SIGNERS.at(proposal.unit, timezone.localdate()).value or 0
    signed = sum(row.is_signed for row in proposal.co_signers.all())
    if signed < least:
        return f"还是草稿，已有 {signed} 名代表附议，还差 {least - signed} 名才能提交。"
    return "还是草稿，附议人数已够，等待提案人提交。" if least else "还是草稿，等待代表团团长提交。"


def _task(duties: Sequence[Duty], reader: Reader) -> str:
    """“人事劳动处应在 12月1日前答复（剩 7 个工作日）”; several duties of one kind in one breath."""
    first = min(duties, key=lambda duty: duty.due_on)
    task, who = TASKS[first.kind]
    if first.kind == kinds.REVISIT and first.person_id is None:
        task, who = "回访", ""  # nobody is known who raised it: the union goes and looks
    owners = list(dict.fromkeys(duty.owner for duty in duties))
    if any(duty.person_id == reader.person.pk for duty in duties):
        who = "您" if len(duties) == 1 else f"您和另外 {len(duties) - 1} 位{who}"
    elif who and len(duties) > 1:
        who = f"{len(duties)} 位{who}"
    light = first.light
    if light.tone == Tone.GREY:
        return f"{who or '、'.join(owners)}{task}的期限暂停计时"
    mark = "，暂定" if light.provisional else ""
    return f"{who or '、'.join(owners)}应在{words.day(first.due_on)}前{task}（{light.words}{mark}）"


def _afterwards(proposal: Proposal) -> str:
    if proposal.state == State.RETURNED:
        return "逾期没有重新提交的，按不立案处理。"
    if proposal.state == State.REPLIED:
        return "到期没有评价的，不计入满意。"
    return ""


def _can(proposal: Proposal, reader: Reader, can: list[str]) -> str:
    if can:
        return f"您现在可以{'、'.join(can)}。"
    if not proposal.is_open:
        return ""
    return f"您现在不用办什么{'，有进展会发消息告诉您' if reader.is_author else ''}。"
