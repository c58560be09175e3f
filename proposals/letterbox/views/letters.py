"""One letter: as keepers and handlers see it, and as whoever wrote it under a name does."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ymdm.ledger.models import Event
from ymdm.organization.access import signed_in
from ymdm.workflow import NoAuthority, Refused

from .. import receiving, rules, sealing, workflow
from ..doorkeeping import new_token, nonce_of
from ..forms import ModerateForm, NamedLetterForm, NothingForm, SayForm, WordsForm
from ..models import Letter, Message, Mode
from ..reading import course, thread
from .keepers import light_up


@dataclass(frozen=True)
class Act:
    """What a keeper can do with a letter, and what is said afterwards."""

    form: type[forms.Form]
    says: str
    takes: Callable[[dict[str, Any]], dict[str, Any]] = dict


def _sealed(typed: dict[str, Any]) -> dict[str, Any]:
    return {"words": workflow.Words(typed["text"])}


ACTS = {
    "moderate": Act(ModerateForm, "已保存。承办单位和回音壁只看得到整理后的内容"),
    "hand_over": Act(NothingForm, "已收进台账，请到“交办”里交给责任单位"),
    "question": Act(WordsForm, "已经问了。写信人下次查询时会看到", _sealed),
    "answer": Act(WordsForm, "已答复。写信人凭编号和密码看得到，回音壁同时公布", _sealed),
    "route_to_discipline": Act(NothingForm, "已转纪检监督。这封信您不能再看"),
}


def _visible(request: HttpRequest, pk: int) -> Letter:
    rows = Letter.objects.visible_to(request.user).select_related("unit", "author", "matter__lead_unit", "batch")
    return get_object_or_404(rows, pk=pk)


@require_safe
@signed_in
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be read of it without opening the original, and what the reader can do."""
    found = _visible(request, pk)
    return render(request, "letterbox/kept.html", _shown(request, found))


def _shown(request: HttpRequest, found: Letter, **more: Any) -> dict[str, Any]:
    person, now = request.user, timezone.now()
    mine = found.author_id == person.pk
    light_up([found])
    key = sealing.key_of(found) if mine else None
    steps = {verb: getattr(workflow, verb).step for verb in ACTS}
    context = {
        "letter": found,
        "mine": mine,
        "original": sealing.open_up(key, found.sealed, "letter") if mine else {},
        "thread": thread(found, key) if mine else [],
        "author": "",
        "looked": False,
        "pictures": [],
        "stations": course(found),
        "light": found.light,
        "may": {verb: step.is_open(found, person, now) for verb, step in steps.items()},
        "may_look": workflow.look.step.is_open(found, person, now),
        "may_look_at_author": found.mode == Mode.HIDDEN and workflow.look_at_author.step.is_open(found, person, now),
        "may_say": {str(kind): mine and receiving.may(found, kind) for kind in Message.OF_WRITER},
        "moderate_form": ModerateForm(initial={"title": found.title, "summary": found.summary}),
        "question_form": WordsForm(auto_id="question_%s"),
        "answer_form": WordsForm(auto_id="answer_%s"),
        "say_form": SayForm(),
        "do": "",
        "token": new_token(),
        "sentence": "",
        "events": Event.objects.of(found) if not mine else [],
        "rule": rules.OPENERS,
    }
    return context | more


@require_POST
@signed_in
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """One act on a letter; which one stands in the form."""
    found, verb = _visible(request, pk), request.POST.get("do", "")
    if verb in {"look", "look_at_author"}:
        return _look(request, found, verb)
    if verb in {str(kind) for kind in Message.OF_WRITER}:
        return _say(request, found)
    if verb not in ACTS:
        step = workflow.look.step
        if why := step.authority(found, request.user):
            raise NoAuthority(why)
        raise Http404
    act, step = ACTS[verb], getattr(workflow, verb)
    if why := step.step.authority(found, request.user):
        raise NoAuthority(why)
    form = act.form(request.POST, auto_id=f"{verb}_%s" if act.form is WordsForm else "id_%s")
    if form.is_valid():
        try:
            step(found, request.user, **act.takes(form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{act.says}。")
            still = Letter.objects.visible_to(request.user).filter(pk=found.pk).exists()
            return redirect(found.get_absolute_url() if still else "letterbox:batches")
    return render(request, "letterbox/kept.html", _shown(request, found, **{f"{verb}_form": form}), status=422)


def _look(request: HttpRequest, found: Letter, verb: str) -> HttpResponse:
    """The original, or the name, on this one page; that it was looked at stands in the ledger."""
    if verb == "look_at_author":
        author = workflow.look_at_author(found, request.user)
        return render(request, "letterbox/kept.html", _shown(request, found, author=f"{author}（{author.unit}）"))
    told = workflow.look(found, request.user)
    said = thread(found, sealing.key_of(found), for_writer=False)
    shown = _shown(request, found, original=told["letter"], thread=said, looked=True, pictures=_pictures(found))
    if found.mode == Mode.NAMED:
        shown["author"] = f"{found.author}"
    return render(request, "letterbox/kept.html", shown)


def _pictures(found: Letter) -> list[str]:
    """As addresses that hold the picture itself: no other request could show it without another look."""
    key = sealing.key_of(found)
    drawn = [sealing.open_bytes(key, bytes(row.sealed), f"picture:{row.order}") for row in found.pictures.all() if key]
    return [f"data:{_kind_of(data)};base64,{base64.b64encode(data).decode()}" for data in drawn]


def _kind_of(data: bytes) -> str:
    return "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"


def _say(request: HttpRequest, found: Letter) -> HttpResponse:
    """Whoever wrote under a name adds a word, rates, asks again."""
    if found.author_id != request.user.pk:
        raise NoAuthority("只有写信人本人可以补充、评价和追问。")
    form = SayForm(request.POST)
    sentence = ""
    if form.is_valid():
        if nonce := nonce_of(request.POST.get("token", "")):
            try:
                receiving.add(found, form.cleaned_data["do"], form.words, nonce=nonce)
            except Refused as refusal:
                sentence = str(refusal)
            else:
                messages.success(request, "收到了，明天上班时转达。")
                return redirect(found)
        else:
            sentence = "页面打开太久了，没有提交。内容还在，请再按一次。"
    more = {"say_form": form, "do": request.POST["do"], "sentence": sentence}
    return render(request, "letterbox/kept.html", _shown(request, found, **more), status=422)


@require_safe
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """What one wrote under one's name."""
    rows = Letter.objects.filter(author=request.user).order_by("-year", "-serial")
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    return render(request, "letterbox/own.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Write under one's name, shown to those who handle it or hidden from them."""
    token = new_token()
    form = NamedLetterForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound:
        nonce = nonce_of(request.POST.get("token", ""))
        if form.is_valid() and not nonce:
            form.add_error(None, "页面打开太久了，没有提交。内容还在，请再按一次。")
        if form.is_valid() and (unit := form.box) and (pictures := form.drawn_anew()) is not None:
            try:
                made = receiving.receive(
                    unit, form.words, nonce=nonce, mode=form.cleaned_data["mode"], author=request.user,
                    is_report=form.cleaned_data["is_report"], pictures=pictures,
                )  # fmt: skip
            except receiving.Different:
                form.add_error(None, "刚才那封信已经收到了。如果要另寄一封，请再按一次。")
            else:
                messages.success(request, f"已收到，编号 {made.number}。答复以后会通知您。")
                return redirect(made)
        token = request.POST["token"] if nonce and not form.non_field_errors() else token
    context = {"form": form, "token": token, "days": rules.ANSWER.value}
    return render(request, "letterbox/new.html", context, status=422 if form.is_bound else 200)
