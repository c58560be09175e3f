"""The lists of reviews and of groups; the same rows as workbooks."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals.meetings.views.lists import number, page_of
from ymdm.organization.access import signed_in
from ymdm.papers.export import export

from .. import papers
from ..forms.filters import GroupFilter, PeriodFilter
from ..models import FinanceGroup, GroupMember, ReviewPeriod, Voucher, VoucherQuestion


def _periods(request: HttpRequest) -> QuerySet[ReviewPeriod]:
    questions = VoucherQuestion.objects.all()
    vouchers = Voucher.objects.valid()
    cents = vouchers.filter(period=OuterRef("pk")).order_by().values("period").annotate(sum=Sum("cents")).values("sum")
    return (
        ReviewPeriod.objects.visible_to(request.user)
        .select_related("unit", "group__head")
        .annotate(
            vouchers_valid=number(vouchers, "period"),
            cents=Coalesce(Subquery(cents), 0),
            asked=number(questions, "period"),
            answered=number(questions.filter(matter__replied_on__isnull=False), "period"),
        )
    )


@require_safe
@signed_in
def periods(request: HttpRequest) -> HttpResponse:
    """Reviews that one may see; of those under way only whoever is concerned."""
    form = PeriodFilter(request.GET)
    context = {"form": form, "page": page_of(request, form.apply(_periods(request)))} | _shared(request)
    return render(request, "finance/periods.html", context)


@require_safe
@signed_in
def periods_export(request: HttpRequest) -> HttpResponseBase:
    form = PeriodFilter(request.GET)
    return export(
        request, "账目审查", papers.PERIODS, form.apply(_periods(request)), form.words, unit=request.user.unit
    )


def _groups(request: HttpRequest) -> QuerySet[FinanceGroup]:
    seats = GroupMember.objects.filter(left_on=None)
    return (
        FinanceGroup.objects.visible_to(request.user)
        .select_related("unit", "head", "keeper")
        .annotate(seats=number(seats, "group"), reviews=number(ReviewPeriod.objects.standing(), "group"))
    )


@require_safe
@signed_in
def groups(request: HttpRequest) -> HttpResponse:
    """Every group of the house, ended ones too."""
    form = GroupFilter(request.GET)
    context = {"form": form, "page": page_of(request, form.apply(_groups(request)))} | _shared(request)
    return render(request, "finance/groups.html", context)


@require_safe
@signed_in
def groups_export(request: HttpRequest) -> HttpResponseBase:
    form = GroupFilter(request.GET)
    return export(
        request, "民主理财小组", papers.GROUPS, form.apply(_groups(request)), form.words, unit=request.user.unit
    )


def _shared(request: HttpRequest) -> dict[str, object]:
    """What both lists offer to whoever arranges or belongs to a group."""
    mine = GroupMember.objects.sitting().filter(person=request.user).select_related("group__unit").first()
    return {"may_arrange": request.user.may_anywhere("finance.arrange"), "own_group": mine.group if mine else None}
