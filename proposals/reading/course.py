"""The river of a proposal: its stages with dates and who, as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from ymdm.duties.models import Duty
from ymdm.duties.rules import Tone
from ymdm.ui import words
from ymdm.ui.shapes import DONE, LATE, NOW, TODO, Station
from ymdm.workdays import Workdays

from .. import kinds
from ..models import Evaluation, Proposal, Reply, State
from .reader import Reader

REVIEWED = {
    State.FILED: "立案",
    State.CONVERTED: "转意见建议",
    State.NOT_FILED: "不立案",
    State.FORWARDED_UP: "转上级",
    State.MERGED: "并案",
}
GRADES = dict(Evaluation.Grade.choices) | {"not_evaluated": "到期未评价"}


def course(proposal: Proposal, owed: Sequence[Duty], reader: Reader, workdays: Workdays) -> list[Station]:
    """Stations from 提出 to 办结. `owed` are the open duties, lit; a stage that waits for a late one is late."""
    return _Course(proposal, owed, reader, workdays).stations()


class _Course:
    def __init__(self, proposal: Proposal, owed: Sequence[Duty], reader: Reader, workdays: Workdays) -> None:
        self.proposal, self.owed, self.reader, self.workdays = proposal, owed, reader, workdays

    def stations(self) -> list[Station]:
        proposal, state = self.proposal, self.proposal.state
        made = [self._raised()]
        ahead = ("交办", "答复", "评价", "办结")
        if state == State.DRAFT:
            return [*made, *self._todo(*(("审查", *ahead) if proposal.policy.is_reviewed else ahead))]
        if state == State.WITHDRAWN:
            return [*made, Station("撤回", DONE, [proposal.policy.say("提案人撤回")])]
        if proposal.policy.is_reviewed or proposal.outcome not in {"", State.FILED} or state == State.RETURNED:
            made.append(self._reviewed())
        if not proposal.outcome and (proposal.policy.is_reviewed or state == State.RETURNED):
            return [*made, *self._todo(*ahead)]
        if proposal.outcome in {State.NOT_FILED, State.MERGED}:
            return made
        if proposal.outcome == State.FORWARDED_UP:
            told = self._stage("告知上级答复", proposal.replied_on, [], kinds.RELAY)
            return [*made, told, self._closed()]
        made += [self._assigned(), self._answered(1), self._rated(1)]
        if proposal.round > 1:
            made.append(self._answered(2))
            if proposal.second_replied_on:
                made.append(self._rated(2))
            if proposal.state == State.LEADER_REVIEW or proposal.conclusion:
                made.append(self._stage("领导审定", None, [], kinds.CONCLUDE, done=bool(proposal.conclusion)))
        return [*made, self._closed()]

    def _raised(self) -> Station:
        authors = self.proposal.signatories()
        if not authors:
            return Station("提出", DONE, [self.proposal.get_channel_display(), words.day(self.proposal.submitted_on)])
        if self.proposal.state == State.DRAFT or self.proposal.submitted_on is None:
            return Station("起草", NOW, [self.reader.names_of(authors[:1])])
        who = self.reader.name(authors[0])
        many = f"等 {len(authors)} 人" if len(authors) > 1 else ""
        return Station("提出", DONE, [f"{who}{many}", words.day(self.proposal.submitted_on)])

    def _reviewed(self) -> Station:
        proposal = self.proposal
        if proposal.state == State.RETURNED:
            return self._stage("退回补充", None, ["等待重新提交"], kinds.RESUBMIT)
        name = REVIEWED.get(proposal.outcome, "审查")  # type: ignore[call-overload]
        by = "提案委员会" if proposal.policy.is_reviewed or proposal.outcome == State.CONVERTED else "工会"
        return self._stage(name, proposal.decided_on, [by], kinds.REVIEW)

    def _assigned(self) -> Station:
        unit = [self.proposal.lead_unit.short] if self.proposal.lead_unit else ["工会"]
        return self._stage("交办", self.proposal.assigned_on, unit, kinds.ASSIGN)

    def _answered(self, round_: int) -> Station:
        proposal = self.proposal
        if round_ == 2:
            unit = [proposal.lead_unit.short] if proposal.lead_unit else []
            return self._stage("再办理", proposal.second_replied_on, unit, kinds.SECOND_REPLY)
        name = "首次答复" if proposal.round > 1 else "答复"
        if proposal.replied_on and proposal.assigned_on:
            used = self.workdays.between(proposal.assigned_on, proposal.replied_on)
            return Station(name, DONE, [f"用时 {used} 个工作日", words.day(proposal.replied_on)])
        return self._stage(name, None, [], kinds.SIGN_FOR, kinds.REPLY)

    def _rated(self, round_: int) -> Station:
        proposal = self.proposal
        first = "代表评价" if proposal.policy.is_reviewed else "评价"
        name = first if round_ == 1 else "再次评价"
        settled = proposal.state not in {State.REPLIED, State.REPLY_DRAFT} and bool(proposal.grade)
        grade = proposal.first_grade if round_ == 1 else proposal.grade
        if grade and (settled or proposal.round > round_):
            given = [row.at for reply in self._replies(round_) for row in reply.evaluations.all()]
            on = timezone.localdate(max(given)) if given else None
            return Station(name, DONE, [line for line in (GRADES[grade], words.day(on)) if line])
        return self._stage(name, None, [], kinds.EVALUATE)

    def _replies(self, round_: int) -> list[Reply]:
        return [reply for reply in self.proposal.replies.all() if reply.round == round_ and reply.signed_at]

    def _closed(self) -> Station:
        return self._stage("办结", self.proposal.closed_on, [], kinds.CLOSE)

    def _stage(self, name: str, on: date | None, notes: list[str], *waits_for: str, done: bool = False) -> Station:
        """Done on its day, current while its duty is owed, else still to come."""
        if on or done:
            return Station(name, DONE, [*notes, *([words.day(on)] if on else [])])
        owed = [duty for duty in self.owed if duty.kind in waits_for]
        if not owed:
            return Station(name, TODO)
        last = max(owed, key=lambda duty: duty.due_on)
        late = next((duty for duty in owed if duty.light.tone == Tone.RED), None)
        if late:
            return Station(name, LATE, [late.light.words, f"应于 {words.day(late.due_on)}"])
        return Station(name, NOW, [*notes, f"{words.day(last.due_on)}前"])

    @staticmethod
    def _todo(*names: str) -> list[Station]:
        return [Station(name, TODO) for name in names]
