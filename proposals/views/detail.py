"""The page of one proposal, and the files that are put to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ymdm.attachments.models import Attachment
from ymdm.duties.models import Duty, lit
from ymdm.duties.rules import Tone
from ymdm.organization.access import signed_in
from ymdm.organization.models import Person
from ymdm.ui.shapes import DONE
from ymdm.workdays import Workdays, calendar

from .. import acts, workflow
from ..buttons import buttons, held_back
from ..channels import Channel
from ..forms.acts import FORMS
from ..forms.acts.asking import ASKED
from ..forms.authoring import AttachForm
from ..models import CoSigner, Proposal, State
from ..reading import Dossier, Reader, course, read, standing, thread, timeline
from ..reading.deadline import Deadline, deadline, may_open
from ..reading.origin import origin_of
from ..workflow.files import WRITTEN, may_attach

# The wizard and two buttons in the note on top stand for these; one page does not offer an act twice.
ELSEWHERE = ("submit", "resubmit", "co_sign", "decline")


@require_safe
@signed_in
def proposal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one proposal, for whoever may see it: at most twelve queries, whatever its length."""
    try:
        filed = read(Proposal.objects.visible_to(request.user), pk)
    except Proposal.DoesNotExist as error:
        raise Http404 from error
    return render(request, "proposals/detail.html", _told(filed, request.user))


def _told(filed: Dossier, person: Person) -> dict[str, Any]:
    proposal, workdays = filed.proposal, calendar()
    reader = Reader.of(proposal, person)
    owed = lit(filed.owed, timezone.localdate(), workdays)
    open_steps = acts.open_acts(proposal, person)
    verbs = {step.verb for step in open_steps}
    writes = proposal.state in WRITTEN and workflow.is_author(proposal, person)
    held = held_back(proposal, person)
    shown = buttons(proposal, open_steps, without=ELSEWHERE, prepares=held)
    can = [ASKED[step.verb].of(proposal.policy).does for step in open_steps if step.verb not in {"submit", "resubmit"}]
    if writes:
        can.insert(0, "继续填写并提交" if proposal.state == State.DRAFT else "补充后重新提交")
    late = next((one for one in owed if one.light.tone == Tone.RED and person.may("duties.press", one.unit)), None)
    if late:
        can.append("催办")
    stations = course(proposal, owed, reader, workdays)
    return {
        "proposal": proposal,
        "reader": reader,
        "content": reader.content(proposal),
        "standing": standing(proposal, owed, reader, can),
        "held_back": list(held.values()),
        "stations": stations,
        "folds": sum(station.status == DONE for station in stations) > 1,
        "entries": thread(filed, reader),
        "happenings": timeline(filed.events, reader, proposal.policy),
        "files": filed.attachments,
        "attach_form": AttachForm() if may_attach(proposal, person) and not writes else None,
        "buttons": [button for button in shown if button.verb != "evaluate"],
        "writes": writes,
        "origin": origin_of(proposal),
        "is_escalated": filed.is_escalated,
        "late": late,
        "rewards": list(proposal.rewards.all()),
        "has_letter": any(reply.signed_at for reply in proposal.replies.all()),
        "invitation": "co_sign" in verbs and _signature(proposal, person),
        "may_decline": "decline" in verbs,
        "deadlines": _deadlines(owed, workdays, person),
        "rating": FORMS["evaluate"](proposal=proposal, person=person, auto_id="rate_%s")
        if "evaluate" in verbs
        else None,
        "rating_asked": ASKED["evaluate"].of(proposal.policy),
        # Who was asked and has not signed is between those who write and those who were asked.
        "signatures": list(proposal.co_signers.all()) if reader.is_author or reader.is_invited else [],
        "seconded": reader.names_of(_seconders(proposal)) if _seconders(proposal) else "",
        "former_numbers": [row for row in proposal.former_numbers.all() if row.number != proposal.number]
        if proposal.voiced_by_id or proposal.channel == Channel.SUGGESTION
        else [],
        "authors": reader.names_of(proposal.proposers()) if proposal.proposers() else "",
    }


def _signature(proposal: Proposal, person: Person) -> CoSigner | None:
    return next((row for row in proposal.co_signers.all() if row.person_id == person.pk), None)


def _seconders(proposal: Proposal) -> list[Person]:
    proposers = proposal.proposers()
    return [person for person in proposal.signatories() if person not in proposers]


def _deadlines(owed: list[Duty], workdays: Workdays, person: Person) -> list[tuple[Deadline, bool, bool]]:
    """The open duties by due day, each with its ladder; whether this person may open the duty's own page, and press."""
    return [(deadline(duty, workdays), may_open(duty, person), person.may("duties.press", duty.unit)) for duty in owed]


@require_POST
@signed_in
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Put files to the proposal. A file that is not fit is named with what is wrong; the others are kept."""
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)
    store(request, proposal)
    return redirect(proposal)


def store(request: HttpRequest, proposal: Proposal) -> bool:
    """Store what was uploaded as `files`, and say of each that is refused why. Returns whether all were kept."""
    all_kept = True
    for upload in request.FILES.getlist("files"):
        try:
            workflow.attach(proposal, request.user, upload)
        except ValidationError as refusal:
            all_kept = False
            messages.error(request, "".join(refusal.messages))
    return all_kept


@require_POST
@signed_in
def detach(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file back that was put to a draft by mistake."""
    proposal = get_object_or_404(Proposal.objects.visible_to(request.user), pk=pk)
    attachment = get_object_or_404(Attachment.objects.of(proposal), pk=file)
    workflow.detach(proposal, request.user, attachment)
    messages.success(request, f"已删除附件“{attachment}”。")
    back = request.POST.get("back", "")
    return redirect("proposals:wizard", pk, 2) if back == "wizard" else redirect(proposal)
