"""What a writer sees: the form, the receipt, the letter again, and the answers for everybody. No cookie, no log."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ymdm.workflow import Refused

from .. import codes, receiving, rules, sealing
from ..checking import standing
from ..doorkeeping import is_own, nameless, new_token, nonce_of, wait_for
from ..forms import LetterForm, ReadForm, SayForm
from ..models import Letter, Message
from ..reading import course, next_slot, thread

STALE = "页面打开太久了，没有提交。内容还在，请再按一次。"
FOREIGN = "这次提交不是从本页发出的，没有收下。内容还在，请再按一次。"
WRONG = "编号和查询密码对不上。请照回执再输一次；字母不分大小写，横线可以不输。"


@require_http_methods(["GET", "HEAD", "POST"])
@nameless
def write(request: HttpRequest) -> HttpResponse:
    """The form; after it the receipt, with the secret shown this once."""
    if request.method != "POST":
        return _form(request, LetterForm())
    form = LetterForm(request.POST, request.FILES)
    nonce = nonce_of(request.POST.get("token", ""))
    if not is_own(request):
        return _form(request, form, FOREIGN, token=nonce and request.POST["token"])
    if not form.is_valid():
        return _form(request, form, token=nonce and request.POST["token"])
    if not nonce:
        return _form(request, form, STALE)
    if wait := wait_for(request, "write", nonce):
        return _form(request, form, wait.sentence, token=request.POST["token"], ticket=wait.ticket, status=429)
    unit = form.box
    if unit is None:
        return _form(request, form, "意见箱还没有设好，请先联系本单位工会。")
    pictures = form.drawn_anew()
    if pictures is None:
        return _form(request, form, token=request.POST["token"])
    try:
        letter = receiving.receive(
            unit, form.words, nonce=nonce, is_report=form.cleaned_data["is_report"], pictures=pictures
        )
    except receiving.Different:
        return _form(request, form, "刚才那封信已经收到了。改过的内容还没有提交；如果要另寄一封，请再按一次。")
    context = {
        "letter": letter, "secret": codes.secret_of(nonce), "slot": next_slot(letter.unit), "words": form.words,
        "days": rules.ANSWER.at(letter.unit, timezone.localdate()).value,
    }  # fmt: skip
    return render(request, "letterbox/receipt.html", context)


def _form(
    request: HttpRequest, form: LetterForm, sentence: str = "", *, token: str = "", ticket: str = "", status: int = 422
) -> HttpResponse:
    context = {
        "form": form, "sentence": sentence, "token": token or new_token(), "ticket": ticket,
        "lost_pictures": bool(request.FILES),
        "days": rules.ANSWER.value,
    }  # fmt: skip
    return render(request, "letterbox/write.html", context, status=status if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@nameless
def read(request: HttpRequest) -> HttpResponse:
    """Number and secret, posted and never in an address; then the letter and everything that was said."""
    if request.method != "POST":
        return render(request, "letterbox/read.html", {"form": ReadForm(), "sentence": "", "ticket": ""})
    letter = _letter(request)
    return letter if isinstance(letter, HttpResponse) else _shown(request, letter)


def _letter(request: HttpRequest) -> Letter | HttpResponse:
    """The letter that was asked for, or the form again with the sentence."""
    form = ReadForm(request.POST)
    sentence, ticket, status = "", "", 422
    if not is_own(request):
        sentence = FOREIGN
    elif form.is_valid():
        number, secret = form.cleaned_data["number"], form.cleaned_data["secret"]
        if wait := wait_for(request, "read", f"{codes.read_number(number)}:{codes.hash_of(secret)}"):
            sentence, ticket, status = wait.sentence, wait.ticket, 429
        elif letter := receiving.find(number, secret):
            return letter
        else:
            sentence = WRONG
    return render(request, "letterbox/read.html", {"form": form, "sentence": sentence, "ticket": ticket}, status=status)


def _shown(
    request: HttpRequest, letter: Letter, form: SayForm | None = None, sentence: str = "", said: str = ""
) -> HttpResponse:
    key = sealing.key_of(letter)
    context = {
        "letter": letter,
        "original": sealing.open_up(key, letter.sealed, "letter"),
        "thread": thread(letter, key),
        "stations": course(letter),
        "number": request.POST["number"],
        "secret": request.POST["secret"],
        "token": new_token(),
        "form": form or SayForm(),
        "do": form.data.get("do", "") if form else "",
        "may": {str(kind): receiving.may(letter, kind) for kind in Message.OF_WRITER},
        "sentence": sentence,
        "said": said,
    }
    return render(request, "letterbox/letter.html", context, status=422 if form else 200)


@require_POST
@nameless
def add(request: HttpRequest) -> HttpResponse:
    """The writer adds a word, rates once, asks again once."""
    letter = _letter(request)
    if isinstance(letter, HttpResponse):
        return letter
    form = SayForm(request.POST)
    if not form.is_valid():
        return _shown(request, letter, form)
    nonce = nonce_of(request.POST.get("token", ""))
    if not nonce:
        return _shown(request, letter, form, STALE)
    kind = form.cleaned_data["do"]
    try:
        receiving.add(letter, kind, form.words, nonce=nonce)
    except Refused as refusal:
        return _shown(request, letter, form, str(refusal))
    letter.refresh_from_db()
    said = {"words": "补充的话收到了", "rating": "评价收到了，谢谢您", "again": "追问收到了"}[kind]
    return _shown(request, letter, said=f"{said}。为了不让人知道您什么时候来过，明天上班时才会转达。")


@require_safe
@nameless
def answers(request: HttpRequest) -> HttpResponse:
    """回音壁: every answered letter under its number, and that no number of the year is missing (PRO-02)."""
    asked = request.GET.get("words", "").replace("\0", "").strip()[:60]
    rows = Letter.objects.told()
    sentence = ""
    if asked:
        if wait_for(request, "search", asked):
            rows, sentence = rows.none(), "查得太频繁了，请过一会儿再查。"
        for word in asked.split()[:8]:
            rows = rows.filter(
                Q(number__icontains=word) | Q(title__icontains=word) | Q(summary__icontains=word)
                | Q(answer__icontains=word) | Q(second_answer__icontains=word)
            )  # fmt: skip
    rows = rows.order_by("-answered_on", "-year", "-serial")
    year = timezone.localdate().year
    context: dict[str, Any] = {
        "page": Paginator(rows, 20).get_page(request.GET.get("page")),
        "asked": asked,
        "sentence": sentence,
        "standing": standing(year),
    }
    return render(request, "letterbox/answers.html", context)
