"""The desk of the committee's secretary: one proposal after the other, the text beside the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ymdm.organization.access import allowed
from ymdm.organization.models import Unit, within_paths
from ymdm.workdays import calendar
from ymdm.workflow import Refused

from .. import kinds, rules, workflow
from ..forms.acts import FORMS
from ..forms.desks import MeetingForm, ReviewDeskForm
from ..listing.queue import Queue, queue_of
from ..models import CommitteeMeeting, Proposal, State
from ..reading.similar import possible_heads
from .desk import attempt, desk_url, key_of, on_the_table, text_of

MEETINGS = "review-meetings"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("proposals.review")
def review_desk(request: HttpRequest) -> HttpResponse:
    """What waits for review, by due day. Saving leads to the next one; the meeting is chosen once."""
    queue = _queue(request)
    pk = key_of(request) or queue.first()
    if pk is None:
        context = {"queue": queue, "proposal": None, "list_url": reverse("proposals:proposal-list")}
        return render(request, "proposals/review_desk.html", context)
    proposal, status = on_the_table(request, pk), 200
    if (proposal.state != State.SUBMITTED or not proposal.policy.is_reviewed) and request.method != "POST":
        messages.info(request, f"{proposal}已经办过，现在是“{proposal.get_state_display()}”。")
        return redirect(desk_url("review-desk", queue.after(pk)))
    desk = Desk(request, proposal)
    if request.method == "POST":
        returns = request.POST.get("do") == "send_back"
        form, step = (desk.sending_back, workflow.send_back) if returns else (desk.decision, workflow.review)
        tried = attempt(form, step, proposal, request)
        if tried.is_done:
            messages.success(request, f"{proposal.number}：{proposal.get_state_display()}。")
            return redirect(desk_url("review-desk", queue.after(pk)))
        status = tried.status
    return render(request, "proposals/review_desk.html", desk.told(queue), status=status)


class Desk:
    """What lies on the desk beside one proposal: the meeting, similar ones, and the forms, one of them as posted."""

    def __init__(self, request: HttpRequest, proposal: Proposal, meeting_form: MeetingForm | None = None) -> None:
        self.request, self.proposal = request, proposal
        self.sitting = chosen_meeting(request, proposal)
        self.similar = possible_heads(proposal, request.user)
        self.meeting_form = meeting_form or MeetingForm(unit=proposal.unit)
        given: dict[str, Any] = {"proposal": proposal, "person": request.user}
        do = "meeting" if meeting_form else request.POST.get("do", "review") if request.method == "POST" else ""
        self.decision = ReviewDeskForm(
            request.POST if do == "review" else None, sitting=self.sitting,
            likely=[row.proposal.pk for row in self.similar], **given,
        )  # fmt: skip
        self.sending_back = FORMS["send_back"](request.POST if do == "send_back" else None, prefix="b", **given)

    def told(self, queue: Queue) -> dict[str, Any]:
        proposal, sitting = self.proposal, self.sitting
        return text_of(proposal, self.request.user) | {
            "list_url": reverse("proposals:proposal-list"),
            "desk": f"{reverse('proposals:review-desk')}?pk=",
            "lede": f"还有 {queue.words}等待审查，期限近的在前。",
            "queue": queue,
            "place": queue.place(proposal.pk),
            "next": queue.after(proposal.pk),
            "previous": queue.before(proposal.pk),
            "similar": self.similar,
            "decision": self.decision,
            "sending_back": self.sending_back,
            "sitting": sitting,
            "present": sitting.present.count() if sitting else 0,
            "too_early": sitting is not None and sitting.held_on < (proposal.submitted_on or sitting.held_on),
            "meetings": CommitteeMeeting.objects.filter(unit=proposal.unit)[:10],
            "meeting_form": self.meeting_form,
            "rule": rules.COMMITTEE,
        }


def chosen_meeting(request: HttpRequest, proposal: Proposal) -> CommitteeMeeting | None:
    """The meeting whose decisions are being entered: of the address, else of this session, else the latest of today."""
    asked = request.GET.get("meeting", "")
    kept = request.session.get(MEETINGS, {}).get(str(proposal.unit_id))
    meetings = CommitteeMeeting.objects.filter(unit=proposal.unit).prefetch_related("present", "members")
    for pk in (int(asked) if asked.isdecimal() and len(asked) < 19 else None, kept):
        if pk and (found := meetings.filter(pk=pk).first()):
            if pk != kept:
                remember(request, found)
            return found
    return meetings.filter(held_on=timezone.localdate()).first()


def remember(request: HttpRequest, meeting: CommitteeMeeting) -> None:
    request.session[MEETINGS] = {**request.session.get(MEETINGS, {}), str(meeting.unit_id): meeting.pk}


@require_POST
@allowed("proposals.review")
def review_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who sat on the committee of a unit; the desk works with this meeting from now on."""
    unit = get_object_or_404(Unit.objects.filter(within_paths(request.user.scope("proposals.review"))), pk=pk)
    form = MeetingForm(request.POST, unit=unit)
    pk = key_of(request)
    if form.is_valid():
        try:
            meeting = workflow.record_meeting(unit, request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            remember(request, meeting)
            messages.success(request, f"已登记{meeting}，到会 {len(form.cleaned_data['present'])} 人。")
            return redirect(desk_url("review-desk", pk))
    proposal = on_the_table(request, pk or _queue(request).first() or 0)
    return render(
        request, "proposals/review_desk.html", Desk(request, proposal, form).told(_queue(request)), status=422
    )


def _queue(request: HttpRequest) -> Queue:
    return queue_of(kinds.REVIEW, "proposals.review", request.user, timezone.localdate(), calendar())
