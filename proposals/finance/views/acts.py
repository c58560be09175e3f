"""One page for every act on a group, a review or a question: the form of the step, and the step itself."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import Unit
from ymdm.rulebook import act_page
from ymdm.rulebook.act_page import answer
from ymdm.workflow import NoAuthority, steps_of

from .. import workflow
from ..forms import FORMS
from ..forms.groups import GroupForm
from ..forms.reviews import AskForm
from ..models import FinanceGroup, ReviewPeriod, VoucherQuestion

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def act(request: HttpRequest, found: QuerySet[Any], pk: int, verb: str) -> HttpResponse:
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def group_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = FinanceGroup.objects.visible_to(request.user).select_related("unit", "keeper", "head")
    return act(request, found, pk, verb)


@get_or_post
@signed_in
def period_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = ReviewPeriod.objects.visible_to(request.user).select_related("unit", "group__keeper", "group__unit")
    return ask(request, get_object_or_404(found, pk=pk)) if verb == "ask" else act(request, found, pk, verb)


def ask(request: HttpRequest, period: ReviewPeriod) -> HttpResponse:
    """The act “ask”, about the voucher that `?voucher=` names."""
    step = steps_of(ReviewPeriod)["ask"]
    if why := step.authority(period, request.user):
        raise NoAuthority(why)
    if request.method != "POST":
        step.check(period, request.user, timezone.now())
    typed = request.POST if request.method == "POST" else None
    about = {"voucher": request.GET.get("voucher", "")[:18]}
    form = AskForm(typed, obj=period, person=request.user, initial=about)
    return answer(
        request, form, step, lambda: workflow.ask(period, request.user, **form.typed()), str(period),
        f"{period.get_absolute_url()}#questions",
    )  # fmt: skip


@get_or_post
@signed_in
def question_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    seen = ReviewPeriod.objects.open_to(request.user)
    found = VoucherQuestion.objects.filter(period__in=seen)
    return act(request, found.select_related("period__unit", "period__group__keeper", "matter"), pk, verb)


@get_or_post
@allowed("finance.arrange")
def group_new(request: HttpRequest) -> HttpResponse:
    """Write down who was elected; `?unit=` names the unit, else the topmost in which the person may."""
    units = request.user.units_for("finance.arrange").open().order_by("depth", "path")
    asked = request.GET.get("unit", "")
    unit: Unit | None = None
    if asked.isascii() and asked.isdecimal() and len(asked) < 19:
        unit = units.filter(pk=int(asked)).first()
    unit = unit or units.first()
    if unit is None:
        raise Http404
    form = GroupForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    return answer(
        request, form, steps_of(FinanceGroup)["found"],
        lambda: workflow.found(unit, request.user, **form.typed()), unit.name, reverse("finance:groups"), True,
    )  # fmt: skip
