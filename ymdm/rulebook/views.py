"""The library of rules: the list, one rule with its value here, and changing a value by two persons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ymdm.ledger.models import Event
from ymdm.organization import pairing
from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import PairedAct, Unit
from ymdm.workflow import Refused

from . import workflow
from .current import Law, law_of
from .forms import DeclineForm, ProposeForm, RulesFilter, SettleForm
from .library import Entry, entries
from .models import Override, State
from .reading import LEVELS, changes_of, held_of, marks_of, row_of, said_by_texts, units_to_choose
from .workflow import CHANGE

PER_PAGE = 20
SETTLE = "rulebook.settle"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def asked_of(request: HttpRequest) -> tuple[RulesFilter, Law]:
    """The filter of the list, and the law of the unit that was asked for, else of one's own."""
    form = RulesFilter(request.GET)
    return form, law_of(form.asked.get("unit") or _own_unit(request), timezone.localdate())


def _own_unit(request: HttpRequest) -> Unit:
    """The person's unit, not her department: the nearest that has rules of its own."""
    own: Unit = request.user.unit
    return Unit.objects.filter(pk__in=own.lineage, level__in=LEVELS).order_by("-depth").first() or own


def _unit_asked(request: HttpRequest) -> Unit:
    pk = request.GET.get("unit", "")
    return get_object_or_404(units_to_choose(), pk=pk) if pk.isdecimal() else _own_unit(request)


def _entry(rule: str) -> Entry:
    found = entries().get(rule)
    if found is None:
        raise Http404
    return found


@require_safe
@signed_in
def rule_list(request: HttpRequest) -> HttpResponse:
    """Every rule with the value that holds for a unit, searched, filtered and sorted."""
    form, law = asked_of(request)
    page = Paginator(form.apply(law), PER_PAGE).get_page(request.GET.get("page"))
    waiting = Override.objects.waiting().filter(unit__in=request.user.units_for(CHANGE))
    context = {
        "form": form,
        "page": page,
        "law": law,
        "lede": f"每一步办理所依据的规则。数值是{law.unit}现在执行的，按{law.profile.name}。",
        "chosen": form.asked.get("unit"),
        "waiting": waiting.select_related("unit", "proposed_by")[:20],
        "number": len(entries()),
    }
    part = "#found" if request.htmx and request.htmx.target == "found" else ""
    return render(request, f"rulebook/list.html{part}", context)


@require_safe
@signed_in
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    """One rule: its sentence, the value in force for a unit and why, what texts and units have said of it."""
    entry, unit = _entry(rule), _unit_asked(request)
    law = law_of(unit, timezone.localdate())
    context = {
        "entry": entry,
        "row": row_of(entry, law),
        "marks": marks_of(entry),
        "unit": unit,
        "units": units_to_choose(),
        "law": law,
        "held": held_of(entry, law),
        "said": said_by_texts(entry, law),
        "changes": changes_of(entry, unit),
        "may_change": any(one.direction for one in held_of(entry, law)) and request.user.may(CHANGE, unit),
    }
    return render(request, "rulebook/rule.html", context)


@get_or_post
@allowed(CHANGE)
def change_propose(request: HttpRequest, rule: str) -> HttpResponse:
    """Ask for a stricter value in one's unit; another officer has to confirm it."""
    entry = _entry(rule)
    mine = units_to_choose().filter(pk__in=request.user.units_for(CHANGE))
    pk = request.GET.get("unit", "")
    unit = get_object_or_404(mine, pk=pk) if pk.isdecimal() else mine.first()
    if unit is None:
        raise Http404
    law = law_of(unit, timezone.localdate())
    if not any(one.direction for one in held_of(entry, law)):
        raise Http404
    form = ProposeForm(request.POST if request.method == "POST" else None, entry=entry, law=law)
    back = f"{reverse('rulebook:rule', args=[entry.id])}?unit={unit.pk}"
    title = f"{unit}：{entry.id} 定得更严"
    lede = f"{row_of(entry, law).sentence}提出后，由本单位或上级单位的另一位工会干部确认，确认后才生效。"

    def act() -> Override:
        return workflow.propose(unit, request.user, **form.cleaned_data)

    return _asked(request, form, title, "提出修改", back, "修改已经提出，等待另一位工会干部确认。", act, lede=lede)


@require_safe
@signed_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposed or confirmed change with what was done about it."""
    found = _change(pk)
    is_mine = found.proposed_by_id == request.user.pk
    waits = found.state == State.PROPOSED
    context = {
        "change": found,
        "entry": entries()[found.amount.rule],
        "events": Event.objects.of(found),
        "may_confirm": waits and not is_mine and request.user.may(CHANGE, found.unit),
        "may_withdraw": waits and is_mine,
    }
    return render(request, "rulebook/change.html", context)


def _change(pk: int) -> Override:
    return get_object_or_404(Override.objects.select_related("unit", "proposed_by", "confirmed_by"), pk=pk)


@require_POST
@allowed(CHANGE)
def change_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the value hold."""
    found = _change(pk)
    workflow.confirm(found, request.user)
    messages.success(request, f"已确认：{found.words}，{found.from_on:%Y年%-m月%-d日}起执行。")
    return redirect(found)


@get_or_post
@allowed(CHANGE)
def change_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the value as it is, with the reason."""
    found = _change(pk)
    workflow.decline.step.check(found, request.user, timezone.now())
    form = DeclineForm(request.POST if request.method == "POST" else None)
    return _asked(
        request, form, f"不同意{found}", "不同意修改", found.get_absolute_url(), "已登记，数值不变。",
        lambda: workflow.decline(found, request.user, **form.cleaned_data),
    )  # fmt: skip


@require_POST
@allowed(CHANGE)
def change_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own proposal."""
    found = _change(pk)
    workflow.withdraw(found, request.user)
    messages.success(request, "修改已经撤回，数值不变。")
    return redirect(found)


@get_or_post
@allowed(SETTLE)
def unit_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where a unit lies and which text it names as its own (CON-01)."""
    unit = get_object_or_404(request.user.units_for(SETTLE), pk=pk)
    form = SettleForm(request.POST if request.method == "POST" else None, unit=unit)
    law = law_of(unit, timezone.localdate())
    title = f"{unit}的规则口径"
    return _asked(
        request, form, title, "提请复核", reverse("organization:unit", args=[unit.pk]),
        "已提请复核，另一位工会干部同意后生效。",
        lambda: pairing.ask(
            unit, request.user, kind="settle", about=f"unit:{unit.pk}", title=title, facts=dict(form.cleaned_data),
            shown=[("现在", law.profile.name), *form.words],
        ),
        lede=f"现在按{law.profile.name}。已经办理的事项不受影响。",
    )  # fmt: skip


def _asked(
    request: HttpRequest, form: forms.Form, title: str, button: str, back: str, says: str, act: Callable[[], Any], *,
    lede: str = "",
) -> HttpResponse:  # fmt: skip
    """The form on a page of its own until it is well filled in; then the act. A refusal keeps what was typed."""
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, says)
            return redirect(made if isinstance(made, Override | PairedAct) else back)
    context = {"form": form, "title": title, "button": button, "back": back, "lede": lede}
    return render(request, "rulebook/act.html", context, status=status)
