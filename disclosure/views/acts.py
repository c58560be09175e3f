"""One page for every act: the form of the step, and the step itself."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import signed_in
from ymdm.rulebook import act_page
from ymdm.workflow import SYSTEM, NoAuthority, steps_of

from .. import workflow
from ..forms import BEGUN, FORMS
from ..models import TEAM_LEVELS, Obligation, Posting, Publication, Remark, Version, Withholding

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@signed_in
def version_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Version.objects.visible_to(request.user).select_related(
        "publication__unit", "author", "reviewer", "slip__by"
    )
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def publication_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Publication.objects.visible_to(request.user).select_related("unit", "item", "obligation")
    if verb != "object_without_name":
        return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)
    publication = get_object_or_404(found, pk=pk)
    step = steps_of(Publication)[verb]
    if request.method != "POST":
        step.check(publication, SYSTEM, timezone.now())
    form = FORMS[Publication][verb](
        request.POST if request.method == "POST" else None, obj=publication, person=request.user
    )
    # Done by the system: no name of the writer stands in a row or in the ledger.
    return act_page.answer(
        request, form, step, lambda: workflow.object_without_name(publication, SYSTEM, **form.typed()),
        str(publication), publication.get_absolute_url(),
    )  # fmt: skip


@get_or_post
@signed_in
def posting_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Posting.objects.visible_to(request.user).select_related("publication__unit", "board")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def remark_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Remark.objects.visible_to(request.user).select_related("publication__unit", "by")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def withholding_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = Withholding.objects.visible_to(request.user).select_related("unit", "obligation__item", "asked_by")
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)


@get_or_post
@signed_in
def begin(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Draft a publication for an obligation, or ask that it is not opened."""
    obligation = get_object_or_404(Obligation.objects.visible_to(request.user).select_related("unit", "item"), pk=pk)
    if verb not in BEGUN:
        raise Http404
    act = getattr(workflow, verb)
    if why := act.step.authority(obligation.unit, request.user):
        raise NoAuthority(why)
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BEGUN[verb](*typed, obj=obligation, person=request.user)  # type: ignore[arg-type]
    return act_page.answer(
        request, form, act.step, lambda: _next(act(obligation.unit, request.user, **form.typed())), str(obligation),
        obligation.get_absolute_url(), True,
    )  # fmt: skip


class _Onwards(NamedTuple):
    """Where the person goes on."""

    address: str

    def get_absolute_url(self) -> str:
        return self.address


def _next(made: Publication | Withholding) -> _Onwards | Withholding:
    """A draft goes on to be handed in: that page shows what was found in it."""
    if isinstance(made, Withholding):
        return made
    version = made.versions.get()
    if version.state != Version.State.DRAFT:  # handed in already
        return _Onwards(
            reverse("disclosure:team", args=[made.unit_id])
            if made.unit.level in TEAM_LEVELS
            else version.get_absolute_url()
        )
    return _Onwards(reverse("disclosure:version-act", args=[version.pk, "submit"]))
