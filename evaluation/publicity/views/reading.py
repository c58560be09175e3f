"""The page of one publicity session, and the code that its officer shows while signing in is open."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm import turning
from ymdm.ballots import squares
from ymdm.organization.access import signed_in
from ymdm.organization.models import Person
from ymdm.rulebook import in_force
from ymdm.workflow import NoAuthority, steps_of

from .. import rules
from ..forms import FORMS
from ..models import PublicitySession, SignIn
from ..reading import opinions


def seen(person: Any, pk: int) -> PublicitySession:
    """One session that the person may see, else 404."""
    found = PublicitySession.objects.visible_to(person).select_related("unit", "planned_by", "file")
    return get_object_or_404(found, pk=pk)


def _acts(session: PublicitySession, person: Person) -> list[tuple[str, str]]:
    steps = steps_of(PublicitySession)
    return [(verb, steps[verb].says) for verb in FORMS[PublicitySession] if steps[verb].is_open(session, person)]


@require_safe
@signed_in
def session(request: HttpRequest, pk: int) -> HttpResponse:
    person: Any = request.user
    found, now = seen(person, pk), timezone.now()
    mine = SignIn.objects.filter(session=found, person=person).select_related("session__unit").first()
    context = {
        "session": found,
        "acts": _acts(found, person),
        "came": found.sign_ins.count(),
        "mine": mine,
        "may_sign_in": mine is None and steps_of(PublicitySession)["sign_in"].is_open(found, person, now),
        "may_speak": mine is not None and steps_of(SignIn)["speak"].is_open(mine, person, now),
        "shows_code": _shows_code(found, person),
        "opinions": opinions(found),
        "fewest": rules.FEWEST,
        "rules": in_force((rules.ATTENDANCE, rules.OPINIONS), found.unit, timezone.localdate(now)),
    }
    return render(request, "publicity/session.html", context)


def _shows_code(session: PublicitySession, person: Person) -> bool:
    is_today = session.on == timezone.localdate()
    return session.is_open and is_today and person.may("publicity.plan", session.unit)


@require_safe
@signed_in
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code of the minute with its square, for who opened the signing in. It asks for itself every few seconds."""
    person: Any = request.user
    found = seen(person, pk)
    if not person.may("publicity.plan", found.unit):
        raise NoAuthority(f"签到码由{found.unit}的工会干部在现场显示。")
    if not _shows_code(found, person):
        raise Http404
    now = timezone.now()
    words = turning.code_at(found.secret, found.pk, now)
    address = request.build_absolute_uri(f"{reverse('publicity:sign-in', args=[found.pk])}?code={words}")
    context = {
        "session": found,
        "code": words,
        "seconds": turning.seconds_left(now),
        "square": squares.exact(address),
        "came": found.sign_ins.count(),
    }
    is_part = getattr(request, "htmx", False)
    return render(request, "publicity/code.html#code" if is_part else "publicity/code.html", context)
