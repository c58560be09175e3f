"""The verbs of those who keep the box. What the writer does is no step (receiving.py)."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workflow import SYSTEM, Refused, step

from .. import workflow as proposals
from ..channels import Channel
from ..models import Proposal, State
from ..rules import check_substance
from . import kinds, notices, rules, sealing
from .models import Batch, Grade, Letter, LetterKey, Message, Mode, Opening
from .receiving import write


@dataclass(frozen=True)
class Words:
    """What is said to the writer: the ledger keeps that it was said, and never what."""

    text: str

    def __str__(self) -> str:
        return "（密封）"


# --- the box ------------------------------------------------------------------------------------------------------


@step(Batch, creates=True, says="收箱")
def gather(unit: Unit, by: Any, *, at: datetime, slot_on: date) -> Batch:
    """Take what was put in before `slot_on` out of reach of time: one batch, one line for each number in the ledger.

    Reports that their writer marked go to the discipline supervisor now, and to nobody else (PRO-03).
    """
    waiting = Letter.objects.filter(unit=unit, batch=None, received_on__lt=slot_on).order_by("year", "serial")
    letters = list(waiting.select_for_update())
    batch = Batch.objects.create(unit=unit, slot_on=slot_on, commitments=[commitment(letter) for letter in letters])
    # One statement for all: afterwards no row tells by its place or its transaction when it came.
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(batch=batch)
    for letter in _shuffled(letter for letter in letters if letter.is_report):
        _open_answering(letter, at)
    if all(letter.is_report for letter in letters):
        batch.state = Batch.State.OPENED
        batch.save()
        return batch
    duties.open_duty(
        batch, kind=kinds.OPEN, says="开启意见箱", act="letterbox.open", unit=unit, watcher=unit,
        days=rules.EVERY_MATTER.at(unit, at).value or 0, rule=rules.OPENERS.id, at=at,
    )  # fmt: skip
    return batch


def commitment(letter: Letter) -> str:
    """What fixes a letter without telling it: its number and a digest of what was sealed."""
    digest = hashlib.sha256(f"{letter.number}|{letter.secret_hash}|{letter.sealed}".encode()).hexdigest()
    return f"{letter.number} {digest}"


@step(Batch, leaves=[Batch.State.CLOSED, Batch.State.OPENED], needs="letterbox.open", says="申请开箱")
def ask_opening(batch: Batch, by: Person, *, at: datetime) -> Opening:
    """The first of the two asks. Once more after the opening, where those who opened hold their office no longer."""
    if batch.pending:
        raise Refused("已经申请开箱，正等监箱人确认。", rule=rules.OPENERS)
    opening = Opening.objects.create(batch=batch, opener=by, asked_at=at)
    notices.asked(batch, opening)
    return opening


def _judge_witness(batch: Batch, by: Person, at: datetime) -> None:
    if batch.pending is None:
        raise Refused("还没有人申请开箱。", rule=rules.OPENERS)
    if batch.pending.opener_id == by.pk:
        raise Refused("开箱的两个人不能是同一个人。", rule=rules.OPENERS, remedy="请另一位监箱人确认。")


@step(
    Batch,
    leaves=[Batch.State.CLOSED, Batch.State.OPENED],
    reaches=Batch.State.OPENED,
    needs="letterbox.witness",
    judge=_judge_witness,
    says="监督开箱",
)
def open_box(batch: Batch, by: Person, *, at: datetime) -> int:
    """The second stands by, and the box is open: every letter becomes a duty in this same transaction (PRO-69).

    Returns how many letters came out.
    """
    opening = batch.pending
    assert opening is not None  # noqa: S101  (judged above)
    opening.witness, opening.at = by, at
    opening.save()
    sealed = batch.letters.filter(state=Letter.State.SEALED, is_report=False).select_for_update()
    letters = _shuffled(sealed.select_related("unit"))
    for letter in letters:
        _open_answering(letter, at)
    duties.meet(batch, kinds.OPEN, by, at=at)
    return len(letters)


def _shuffled(letters: Any) -> list[Letter]:
    found = list(letters)
    random.SystemRandom().shuffle(found)
    return found


def _open_answering(letter: Letter, at: datetime) -> None:
    """From now on somebody owes the answer: the union, of a report the discipline supervisor."""
    act = "letterbox.discipline" if letter.is_report else "letterbox.answer"
    duties.open_duty(
        letter, kind=kinds.DISCIPLINE if letter.is_report else kinds.ANSWER, says="答复来信", act=act, unit=letter.unit,
        watcher=letter.unit, days=rules.ANSWER.at(letter.unit, at).value or 0, rule=rules.ANSWER.id, at=at,
    )  # fmt: skip
    letter.state = Letter.State.OPENED if letter.answered_on is None else Letter.State.AGAIN
    letter.save(update_fields=["state"])


# --- a letter -----------------------------------------------------------------------------------------------------

READABLE = [Letter.State.OPENED, Letter.State.HANDLED, Letter.State.ANSWERED, Letter.State.AGAIN]


def _only_reader(letter: Letter, by: Person) -> str:
    if letter.is_read_by(by):
        return ""
    if letter.is_report:
        return "检举控告只由纪检监督人员办理，别人不能查看。"
    return "原文只有开箱的两个人可以看，别人只能看整理后的内容。"


@step(Letter, leaves=READABLE, only=_only_reader, says="查看原文")
def look(letter: Letter, by: Person, *, at: datetime) -> dict[str, Any]:
    """Read what the writer wrote, and what she said since. Each look is an event of its own."""
    key = sealing.key_of(letter)
    told = {"letter": sealing.open_up(key, letter.sealed, "letter"), "messages": messages_of(letter, key)}
    return told


def messages_of(letter: Letter, key: LetterKey | None, *, all_of_them: bool = False) -> list[dict[str, Any]]:
    """What was said after the letter; the writer's words of today only for the writer herself."""
    rows = letter.messages.all() if all_of_them else letter.messages.filter(is_taken_up=True)
    return [
        {"message": row, **{"text": "", "grade": ""}, **sealing.open_up(key, row.sealed, f"message:{row.pk}")}
        for row in rows
    ]


def _only_keeper(letter: Letter, by: Person) -> str:
    if letter.is_report:
        return _only_reader(letter, by)
    return "" if by.may("letterbox.answer", letter.unit) else "只有意见箱工作人员可以办。"


@step(Letter, leaves=READABLE, only=_only_reader, says="查看写信人")
def look_at_author(letter: Letter, by: Person, *, at: datetime) -> Person:
    """Read who wrote a letter under a hidden name; each look is an event (PRO-05)."""
    if letter.author is None:
        raise Refused("匿名来信没有写信人的任何记录，谁也查不到。", rule=rules.NAMELESS)
    return letter.author


@step(Letter, leaves=[Letter.State.OPENED], only=_only_reader, says="转纪检监督")
def route_to_discipline(letter: Letter, by: Person, *, at: datetime) -> None:
    """It is a report against somebody: from now on the discipline supervisor alone reads it (PRO-03)."""
    if letter.is_report:
        raise Refused("已经转给纪检监督。", rule=rules.REPORTS)
    duties.cancel(letter, kind=kinds.ANSWER, reason="属于检举控告，已转纪检监督", at=at)
    letter.is_report = True
    letter.title = letter.summary = ""
    _open_answering(letter, at)


@step(
    Letter, leaves=[Letter.State.OPENED, Letter.State.HANDLED, Letter.State.AGAIN], only=_only_reader, says="整理来信"
)
def moderate(letter: Letter, by: Person, *, at: datetime, title: str, summary: str) -> None:
    """Write what handlers and the public may read: no names of others, no handwriting. The original stays (F82)."""
    if letter.is_report:
        raise Refused("检举控告不整理、不公开。", rule=rules.REPORTS)
    letter.title, letter.summary = title.strip()[:120], summary.strip()


@step(Letter, leaves=[Letter.State.OPENED], reaches=Letter.State.HANDLED, only=_only_reader, says="交办来信")
def hand_over(letter: Letter, by: Person, *, at: datetime) -> Proposal:
    """Make it an ordinary matter under the same number, with what was moderated and without any writer.

    What is owed to the writer stays owed here until the answer is out.
    """
    if letter.is_report:
        raise Refused("检举控告不进入一般办理。", rule=rules.REPORTS)
    if not letter.title:
        raise Refused("请先整理来信：写一个题目和大家可以看的内容。", rule=rules.EVERY_MATTER)
    named = letter.mode == Mode.NAMED
    letter.matter = proposals.take_in(
        letter.unit, by, at=at, channel=Channel.MAILBOX, title=letter.title, text=letter.summary, number=letter.number,
        author=letter.author if named else None,
    )  # fmt: skip
    return letter.matter


def _only_asker(letter: Letter, by: Person) -> str:
    lead = letter.matter.lead_unit if letter.matter else None
    if lead is not None and by.may("proposals.handle", lead):
        return ""
    return _only_keeper(letter, by)


@step(Letter, leaves=READABLE, only=_only_asker, says="询问写信人")
def question(letter: Letter, by: Person, *, at: datetime, words: Words) -> None:
    """Ask the writer back; she finds it under number and secret."""
    lead = letter.matter.lead_unit if letter.matter else None
    _say(letter, Message.Kind.QUESTION, words, by, at, str(lead or letter.unit))


@step(
    Letter,
    leaves=[Letter.State.OPENED, Letter.State.HANDLED, Letter.State.AGAIN],
    reaches=Letter.State.ANSWERED,
    only=_only_keeper,
    says="答复来信",
)
def answer(letter: Letter, by: Any, *, at: datetime, words: Words, who: str = "") -> None:
    """Answer the writer and, except for a report, everybody under the number (PRO-02)."""
    if not words.text.strip():
        raise Refused("请写答复。", rule=rules.ANSWER)
    check_substance(words.text)
    if not letter.is_report and not letter.title:
        raise Refused("请先整理来信：写一个题目和大家可以看的内容。", rule=rules.ANSWER)
    tell(letter, by, at=at, words=words, who=who or str(letter.unit))


def tell(letter: Letter, by: Any, *, at: datetime, words: Words, who: str) -> None:
    """Write the answer down and meet what was owed; inside a step."""
    _say(letter, Message.Kind.ANSWER, words, by, at, who)
    today, text = timezone.localdate(at), "" if letter.is_report else words.text.strip()
    letter.answered_by = who[:60]
    if letter.answered_on is None:
        letter.answer, letter.answered_on = text, today
    else:
        letter.second_answer, letter.second_answered_on = text, today
    for kind in (kinds.ANSWER, kinds.DISCIPLINE):
        duties.meet(letter, kind, by, at=at)
    notices.answered(letter)


def _say(letter: Letter, kind: str, words: Words, by: Any, at: datetime, who: str = "") -> None:
    key = sealing.key_of(letter)
    if key is None:
        raise Refused("这封来信的原文已经按规定销毁，不能再往来。", rule=rules.NAMELESS)
    write(
        letter, key, kind, {"text": words.text.strip()}, on=timezone.localdate(at), who=(who or str(letter.unit))[:60]
    )


@step(Letter, leaves=READABLE, needs="letterbox.erase", says="销毁来信原文")
def erase(letter: Letter, by: Any, *, at: datetime, reason: str) -> None:
    """Destroy the key, and with it every word of the writer. Number, days and what was published stay."""
    if not reason.strip():
        raise Refused("请写明依据和理由。")
    if not LetterKey.objects.filter(pk=letter.pk).delete()[0]:
        raise Refused("原文已经销毁。")
    letter.pictures.all().delete()


# --- the clock ----------------------------------------------------------------------------------------------------


@step(Letter, leaves=READABLE, reaches=(*READABLE,), says="转达写信人的话")
def take_up(letter: Letter, by: Any, *, at: datetime) -> int:
    """Make known what the writer said before today: a rating counts, a second question opens a duty (PRO-69)."""
    rows = list(letter.messages.filter(is_taken_up=False, on__lt=timezone.localdate(at)))
    key = sealing.key_of(letter)
    for row in rows:
        if row.kind == Message.Kind.RATING:
            letter.grade = sealing.open_up(key, row.sealed, f"message:{row.pk}").get("grade", "")
            _rate(letter, at)
        elif row.kind == Message.Kind.AGAIN:
            _open_answering(letter, at)
        notices.taken_up(letter, HEARD[row.kind], row.pk)
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(is_taken_up=True)
    return len(rows)


HEARD = {"words": "写信人有补充", "rating": "写信人评价了答复", "again": "写信人追问"}


def _rate(letter: Letter, at: datetime) -> None:
    """The matter is rated like any other; the writer's own words pass the keepers first, so they stay here (F82)."""
    matter = letter.matter
    if matter is None or not letter.grade or matter.proposer_id or matter.state != State.REPLIED:
        return
    text = "写信人不满意的理由，由意见箱工作人员整理后转达。" if letter.grade == Grade.DISSATISFIED else ""
    proposals.evaluate(matter, SYSTEM, at=at, attitude=letter.grade, result=letter.grade, text=text)


ASKED_BACK = (
    "答复里说的事，现在真的办好了吗？请在下面补充一句：办好了，还是没有办好、差在哪里。您的话会转给工会，由工会去核实。"
)


@step(Letter, leaves=READABLE, says="回访写信人")
def ask_back(letter: Letter, by: Any, *, at: datetime) -> None:
    """Ask the writer whom nobody knows whether it is really done; she finds it under number and secret (F73)."""
    _say(letter, Message.Kind.REVISIT, Words(ASKED_BACK), by, at)


@step(
    Letter, leaves=[Letter.State.HANDLED, Letter.State.ANSWERED, Letter.State.AGAIN], reaches=Letter.State.ANSWERED,
    says="转告答复",
)  # fmt: skip
def pass_on(letter: Letter, by: Any, *, at: datetime) -> None:
    """Tell the writer, and everybody under the number, what the unit has answered (PRO-02)."""
    assert letter.matter is not None  # noqa: S101  (only those with a matter are passed on)
    replies = letter.matter.replies.filter(signed_at__isnull=False).order_by("round")
    for reply in replies[(letter.answered_on is not None) + (letter.second_answered_on is not None) :]:
        points = [f"{number}. {row.point}：{row.text}" for number, row in enumerate(reply.point_answers.all(), start=1)]
        text = "\n".join([reply.text, *points, *([f"下一步：{reply.plan}"] if reply.plan else [])])
        tell(letter, by, at=at, words=Words(text), who=str(letter.matter.lead_unit or letter.unit))
