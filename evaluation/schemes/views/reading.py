"""The page of one scheme: groups with their items, what is wrong row by row, bands and rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.rulebook import in_force
from ymdm.workflow import steps_of

from ...rules import Band
from .. import rules
from ..forms import FORMS
from ..models import Scheme, SchemeItem, total, wrongs


@dataclass
class Group:
    """A first-level indicator with its items."""

    name: str
    items: list[SchemeItem] = field(default_factory=list)

    @property
    def full(self) -> Decimal:
        return sum((item.full for item in self.items), Decimal(0))

    @property
    def is_outside(self) -> bool:
        return all(item.is_outside for item in self.items)


def grouped(items: list[SchemeItem]) -> list[Group]:
    """Items by group, in the order of the table."""
    groups: dict[str, Group] = {}
    for item in items:
        groups.setdefault(item.group, Group(item.group)).items.append(item)
    return list(groups.values())


def spans(bands: tuple[Band, ...]) -> list[tuple[str, str]]:
    """Each grade with its range in words."""
    told = [f"{band.lower.normalize():f} 分{'以上' if band.included else '以上（不含）'}" for band in bands[:1]]
    told += [
        f"{below.lower.normalize():f} 至 {above.lower.normalize():f} 分{'（不含）' if above.included else ''}"
        for above, below in pairwise(bands)
    ]
    return [(band.words, words) for band, words in zip(bands, told, strict=True)]


@require_safe
@signed_in
def scheme(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Scheme.objects.visible_to(request.user)
    found = get_object_or_404(seen.select_related("unit", "drafted_by", "announced_by"), pk=pk)
    items = list(found.items.all())
    steps = steps_of(Scheme)
    may = {verb: steps[verb].is_open(found, request.user) for verb in FORMS[Scheme]}
    is_mine = found.drafted_by_id == request.user.pk
    context = {
        "scheme": found,
        "groups": grouped(items),
        "total": total(items),
        "numbers": {"items": sum(not item.is_outside for item in items), "outside": sum(item.is_outside for item in items)},
        "wrongs": wrongs(items) if found.is_draft else [],
        "spans": spans(found.scale),
        "may": may,
        # Once all units are final, whoever organises owes their results (EVA-26).
        "duties": lit(Duty.objects.of(found).owed()) if request.user.may("assessments.run", found.unit) else [],
        "waits_for_another": found.is_draft and is_mine,
        "rules": in_force((rules.FROZEN, rules.CAP, rules.NOT_HERE, rules.MUST, rules.BANDS), found.unit, timezone.localdate()),
    }  # fmt: skip
    return render(request, "evaluation/scheme.html", context)
