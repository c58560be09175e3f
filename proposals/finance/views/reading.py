"""The pages of one group and one review, and the sheet for the notice board."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from proposals.meetings.views.lists import page_of
from ymdm.attachments.checking import ACCEPT
from ymdm.attachments.models import Attachment
from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.organization.models import Person
from ymdm.rulebook import in_force
from ymdm.workflow import steps_of

from .. import reporting, rules
from ..forms import FORMS
from ..models import FinanceGroup, GroupMember, ReviewPeriod, Voucher, VoucherQuestion
from ..workflow.vouchers import may_attach


def _may(obj: Any, person: Person) -> dict[str, bool]:
    """Each act that has a form, and whether the person can do it now."""
    steps = steps_of(type(obj))
    return {verb: steps[verb].is_open(obj, person) for verb in FORMS[type(obj)]}


@require_safe
@signed_in
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """A group: who elected it, who sits in it and who did, the reviews one may see."""
    seats = GroupMember.objects.select_related("person__unit", "election__session__term")
    found = get_object_or_404(
        FinanceGroup.objects.visible_to(request.user)
        .select_related("unit", "keeper", "head")
        .prefetch_related(Prefetch("members", seats)),
        pk=pk,
    )
    rows = found.members.all()
    sitting = sum(seat.left_on is None for seat in rows)
    context = {
        "group": found,
        "seats": rows,
        "sitting": sitting,
        "is_even": found.state == FinanceGroup.State.RUNNING and sitting % 2 == 0,
        "is_over": found.state == FinanceGroup.State.RUNNING and found.until_on < timezone.localdate(),
        "elections": found.elections.select_related("session__term"),
        "periods": found.periods.filter(pk__in=ReviewPeriod.objects.visible_to(request.user)).select_related("unit")[
            :24
        ],
        "may": _may(found, request.user),
        "rules": in_force((rules.MEMBERS, rules.HEADED), found.unit, timezone.localdate()),
    }
    return render(request, "finance/group.html", context)


@require_safe
@signed_in
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """A review in full for whoever may open the books; of a published one the summary for everybody else."""
    found = get_object_or_404(
        ReviewPeriod.objects.visible_to(request.user).select_related(
            "unit", "group__unit", "group__keeper", "group__head"
        ),
        pk=pk,
    )
    if not ReviewPeriod.objects.open_to(request.user).filter(pk=pk).exists():
        return render(request, "finance/summary.html", _published(found))
    asked = reporting.questions_of(found)
    # Who may, and when, is the same for all of them: asked of one.
    carries = any(one.is_open for one in asked) and _carries(next(one for one in asked if one.is_open), request.user)
    questions = [_question(one, carries) for one in asked]
    signed = list(found.signatures.select_related("person__unit"))
    waiting = list(found.present.exclude(pk__in=[row.person_id for row in signed]).select_related("unit"))
    outcome = request.GET.get("outcome", "")
    shown = found.vouchers.all()
    shown = shown.filter(outcome=outcome) if outcome in Voucher.Outcome.values else shown
    writes = steps_of(ReviewPeriod)["keep_vouchers"]
    context = {
        "period": found,
        "totals": totals_of(found),
        "outcome": outcome if outcome in Voucher.Outcome.values else "",
        "page": page_of(request, shown),
        "questions": questions,
        "open": sum(row["question"].is_open for row in questions),
        "answered": sum(row["question"].is_answered for row in questions),
        "carried": [_question(one) for one in reporting.carried_into(found)],
        "signed": signed,
        "waiting": waiting,
        "there": len(signed) + len(waiting),
        "corrections": list(found.corrections.select_related("by")),
        "may": _may(found, request.user),
        "may_write": writes.is_open(found, request.user),
        "may_attach": may_attach(found, request.user),
        "accept": ACCEPT,
        "files": list(Attachment.objects.of(found.accounts).select_related("by")),
        "duties": lit(Duty.objects.of(found).owed().select_related("unit", "person")),
        "rules": in_force((rules.PERIODS, rules.QUESTIONS, rules.SIGNATURES), found.unit, timezone.localdate()),
    }
    return render(request, "finance/period.html", context)


def totals_of(found: ReviewPeriod) -> list[dict[str, Any]]:
    """All that count, and then each outcome that there is, with its number and its yuan."""
    told = found.vouchers.totals()
    heads = {"all": "凭证", **dict(Voucher.Outcome.choices)}
    return [
        {
            "code": "" if code == "all" else code,
            "says": says,
            "number": told[code][0],
            "yuan": rules.yuan(told[code][1]),
        }
        for code, says in heads.items()
        if code in told
    ]


def _carries(question: VoucherQuestion, person: Person) -> bool:
    return steps_of(VoucherQuestion)["carry_over"].is_open(question, person)


def _question(question: VoucherQuestion, may_carry: bool = False) -> dict[str, Any]:
    matter = question.matter
    late = not question.is_answered and matter.reply_due_on and matter.reply_due_on < timezone.localdate()
    return {
        "question": question,
        "matter": matter,
        "reply": reporting.answer_of(question),
        "is_late": bool(late),
        "may_carry": may_carry and question.is_open,
    }


def _published(found: ReviewPeriod) -> dict[str, Any]:
    return {
        "period": found,
        "totals": totals_of(found),
        "signed": list(found.signatures.select_related("person")),
        "corrections": list(found.corrections.all()),
        "rules": in_force((rules.PUBLISHED,), found.unit, timezone.localdate()),
    }


@require_safe
@signed_in
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """What is pasted to the notice board: summary, numbers and signatures of a published review, corrections on top."""
    published = ReviewPeriod.objects.visible_to(request.user).filter(state=ReviewPeriod.State.PUBLISHED)
    found = get_object_or_404(published.select_related("unit", "group__unit", "group__head"), pk=pk)
    return render(request, "finance/sheet.html", _published(found))
