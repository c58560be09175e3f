"""Who is called and who is here: the list of the desk, and the phone page on which a representative checks in."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import allowed, signed_in
from ymdm.papers.export import export
from ymdm.workflow import Refused, steps_of

from .. import papers, workflow
from ..forms.filters import PeopleFilter
from ..models import Attendee, CongressSession, PaperVersion, Presence, SessionSurvey
from ..workflow.attending import DOORS
from .sessions import frame

PER_PAGE = 40


def _people(request: HttpRequest, pk: int) -> tuple[CongressSession, PeopleFilter, QuerySet[Attendee]]:
    session = get_object_or_404(
        CongressSession.objects.visible_to(request.user).select_related("term__unit"),
        pk=pk,  # type: ignore[arg-type]
    )
    if not request.user.may("congress.read", session.unit):  # type: ignore[union-attr]
        raise Http404
    form = PeopleFilter(request.GET, session=session)
    rows = session.attendees.select_related("person__unit", "delegation", "venue")
    return session, form, form.apply(rows)


@require_safe
@allowed("congress.read")
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who is called, filtered, sorted, paged; the desk marks who comes and goes."""
    session, form, rows = _people(request, pk)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    late = Presence.objects.filter(attendee__session=session, way=Presence.Way.LATE_SENT).count()
    steps = steps_of(Attendee)
    context = frame(request, session, "people") | {
        "filters": form,
        "page": page,
        "late_sent": late,
        "is_door_open": session.held_on == timezone.localdate() and session.state in DOORS,
        "may_mark": not steps["mark_present"].authority(page[0], request.user) if len(page) else False,
    }
    return render(request, "congress/people.html", context)


@require_safe
@allowed("congress.read")
def people_export(request: HttpRequest, pk: int) -> HttpResponse:
    session, form, rows = _people(request, pk)
    return export(request, f"{session.short}参会人", papers.PEOPLE, rows, form.words, about=session, unit=session.unit)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The phone page of whoever is called: answer, papers, check-in by code. A posted code may come late (`read`)."""
    # Whoever is called sees the session: five hundred at the door ask no further question.
    mine = (
        Attendee.objects.filter(session=pk, person=request.user)
        .select_related("delegation", "mandate__appointment", "session__term__unit", "person", "venue")
        .first()
    )
    seen = CongressSession.objects.visible_to(request.user).select_related("term__unit")  # type: ignore[arg-type]
    session = mine.session if mine else get_object_or_404(seen, pk=pk)
    if request.method == "POST":
        return _post(request, session, mine)
    return _page(request, session, mine)


def _page(
    request: HttpRequest, session: CongressSession, mine: Attendee | None, error: str = "", status: int = 200
) -> HttpResponse:
    sent = PaperVersion.objects.filter(paper__item__session=session, issued_at__isnull=False).select_related(
        "paper__item"
    )
    read = set(mine.receipts.values_list("version", flat=True)) if mine else set()
    latest: dict[int, PaperVersion] = {}
    for version in sent.order_by("paper", "number"):
        latest[version.paper_id] = version
    papers_ = sorted(latest.values(), key=lambda one: (one.pk in read, one.paper.item.order))
    context = {
        "session": session,
        "mine": mine,
        "papers": papers_,
        "read": read,
        "unread": sum(one.pk not in read for one in latest.values()),
        "code": request.GET.get("c", "")[:6],
        "error": error,
        "is_today": session.held_on == timezone.localdate(),
        "survey": SessionSurvey.objects.filter(session=session).first() if session.is_over else None,
        "may_answer": bool(mine and steps_of(Attendee)["answer_call"].is_open(mine, request.user)),
    }
    return render(request, "congress/check_in.html", context, status=status)


def _post(request: HttpRequest, session: CongressSession, mine: Attendee | None) -> HttpResponse:
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    code = "".join(request.POST.get("code", "").split())[:6]
    try:
        if mine is None:
            raise Refused(
                f"您不在{session.short}的参会名册里，不能签到。", rule="CON-32", remedy="有疑问请到签到台，或联系工会。"
            )
        workflow.arrive(mine, request.user, code=code, read=_instant(request.POST.get("read", "")))
    except Refused as refusal:
        if wants_json:
            return JsonResponse({"says": str(refusal)}, status=409)
        return _page(request, session, mine, error=str(refusal), status=409)
    if wants_json:
        return JsonResponse({"says": "签到成功"})
    messages.success(request, "签到成功。")
    return redirect("congress:check-in", session.pk)


def _instant(text: str) -> datetime | None:
    """The second in which a cut-off phone read its code; None when it was not cut off, or for nonsense."""
    if not text.isascii() or not text.isdecimal() or len(text) > 11:
        return None
    return datetime.fromtimestamp(int(text), UTC)
