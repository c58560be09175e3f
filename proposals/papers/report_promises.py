"""Promises: answers of class B or C, those that are still open, and what became of those looked at again (PRO-32)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ..measures import Scope
from ..measures.cuts import replied, with_scheme
from ..models import FollowUp, Reply
from ..models.querysets import ProposalQuerySet
from ..rules import SCHEMES
from .report_rows import MOST_LISTED, cut_short, title_of

PROMISE = ("B", "C")
# In the registers of past sessions C was kept for reference: nothing was promised.
_KEPT_FOR_REFERENCE = Q(scheme="register_abc", result_class="C")


@dataclass(frozen=True)
class Promises:
    """The sentences and two lists: what is still promised, and where what was looked at again stands."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    note: str
    result_heads: Sequence[str]
    results: Sequence[Sequence[Any]]
    result_note: str
    sentences: Sequence[str]


def open_promises(scope: Scope, on: date) -> ProposalQuerySet:
    """Answered, and the class that stands is B or C; `review_on` is the day last set for looking at it again."""
    rows = with_scheme(scope.proposals().filter(replied(on), result_class__in=PROMISE)).exclude(_KEPT_FOR_REFERENCE)
    progress = FollowUp.objects.filter(proposal=OuterRef("pk")).order_by("-pk").values("next_on")[:1]
    letter = Reply.objects.filter(proposal=OuterRef("pk")).signed().order_by("-round", "-pk").values("follow_up_on")[:1]
    return rows.annotate(review_on=Coalesce(Subquery(progress), Subquery(letter), output_field=DateField()))


def promises(scope: Scope, on: date, most: int | None = MOST_LISTED) -> Promises:
    """Those still open, the earliest day first, and the classes of those that were looked at again. Four queries.

    At most `most` of those still open, or all.
    """
    rows = open_promises(scope, on)
    whole = rows.count()
    late = rows.filter(review_on__lt=on).count()
    listed = rows.select_related("lead_unit", "leader").order_by("review_on", "pk")[:most]
    lines = [
        (
            row.number, title_of(row), row.lead_unit.short, str(row.leader or ""),
            f"{row.result_class} {SCHEMES[row.scheme][1].get(row.result_class, '') if row.scheme in SCHEMES else ''}".strip(),
            row.replied_on, row.review_on, (on - row.review_on).days if row.review_on and row.review_on < on else None,
        )
        for row in listed
    ]  # fmt: skip
    results = _results(scope, on)
    solved, again = results.get("A", 0), sum(results.values())
    return Promises(
        heads=("编号", "案由", "主办单位", "分管领导", "办理结果", "答复日期", "复查日期", "超过天数"),
        rows=lines,
        note=cut_short(
            "已经答复、办理结果现为 B 类或 C 类的（PRO-32）；历年登记表的 C 类是留作参考，不算承诺。", whole, most
        ),
        result_heads=("现在的办理结果", "件数"),
        results=[(f"{code} 类", number) for code, number in sorted(results.items())],
        result_note="填报过进展的，按现在的办理结果计件，一件只计一次（PRO-32）。",
        sentences=[
            f"列为 B、C 类还没有兑现的承诺 {whole:,} 件，其中过了复查日期的 {late:,} 件。",
            f"填报过进展的 {again:,} 件，其中已经转为 A 类的 {solved:,} 件。",
        ],
    )


def _results(scope: Scope, on: date) -> Counter[str]:
    again = Exists(FollowUp.objects.filter(proposal=OuterRef("pk"), at__date__lte=on))
    rows = scope.proposals().filter(again).values_list("result_class").annotate(number=Count("pk")).order_by()
    return Counter(dict(rows))
