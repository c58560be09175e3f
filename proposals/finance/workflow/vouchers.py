"""The books: files and vouchers that the finance side hands in, and what the group says of each voucher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ymdm.attachments import workflow as attachments
from ymdm.attachments.models import Attachment
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused, step

from .. import kinds, notices, rules
from ..models import WRITTEN, Accounts, ReviewPeriod, Voucher

State = ReviewPeriod.State
Outcome = Voucher.Outcome


@dataclass(frozen=True)
class VoucherRow:
    """One voucher as typed. `pk` and `mark` name the row that it changes and how that row looked; None for a new one."""

    number: str
    on: date
    purpose: str
    cents: int
    outcome: str = Outcome.PENDING
    note: str = ""
    pk: int | None = None
    mark: str = ""


def is_member(period: ReviewPeriod, by: Any) -> bool:
    return bool(by.pk) and period.group.members.sitting().filter(person=by).exists()


def is_keeper(period: ReviewPeriod, by: Any) -> bool:
    """Whether `by` hands the accounts in."""
    return by.may("finance.keep", period.group.keeper)


def only_writers(period: ReviewPeriod, by: Any) -> str:
    if is_keeper(period, by) or is_member(period, by):
        return ""
    return f"凭证由{period.group.keeper}和民主理财小组登记。"


def _only_keepers(period: ReviewPeriod, by: Any) -> str:
    return "" if is_keeper(period, by) else f"账目由{period.group.keeper}提交。"


@step(ReviewPeriod, leaves=WRITTEN, only=only_writers, cites=rules.VOUCHERS, says="登记凭证")
def keep_vouchers(period: ReviewPeriod, by: Any, *, at: datetime, rows: Sequence[VoucherRow]) -> int:
    """Write new vouchers and changed ones, all or none; returns how many.

    Only the group judges: what the finance side changes in a voucher is to be judged anew. Raises Refused for a number
    given twice, a day outside the period, a verdict without its words, a row that somebody else changed meanwhile.
    """
    here = {voucher.pk: voucher for voucher in period.vouchers.all()}
    may_judge = is_member(period, by)
    changed = [_written(period, row, here, by, at, may_judge) for row in rows]
    _check_numbers(here, changed)
    # Two numbers that change places would meet each other on the way.
    for voucher in changed:
        if voucher.pk:
            Voucher.objects.filter(pk=voucher.pk).update(number=f"~{voucher.pk}")
    for voucher in changed:
        voucher.save()
    return len(changed)


def _written(
    period: ReviewPeriod, row: VoucherRow, here: dict[int, Voucher], by: Any, at: datetime, may_judge: bool
) -> Voucher:
    number, note = row.number.strip(), row.note.strip()
    _check_row(period, row, number)
    old = here.get(row.pk) if row.pk else None
    if row.pk and old is None:
        raise Refused(f"凭证 {number} 不在这一期里。", rule=rules.VOUCHERS)
    if old is not None and row.mark and row.mark not in {old.mark, old.content_mark}:
        raise Refused(
            f"凭证 {old.number} 刚被别人改过，现在是“{old.purpose}”{old.yuan} 元、{old.get_outcome_display()}。",
            rule=rules.VOUCHERS, remedy="请刷新后再改。",
        )  # fmt: skip
    outcome = row.outcome if may_judge else (old.outcome if old else Outcome.PENDING)
    if not may_judge:
        note = old.note if old else ""
        if old and (old.number, old.on, old.purpose, old.cents) != (number, row.on, row.purpose.strip(), row.cents):
            outcome = Outcome.PENDING
    if outcome not in {Outcome.PENDING, Outcome.PASSED} and not note:
        raise Refused(f"凭证 {number} {Outcome(outcome).label}的，请写明原因。", rule=rules.VOUCHERS)
    voucher = old or Voucher(period=period, entered_by=by if by.pk else None, entered_at=at)
    voucher.number, voucher.on, voucher.purpose, voucher.cents = number, row.on, row.purpose.strip(), row.cents
    voucher.outcome, voucher.note = outcome, note[:200]
    return voucher


def _check_row(period: ReviewPeriod, row: VoucherRow, number: str) -> None:
    if not number or not row.purpose.strip():
        raise Refused("每张凭证都要有凭证号和摘要。", rule=rules.VOUCHERS)
    if not period.first_on <= row.on <= period.last_on:
        raise Refused(f"凭证 {number} 的日期 {row.on:%Y-%m-%d} 不在{period.label}里。", rule=rules.VOUCHERS)
    if row.cents == 0 or abs(row.cents) > rules.MOST_CENTS:
        raise Refused(f"凭证 {number} 的金额不对，请核对。", rule=rules.VOUCHERS)


def _check_numbers(here: dict[int, Voucher], changed: Sequence[Voucher]) -> None:
    """Every number once among all vouchers of the period as they will stand."""
    # `changed` holds the very objects of `here`, so their new numbers stand in it already.
    standing = [voucher.number for voucher in here.values()] + [one.number for one in changed if one.pk is None]
    doubled = [number for number, times in Counter(standing).items() if times > 1]
    if doubled:
        raise Refused(
            f"凭证号重复：{rules.listed(doubled)}。", rule=rules.VOUCHERS, remedy="请核对后改正，一行也没有写入。"
        )


def _judge_hand_in(period: ReviewPeriod, by: Any, at: datetime) -> None:
    if period.handed_in_at is not None:
        raise Refused("账目已经登记为交齐。", rule=rules.VOUCHERS)
    if timezone.localdate(at) <= period.last_on:
        raise Refused(f"{period.label}还没有结束，账目还会增加。", rule=rules.PERIODS)
    if not period.vouchers.exists():
        raise Refused("还没有登记凭证，请先录入或导入本期凭证。", rule=rules.VOUCHERS)


@step(ReviewPeriod, leaves=WRITTEN, only=_only_keepers, judge=_judge_hand_in, cites=rules.VOUCHERS, says="账目已交齐")
def hand_in(period: ReviewPeriod, by: Any, *, at: datetime) -> None:
    """The finance side says that the accounts of the period are all there; the group is told."""
    period.handed_in_at = at
    duties.meet(period, kinds.HAND_IN, by, at=at)
    notices.handed_in(period)


def may_attach(period: ReviewPeriod, by: Any) -> bool:
    """Whether `by` may put a file to the accounts now, or take one away."""
    return period.state in WRITTEN and is_keeper(period, by)


def attach(accounts: Accounts, by: Person, upload: UploadedFile) -> Attachment:
    """Check and store one file of the accounts. Raises NoAuthority, and ValidationError for a file that is not fit."""
    with transaction.atomic():
        period = ReviewPeriod.objects.select_for_update().get(pk=accounts.period_id)
        check_files(period, by)
        return attachments.attach(accounts, upload, by)


def detach(accounts: Accounts, by: Person, attachment: Attachment) -> None:
    """Take back a file that was handed in by mistake, while the review is open and nothing says that all is there."""
    with transaction.atomic():
        period = ReviewPeriod.objects.select_for_update().get(pk=accounts.period_id)
        check_files(period, by)
        if period.handed_in_at and attachment.at <= period.handed_in_at:
            raise Refused(f"“{attachment}”已经随账目交齐，要留在记录里，不能删除。", rule=rules.VOUCHERS)
        attachments.detach(attachment, by)


def check_files(period: ReviewPeriod, by: Any) -> None:
    """Raise NoAuthority, or Refused once the books are closed."""
    if why := _only_keepers(period, by):
        raise NoAuthority(why)
    if period.state not in WRITTEN:
        raise Refused(f"{period.label}的账目现在是“{period.get_state_display()}”，材料不能再改。", rule=rules.VOUCHERS)
