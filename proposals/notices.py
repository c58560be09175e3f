"""What proposals tell people, and whom. Whoever owes something is told by the duty itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from ymdm.notices.outbox import send
from ymdm.organization.models import Person

from . import rules
from .channels import CONFIDENTIAL
from .models import Assignment, CoSigner, ExtensionRequest, Objection, Proposal, Reply, Review, Reward, State

TOPICS = {"proposal": "我提出、附议、经办的提案有了进展"}


def _tell(proposal: Proposal, people: Iterable[Any], kind: str, title: str, text: str = "", mark: Any = "") -> None:
    """`mark` tells apart what may happen to one proposal more than once."""
    send(
        [person for person in people if person is not None],
        kind=f"proposal-{kind}",
        key=f"{proposal.pk}:{proposal.round}:{mark}",
        title=proposal.policy.say(title),
        text=f"{proposal}。{text}",
        url=proposal.get_absolute_url(),
    )


def _handlers(proposal: Proposal) -> list[Person]:
    """The named handlers; while nobody has signed for it, all of the unit's."""
    people: list[Person] = []
    for row in proposal.assignments.select_related("unit", "accepted_by").filter(ended_at=None):
        people += [row.accepted_by] if row.accepted_by else Person.objects.holding_here("proposals.handle", row.unit)
    return people


def _union(proposal: Proposal) -> list[Person]:
    if proposal.channel in CONFIDENTIAL:
        return []  # only those named may know of it (PRO-67)
    return list(Person.objects.holding_here("proposals.supervise", proposal.unit))


def invited(proposal: Proposal, people: Sequence[Person]) -> None:
    title = f"{proposal.proposer}邀请您附议"
    # Whoever withdrew and is asked again is told again: the time of asking tells the two apart.
    asked = max((row.invited_at for row in proposal.co_signers.filter(person__in=people)), default="")
    _tell(proposal, people, "invited", title, "请在手机上点“附议”或“不附议”。", mark=asked)


def paper_signature_entered(proposal: Proposal, signature: CoSigner) -> None:
    words = f"{proposal.entered_by}按书面签名登记了您的附议。如不是您本人的意思，请打开提案撤回附议。"
    mark = f"{signature.pk}:{signature.answered_at}"
    _tell(proposal, [signature.person], "paper-signature", f"您已书面附议{proposal.proposer}的提案", words, mark=mark)


def signed(proposal: Proposal, by: Person) -> None:
    _tell(proposal, [proposal.proposer], "signed", f"{by}已附议您的提案", mark=by.pk)


def signature_withdrawn(proposal: Proposal, by: Person) -> None:
    words = "附议人数不足，提案已退回草稿，请再邀请代表附议。" if proposal.state == State.DRAFT else ""
    _tell(proposal, [proposal.proposer], "signature-withdrawn", f"{by}撤回了附议", words, mark=by.pk)


def submitted(proposal: Proposal) -> None:
    if proposal.policy.is_reviewed:
        stream = "征集期外提交，按闭会期间提案受理。" if proposal.between_sessions else ""
        law = rules.REVIEW.at(proposal.unit, timezone.localdate())
        words = f"{stream}提案委员会将在 {law.value} {law.measure}内审查，结果会书面告知您。"
    else:
        law = rules.TRIAGE.at(proposal.unit, timezone.localdate())
        words = f"工会将在 {law.value} {law.measure}内交给责任单位，办理和答复都会告知您。"
    words = f"编号 {proposal.number}。{words}"
    _tell(proposal, proposal.signatories(), "submitted", "提案已提交", words, mark=proposal.versions.count())


def withdrawn(proposal: Proposal, reason: str) -> None:
    _tell(proposal, proposal.signatories(), "withdrawn", "提案已撤回", f"原因：{reason}")


def reviewed(proposal: Proposal, decision: Review) -> None:
    words = f"审查结果：{State(decision.outcome).label}。理由：{decision.reason_words}。{decision.text}"
    _tell(proposal, proposal.signatories(), "reviewed", f"提案{State(decision.outcome).label}", words, mark=decision.pk)


def appealed(proposal: Proposal, reason: str) -> None:
    people = [*proposal.signatories(), *_union(proposal)]
    _tell(proposal, people, "appealed", "不立案的提案申请复议", reason, mark=proposal.reviews.count())


def sent_back(proposal: Proposal, text: str) -> None:
    _tell(proposal, proposal.signatories(), "sent-back", "提案退回补充", text, mark=proposal.versions.count())


def instructed(proposal: Proposal, text: str) -> None:
    _tell(proposal, _union(proposal), "instructed", "领导已批示", text, mark=proposal.instructions.count())


def assigned(proposal: Proposal, assisting: Sequence[Any]) -> None:
    helpers = f"，{'、'.join(unit.name for unit in assisting)}协办" if assisting else ""
    due = f"{proposal.reply_due_on:%-m月%-d日}" if proposal.reply_due_on else ""
    _tell(
        proposal, proposal.signatories(), "assigned", "提案已交办", f"{proposal.lead_unit}主办{helpers}，{due}前答复。"
    )


def objected(proposal: Proposal, row: Assignment, reason: str) -> None:
    _tell(proposal, proposal.signatories(), "objected", f"{row.unit}申请退办", reason, mark=row.pk)


def objection_decided(proposal: Proposal, objection: Objection) -> None:
    words = f"{'同意改派' if objection.is_approved else '不同意改派'}。{objection.decision}"
    people = [objection.by, *proposal.signatories(), *_handlers(proposal)]
    _tell(proposal, people, "objection-decided", "退办申请已处理", words, mark=objection.pk)


def opinion_given(proposal: Proposal, row: Assignment) -> None:
    _tell(
        proposal,
        _handlers(proposal),
        "opinion",
        f"{row.unit}提出协办意见",
        row.opinion,
        mark=f"{row.pk}:{row.opinion_at}",
    )


def extension_asked(proposal: Proposal, days: int, reason: str) -> None:
    _tell(proposal, _union(proposal), "extension-asked", f"{proposal.lead_unit}申请延期 {days} 天", reason)


def extension_decided(proposal: Proposal, request: ExtensionRequest) -> None:
    if request.is_approved:
        words = f"新的答复期限是 {request.new_due_on:%-m月%-d日}。理由：{request.reason}"
        _tell(proposal, [*proposal.signatories(), *_handlers(proposal)], "extended", "答复期限已延长", words)
    else:
        _tell(proposal, [request.by], "not-extended", "延期申请未获同意", request.decision, mark=request.pk)


def reply_drafted(proposal: Proposal, assisting: Sequence[Assignment]) -> None:
    if assisting:
        units = "、".join(row.unit.name for row in assisting)
        _tell(
            proposal, _union(proposal), "drafted", "答复稿已送会签", f"等待{units}会签。", mark=proposal.replies.count()
        )


def countersigned(proposal: Proposal, row: Assignment, agrees: bool) -> None:
    title = f"{row.unit}已会签" if agrees else f"{row.unit}会签不同意，请协调"
    people = _handlers(proposal) + ([] if agrees or proposal.leader is None else [proposal.leader])
    _tell(proposal, people, "countersigned", title, mark=f"{proposal.replies.count()}:{row.pk}")


def reply_sent_back(proposal: Proposal, reply: Reply) -> None:
    _tell(proposal, _handlers(proposal), "reply-sent-back", "答复退回修改", reply.sent_back_reason, mark=reply.pk)


def replied(proposal: Proposal, reply: Reply) -> None:
    law = rules.EVALUATE.at(proposal.unit, timezone.localdate())
    rates = f"请在 {law.value} {law.measure}内评价。" if proposal.state == State.REPLIED else ""
    words = f"{reply.text}（{reply.letter_number}）{rates}"
    _tell(proposal, proposal.signatories(), "replied", "提案已答复", words)


def raised(proposal: Proposal, by: Person, words: str) -> None:
    title = f"{proposal.voiced_by or '职工'}的建议请您作为提案提出"
    _tell(proposal, [proposal.proposer], "raised", title, words, mark=proposal.former_numbers.count())
    told = f"工会请职工代表{proposal.proposer}把您的建议作为职代会提案提出。{words}"
    _tell(proposal, [proposal.voiced_by], "raised-author", "您的建议将作为提案提出", told)


def handed_back(proposal: Proposal, by: Any, words: str) -> None:
    people = [*proposal.voices(), *_union(proposal)]
    _tell(
        proposal, people, "handed-back", "没有作为提案提出，仍按建议办理", words, mark=proposal.former_numbers.count()
    )


def evaluated(proposal: Proposal, by: Person) -> None:
    _tell(proposal, _union(proposal), "evaluated", "提案人已评价", mark=by.pk)


def settled(proposal: Proposal) -> None:
    """A dissatisfied rating is felt at once by those who answered; the name of the grader is not told."""
    if proposal.state == State.EVALUATED:
        return
    title = "评价不满意，重新办理" if proposal.state == State.REHANDLING else "评价仍不满意，报单位领导审定"
    people = [*_handlers(proposal), *([proposal.leader] if proposal.leader else [])]
    _tell(proposal, people, "settled", title)


def concluded(proposal: Proposal) -> None:
    _tell(proposal, [*proposal.signatories(), *_handlers(proposal)], "concluded", "单位领导已审定", proposal.conclusion)


def class_changed(proposal: Proposal, reason: str) -> None:
    people = [*proposal.signatories(), *_handlers(proposal)]
    title = f"办理结果调整为 {proposal.result_class} 类"
    _tell(proposal, people, "class-changed", title, reason, mark=proposal.result_class)


def closed(proposal: Proposal) -> None:
    _tell(proposal, proposal.signatories(), "closed", "提案已办结", proposal.closure_note)


def not_done(proposal: Proposal, text: str) -> None:
    """Who said so is not told: the words are what the lead has to look into."""
    people = [*_handlers(proposal), *_union(proposal), *([proposal.leader] if proposal.leader else [])]
    _tell(proposal, people, "not-done", "回访：提案人反映没有真正办好", text, mark=proposal.revisits.count())


def rechecked(proposal: Proposal, people: Iterable[Person], answer: str) -> None:
    title = "您反映没有办好的事，主办单位已核实"
    _tell(proposal, people, "rechecked", title, answer, mark=proposal.revisits.count())


def followed_up(proposal: Proposal) -> None:
    last = proposal.follow_ups.last()
    words = last.progress if last else ""
    _tell(
        proposal, proposal.signatories(), "followed-up", "承诺事项有了新进展", words, mark=proposal.follow_ups.count()
    )


def reward_decided(proposal: Proposal, reward: Reward) -> None:
    title = f"您的建议获得{reward}" if reward.is_granted else "您的建议没有获得奖励"
    people = [*proposal.proposers(), *_handlers(proposal)]
    _tell(proposal, people, "reward-decided", title, reward.decision, mark=str(reward.pk))


def reward_revoked(proposal: Proposal, reward: Reward) -> None:
    _tell(proposal, proposal.proposers(), "reward-revoked", f"{reward}已撤销", reward.revoked_for, mark=str(reward.pk))
