"""What was said about a proposal, in the order in which it was said: decisions, opinions, answers, grades."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from ymdm.ledger.models import Event
from ymdm.ui import words
from ymdm.ui.marks import of_state

from ..models import Evaluation, Proposal, State
from ..workflow.replying import waiting_to_countersign
from .dossier import Dossier
from .letter import Letter, letter
from .reader import Reader

Chip = tuple[str, str, str]  # words, tone, icon

GRADE_CHIPS: dict[str, tuple[str, str]] = {
    "satisfied": ("ok", "check-c"),
    "basically": ("", "check"),
    "dissatisfied": ("clay", "undo"),
}


@dataclass(frozen=True)
class Entry:
    """One contribution. `mark` set: a plain line with a drawing; otherwise a bubble with a face."""

    at: datetime
    who: str
    role: str = ""
    text: str = ""
    tone: str = ""
    is_unit: bool = True
    mark: str = ""
    chips: tuple[Chip, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    letter: Letter | None = None


def thread(filed: Dossier, reader: Reader) -> list[Entry]:
    """Everything that `reader` may read, oldest first."""
    made = [
        *_withdrawn(filed),
        *_reviews(filed.proposal, reader),
        *_appeals(filed, reader),
        *_instructions(filed.proposal),
        *_handling(filed.proposal, reader),
        *_talks(filed.proposal, reader),
        *_extensions(filed.proposal),
        *_answers(filed, reader),
        *_ratings(filed.proposal, reader),
        *_endings(filed),
        *_revisits(filed.proposal, reader),
        *_slips(filed),
    ]
    return sorted(made, key=lambda entry: entry.at)


def _withdrawn(filed: Dossier) -> Iterator[Entry]:
    for event in _events(filed, "proposals.withdraw"):
        reason = filed.typed.get(event.pk, {}).get("reason", "")
        yield Entry(event.at, "提案人撤回", text=reason, mark="x-c")


def _reviews(proposal: Proposal, reader: Reader) -> Iterator[Entry]:
    for review in proposal.reviews.all():
        outcome = State(review.outcome)
        tone, mark = of_state(outcome)
        facts = [("理由", review.reason_words)]
        if review.meeting:
            facts.append(("会议", f"{words.day(review.meeting.held_on)} 提案委员会会议"))
            votes = f"赞成 {review.ayes} 票，反对 {review.nays} 票，弃权 {review.abstentions} 票"
            facts.append(("表决", votes))
        if aside := list(review.aside.all()):
            facts.append(("回避", reader.names_of(aside)))
        if outcome == State.MERGED and proposal.merged_into:
            facts.append(("并入", proposal.merged_into.number or ""))
        yield Entry(
            review.at, "提案委员会", "审查", reader.words(review.text), chips=((outcome.label, tone, mark),), facts=tuple(facts)
        )  # fmt: skip


def _appeals(filed: Dossier, reader: Reader) -> Iterator[Entry]:
    for event in _events(filed, "proposals.appeal"):
        reason = filed.typed.get(event.pk, {}).get("reason", "")
        yield Entry(event.at, reader.name(event.actor_label), "申请复议", reader.words(reason), is_unit=False)


def _instructions(proposal: Proposal) -> Iterator[Entry]:
    for row in proposal.instructions.all():
        yield Entry(row.at, str(row.by), "领导批示", row.text, is_unit=False)


def _handling(proposal: Proposal, reader: Reader) -> Iterator[Entry]:
    rows = sorted(proposal.assignments.all(), key=lambda row: (row.assigned_at, row.part != "lead", row.pk))
    for at, together in groupby(rows, key=lambda row: row.assigned_at):
        units = [f"{row.unit}{row.get_part_display()}" for row in together]
        yield Entry(at, f"交办：{'，'.join(units)}", mark="arrow")
    for row in rows:
        if row.accepted_at:
            yield Entry(row.accepted_at, f"{row.unit}签收，承办人{row.accepted_by}", mark="check")
        if row.opinion_at and _may_read_opinions(proposal, reader):
            yield Entry(row.opinion_at, str(row.unit), f"协办意见 · {row.opinion_by}", reader.words(row.opinion))
    for objection in proposal.objections.all():
        wish = (("建议改派", str(objection.suggested_unit)),) if objection.suggested_unit else ()
        yield Entry(
            objection.at, str(objection.assignment.unit), f"申请退办 · {objection.by}", reader.words(objection.reason),
            facts=wish,
        )  # fmt: skip
        if objection.decided_at:
            chip = ("同意改派", "ok", "check") if objection.is_approved else ("不同意改派", "warn", "x-c")
            yield Entry(
                objection.decided_at, str(objection.decided_by), "处理退办", objection.decision, is_unit=False,
                chips=(chip,),
            )  # fmt: skip


def _may_read_opinions(proposal: Proposal, reader: Reader) -> bool:
    """Assisting units answer the lead; those who asked read their opinions together with the answer (PRO-20)."""
    return reader.drafts or proposal.replied_on is not None


def _talks(proposal: Proposal, reader: Reader) -> Iterator[Entry]:
    for row in proposal.contacts.all():
        who = str(proposal.lead_unit or proposal.unit)
        joined = "，工会参加" if row.union_attended else ""
        facts = (("日期", words.day(row.held_on)), ("参加人", reader.words(row.people) + joined))
        yield Entry(row.at, who, row.get_form_display(), reader.words(row.minutes), facts=facts)


def _extensions(proposal: Proposal) -> Iterator[Entry]:
    for row in proposal.extension_requests.all():
        who = str(proposal.lead_unit or proposal.unit)
        yield Entry(row.at, who, f"申请延期 {row.days} 天 · {row.by}", row.reason)
        if row.decided_at:
            chip = ("同意延期", "ok", "check") if row.is_approved else ("不同意延期", "warn", "x-c")
            facts = (("新的答复期限", words.day(row.new_due_on)),) if row.new_due_on else ()
            decided_by = str(row.decided_by) if row.decided_by else "系统"
            yield Entry(row.decided_at, decided_by, "审批延期", row.decision, is_unit=False, chips=(chip,), facts=facts)


def _answers(filed: Dossier, reader: Reader) -> Iterator[Entry]:
    """Letters; and for those who work on them also what is being drafted or was sent back (F67)."""
    proposal = filed.proposal
    unit = str(proposal.lead_unit or proposal.unit)
    for reply in proposal.replies.all():
        if reply.signed_at:
            count = "再次答复" if reply.round > 1 else "答复"
            role = f"{count} · {reply.signed_by or '分管领导'}签发 · {reply.letter_number}"
            yield Entry(reply.signed_at, unit, role, tone="reply", letter=letter(reply, reader))
        elif reader.drafts:
            sent_back = reply.sent_back_at is not None
            chip = ("已退回修改", "warn", "undo") if sent_back else ("答复稿，提案人还看不到", "", "pen")
            waiting = [] if sent_back else [str(row.unit) for row in waiting_to_countersign(proposal)]
            role = f"答复稿 · {reply.drafted_by or unit}起草"
            yield Entry(reply.drafted_at, unit, role, chips=(chip,), letter=letter(reply, reader, waiting))
            if reply.sent_back_at:
                who = str(reply.sent_back_by)
                yield Entry(reply.sent_back_at, who, "退回修改", reply.sent_back_reason, is_unit=False)
    for event in _events(filed, "proposals.change_class"):
        typed = filed.typed.get(event.pk, {})
        role = f"调整办理结果为 {typed.get('result_class', '')} 类"
        yield Entry(event.at, event.actor_label, role, typed.get("reason", ""), is_unit=False)


def _ratings(proposal: Proposal, reader: Reader) -> Iterator[Entry]:
    """Grades with their words. Who was dissatisfied is told to the authors and the union alone; and since two names
    of three would tell the third, no name stands beside a round in which somebody was."""
    for reply in proposal.replies.all():
        given = list(reply.evaluations.all())
        somebody = any("dissatisfied" in {row.attitude, row.result} for row in given)
        for row in given:
            part = reader.part_of(row.person_id)
            told = reader.names and (reader.graders or not somebody or row.person_id == reader.person.pk)
            chips = tuple(
                (f"{label}：{Evaluation.Grade(grade).label}", *GRADE_CHIPS[grade])
                for label, grade in (("结果", row.result), ("态度", row.attitude))
            )
            tone = "bad" if row.result == Evaluation.Grade.DISSATISFIED else ""
            yield Entry(
                row.at, str(row.person) if told else part, f"评价 · {part}" if told else "评价",
                reader.words(row.text), tone, False, chips=chips,
            )  # fmt: skip


def _endings(filed: Dossier) -> Iterator[Entry]:
    proposal = filed.proposal
    for event in _events(filed, "proposals.conclude"):
        yield Entry(event.at, event.actor_label, "领导审定", proposal.conclusion, is_unit=False)
    for event in _events(filed, "proposals.close"):
        yield Entry(event.at, "办结", text=proposal.closure_note, mark="check-c")
    for row in proposal.follow_ups.all():
        chip = (f"{row.result_class} 类", "ok" if row.result_class == "A" else "", "refresh")
        facts = (("下次复查", words.day(row.next_on)),) if row.next_on else ()
        unit = str(proposal.lead_unit or proposal.unit)
        yield Entry(row.at, unit, f"跟踪复查 · {row.by}", row.progress, chips=(chip,), facts=facts)


def _revisits(proposal: Proposal, reader: Reader) -> Iterator[Entry]:
    """Whether it is really done, in the proposers' words, and what the lead found. Who said “no” is told to few, as above."""
    given = list(proposal.revisits.all())
    somebody = any(not row.is_done for row in given)
    for row in given:
        told = reader.names and (reader.graders or not somebody or row.person_id == reader.person.pk)
        # Where nobody is known who raised it, the union went and looked.
        part = reader.part_of(row.person_id) if proposal.proposers() else "工会"
        chip = ("已经办好", "ok", "check-c") if row.is_done else ("没有办好", "clay", "undo")
        yield Entry(
            row.at, str(row.person) if told else part, f"回访 · {part}" if told else "回访", reader.words(row.text),
            "" if row.is_done else "bad", False, chips=(chip,),
        )  # fmt: skip
    unit = str(proposal.lead_unit or proposal.unit)
    for at, together in groupby((row for row in given if row.answered_at), key=lambda row: row.answered_at):
        row = next(iter(together))
        yield Entry(at, unit, f"核实落实 · {row.answered_by}", reader.words(row.answer))


def _slips(filed: Dossier) -> Iterator[Entry]:
    """Escalations, and what the union pressed for by hand; the ordinary reminders stand in the ladder."""
    for slip in filed.slips:
        if slip.is_escalation or slip.stage.startswith("press"):
            by = "系统" if slip.by_label == "系统" else f"{slip.by_label}催办"
            yield Entry(slip.at, f"{by}：{slip.text}", mark="alert", tone="bad" if slip.is_escalation else "")


def _events(filed: Dossier, act: str) -> list[Event]:
    return [event for event in filed.events if event.act == act]
