"""The pages of those who keep the box: its batches, opening by two, paper letters, destroying an original."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ymdm.duties.models import Duty, lit
from ymdm.organization.access import allowed
from ymdm.organization.models import Person, within_paths
from ymdm.workflow import Refused

from .. import codes, receiving, rules, workflow
from ..checking import altered, standing
from ..doorkeeping import new_token, nonce_of
from ..forms import EraseForm, PaperLetterForm
from ..models import Batch, Letter, Mode

OPEN, WITNESS, ANSWER, ENTER, REPORTS = (
    "letterbox.open", "letterbox.witness", "letterbox.answer", "letterbox.enter", "letterbox.discipline",
)  # fmt: skip
WHICH = {
    "open": ("待办", [Letter.State.OPENED, Letter.State.HANDLED, Letter.State.AGAIN]),
    "answered": ("已答复", [Letter.State.ANSWERED]),
    "": ("全部", list(Letter.State)),
}


@require_safe
@allowed(OPEN, WITNESS, REPORTS)
def batches(request: HttpRequest) -> HttpResponse:
    """What waits to be opened, and the letters that came out, the most urgent first."""
    person, now = request.user, timezone.now()
    which = request.GET.get("which", "open")
    which = which if which in WHICH else "open"
    rows = kept_by(person).filter(state__in=WHICH[which][1]).order_by("received_on", "serial")
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    light_up(page.object_list)
    boxes = list(_batches(person).filter(state=Batch.State.CLOSED).prefetch_related("openings__opener", "letters")[:5])
    opened = (
        _batches(person).filter(state=Batch.State.OPENED).prefetch_related("openings__opener", "openings__witness")[:3]
    )
    for box in [*boxes, *(reopened := list(opened))]:
        box.number = len(box.commitments)  # type: ignore[attr-defined]
        box.may_ask = workflow.ask_opening.step.is_open(box, person, now)  # type: ignore[attr-defined]
        box.may_witness = workflow.open_box.step.is_open(box, person, now)  # type: ignore[attr-defined]
    context = {
        "page": page,
        "which": which,
        "whichs": {code: words for code, (words, _states) in WHICH.items()},
        "boxes": boxes,
        "reopened": reopened,
        "keeps": person.may_anywhere(OPEN) or person.may_anywhere(WITNESS),
        "enters": person.may_anywhere(ENTER),
        "standing": standing(now.year),
        "gone": [number for box in boxes for number in altered(box)],
        "rule": rules.OPENERS,
    }
    return render(request, "letterbox/batches.html", context)


def kept_by(person: Person) -> QuerySet[Letter]:
    """The opened letters of those who keep the box, and the reports of the discipline supervisor."""
    box = within_paths([*person.scope(OPEN), *person.scope(WITNESS)], "unit__path")
    rows = Letter.objects.exclude(state=Letter.State.SEALED)
    reports = rows.filter(within_paths(person.scope(REPORTS), "unit__path"), is_report=True)
    return rows.filter(box, is_report=False) | reports


def light_up(letters: Iterable[Letter]) -> None:
    """Give each letter the `light` of what is owed about it; one query for all."""
    kind = ContentType.objects.get_for_model(Letter)
    owed = Duty.objects.owed().filter(subject_type=kind, subject_id__in=[letter.pk for letter in letters])
    lights = {duty.subject_id: duty.light for duty in lit(owed)}
    for letter in letters:
        letter.light = lights.get(letter.pk)


def _batches(person: Person) -> QuerySet[Batch]:
    box = within_paths([*person.scope(OPEN), *person.scope(WITNESS)], "unit__path")
    return Batch.objects.filter(box).select_related("unit")


def _step_on_batch(request: HttpRequest, step: Callable[..., Any]) -> Any:
    pk = request.POST.get("pk", "")
    found = get_object_or_404(
        _batches(request.user), pk=int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 12 else 0
    )
    return step(found, request.user)


@require_POST
@allowed(OPEN)
def ask(request: HttpRequest) -> HttpResponse:
    """The first of the two asks for the box to be opened."""
    _step_on_batch(request, workflow.ask_opening)
    messages.success(request, "已申请开箱。请监箱人用自己的账号登录，在这一页确认。")
    return redirect("letterbox:batches")


@require_POST
@allowed(WITNESS)
def witness(request: HttpRequest) -> HttpResponse:
    """The second stands by; the box is open."""
    number = _step_on_batch(request, workflow.open_box)
    messages.success(request, f"已开箱，{number} 封来信都有了责任单位和答复期限。")
    return redirect("letterbox:batches")


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(ENTER)
def paper(request: HttpRequest) -> HttpResponse:
    """A letter out of the wooden box, typed in and marked so (F80). It is opened with the others."""
    token = new_token()
    if request.method == "POST":
        form = PaperLetterForm(request.POST, request.FILES)
        nonce = nonce_of(request.POST.get("token", ""))
        if form.is_valid() and not nonce:
            form.add_error(None, "页面打开太久了，没有提交。内容还在，请再按一次。")
        if form.is_valid() and (unit := form.box) and (pictures := form.drawn_anew()) is not None:
            try:
                letter = receiving.receive(
                    unit, form.words, nonce=nonce, mode=Mode.PAPER, entered_by=request.user,
                    is_report=form.cleaned_data["is_report"], received_on=form.cleaned_data["received_on"],
                    pictures=pictures,
                )  # fmt: skip
            except receiving.Different:
                form.add_error(None, "刚才那封已经录入。改过的内容如果是另一封信，请再按一次。")
            else:
                messages.success(request, f"已录入，编号 {letter.number}。请把编号写在纸质信上，下次开箱一并办理。")
                return redirect("letterbox:paper")
        token = request.POST["token"] if nonce and not form.non_field_errors() else token
    else:
        form = PaperLetterForm(initial={"received_on": timezone.localdate()})
    status = 422 if form.is_bound else 200
    return render(request, "letterbox/paper.html", {"form": form, "token": token}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("letterbox.erase")
def erase(request: HttpRequest) -> HttpResponse:
    """Destroy the key of a letter; what is to be read of it is asked of nobody here."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        box = within_paths(request.user.scope("letterbox.erase"), "unit__path")
        letter = Letter.objects.filter(box, number=codes.read_number(form.cleaned_data["number"])).first()
        if letter is None:
            form.add_error("number", "没有这个编号。")
        else:
            try:
                workflow.erase(letter, request.user, reason=form.cleaned_data["reason"])
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"{letter.number} 的原文已经销毁，谁也不能再读。")
                return redirect("letterbox:erase")
    return render(request, "letterbox/erase.html", {"form": form}, status=422 if form.is_bound else 200)
