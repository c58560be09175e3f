"""The rehearsal of a session: one page of presses, and its own screen. Both say on top that nothing of it counts (F25)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization.access import signed_in
from ymdm.workflow import NoAuthority, Refused

from ..models import CongressSession
from ..rehearsal import BEFORE, DO, NUMBERS, Press, Stage, play
from .sessions import found, frame

MOST_PEOPLE = 100_000


def _key(session: CongressSession) -> str:
    return f"rehearsal-{session.pk}"


def _kept(request: HttpRequest, session: CongressSession) -> list[Press] | None:
    """What was pressed today; what is left of an earlier day goes by itself. None where no rehearsal runs."""
    told: dict[str, Any] | None = request.session.get(_key(session))
    if told is not None and told["on"] != timezone.localdate().isoformat():
        del request.session[_key(session)]
        told = None
    return None if told is None else [(verb, typed) for verb, typed in told["presses"]]


def _keep(request: HttpRequest, session: CongressSession, presses: list[Press]) -> None:
    request.session[_key(session)] = {"on": timezone.localdate().isoformat(), "presses": presses}


def _of(request: HttpRequest, pk: int) -> CongressSession:
    session = found(request, pk)
    if not request.user.may("congress.convene", session.unit):
        raise NoAuthority(f"您在{session.unit}没有“演练会议”的权限。演练由筹备会议的工会干部进行。")
    return session


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rehearsal(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin, press on, end. A press that the hall would refuse is refused here with the same sentence, and not kept."""
    session = _of(request, pk)
    presses = _kept(request, session)
    if request.method == "POST":
        return _press(request, session, presses)
    stage, error = _stage(request, session, presses)
    return _page(request, session, stage, error)


def _stage(request: HttpRequest, session: CongressSession, presses: list[Press] | None) -> tuple[Stage | None, str]:
    """The stage of a running rehearsal; one that no longer fits the session ends with the reason."""
    if presses is None:
        return None, ""
    try:
        return play(session, request.user, presses), ""
    except (Refused, ObjectDoesNotExist) as over:
        request.session.pop(_key(session), None)
        return None, f"会议的安排有变动，演练已经结束。{over}"


def _press(request: HttpRequest, session: CongressSession, presses: list[Press] | None) -> HttpResponse:
    verb = request.POST.get("do", "")
    if verb == "end":
        request.session.pop(_key(session), None)
        messages.success(request, "演练已结束，没有留下任何记录。")
        return redirect(session)
    more = [] if verb == "start" else [*(presses or []), (verb, _typed(request))]
    if verb != "start" and (presses is None or verb not in DO):
        return redirect("congress:rehearsal", session.pk)
    try:
        play(session, request.user, more)
    except Refused as refusal:
        stage, _ = _stage(request, session, presses)
        return _page(request, session, stage, str(refusal), status=409)
    except ObjectDoesNotExist:  # a press from an old page: nothing is under way that it could mean
        return redirect("congress:rehearsal", session.pk)
    _keep(request, session, more)
    return redirect("congress:rehearsal", session.pk)


def _typed(request: HttpRequest) -> dict[str, int]:
    """The numbers of a press; what is no number is nothing."""
    typed = {}
    for name in NUMBERS:
        value = request.POST.get(name, "")
        if value.isascii() and value.isdecimal() and len(value) < 7:
            typed[name] = min(int(value), MOST_PEOPLE)
    return typed


def _proposed(stage: Stage | None) -> dict[str, int]:
    """What stands in the fields before anything is typed: the quorum comes, and everybody who is here agrees."""
    if stage is None:
        return {}
    quorum = stage.hall.quorum
    return {"n": max(1, quorum.needed - quorum.present), "yes": quorum.present, "no": 0, "abstain": 0}


def _page(
    request: HttpRequest, session: CongressSession, stage: Stage | None, error: str = "", status: int = 200
) -> HttpResponse:
    context = frame(request, session, "plan") | {
        "stage": stage,
        "hall": stage.hall if stage else None,
        "error": error,
        "typed": _proposed(stage) | (_typed(request) if error else {}),
        "may_begin": session.state in BEFORE,
    }
    if stage:  # while one rehearses, no button on the page may be the one that counts
        context |= {"next": None, "has_screen": False, "mine": None}
    return render(request, "congress/rehearsal.html", context, status=status)


@require_safe
@signed_in
def rehearsal_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The big screen of the rehearsal, for a second window of the same clerk. Asked again, it plays only what is new."""
    session = _of(request, pk)
    presses = _kept(request, session)
    if presses is None:
        answer = redirect("congress:rehearsal", pk)
        if getattr(request, "htmx", False):
            answer = HttpResponse(status=204, headers={"HX-Redirect": answer.url})
        return answer
    if getattr(request, "htmx", False) and request.GET.get("seen") == str(len(presses)):
        return HttpResponse(status=204)
    stage, _ = _stage(request, session, presses)
    if stage is None:
        return redirect("congress:rehearsal", pk)
    context = {
        "session": stage.session, "hall": stage.hall, "items": stage.items, "result": stage.result, "moment": timezone.now(),
        "is_rehearsal": True, "presses": len(presses), "candidates": [], "scrutineers": [], "code": "", "qr": "",
    }  # fmt: skip
    template = "congress/screen.html#stage" if getattr(request, "htmx", False) else "congress/screen.html"
    return render(request, template, context)
