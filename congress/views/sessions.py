"""The pages of one session: what is going on, its plan, its agenda with papers, its minutes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from ymdm.attachments.models import Attachment
from ymdm.organization.access import signed_in
from ymdm.rulebook import in_force
from ymdm.workflow import steps_of

from ..law import law_for
from ..models import (
    AgendaItem,
    Attendee,
    Candidate,
    CongressSession,
    Minutes,
    Paper,
    PaperVersion,
    SessionArchive,
    SessionOffice,
    Vote,
)
from ..reading.course import next_act, river
from ..reading.hall import hall_of
from ..reading.norms import has_norms, norms_of, summary
from ..rules import catalogue as rule
from ..rules.dating import lead_time_errors


def found(request: HttpRequest, pk: int) -> CongressSession:
    return get_object_or_404(CongressSession.objects.visible_to(request.user).select_related("term__unit"), pk=pk)  # type: ignore[arg-type]


def frame(request: HttpRequest, session: CongressSession, tab: str) -> dict[str, Any]:
    """What stands around every page of a session: head, river, tabs, the act of the hour."""
    person: Any = request.user
    counts = CongressSession.objects.filter(pk=session.pk).aggregate(
        items=Count("agenda", filter=~Q(agenda__state="put_off"), distinct=True),
        votes=Count("votes", distinct=True),
        resolutions=Count("resolutions", distinct=True),
    )
    chair = session.offices.filter(office=SessionOffice.Office.CHAIR).select_related("person").first()
    mine = session.attendees.filter(person=person).select_related("delegation").first()
    return {
        "session": session,
        "river": river(session),
        "tab": tab,
        "counts": counts,
        "chair": chair.person if chair else None,
        "next": next_act(session, person),
        "mine": mine,
        # What higher rooms keep of a session: each names its tab.
        "doors": [import_string(dotted)(session) for dotted in settings.YMDM_SESSION_DOORS],
        "runs": person.may("congress.convene", session.unit),
        "watches": person.may("congress.read", session.unit),
        "has_screen": person.may("congress.read", session.unit),
    }


def open_verbs(session: CongressSession, person: Any, *verbs: str) -> dict[str, bool]:
    steps = steps_of(CongressSession)
    return {verb: steps[verb].is_open(session, person) for verb in verbs}


def items_of(session: CongressSession, person: Any) -> list[AgendaItem]:
    """The agenda with the papers that the person may read and the votes, three queries."""
    papers = Paper.objects.visible_to(person).annotate(
        latest=Count("versions", filter=Q(versions__issued_at__isnull=False))
    )
    elected = Prefetch("candidates", Candidate.objects.select_related("person"))
    votes = (
        Vote.objects.annotate(is_amendment=Q(amendment__isnull=False))
        .exclude(state=Vote.State.STOPPED)
        .prefetch_related(elected)
        .order_by("pk")
    )
    return list(
        session.agenda.prefetch_related(
            Prefetch("papers", papers, to_attr="readable"), Prefetch("votes", votes, to_attr="rounds")
        ).order_by("order")
    )


@require_safe
@signed_in
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """The session at a glance: agenda, quorum, delegations, defects."""
    this = found(request, pk)
    items = [item for item in items_of(this, request.user) if item.state != AgendaItem.State.PUT_OFF]
    now = next((item for item in items if item.state == AgendaItem.State.NOW), None)
    context = frame(request, this, "overview") | {
        "items": items,
        "now": now,
        "hall": hall_of(this),
        "defects": list(this.defects.select_related("item", "cured_by")),
        "may": open_verbs(this, request.user, "call_roll", "put_off", "call_off", "redate", "serve", "draft_minutes"),
        "offices": list(this.offices.select_related("person")),
    }
    # While the hall follows, the checks are for those who run it.
    if has_norms(this) and (context["watches"] or this.is_over):
        context["norms"] = norms_of(this, timezone.localdate(), watches=context["watches"])
        context["summary"] = summary(context["norms"])
    return render(request, "congress/session.html", context)


@require_safe
@signed_in
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Every item with its matter, right and papers; for whoever convenes with the buttons to change them."""
    this = found(request, pk)
    items = items_of(this, request.user)
    rows = list(this.attendees.filter(called_at__isnull=False).values_list("pk", flat=True))
    receipts = (
        PaperVersion.objects.filter(paper__item__session=this, issued_at__isnull=False)
        .annotate(signed=Count("receipts"))
        .values_list("paper", "signed")
        .order_by("number")
    )
    signed = dict(receipts)  # of the newest version that was sent: the last one of each paper stays
    for item in items:
        for paper in item.readable:  # type: ignore[attr-defined]
            paper.signed = signed.get(paper.pk, 0)
    context = frame(request, this, "agenda") | {
        "items": items,
        "may": open_verbs(this, request.user, "add_item", "add_paper", "issue_papers"),
        "called": len(rows),
        "unsent": PaperVersion.objects.filter(paper__item__session=this, issued_at=None).count(),
        "unread": _unread(context_mine) if (context_mine := this.attendees.filter(person=request.user).first()) else 0,
        "rules": in_force((rule.RIGHT, rule.MATERIALS, rule.TOPICS), this.unit, this.ruled_on or timezone.localdate()),
    }
    return render(request, "congress/agenda.html", context)


def _unread(attendee: Attendee) -> int:
    sent = PaperVersion.objects.filter(paper__item__session=attendee.session_id, issued_at__isnull=False)
    return sent.exclude(receipts__attendee=attendee).count()


@require_safe
@signed_in
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The 24 steps with their days; what the date leaves no time for is said on top."""
    this = found(request, pk)
    today = timezone.localdate()
    context = frame(request, this, "plan")
    steps = list(this.plan.select_related("done_by"))
    done = {step.code: step.done_on for step in steps}
    errors = ()
    if this.is_before and context["watches"]:
        errors = lead_time_errors(
            this.held_on, today, law=law_for(this), matters_on=done.get("matters_to_union"),
            topics_on=done.get("topics_fixed"), materials_on=done.get("materials_delivered"),
            disclosed_on=done.get("agenda_disclosed"),
        )  # fmt: skip
    context |= {
        "steps": steps,
        "today": today,
        "errors": errors,
        "done": sum(step.done_on is not None for step in steps),
        "may": open_verbs(this, request.user, "redate", "put_off", "call_off"),
    }
    return render(request, "congress/plan.html", context)


@require_safe
@signed_in
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes and what else follows the session: publication, report, archive, each with its act."""
    this = found(request, pk)
    written = Minutes.objects.filter(session=this).select_related("chair", "secretary").first()
    steps = steps_of(Minutes)
    context = frame(request, this, "minutes") | {
        "minutes": written,
        "file": SessionArchive.objects.visible_to(request.user).filter(session=this).first(),  # type: ignore[arg-type]
        "may": open_verbs(this, request.user, "draft_minutes", "publish", "prove_posting", "report_upward", "archive")
        | {
            verb: bool(written and steps[verb].is_open(written, request.user))
            for verb in ("edit_minutes", "sign_minutes")
        },
        "photos": list(Attachment.objects.of(this)) if this.posted_until else [],
        "resolutions": list(this.resolutions.select_related("owner")),
        "defects": list(this.defects.select_related("item", "cured_by")),
        "rules": in_force(
            (rule.PUBLISH, rule.POSTED, rule.REPORT_UP, rule.ARCHIVE), this.unit, this.ruled_on or timezone.localdate()
        ),
    }
    return render(request, "congress/minutes.html", context)
