"""The keepers: their cards, the trial box, the slip, the words that open a box, and the recount.

No word that is typed or shown here goes anywhere but into the computation: not into a session, a message, a log.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ymdm.organization.access import signed_in
from ymdm.workflow import NoAuthority, Refused

from .. import ceremonies, closing, recounting, squares, unsealing
from ..forms import WordsForm
from ..models import BallotBox, CeremonyState, KeyCeremony
from .finding import box_of, ceremony_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
TRIAL_CHOICE = {"i1": "yes"}


@require_safe
@signed_in
def ceremony(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a ceremony stands: who keeps, what is done, what comes next, and its boxes."""
    this = ceremony_of(request, pk)
    return render(request, "ballots/ceremony.html", _about(request, this))


def _about(request: HttpRequest, this: KeyCeremony) -> dict[str, Any]:
    keepers = list(this.keepers.select_related("person"))
    return {
        "ceremony": this,
        "keepers": keepers,
        "keeps": any(one.person_id == request.user.pk for one in keepers),
        "spare": len(keepers) - this.t,
        "boxes": list(this.boxes.select_related("unit")),
    }


@sensitive_variables()
@require_POST
@signed_in
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the pairs; the answer is the cards to print, which exist nowhere else and come a second time for nobody."""
    this = ceremony_of(request, pk)
    _only_keepers(this.is_kept_by(request.user))  # type: ignore[arg-type]
    cards = [
        {"keeper": card.keeper, "rows": [(number, _grouped(word)) for number, word in sorted(card.words.items())]}
        for card in ceremonies.hold(this, request.user)  # type: ignore[arg-type]
    ]
    return render(request, "ballots/cards.html", {"ceremony": this, "cards": cards})


def _grouped(word: str) -> str:
    return " ".join(word[at : at + 4] for at in range(0, len(word), 4))


def _only_keepers(keeps: bool) -> None:
    if not keeps:
        raise NoAuthority("只有本次投票的监票人、计票人能办理。")


@sensitive_post_parameters()
@sensitive_variables()
@get_or_post
@signed_in
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the trial box from the paper cards, so that a misprint shows before anybody votes."""
    this = ceremony_of(request, pk)
    _only_keepers(this.is_kept_by(request.user))  # type: ignore[arg-type]
    if this.state == CeremonyState.CALLED:
        raise Refused("还没有生成密钥。", remedy="请先生成密钥、打印口令卡。")
    keepers = this.keepers.select_related("person")
    form = WordsForm(request.POST or None, keepers=keepers, row=0, t=this.t, with_root=False)
    context = {"above": str(this), "title": "试开试投票箱", "form": form, "back": this.get_absolute_url(), "t": this.t}
    context["tells"] = f"任意 {this.t} 名保管人照着打印出来的口令卡输入第 0 行。打得开，才能用来投票。"
    if request.method == "POST" and form.is_valid():
        try:
            ceremonies.try_out(this, request.user, form.words(), TRIAL_CHOICE)  # type: ignore[arg-type]
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "试投票箱打开了，口令卡可以使用。")
            return redirect(this)
    return render(request, "ballots/words.html", context, status=422 if form.is_bound else 200)


@require_safe
@signed_in
def slip(request: HttpRequest, pk: Any) -> HttpResponse:
    """The slip of a closed box, to print, pin up and keep beside the cards."""
    box = box_of(request, pk)
    if not (box.is_kept_by(request.user) or request.user.may("ballots.prepare", box.unit)):  # type: ignore[union-attr, arg-type]
        raise NoAuthority("封箱单由监票人、计票人和工会筹备人员打印。")
    if not box.box_root:
        raise Refused("封箱以后才有封箱单。")
    context = {"box": box, "root": closing.slip(box), "square": squares.square(box.box_root), "keepers": box.keepers()}
    return render(request, "ballots/slip.html", context)


@sensitive_post_parameters()
@sensitive_variables()
@get_or_post
@signed_in
def opening(request: HttpRequest, pk: Any) -> HttpResponse:
    """Give words: one's own from one's own log-in, or all of them at one screen. The last one that is needed opens."""
    box = box_of(request, pk)
    _only_keepers(box.is_kept_by(request.user))  # type: ignore[arg-type]
    form = _form(request, box, given=unsealing.given_in(box))
    if request.method == "POST" and form.is_valid():
        answer: Any = None
        try:
            for place, word in form.words().items():
                keeper = next(one for one in form.keepers if one.pk == place)
                answer = unsealing.give_word(box, keeper.person, word, form.cleaned_data["root"])
                if isinstance(answer, unsealing.Opened):
                    break
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if isinstance(answer, unsealing.Opened):
                messages.success(request, "票箱已经打开，计票完成。")
                return redirect("ballots:about", pk=box.pk)
            messages.success(request, f"口令已收下。还差 {answer.missing} 名保管人，请在 10 分钟内输入。")
            return redirect("ballots:opening", pk=box.pk)
    context = _words(
        box,
        form,
        "输入口令开箱",
        f"要 {box.quorum} 名保管人的口令。可以在一个屏幕上依次输入，也可以各自用自己的账号输入，间隔不超过 10 分钟。",
    )
    return render(request, "ballots/words.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@sensitive_variables()
@get_or_post
@signed_in
def recount(request: HttpRequest, pk: Any) -> HttpResponse:
    """Open once more and compare with the published result, to the byte."""
    box = box_of(request, pk)
    _only_keepers(box.is_kept_by(request.user))  # type: ignore[arg-type]
    form = _form(request, box)
    if request.method == "POST" and form.is_valid():
        try:
            same = recounting.recount(box, request.user, form.words(), form.cleaned_data["root"])  # type: ignore[arg-type]
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            say = messages.success if same else messages.error
            say(
                request,
                "重新计票的结果与已有结果完全一致。"
                if same
                else "重新计票的结果与已有结果不一致，请保留现场，按票数不符处理。",
            )
            return redirect("ballots:about", pk=box.pk)
    context = _words(box, form, "重新计票", f"要 {box.quorum} 名保管人的口令一起输入。结果应当与原来一字不差。")
    return render(request, "ballots/words.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, box: BallotBox, *, given: Sequence[int] = ()) -> WordsForm:
    """One's own word first; no field for whoever has given hers already."""
    row = box.pair.number if hasattr(box, "pair") else 0
    missing = [one for one in box.keepers() if one.order not in given]
    keepers = sorted(missing, key=lambda one: (one.person_id != request.user.pk, one.order))
    return WordsForm(request.POST or None, keepers=keepers, row=row, t=box.quorum)


def _words(box: BallotBox, form: WordsForm, title: str, tells: str) -> dict[str, Any]:
    back = box.get_absolute_url() + "about/"
    return {"above": str(box), "title": title, "tells": tells, "form": form, "back": back, "t": box.quorum}
