"""A list of proposals as somebody asked for it: the filters and the order that an address holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from ymdm.workdays import Workdays, calendar

from ..forms.filters import Filters
from ..models import Proposal
from ..models.querysets import ProposalQuerySet
from .orders import ORDERS


@dataclass(frozen=True)
class Asked:
    """A list as it was asked for: filters, order, and the rows that they leave; `all_groups` those of every state."""

    filters: Filters
    sort: str
    today: date
    workdays: Workdays
    rows: ProposalQuerySet
    all_groups: ProposalQuerySet
    # A group of states, or a page further down: that it is empty does not tell that there is nothing at all.
    is_part: bool


def asked_by(request: Any) -> Asked:
    """What `request.GET` asks of the proposals that `request.user` may see."""
    filters, today, workdays = Filters.read(request.GET), timezone.localdate(), calendar()
    sort = request.GET.get("sort", "")
    all_groups = Proposal.objects.visible_to(request.user)
    if filters.is_any:
        all_groups = filters.narrow(all_groups, request.user, today, workdays)
    rows = filters.of_group(all_groups) if filters.group else all_groups
    is_part = bool(filters.group or request.GET.get("after") or request.GET.get("before"))
    return Asked(filters, sort if sort in ORDERS else "", today, workdays, rows, all_groups, is_part)
