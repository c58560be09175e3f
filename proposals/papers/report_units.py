"""What is overdue, with owner and days, and what the union asks of the units that owe it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Prefetch, Q

from ymdm.duties.models import Duty
from ymdm.organization.models import Unit

from .. import kinds
from ..measures import CUTS, Scope
from ..models.states import State
from .report_promises import open_promises
from .report_rows import MOST_LISTED, Listing, cut_short, title_of

OVERDUE_HEADS = ("编号", "案由", "主办单位", "责任人", "分管领导", "交办日期", "答复期限", "逾期天数")


def overdue(scope: Scope, on: date, most: int | None = MOST_LISTED) -> Listing:
    """Assigned, past their day and unanswered, the longest first: who owes the answer, and since how many days.

    At most `most` of them, or all.
    """
    rows = scope.cut("open_overdue", on)
    whole = rows.count()
    owed = Duty.objects.filter(kind=kinds.REPLY, cancelled_at=None).select_related("person", "unit")
    listed = rows.select_related("lead_unit", "leader").prefetch_related(Prefetch("duties", owed, to_attr="answers"))
    lines = [
        (
            row.number, title_of(row), row.lead_unit.short, next((duty.owner for duty in row.answers), str(row.lead_unit)),
            str(row.leader or ""), row.assigned_on, row.reply_due_on, (on - row.reply_due_on).days,
        )
        for row in listed.order_by("reply_due_on", "pk")[:most]
    ]  # fmt: skip
    note = f"{CUTS['open_overdue'].definition}逾期天数按自然日，从期限的次日算起。"
    return Listing(OVERDUE_HEADS, lines, cut_short(note, whole, most))


def asked_of_units(scope: Scope, on: date) -> list[str]:
    """One sentence for each unit that owes something, those that owe most first; computed, for the union to edit."""
    late = _per_unit(scope, CUTS["open_overdue"].where(on))
    again = _per_unit(scope, Q(state=State.REHANDLING))
    # A promise without a day is asked for as well: it should have one (PRO-32).
    promised: dict[int, int] = {
        row["lead_unit"]: row["number"]
        for row in open_promises(scope, on).filter(review_on__lt=on).values("lead_unit").annotate(number=Count("pk")).order_by()
    }  # fmt: skip
    owing = set(late) | set(again) | set(promised)
    units = Unit.objects.in_bulk(owing)
    order = sorted(owing, key=lambda pk: (-late.get(pk, 0), -again.get(pk, 0), -promised.get(pk, 0), units[pk].path))
    sentences = [
        f"请{units[pk].short}"
        + "；".join(
            words.format(numbers[pk])
            for words, numbers in (
                ("尽快答复逾期未答复的 {} 件", late),
                ("抓紧再次办理职工不满意的 {} 件", again),
                ("兑现过了复查日期的承诺 {} 件，并填报进展", promised),
            )
            if pk in numbers
        )
        + "。"
        for pk in order
    ]
    return sentences or ["没有逾期未答复、等待再次答复或者过了复查日期的事项。"]


def _per_unit(scope: Scope, where: Q) -> Mapping[int, int]:
    rows = scope.proposals().filter(where).exclude(lead_unit=None)
    return dict(rows.values_list("lead_unit").annotate(number=Count("pk")).order_by())
