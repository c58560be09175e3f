"""What was said in the hall of a session: the list, writing down one point, and one press that makes a matter of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congress.models import CongressSession
from congress.views.sessions import found, frame
from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.rulebook import act_page
from ymdm.workflow import Refused, steps_of

from .. import papers, workflow
from ..forms import FORMS
from ..forms.filters import SpokenFilter
from ..forms.spoken import SpokenForm
from ..models import Forum, ForumPoint, SpokenPoint
from ..workflow.spoken import SPEAKING
from .lists import page_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _rows(request: HttpRequest, session: CongressSession) -> tuple[SpokenFilter, QuerySet[SpokenPoint]]:
    form = SpokenFilter(request.GET, session=session)
    rows = SpokenPoint.objects.filter(session=session).select_related(
        "item", "speaker__person", "speaker__delegation", "matter"
    )
    return form, form.apply(rows)


@require_safe
@signed_in
def spoken(request: HttpRequest, pk: int) -> HttpResponse:
    """Every point said in the hall with its speaker, delegation, item and matter; the sheets of the delegations beside."""
    session = found(request, pk)
    form, rows = _rows(request, session)
    context = frame(request, session, "spoken")
    may_note = context["runs"] and session.state in SPEAKING
    context |= {
        "filters": form,
        "page": page_of(request, rows),
        "may_note": may_note,
        "note": SpokenForm(obj=session, person=request.user) if may_note else None,
        "sheets": list(
            Forum.objects.visible_to(request.user)
            .filter(session=session, kind=Forum.Kind.FLOOR)
            .select_related("delegation")
            .order_by("delegation__name", "pk")
        ),
    }
    return render(request, "meetings/spoken.html", context)


@require_safe
@signed_in
def spoken_export(request: HttpRequest, pk: int) -> HttpResponse:
    session = found(request, pk)
    form, rows = _rows(request, session)
    return export(
        request, f"{session.short}会上发言", papers.SPOKEN, rows, form.words, about=session, unit=session.unit
    )


@get_or_post
@signed_in
def spoken_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down one point; the form of the page posts here, and a mistake keeps what was typed."""
    session = found(request, pk)
    step = steps_of(SpokenPoint)["note_spoken"]
    step.check(session.unit, request.user, None)
    form = SpokenForm(request.POST if request.method == "POST" else None, obj=session, person=request.user)
    back = reverse("meetings:spoken", args=[pk])
    return act_page.answer(
        request, form, step,
        lambda: workflow.note_spoken(session.unit, request.user, session=session, **form.typed()), str(session), back,
    )  # fmt: skip


@get_or_post
@signed_in
def spoken_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    seen = SpokenPoint.objects.filter(session__in=CongressSession.objects.visible_to(request.user))
    rows = seen.select_related("session__term__unit", "speaker__person", "matter")
    return at_once(request, rows, pk, verb, back=lambda point: point.get_absolute_url())


def at_once(request: HttpRequest, rows: QuerySet[Any], pk: int, verb: str, *, back: Any) -> HttpResponse:
    """One press makes the matter; a second one, or a second clerk's, finds it and says its number."""
    if request.method != "POST":
        return act_page.act(request, rows, pk, verb, forms=FORMS, workflow=workflow, back=back)
    point = get_object_or_404(rows, pk=pk)
    if verb not in FORMS[type(point)]:
        return act_page.act(request, rows, pk, verb, forms=FORMS, workflow=workflow, back=back)
    try:
        getattr(workflow, verb)(point, request.user)
    except Refused as refusal:
        point.refresh_from_db()
        if point.matter_id is None:
            messages.error(request, str(refusal))
            return redirect(back(point))
    messages.success(request, f"已转为事项 {point.matter.number}，由工会交给责任单位。")
    return redirect(back(point))


def sheet_act(request: HttpRequest, rows: QuerySet[ForumPoint], pk: int) -> HttpResponse:
    """The same press on a point of a delegation's sheet."""
    return at_once(request, rows, pk, "pass_point", back=lambda point: point.forum.get_absolute_url())
