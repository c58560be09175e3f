"""The handler's desk: each point of the proposal with its answer beside it, contacts and opinions in sight."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ymdm.duties.models import lit
from ymdm.organization.access import allowed
from ymdm.workflow import NoAuthority

from .. import rules, workflow
from ..acts import open_acts
from ..forms.acts import FORMS
from ..forms.desks import ReplyDeskForm
from ..models import Assignment, Proposal, ReplyDraft, State
from ..workflow.handling import running
from .desk import attempt, on_the_table, text_of

MAY_BE_TYPED = {State.IN_PROGRESS, State.REHANDLING}
# What the handler may do beside the answer, each on a page of its own.
BESIDE = ("sign_for", "object_to_assignment", "ask_extension", "give_opinion", "countersign", "follow_up", "recheck")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("proposals.handle")
def reply_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer point by point; record contacts on the way. Whatever was typed is kept with every press of a button."""
    proposal, status = _handled(request, pk), 200
    given: dict[str, Any] = {"proposal": proposal, "person": request.user}
    do = request.POST.get("do", "keep") if request.method == "POST" else ""
    types = proposal.state in MAY_BE_TYPED
    kept = keep(proposal, request) if do and types else _kept(proposal, request)
    form = ReplyDeskForm(request.POST if do == "send" else None, kept=kept, **given)
    contact = FORMS["record_contact"](request.POST if do == "contact" else None, prefix="contact", **given)
    if do == "keep":
        if types:
            messages.success(request, "填写的内容已保存，可以下次接着写。")
        else:
            messages.warning(request, f"提案现在是“{proposal.get_state_display()}”，填写的内容没有保存。")
        return redirect("proposals:reply-desk", pk)
    if do == "contact":
        tried = attempt(contact, workflow.record_contact, proposal, request)
        if tried.is_done:
            messages.success(request, "已登记一次沟通。")
            return redirect("proposals:reply-desk", pk)
        status = tried.status
    elif do == "send":
        tried = attempt(form, workflow.draft_reply, proposal, request)
        if tried.is_done:
            ReplyDraft.objects.filter(proposal=proposal, person=request.user).delete()
            waits = running(proposal, Assignment.Part.ASSISTING)
            messages.success(request, "答复已送会签。" if waits else "答复已送签发。")
            return redirect(proposal)
        status = tried.status
    if do:
        proposal = on_the_table(request, pk)
    told = _told(request, proposal, form, contact, kept)
    return render(request, "proposals/reply_desk.html", told, status=status)


def _handled(request: HttpRequest, pk: int) -> Proposal:
    """The proposal, for those who handle it in its lead unit."""
    proposal = on_the_table(request, pk)
    if proposal.lead_unit is None or not request.user.may("proposals.handle", proposal.lead_unit):
        raise NoAuthority("答复由主办单位的承办人填写。您可以在提案页面看到办理经过。")
    return proposal


def _told(
    request: HttpRequest, proposal: Proposal, form: ReplyDeskForm, contact_form: Any, kept: ReplyDraft | None
) -> dict[str, Any]:
    acts = {step.verb: step.says for step in open_acts(proposal, request.user)}
    contacts = [row for row in proposal.contacts.all()]
    sent_back = [row for row in proposal.replies.all() if row.sent_back_at and row.round == proposal.round]
    owed = lit(proposal.duties.owed().filter(act="proposals.handle", unit=proposal.lead_unit).order_by("due_on"))
    return text_of(proposal, request.user) | {
        "form": form,
        "contact_form": contact_form,
        "kept": kept,
        "types": proposal.state in MAY_BE_TYPED,
        "waits": proposal.state == State.REPLY_DRAFT,
        "duty": owed[0] if owed else None,
        "beside": [(verb, acts[verb]) for verb in BESIDE if verb in acts],
        "contacts": contacts,
        "has_contact": any(row.round == proposal.round for row in contacts),
        "assisting": running(proposal, Assignment.Part.ASSISTING),
        "sent_back": sent_back[-1] if sent_back else None,
        "complaints": _complaints(proposal) if proposal.round > 1 else [],
        "rule_contact": rules.CONTACT.at(proposal.unit, timezone.localdate()),
        "rule_points": rules.POINT_BY_POINT,
        "list_url": reverse("proposals:proposal-list"),
    }


def _complaints(proposal: Proposal) -> list[str]:
    """Why the first answer did not satisfy, without the names of those who said so."""
    first = [row for row in proposal.replies.all() if row.round < proposal.round]
    return [rating.text for reply in first for rating in reply.evaluations.all() if rating.text]


def _kept(proposal: Proposal, request: HttpRequest) -> ReplyDraft | None:
    return ReplyDraft.objects.filter(proposal=proposal, person=request.user, round=proposal.round).first()


def keep(proposal: Proposal, request: HttpRequest) -> ReplyDraft:
    """Keep what stands in the form now; the last one typed stands."""
    with transaction.atomic():
        kept, _ = ReplyDraft.objects.update_or_create(
            proposal=proposal, person=request.user, round=proposal.round,
            defaults={"data": ReplyDeskForm.raw(request.POST, proposal), "saved_at": timezone.now()},
        )  # fmt: skip
    return kept


@require_POST
@allowed("proposals.handle")
def reply_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the answer while it is being typed; htmx asks for this by itself."""
    proposal = _handled(request, pk)
    if proposal.state not in MAY_BE_TYPED:
        return render(request, "proposals/reply_desk.html#kept", {"kept": None, "ended": proposal.get_state_display()})
    return render(request, "proposals/reply_desk.html#kept", {"kept": keep(proposal, request), "ended": ""})
