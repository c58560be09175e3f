"""What the evidence of the five lights tells people, and whom."""

from __future__ import annotations

from ymdm.notices.outbox import send

from .models import Evidence, State
from .models.books import DutyBook
from .models.leaders import GroupMember

TOPICS = {"foundations": "五个到位"}


def checked(evidence: Evidence) -> None:
    """To whoever entered it."""
    is_good = evidence.state == State.CONFIRMED
    send(
        evidence.entered_by, kind="foundations-checked", key=f"{evidence.pk}:{evidence.state}",
        title=f"{'材料已确认' if is_good else '材料被退回'}：{evidence}"[:120], text=evidence.because,
        url=evidence.get_absolute_url(),
    )  # fmt: skip


def joined(member: GroupMember) -> None:
    """To the member: the duty that now bears her name."""
    send(
        member.person, kind="foundations-joined", key=f"{member.pk}", title=f"您列入{member.unit.short}领导小组"[:120],
        text=member.duty, url=member.get_absolute_url(),
    )  # fmt: skip


def left(member: GroupMember) -> None:
    send(
        member.person, kind="foundations-left", key=f"{member.pk}", title=f"您不再列在{member.unit.short}领导小组"[:120],
        text="", url=member.get_absolute_url(),
    )  # fmt: skip


def book_signed(book: DutyBook) -> None:
    """To whoever issued it."""
    send(
        book.issued_by, kind="foundations-book-signed", key=f"{book.pk}", title=f"已签订：{book}"[:120], text="",
        url=book.get_absolute_url(),
    )  # fmt: skip


def book_reviewed(book: DutyBook) -> None:
    """To the holder, with the words."""
    send(
        book.holder, kind="foundations-book-reviewed", key=f"{book.pk}", title=f"考核{book.done_words}：{book}"[:120],
        text=book.review, url=book.get_absolute_url(),
    )  # fmt: skip


def book_withdrawn(book: DutyBook) -> None:
    """To the holder, who need not sign any more."""
    send(
        book.holder, kind="foundations-book-withdrawn", key=f"{book.pk}", title=f"已收回：{book}"[:120],
        text=book.because, url=book.get_absolute_url(),
    )  # fmt: skip
