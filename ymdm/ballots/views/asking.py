"""Union staff ask the staff: a new ballot, its page with what is still missing, and one page for each act."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import Unit
from ymdm.rulebook import act_page
from ymdm.workflow import steps_of

from .. import asking as workflow
from .. import sheets
from ..asking_forms import ASKING_FORMS, AskForm
from ..models import Asking

PREPARE = "ballots.prepare"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _unit_asked(request: HttpRequest) -> Unit:
    """`?unit=`, or the topmost in which the person may."""
    units = request.user.units_for(PREPARE).open().order_by("depth", "path")  # type: ignore[union-attr]
    asked = request.GET.get("unit", "")
    unit = units.filter(pk=int(asked)).first() if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    unit = unit or units.first()
    if unit is None:
        raise Http404
    return unit


@get_or_post
@allowed(PREPARE)
def asking_new(request: HttpRequest) -> HttpResponse:
    """Begin a ballot of the own staff; `?unit=` for a unit below."""
    unit = _unit_asked(request)
    form = AskForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)  # type: ignore[arg-type]
    return act_page.answer(
        request, form, steps_of(Asking)["ask"], lambda: workflow.ask(unit, request.user, **form.typed()), unit.name,
        reverse("ballots:mine"), True,
    )  # fmt: skip


def _found(request: HttpRequest) -> Any:
    return Asking.objects.visible_to(request.user).select_related("unit", "ceremony")  # type: ignore[arg-type]


@require_safe
@signed_in
def asking(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions as they will stand on the paper, who votes, who keeps the words, and what comes next."""
    this = get_object_or_404(_found(request), pk=pk)
    steps = steps_of(Asking)
    context = {
        "asking": this,
        "sheet": sheets.sections({"v": 1, "title": this.title, "items": this.questions}) if this.questions else [],
        "number": this.voters().count(),
        "keepers": list(this.ceremony.keepers.select_related("person")) if this.ceremony else [],
        "box": this.box(),
        "may": {verb: steps[verb].is_open(this, request.user) for verb in ASKING_FORMS},
    }
    return render(request, "ballots/asking.html", context)


@get_or_post
@signed_in
def asking_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    return act_page.act(request, _found(request), pk, verb, forms={Asking: ASKING_FORMS}, workflow=workflow)
