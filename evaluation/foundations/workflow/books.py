"""Duty books: the head issues one to a person, the person signs in time, the head reviews it when the year ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workdays import calendar
from ymdm.workflow import Refused, step

from ...schemes.classes import class_of
from ...schemes.models import Scheme, SchemeItem
from .. import kinds, notices, rules
from ..models.books import BookState, DutyBook


def items_of(unit: Unit, holder: Person, year: int) -> dict[str, SchemeItem]:
    """Items of the announced schemes that reach `unit` in a year, by code; the class of the holder, then of the unit first."""
    best = [str(class_of(unit)), str(class_of(holder.unit))]  # later is better
    found = SchemeItem.objects.filter(
        scheme__in=Scheme.objects.announced().filter(year=year, unit__in=unit.lineage)
    ).select_related("scheme__unit")

    def fits(item: SchemeItem) -> tuple[int, int]:
        own = item.scheme.unit_class
        return (max((at for at, one in enumerate(best) if one == own), default=-1), item.scheme.unit.depth)

    return {item.code: item for item in sorted(found, key=fits)}


@step(
    DutyBook, creates=True, reaches=BookState.ISSUED, needs="foundations.issue", cites=rules.BOOK, says="下发责任书",
)  # fmt: skip
def issue(
    unit: Unit, by: Any, *, at: datetime, year: int, holder: Person, post: str, lines: Sequence[tuple[str, str]]
) -> DutyBook:
    """A book of `lines` (text, code of a scheme item or ""). It assigns nothing until the holder has signed, who owes that."""
    today = timezone.localdate(at)
    if year not in (today.year, today.year + 1):
        raise Refused(f"只下发 {today.year} 年和 {today.year + 1} 年的责任书。", rule=rules.BOOK)
    if holder.pk == by.pk:
        raise Refused("不能给自己下发责任书，由上级负责人下发。", rule=rules.BOOK)
    if not holder.unit.is_within(unit) or not holder.is_active or holder.left_on is not None:
        raise Refused(f"{holder}不是{unit}的在职职工。", rule=rules.BOOK)
    kept = [(text.strip()[:200], code.strip()) for text, code in lines if text.strip()]
    if not (post.strip() and kept):
        raise Refused("岗位和责任都要写。", rule=rules.BOOK)
    items = items_of(unit, holder, year)
    if unknown := [code for _, code in kept if code and code not in items]:
        raise Refused(f"{year} 年公布的考评方案里没有序号 {'、'.join(unknown)}。", rule=rules.BOOK)
    Unit.objects.select_for_update().get(pk=unit.pk)  # of two at once the second reads the sentence
    same = DutyBook.objects.standing().filter(unit=unit, year=year, holder=holder, post=post.strip()[:40])
    if same.exists():
        raise Refused(f"{holder}这个岗位 {year} 年的责任书已经下发过。", rule=rules.BOOK)
    made = DutyBook.objects.create(
        year=year, unit=unit, holder=holder, post=post.strip()[:40], issued_by=by, issued_at=at,
        lines=[[text, code, items[code].pk if code else None] for text, code in kept],
    )  # fmt: skip
    duties.open_duty(
        made, kind=kinds.SIGN_BOOK, says="签订责任书", act="foundations.books", unit=unit, watcher=unit, person=holder,
        is_own=True, days=rules.SIGN_DAYS, rule=rules.SIGN.id, at=at,
    )  # fmt: skip
    return made


def only_holder(book: DutyBook, by: Any) -> str:
    return "" if by.pk == book.holder_id else f"责任书由{book.holder}本人签字。"


@step(
    DutyBook, leaves=[BookState.ISSUED], reaches=BookState.SIGNED, only=only_holder, cites=rules.SIGN, says="签订责任书"
)
def sign_book(book: DutyBook, by: Any, *, at: datetime) -> None:
    """From now on its duties are assigned; the unit owes the review after the year."""
    book.signed_at = at
    duties.meet(book, kinds.SIGN_BOOK, by, at=at)
    today = timezone.localdate(at)
    due_on = max(today, date(book.year + 1, *rules.REVIEW_BY))
    duties.open_duty(
        book, kind=kinds.REVIEW_BOOK, says="考核责任书", act="foundations.issue", unit=book.unit, watcher=book.unit,
        days=max(0, calendar(book.unit).between(today, due_on)), due_on=due_on, rule=rules.REVIEW.id, at=at,
    )  # fmt: skip
    notices.book_signed(book)


def _may_review(book: DutyBook, by: Any, at: datetime) -> None:
    if by.pk == book.holder_id:
        raise Refused("本人的责任书由下发的负责人考核。", rule=rules.REVIEW)
    begins = date(book.year, *rules.REVIEW_FROM)
    if timezone.localdate(at) < begins:
        raise Refused(f"年底考核，{begins:%Y年%-m月%-d日} 起办理。", rule=rules.REVIEW)


@step(
    DutyBook, leaves=[BookState.SIGNED], reaches=BookState.REVIEWED, needs="foundations.issue", judge=_may_review,
    cites=rules.REVIEW, says="考核责任书",
)  # fmt: skip
def review_book(book: DutyBook, by: Any, *, at: datetime, is_done: bool, review: str) -> None:
    """Done or not, with words; the holder is told."""
    if not review.strip():
        raise Refused("请写明考核意见。", rule=rules.REVIEW)
    book.reviewed_by, book.reviewed_at, book.is_done, book.review = by, at, is_done, review.strip()[:300]
    duties.meet(book, kinds.REVIEW_BOOK, by, at=at)
    notices.book_reviewed(book)


@step(
    DutyBook, leaves=[BookState.ISSUED], reaches=BookState.WITHDRAWN, needs="foundations.issue", cites=rules.BOOK,
    says="收回责任书",
)  # fmt: skip
def withdraw_book(book: DutyBook, by: Any, *, at: datetime, reason: str) -> None:
    """Take back what is not signed yet; another may be issued."""
    if not reason.strip():
        raise Refused("请写明收回的原因。", rule=rules.BOOK)
    book.because = reason.strip()[:200]
    duties.cancel(book, reason=f"责任书已收回：{book.because}", at=at, kind=kinds.SIGN_BOOK)
    notices.book_withdrawn(book)
