"""The words of a resolution, drawn from the vote that carried it: nobody types what was decided (F21)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from .models import CongressSession, Resolution, Vote


def number_of(session: CongressSession, serial: int) -> str:
    """“西峰局职代会决〔2026〕3号”, counted through the year of the unit's sessions.

    Where another unit has the same short name, the whole name stands there, and at the last the code.
    """
    unit = session.unit
    numbers = [f"{name}职代会决〔{session.held_on.year}〕{serial}号" for name in (unit.short, unit.name, unit.code)]
    taken = set(Resolution.objects.filter(number__in=numbers).values_list("number", flat=True))
    return next(number for number in numbers if number not in taken)


def draw(vote: Vote, at: datetime) -> Resolution:
    """The resolution of a vote that passed. Called inside the step that declares it."""
    session = vote.session
    serial = Resolution.objects.filter(
        session__term__unit=session.unit, session__held_on__year=session.held_on.year
    ).count()
    day = timezone.localdate(at)
    return Resolution.objects.create(
        session=session, vote=vote, number=number_of(session, serial + 1), title=title_of(vote), text=text_of(vote),
        adopted_on=day,
    )  # fmt: skip


def title_of(vote: Vote) -> str:
    return f"关于{_name(vote)}的决议"[:160]


def _name(vote: Vote) -> str:
    question = vote.question
    for verb in (*(f"{words}" for words in ("审议通过", "审查同意", "审议决定", "表决通过", "通过", "审议")),):
        if question.startswith(verb):
            return question.removeprefix(verb)
    return question


def text_of(vote: Vote) -> str:
    """Two sentences: what was before the congress and how it was decided, with every number that may be told (CON-76)."""
    session = vote.session
    day = f"{session.held_on:%Y年%-m月%-d日}"
    manner = "举手表决" if vote.method == Vote.Method.HANDS else "无记名投票"
    what = f"审议了{_name(vote)}" + (f"（第 {vote.version.number} 版）" if vote.version else "")
    counts = f"：赞成 {vote.yes} 票、反对 {vote.no} 票、弃权 {vote.abstain} 票" + (
        f"、无效 {vote.invalid} 票" if vote.invalid else ""
    )
    return (
        f"{session.unit}{session.full}于{day}{what}。"
        f"会议应到代表 {vote.total} 人，实到 {vote.present} 人，以{manner}方式表决{'' if vote.hides_counts else counts}。"
        f"赞成票达到全体代表{vote.line_words}。会议决定予以通过。"
    )
