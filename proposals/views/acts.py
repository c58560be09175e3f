"""One page for every act on a proposal: the form of the step, and the step itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from ymdm.attachments.models import Attachment
from ymdm.organization.access import signed_in
from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused, steps_of

from .. import acts
from ..forms.acts import FORMS
from ..forms.acts.asking import ASKED
from ..models import Proposal
from ..reading import Reader
from ..reading.letter import letter


def back_to(request: HttpRequest, proposal: Proposal) -> str:
    """The page that the person came from by a link of ours, else the proposal."""
    back = request.POST.get("back") or request.GET.get("back") or ""
    ours = back.startswith("/w/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if ours else proposal.get_absolute_url()


def _in_sight(proposal: Proposal, person: Person, verb: str) -> dict[str, Any]:
    """What lies on the table while one decides: question, rules, and for an answer the draft itself."""
    reader = Reader.of(proposal, person)
    reply = acts.workflow.standing_reply(proposal)
    waiting = [str(row.unit) for row in acts.workflow.waiting_to_countersign(proposal)]
    return {
        "asked": ASKED[verb].of(proposal.policy).at(proposal.unit),
        # An act whose form needs an order of its own has a template of its verb.
        "form_template": [f"proposals/forms/{verb}.html", "proposals/forms/plain.html"],
        "reader": reader,
        "content": reader.content(proposal),
        "letter": letter(reply, reader, waiting) if reply and reader.drafts else None,
        "files": Attachment.objects.of(proposal) if ASKED[verb].in_page else [],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Show the form of one step, or do it. A refusal keeps what was typed beside the sentence."""
    found = Proposal.objects.visible_to(request.user)
    # The step reads its rows itself, under the lock; everything around them is read for a page only.
    proposal = get_object_or_404(found if request.method == "POST" else acts.with_all(found), pk=pk)
    step = steps_of(Proposal).get(verb)
    if step is None or verb not in FORMS:
        raise Http404
    if request.method != "POST":
        # Not one's own, or too late: said before anything is typed.
        step.check(proposal, request.user, timezone.now())
    elif why := step.authority(proposal, request.user):
        raise NoAuthority(why)
    # A bare confirmation posts nothing but the token, so the method decides, not the data.
    typed = request.POST if request.method == "POST" else None
    given = {name: request.GET[name][:100] for name in FORMS[verb].of_address if name in request.GET}
    form = FORMS[verb](typed, proposal=proposal, person=request.user, initial=given)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                getattr(acts.workflow, verb)(proposal, request.user, **form.typed())
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, f"已办理：{step.says}。")
                return redirect(back_to(request, proposal))
    context = {"proposal": proposal, "step": step, "form": form, "back": back_to(request, proposal)}
    context |= _in_sight(proposal, request.user, verb)
    template = "proposals/act.html#dialog" if request.htmx and request.method != "POST" else "proposals/act.html"
    return render(request, template, context, status=status)
