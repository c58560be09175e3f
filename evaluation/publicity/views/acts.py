"""Planning a publicity session, one page for every act on it, signing in, and giving one's opinion."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed, signed_in
from ymdm.rulebook import act_page
from ymdm.workflow import NoAuthority, steps_of

from .. import workflow
from ..forms import FORMS
from ..forms.sessions import FeedbackForm, PlanForm, SignInForm
from ..models import PublicitySession, SignIn
from .reading import seen

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@allowed("publicity.plan")
def session_new(request: HttpRequest) -> HttpResponse:
    """In the name of the topmost unit whose union the person is."""
    person: Any = request.user
    unit = person.units_for("publicity.plan").open().order_by("depth", "path").first()
    if unit is None:
        raise Http404
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PlanForm(*typed, obj=unit, person=person)
    return act_page.answer(
        request, form, steps_of(PublicitySession)["plan"], lambda: workflow.plan(unit, person, **form.typed()), unit.name,
        reverse("publicity:sessions"), True,
    )  # fmt: skip


@get_or_post
@signed_in
def session_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = PublicitySession.objects.visible_to(request.user).select_related("unit")  # type: ignore[arg-type]
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """`?code=` comes from the square; without it the code is typed. Who has signed in already is led to the session."""
    person: Any = request.user
    found, step = seen(person, pk), steps_of(PublicitySession)["sign_in"]
    if SignIn.objects.filter(session=found, person=person).exists():
        return redirect(found)
    step.check(found, person, timezone.now())
    typed = request.POST if request.method == "POST" else None
    form = SignInForm(typed, obj=found, person=person, initial={"code": request.GET.get("code", "")[:6]})
    return act_page.answer(
        request, form, step, lambda: workflow.sign_in(found, person, **form.typed()), str(found), found.get_absolute_url()
    )  # fmt: skip


@get_or_post
@signed_in
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    person: Any = request.user
    found = seen(person, pk)
    came = SignIn.objects.filter(session=found, person=person).select_related("session__unit").first()
    if came is None:
        raise NoAuthority("签到过的职工可以评价。")
    step = steps_of(SignIn)["speak"]
    step.check(came, person, timezone.now())
    form = FeedbackForm(request.POST if request.method == "POST" else None, obj=found, person=person)
    return act_page.answer(
        request, form, step, lambda: workflow.give_feedback(came, person, **form.typed()), str(found),
        found.get_absolute_url(),
    )  # fmt: skip
