"""What the review of the accounts tells people, and whom."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from ymdm.notices.outbox import send
from ymdm.organization.models import Person

from .models import FinanceGroup, ReviewCorrection, ReviewPeriod, VoucherQuestion

TOPICS = {"finance": "账目审查的公布和更正"}


def elected(group: FinanceGroup, people: Iterable[Person]) -> None:
    send(
        people, kind="finance-elected", key=str(group.pk), title=f"您是{group}组员",
        text=f"任期到{group.until_on:%Y年%-m月%-d日}，{group.get_rhythm_display()}审查一次账目，组长{group.head}。",
        url=group.get_absolute_url(),
    )  # fmt: skip


def _group(period: ReviewPeriod) -> list[Person]:
    return [seat.person for seat in period.group.members.sitting().select_related("person")]


def handed_in(period: ReviewPeriod) -> None:
    send(
        _group(period), kind="finance-handed-in", key=str(period.pk), title=f"账目已交齐：{period}",
        text="凭证和材料在审查页面上，可以逐笔审查。", url=period.get_absolute_url(),
    )  # fmt: skip


def asked(question: VoucherQuestion) -> None:
    """To the other members; whoever has to answer learns it as the owner of the matter."""
    matter = question.matter
    others = [person for person in _group(question.period) if person.pk != question.asked_by_id]
    send(
        others, kind="finance-asked", key=str(question.pk), title=f"新质询：{question.subject}"[:120],
        text=f"编号 {matter.number}，由{matter.lead_unit}答复，{matter.reply_due_on:%-m月%-d日}前。",
        url=question.get_absolute_url(),
    )  # fmt: skip


def published(period: ReviewPeriod) -> None:
    """To the representatives, who may read the whole; the summary stands on everybody's page."""
    send(
        Person.objects.holding("finance.signed", period.unit), kind="finance-published", key=str(period.pk),
        title=f"已审查公布：{period}", text=period.summary[:300], url=period.get_absolute_url(),
    )  # fmt: skip


def corrected(period: ReviewPeriod, made: ReviewCorrection) -> None:
    """To the group, and once it is published to the representatives."""
    people = _group(period)
    if period.state == ReviewPeriod.State.PUBLISHED:
        people += list(Person.objects.holding("finance.signed", period.unit))
    send(
        people, kind="finance-corrected", key=str(made.pk), title=f"更正：{period}",
        text=f"{timezone.localdate(made.at):%-m月%-d日}更正：{made.text[:200]}", url=period.get_absolute_url(),
    )  # fmt: skip
