"""The minutes as the house drafts them: from the acts of the session, in their order, with every number (F23)."""

from __future__ import annotations

from django.utils import timezone

from .models import AgendaItem, Attendee, CongressSession, SessionOffice, Vote


def draft_text(session: CongressSession) -> str:
    """The draft, a paragraph a line."""
    return "\n".join([*_head(session), *_items(session), *_end(session)])


def _clock(at: object) -> str:
    return f"{timezone.localtime(at):%-m月%-d日 %H:%M}" if at else "——"  # type: ignore[arg-type]


def _served(session: CongressSession) -> str:
    held: dict[str, list[str]] = {}
    for one in session.offices.select_related("person"):
        held.setdefault(SessionOffice.Office(one.office).label, []).append(str(one.person))
    return "；".join(f"{office}：{'、'.join(people)}" for office, people in held.items())


def _head(session: CongressSession) -> list[str]:
    voters = session.attendees.voters()
    came = voters.filter(arrived_at__isnull=False).count()
    leave = [str(one) for one in voters.filter(answer=Attendee.Answer.LEAVE, arrived_at=None).select_related("person")]
    observers = session.attendees.filter(kind=Attendee.Kind.OBSERVER, arrived_at__isnull=False).count()
    first = session.roll_calls.order_by("at", "pk").first()
    return [
        f"{session.unit}{session.full}会议记录",
        f"时间：{_clock(session.opened_at)}至{_clock(session.closed_at)}",
        f"地点：{'、'.join(str(one) for one in session.venues.all()) or session.place}",
        _served(session),
        f"出席情况：应到代表 {session.total} 人，签到 {came} 人"
        + (f"，开会时清点 {first.counted} 人" if first else "")
        + (f"；请假 {len(leave)} 人（{'、'.join(leave)}）" if leave else "")
        + (f"；列席 {observers} 人" if observers else "")
        + "。",
        f"代表资格审查：{session.qualification}" if session.qualification else "",
    ]


def _items(session: CongressSession) -> list[str]:
    lines = []
    votes: dict[int, list[Vote]] = {}
    for vote in session.votes.order_by("pk").prefetch_related("candidates__person"):
        votes.setdefault(vote.item_id, []).append(vote)
    for number, item in enumerate(session.agenda.order_by("order"), 1):
        lines.append(f"{number}. {item.title}（{item.right_words}）")
        if item.reporter:
            lines.append(f"　报告人：{item.reporter}。")
        if item.state == AgendaItem.State.PUT_OFF:
            lines.append(f"　{item.outcome}。")
            continue
        if item.began_at:
            lines.append(f"　{_clock(item.began_at)}开始，{_clock(item.ended_at)}结束。")
        lines += [f"　{_vote(vote)}" for vote in votes.get(item.pk, ())]
        if item.outcome and not votes.get(item.pk):
            lines.append(f"　{item.outcome}")
    return lines


def _vote(vote: Vote) -> str:
    head = (
        f"{vote.get_form_display()}（{vote.get_method_display()}"
        + (f"，第 {vote.round} 轮" if vote.round > 1 else "")
        + f"）：{vote.question}。"
    )
    if vote.state == Vote.State.STOPPED:
        return f"{head}中止：{vote.because}。"
    if vote.state != Vote.State.DECLARED:
        return f"{head}没有宣布结果。"
    names = ""
    if not vote.hides_counts:  # the sentence names who was elected then (CON-76)
        names = "".join(
            f"{one.person} {one.votes} 票{'（当选）' if one.is_elected else ''}；" for one in vote.candidates.all()
        )
    again = f"本结果为更正：{vote.because}。" if vote.corrects_id else ""
    return f"{head}{again}{names}{vote.sentence}"


def _end(session: CongressSession) -> list[str]:
    lines = [f"决议：{one.number}《{one.title}》。" for one in session.resolutions.order_by("pk")]
    lines += [f"程序缺陷：{one.sentence}" + (f"补正：{one.cure}" if one.cure else "") for one in session.defects.all()]
    return lines
