"""Answers that wait for a word: of the leader who signs, and of the assisting units that agree or dissent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ymdm.attachments.models import Attachment
from ymdm.duties.models import Duty, lit
from ymdm.duties.rules import Light
from ymdm.organization.access import allowed
from ymdm.organization.models import Person, within_paths
from ymdm.workflow import Refused

from .. import acts, kinds, rules, workflow
from ..forms.acts import FORMS, ActForm
from ..models import Assignment, Proposal, Reply
from ..reading import Reader
from ..rules.quality import Mark, quality
from ..workflow.replying import standing_reply, waiting_to_countersign
from .desk import attempt, desk_url, key_of, on_the_table

SHOWN = 20


@dataclass
class Letter:
    """A draft with everything that whoever decides about it has to read."""

    proposal: Proposal
    reply: Reply
    reader: Reader
    light: Light
    says_no: ActForm
    stands_in_the_way: str = ""
    units: str = ""
    is_own: bool = True
    marks: Sequence[Mark] = ()


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("proposals.sign")
def sign_desk(request: HttpRequest) -> HttpResponse:
    """Every answer that waits for one's signature, the letter in full, the rule in sight: one tap signs."""
    failed = None
    if request.method == "POST":
        verb = "send_reply_back" if request.POST.get("do") == "send_back" else "sign"
        failed = _decide(request, verb, {"sign": "已签发，提案人已收到答复", "send_reply_back": "已退回修改"}[verb])
        if failed is None:
            return redirect(desk_url("sign-desk"))
    mine = Q(person=request.user) | within_paths(request.user.scope("proposals.sign"), "unit__path")
    letters = _letters(request.user, Duty.objects.owed().filter(mine, kind=kinds.SIGN), "send_reply_back", failed)
    for letter in letters:
        letter.stands_in_the_way = _in_the_way(letter.proposal, request.user)
        letter.is_own = letter.proposal.leader_id == request.user.pk
    letters.sort(key=lambda letter: not letter.is_own)
    context = {"letters": letters, "rule": rules.LETTER, "number": len(letters)}
    return render(request, "proposals/sign_desk.html", context, status=failed.status if failed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("proposals.countersign")
def countersign_desk(request: HttpRequest) -> HttpResponse:
    """Every answer on which the own unit's word is awaited: one click agrees, a dissent takes a sentence."""
    failed = None
    if request.method == "POST":
        failed = _decide(request, "countersign", "已会签")
        if failed is None:
            return redirect(desk_url("countersign-desk"))
    here = within_paths(request.user.scope("proposals.countersign"), "unit__path")
    letters = _letters(request.user, Duty.objects.owed().filter(here, kind=kinds.COUNTERSIGN), "countersign", failed)
    for letter in letters:
        awaited = waiting_to_countersign(letter.proposal)
        letter.units = "、".join(
            row.unit.short for row in awaited if request.user.may("proposals.countersign", row.unit)
        )
    context = {
        "letters": letters,
        "rule": rules.COUNTERSIGN.at(letters[0].proposal.unit if letters else None, timezone.localdate()),
        "disagreement": rules.DISAGREEMENT,
        "number": len(letters),
    }
    return render(request, "proposals/countersign_desk.html", context, status=failed.status if failed else 200)


@dataclass
class Failed:
    """A decision that was refused: on which proposal, and the form that says why."""

    pk: int
    form: ActForm
    status: int


def _decide(request: HttpRequest, verb: str, said: str) -> Failed | None:
    """Do the step on the letter that was decided about; None when it is done."""
    proposal = on_the_table(request, key_of(request) or 0, to_read=False)
    step: Callable[..., Any] = getattr(workflow, verb)
    form = FORMS[verb](request.POST, proposal=proposal, person=request.user)
    tried = attempt(form, step, proposal, request)
    if tried.is_done:
        messages.success(request, f"{proposal.number}：{said}。")
        return None
    if verb == "sign":  # it has no fields of its own: the sentence is shown on top
        for sentence in form.non_field_errors():
            messages.error(request, sentence)
    return Failed(proposal.pk, form, tried.status)


def _letters(person: Person, owed: Any, no: str, failed: Failed | None) -> list[Letter]:
    """The letters of the duties `owed`, the most urgent first, in a fixed number of queries."""
    owed = owed.filter(subject_type=ContentType.objects.get_for_model(Proposal)).order_by("due_on", "pk")[:SHOWN]
    lights: dict[int, Light] = {}
    for duty in lit(owed):
        lights.setdefault(duty.subject_id, duty.light)
    found = acts.with_all(Proposal.objects.visible_to(person)).in_bulk(list(lights))
    files = _proofs(list(found))
    letters = []
    for pk, light in lights.items():
        proposal = found.get(pk)
        reply = standing_reply(proposal) if proposal else None
        if proposal is None or reply is None:
            continue
        form = FORMS[no](proposal=proposal, person=person, auto_id=f"id_{pk}_%s")
        if failed and failed.pk == pk:
            form = failed.form
        made = Letter(proposal, reply, Reader.of(proposal, person), light, form)
        made.marks = _marks(proposal, reply, files.get(pk, 0))
        letters.append(made)
    return letters


def _proofs(pks: list[int]) -> dict[int, int]:
    """How many files were put to each since it is in a unit's hands. One query."""
    handed = Assignment.objects.filter(proposal=OuterRef("subject_id")).order_by("assigned_at", "pk")
    files = Attachment.objects.filter(
        subject_type=ContentType.objects.get_for_model(Proposal), subject_id__in=pks,
        at__gte=Subquery(handed.values("assigned_at")[:1]),
    )  # fmt: skip
    return dict(files.order_by().values("subject_id").annotate(number=Count("pk")).values_list("subject_id", "number"))


def _marks(proposal: Proposal, reply: Reply, files: int) -> list[Mark]:
    return quality(
        contacts=sum(row.round == proposal.round for row in proposal.contacts.all()),
        texts=[reply.text, reply.plan, *(row.text for row in reply.point_answers.all())],
        has_day=reply.follow_up_on is not None,
        files=files,
        wants_contact=proposal.policy.wants_contact,
    )


def _in_the_way(proposal: Proposal, person: Person) -> str:
    """Why this person cannot sign this letter now; empty when nothing stands in the way."""
    try:
        workflow.sign.step.check(proposal, person, timezone.now())  # type: ignore[attr-defined]
    except Refused as refusal:
        return refusal.sentence
    return ""
