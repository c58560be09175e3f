"""The desk of handing out: filed proposals to their units, returns and requests for more time to their decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed
from ymdm.organization.models import Person
from ymdm.rulebook import Rule
from ymdm.workdays import calendar

from .. import kinds, rules, workflow
from ..forms.acts import FORMS, ActForm
from ..forms.desks import AssignDeskForm, ObjectionDeskForm
from ..forms.units import handling_units
from ..listing.queue import Queue, queue_of
from ..models import Proposal, State
from ..reading.routing import hint_for
from ..reading.similar import possible_heads, voices_of_a_quarter
from .desk import attempt, desk_url, key_of, on_the_table, text_of

LEADER = "assign-leader"


@dataclass(frozen=True)
class Tab:
    """One kind of work at this desk: whose duty it is, what states it concerns, its step."""

    words: str
    kind: str
    states: tuple[State, ...]
    step: Callable[..., Any]
    rule: Rule


TABS = {
    "assign": Tab("待交办", kinds.ASSIGN, (State.SUBMITTED, State.FILED, State.CONVERTED), workflow.assign, rules.ASSIGN),
    "objections": Tab(
        "退办申请", kinds.DECIDE_OBJECTION, (State.REASSIGN_REQUESTED,), workflow.decide_objection, rules.OBJECTION
    ),
    "extensions": Tab(
        "延期申请", kinds.DECIDE_EXTENSION, (State.IN_PROGRESS, State.REPLY_DRAFT), workflow.decide_extension,
        rules.EXTENSION,
    ),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("proposals.assign")
def assign_desk(request: HttpRequest) -> HttpResponse:
    """What waits to be handed out or decided, by due day; saving leads to the next one."""
    today, workdays = timezone.localdate(), calendar()
    queues = {name: queue_of(tab.kind, "proposals.assign", request.user, today, workdays) for name, tab in TABS.items()}
    name = _tab(request, queues)
    tab, queue = TABS[name], queues[name]
    context: dict[str, Any] = {
        "tabs": [(code, TABS[code].words, len(queues[code]), code == name) for code in TABS],
        "tab": name,
        "queue": queue,
        "proposal": None,
        "list_url": reverse("proposals:proposal-list"),
    }
    pk = key_of(request) or queue.first()
    if pk is None:
        return render(request, "proposals/assign_desk.html", context)
    proposal, status = on_the_table(request, pk), 200
    if not _waits(proposal, tab) and request.method != "POST":
        messages.info(request, f"{proposal}已经办过，现在是“{proposal.get_state_display()}”。")
        return redirect(desk_url("assign-desk", queue.after(pk), tab=name))
    form = _form(name, request, proposal)
    if request.method == "POST":
        tried = attempt(form, tab.step, proposal, request)
        if tried.is_done:
            if name == "assign":
                request.session[LEADER] = proposal.leader_id
            messages.success(request, f"{proposal.number}：{_what_happened(name, proposal)}。")
            return redirect(desk_url("assign-desk", queue.after(pk), tab=name))
        status = tried.status
    context |= text_of(proposal, request.user) | {
        "form": form,
        "place": queue.place(pk),
        "hint": hint_for(proposal) if name == "assign" else None,
        "similar": possible_heads(proposal, request.user) if name == "assign" else [],
        "repeated": _repeated(proposal, request.user, today) if name == "assign" else None,
        "join": _join(proposal, request.user),
        "back": desk_url("assign-desk", None, tab=name),
        "next": queue.after(pk),
        "previous": queue.before(pk),
        "desk": f"{reverse('proposals:assign-desk')}?tab={name}&pk=",
        "rule": tab.rule.at(proposal.unit, today),
        "objection": next((row for row in proposal.objections.all() if row.is_approved is None), None),
        "extension": next((row for row in proposal.extension_requests.all() if row.is_approved is None), None),
        "reviews": list(proposal.reviews.select_related("meeting")),
        "instructions": list(proposal.instructions.select_related("by")),
    }
    return render(request, "proposals/assign_desk.html", context, status=status)


def _repeated(proposal: Proposal, person: Person, today: date) -> tuple[int, str] | None:
    """By how many a matter was raised in a quarter, with the rule; nothing below the number of the rule (PRO-70)."""
    law = rules.REPEATED.at(proposal.unit, today)
    voices = voices_of_a_quarter(proposal, person, today)
    return (voices, str(law)) if voices >= (law.value or 0) else None


def _join(proposal: Proposal, person: Person) -> str:
    """Where it is merged into another; empty for what a committee reviewed, and for who may not."""
    may = proposal.state == State.SUBMITTED and person.may("proposals.review", proposal.unit)
    return reverse("proposals:act", args=[proposal.pk, "join"]) if may and not proposal.policy.is_reviewed else ""


def _tab(request: HttpRequest, queues: dict[str, Queue]) -> str:
    """The tab that was asked for; for a proposal that comes without one, the tab in which it waits."""
    asked = request.POST.get("tab") or request.GET.get("tab") or ""
    if asked in TABS:
        return asked
    pk = key_of(request)
    return next((name for name, queue in queues.items() if pk and queue.place(pk)), "assign")


def _waits(proposal: Proposal, tab: Tab) -> bool:
    if proposal.state not in tab.states or (proposal.state == State.SUBMITTED and proposal.policy.is_reviewed):
        return False
    return tab.kind != kinds.DECIDE_EXTENSION or any(
        row.is_approved is None for row in proposal.extension_requests.all()
    )


def _form(name: str, request: HttpRequest, proposal: Proposal) -> ActForm:
    given: dict[str, Any] = {"proposal": proposal, "person": request.user}
    posted = request.POST if request.method == "POST" else None
    if name == "extensions":
        return FORMS["decide_extension"](posted, **given)
    units = handling_units(proposal.unit)
    if name == "objections":
        return ObjectionDeskForm(posted, units=units, **given)
    return AssignDeskForm(posted, units=units, leader=request.session.get(LEADER), **given)


def _what_happened(name: str, proposal: Proposal) -> str:
    if name == "assign":
        return f"已交{proposal.lead_unit}办理，{proposal.reply_due_on:%-m月%-d日}前答复"
    if name == "objections":
        objection = proposal.objections.exclude(is_approved=None).latest("decided_at")
        return "已同意退办并改派" if objection.is_approved else "不同意退办，由原单位继续办理"
    granted = proposal.extension_requests.exclude(is_approved=None).latest("decided_at")
    return f"已同意延期到 {granted.new_due_on:%-m月%-d日}" if granted.is_approved else "没有同意延期"
