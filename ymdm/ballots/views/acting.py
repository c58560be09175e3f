"""One page for every act on a box, and the page on which a second person confirms what a first one asked for.

What takes two is carried in a signed note of thirty minutes, as a square on the first person's screen: nothing is stored,
and each of the two comes with a log-in of her own (security.md 2.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import signed_in
from ymdm.organization.models import Person
from ymdm.rulebook import act_page
from ymdm.workflow import NoAuthority, Refused, steps_of

from .. import closing, destroying, drafting, freezing, objecting, opens, publishing, squares
from ..forms import ACTS, BOX_FORMS, DecideForm, ObjectForm, voters
from ..models import BallotBox, Objection, RollState, State
from ..rolling import Roll, roll_of
from .finding import box_of

NOTE_SECONDS = 1800
SALT = "ymdm.ballots.second"
STEP_OF = {"close": "close", "freeze": "freeze", "publish": "publish", "destroy": "destroy", "void": "void"}

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
Facts = dict[str, Any]


def _freeze(box: BallotBox, first: Person, second: Person, facts: Facts) -> None:
    opens_at, closes_at = (datetime.fromisoformat(facts[name]) for name in ("opens_at", "closes_at"))
    freezing.freeze(box, first, second, voters(box), opens_at, closes_at)


@dataclass(frozen=True)
class Two:
    """An act of two people. `who` says whom the first one has to ask; `may` whether somebody can be the second."""

    do: Callable[[BallotBox, Person, Person, Facts], Any]
    who: str
    may: Callable[[BallotBox, Person], bool]


def _keeper(box: BallotBox, person: Person) -> bool:
    return box.is_kept_by(person)


TWO = {
    "freeze": Two(_freeze, "一名监票人或计票人", _keeper),
    "close": Two(lambda box, first, second, _facts: closing.close(box, first, second), "另一名监票人或计票人", _keeper),
    "publish": Two(
        lambda box, first, second, _facts: publishing.publish(box, first, second),
        "另一名有权公布结果的人",
        lambda box, person: person.may("ballots.publish", box.unit),
    ),
    "destroy": Two(
        lambda box, first, second, _facts: destroying.destroy(box, first, [second]), "另一名监票人或计票人", _keeper
    ),
    "void": Two(
        lambda box, first, second, facts: drafting.void(box, first, reason=facts["reason"], keeper=second),
        "一名监票人或计票人",
        _keeper,
    ),
}
ALONE: dict[str, Callable[..., Any]] = {
    "open_voting": opens.open_box,
    "close": closing.close,
    "void": lambda box, by, reason: drafting.void(box, by, reason=reason),
}


@get_or_post
@signed_in
def act(request: HttpRequest, pk: Any, verb: str) -> HttpResponse:
    """The form of an act; then the act itself, or the note for the second person."""
    box, person = box_of(request, pk), request.user
    form_class = BOX_FORMS.get(verb)
    button = next((one for one in ACTS if one.verb == verb and one.page == "ballots:act"), None)
    if form_class is None or button is None:
        raise Http404
    step = steps_of(BallotBox)[verb]
    if (why := step.authority(box, person)) and verb != "publish":  # to publish takes two; that is asked below
        raise NoAuthority(why)
    if verb == "publish" and not person.may("ballots.publish", box.unit):  # type: ignore[union-attr]
        raise NoAuthority("公布结果需要“公布投票结果”的权限。")
    if verb in ("close", "destroy") and not box.is_kept_by(person):  # type: ignore[arg-type]
        raise NoAuthority("只有本次投票的监票人、计票人能办理。")
    if not button.is_open(box, person):  # type: ignore[arg-type]
        raise Refused(f"票箱现在的状态是“{box.get_state_display()}”，不能“{button.label}”。")
    form = form_class(request.POST if request.method == "POST" else None, obj=box, person=person)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid() and not _alone(box, verb):
        return _ask(request, box, verb, form.typed())
    do = ALONE.get(verb, lambda *_: None)
    return act_page.answer(
        request, form, step, lambda: do(box, person, **form.typed()), str(box), reverse("ballots:about", args=[box.pk])
    )


def _alone(box: BallotBox, verb: str) -> bool:
    """Whether one person is enough: to end a draft, and to close a box in which everybody has voted."""
    if verb == "void":
        return box.state == State.DRAFT
    if verb == "close":
        in_time = box.closes_at is not None and timezone.now() < box.closes_at
        return not in_time or not box.roll.filter(state=RollState.FRESH).exists()
    return verb not in TWO


def _ask(request: HttpRequest, box: BallotBox, verb: str, typed: Facts) -> HttpResponse:
    facts = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in typed.items()}
    note = signing.dumps(
        {"box": str(box.pk), "verb": verb, "by": request.user.pk, "facts": facts}, salt=SALT, compress=True
    )
    address = request.build_absolute_uri(reverse("ballots:second", args=[box.pk, note]))
    context = {
        "box": box,
        "says": BOX_FORMS[verb].title,
        "who": TWO[verb].who,
        "address": address,
        "square": squares.exact(address),
        "preview": _preview(box) if verb == "freeze" else None,
    }
    return render(request, "ballots/ask.html", context)


@get_or_post
@signed_in
def second(request: HttpRequest, pk: Any, note: str) -> HttpResponse:
    """What a first person asked for, in words; confirmed here by a second one."""
    box, person = box_of(request, pk), request.user
    try:
        asked = signing.loads(note, salt=SALT, max_age=NOTE_SECONDS)
    except signing.BadSignature:
        raise Refused("这张确认单已经过期或不完整。", remedy="请对方重新发起。") from None
    if asked["box"] != str(box.pk):
        raise Http404
    two, first = TWO[asked["verb"]], get_object_or_404(Person, pk=asked["by"])
    if first.pk == person.pk:
        raise Refused("发起和确认要由两个人办理。", remedy=f"请{two.who}用自己的账号打开。")
    if not two.may(box, person):  # type: ignore[arg-type]
        raise NoAuthority(f"这件事要由{two.who}确认。")
    if request.method == "POST":
        two.do(box, first, person, asked["facts"])  # type: ignore[arg-type]
        messages.success(request, "已确认办理。")
        return redirect("ballots:about", pk=box.pk)
    form = BOX_FORMS[asked["verb"]]
    context = {
        "box": box,
        "first": first,
        "title": form.title,
        "tells": form.tells,
        "facts": [(word, _say(asked["facts"][name])) for name, word in WORDS if name in asked["facts"]],
        "preview": _preview(box) if asked["verb"] == "freeze" else None,
    }
    return render(request, "ballots/second.html", context)


WORDS = (("opens_at", "投票开始"), ("closes_at", "投票截止"), ("reason", "原因"))


def _say(value: str) -> str:
    try:
        return f"{timezone.localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    except ValueError:
        return value


@dataclass(frozen=True)
class Preview:
    """A roll before it is frozen: how many in each group as it will be counted, and what was merged into it."""

    size: int
    groups: list[tuple[str, int, list[str]]]


def _preview(box: BallotBox) -> Preview:
    roll: Roll = roll_of(voters(box), box.k_min)
    sizes = Counter(roll.entries.values())
    merged = {
        group: sorted(given for given, counted in roll.strata.items() if counted == group and given != group)
        for group in sizes
    }
    return Preview(len(roll.entries), [(group or "全体", size, merged[group]) for group, size in sorted(sizes.items())])


# --- objections -----------------------------------------------------------------------------------------------------


@get_or_post
@signed_in
def object_to(request: HttpRequest, pk: Any) -> HttpResponse:
    """Doubt a ballot; nothing is kept of who does."""
    box: BallotBox = box_of(request, pk)
    person: Any = request.user
    if box.roll_state(person) is None and not box.is_kept_by(person):
        raise NoAuthority("只有名册上的人能对这次投票提出异议。")
    form = ObjectForm(request.POST if request.method == "POST" else None, obj=box, person=person)
    step = steps_of(Objection)["decide"]
    about = reverse("ballots:about", args=[box.pk])
    shown = type(step)(**{**step.__dict__, "says": "提出异议"})
    return act_page.answer(
        request, form, shown, lambda: objecting.object_to(box, person, **form.typed()), str(box), about
    )


@get_or_post
@signed_in
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection in writing."""
    seen = BallotBox.objects.visible_to(request.user)  # type: ignore[arg-type]
    objection = get_object_or_404(Objection.objects.filter(box__in=seen).select_related("box__unit"), pk=pk)
    step = steps_of(Objection)["decide"]
    if why := step.authority(objection, request.user):
        raise NoAuthority(why)
    form = DecideForm(request.POST if request.method == "POST" else None, obj=objection, person=request.user)  # type: ignore[arg-type]
    about = reverse("ballots:about", args=[objection.box_id])
    do = lambda: objecting.decide(objection, request.user, **form.typed())  # type: ignore[arg-type]  # noqa: E731
    return act_page.answer(request, form, step, do, str(objection), about)
