"""Writing a suggestion: one page, for every employee (F76, F80)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from congress.workflow import congress_of
from ymdm.attachments.models import Attachment
from ymdm.organization.access import signed_in
from ymdm.organization.models import Person, Unit
from ymdm.workdays import calendar
from ymdm.workflow import NoAuthority, Refused

from .. import rules, workflow
from ..forms.authoring import AttachForm
from ..forms.suggesting import SuggestionForm
from ..models import Proposal, State
from ..reading.routing import hint_for
from ..reading.similar import similar_published
from ..workflow.authoring import search_text
from ..workflow.files import WRITTEN
from .detail import store


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def suggestion_new(request: HttpRequest) -> HttpResponse:
    """A new suggestion: handed in at once, or kept as a draft. Nothing is made by looking, nor by a form with errors."""
    person = request.user
    units = workflow.receivers(person)
    if not units:
        return render(request, "proposals/suggestion.html", {"form": None, "proposal": None})
    final = request.POST.get("go") != "leave"
    form = SuggestionForm(
        request.POST or None, units=units, person=person, term=congress_of(units[0], timezone.localdate()),
        is_final=final,
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                proposal = _begin(request, form, units, final)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                return _done(request, proposal)
    begun = Proposal.objects.filter(proposer=person, channel="suggestion", state=State.DRAFT).order_by("-pk")[:3]
    return _page(request, form, None, units[0], status, begun=begun)


@transaction.atomic
def _begin(request: HttpRequest, form: SuggestionForm, units: list[Unit], final: bool) -> Proposal:
    author: Person | None = form.cleaned_data.get("author")
    unit = form.cleaned_data.get("unit") or units[0]
    if author is not None and unit not in workflow.receivers(author):
        unit = next(iter(workflow.receivers(author)), unit)
    proposal = workflow.speak_up(unit, request.user, author=author)
    return _keep(request, proposal, form, final)


def _keep(request: HttpRequest, proposal: Proposal, form: SuggestionForm, final: bool) -> Proposal:
    proposal = workflow.save_draft(proposal, request.user, **form.kept())
    if store(request, proposal) and final:
        send = workflow.submit if proposal.state == State.DRAFT else workflow.resubmit
        send(proposal, request.user)
    return proposal


def _done(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    if proposal.state == State.SUBMITTED:
        law = rules.TRIAGE.at(proposal.unit, timezone.localdate())
        messages.success(
            request,
            f"已提交，编号 {proposal.number}。工会在 {law.value} {law.measure}内交给责任单位，办理和答复会发消息告诉您。",
        )
    else:
        messages.success(request, "草稿已保存。")
    return redirect(proposal)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def suggestion_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with a draft, or complete what was sent back."""
    found = Proposal.objects.visible_to(request.user).select_related("unit", "category", "proposer", "entered_by")
    proposal = get_object_or_404(found, pk=pk)
    if not proposal.policy.is_open:
        raise Http404
    if not workflow.is_author(proposal, request.user):
        raise NoAuthority("只有建议人本人可以修改这件建议。")
    if proposal.state not in WRITTEN:
        messages.info(request, f"这件建议现在是“{proposal.get_state_display()}”，内容不能再改。")
        return redirect(proposal)
    final = request.POST.get("go") != "leave"
    form = SuggestionForm(
        request.POST or None, units=[proposal.unit], person=request.user, proposal=proposal, is_final=final,
        term=congress_of(proposal.unit, timezone.localdate()),
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with transaction.atomic():
                    proposal = _keep(request, proposal, form, final)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                return _done(request, proposal)
    return _page(request, form, proposal, proposal.unit, status)


def _page(
    request: HttpRequest, form: SuggestionForm, proposal: Proposal | None, unit: Unit, status: int, **more: Any
) -> HttpResponse:
    limits = [law.at(unit, timezone.localdate()) for law in (rules.TRIAGE, rules.CONCLUSION)]
    context = {
        "form": form,
        "proposal": proposal,
        "unit": unit,
        "limits": limits,
        "attach_form": AttachForm(),
        "files": Attachment.objects.of(proposal) if proposal else [],
        "similar": similar_published(proposal, timezone.localdate(), calendar()) if proposal else [],
        "route": hint_for(proposal) if proposal else None,
    } | more
    return render(request, "proposals/suggestion.html", context, status=status)


@require_safe
@signed_in
def suggestion_similar(request: HttpRequest) -> HttpResponse:
    """What was raised before and is like the words that are being typed, with its answers (F50)."""
    title, text = (request.GET.get(name, "").replace("\0", "")[:3000] for name in ("title", "rationale"))
    draft = Proposal(title=title.strip()[:120], search_text=search_text(title, text, []))
    units = workflow.receivers(request.user)
    draft.unit_id = units[0].pk if units else None
    context = {
        "similar": similar_published(draft, timezone.localdate(), calendar()),
        "route": hint_for(draft) if units else None,
    }
    return render(request, "proposals/_similar.html", context)
