"""Writing a proposal: four steps, one draft, nothing lost on the way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from congress.models import Mandate
from congress.workflow import mandate_of
from ymdm.attachments.models import Attachment
from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import Person
from ymdm.workdays import calendar
from ymdm.workflow import NoAuthority, Refused

from .. import rules, workflow
from ..forms.acts.asking import ASKED
from ..forms.acts.authoring import SubmitForm
from ..forms.authoring import AttachForm, CategoryForm, SearchForm, TextForm, seats, seen_mark
from ..models import CoSigner, Proposal, State
from ..models.states import Source
from ..reading.plan import after_submission
from ..reading.routing import hint_for
from ..reading.similar import Similar, similar_published
from ..rules.precheck import hints
from ..workflow.files import WRITTEN
from .detail import store

LAST = 4


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("proposals.submit", "proposals.enter")
def proposal_new(request: HttpRequest) -> HttpResponse:
    """Step 1 of a new proposal. The draft is made when it is sent, never by looking."""
    mandate = mandate_of(request.user)
    if mandate is None and request.user.may_anywhere("proposals.enter"):
        return redirect("proposals:proposal-enter")
    if mandate is None:
        raise NoAuthority("您现在不是职工代表，不能提出提案。请与所在代表团的代表联系，由代表提出。")
    heads = mandate.delegation if mandate.delegation.head_id == request.user.pk else None
    form = CategoryForm(request.POST or None, term=mandate.term, heads=heads)
    if request.method == "POST" and form.is_valid():
        joint = form.cleaned_data.get("voice") == "joint"
        proposal = workflow.begin(mandate.term.unit, request.user, joint=joint)
        _keep(proposal, request.user, category=form.cleaned_data["category"])
        return redirect("proposals:wizard", proposal.pk, 2)
    begun = Proposal.objects.filter(proposer=request.user, state=State.DRAFT).order_by("-saved_at", "-pk")[:3]
    context = {"form": form, "step": 1, "begun": begun, "may_enter": request.user.may_anywhere("proposals.enter")}
    return render(request, "proposals/wizard_category.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("proposals.enter")
def proposal_enter(request: HttpRequest) -> HttpResponse:
    """Enter a proposal that came on paper or by telephone: choose whose it is (F80)."""
    mandates = Mandate.objects.in_force(timezone.localdate()).filter(
        term__unit__in=request.user.units_for("proposals.enter"), person__is_active=True
    )
    if request.method == "POST":
        mandate = get_object_or_404(mandates.select_related("term__unit", "person"), pk=_number(request, "seat"))
        proposal = workflow.begin(mandate.term.unit, request.user, proposer=mandate.person)
        return redirect("proposals:wizard", proposal.pk, 1)
    search = SearchForm(request.GET)
    asked = search.cleaned_data["q"] if search.is_valid() else ""
    context = {"search": search, "asked": asked, "found": seats(mandates, asked) if asked else []}
    template = "proposals/wizard_enter.html#found" if request.htmx else "proposals/wizard_enter.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def wizard(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """One of the four steps of a draft. Whatever is sent is kept first; then it is decided where to go."""
    drafts = Proposal.objects.visible_to(request.user).select_related(
        "unit", "session__term", "category", "proposer", "delegation", "suggested_unit", "entered_by"
    )
    proposal = get_object_or_404(drafts, pk=pk)
    if step not in STEPS:
        raise Http404
    if not proposal.policy.is_reviewed:
        return redirect(proposal.writing_url if proposal.policy.is_open else proposal)
    if not workflow.is_author(proposal, request.user):
        raise NoAuthority("只有提案人本人可以修改这件提案。")
    if proposal.state not in WRITTEN:
        said = f"提案现在是“{proposal.get_state_display()}”，内容不能再改。"
        if request.method == "POST":
            raise Refused(said)
        messages.info(request, said)
        return redirect(proposal)
    return STEPS[step](request, proposal)


def _category(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    form = CategoryForm(request.POST or None, term=proposal.session.term, initial={"category": proposal.category})
    if request.method == "POST" and form.is_valid():
        _keep(proposal, request.user, category=form.cleaned_data["category"])
        return _onwards(request, proposal, 1)
    return _page(request, proposal, 1, "category", {"form": form}, 422 if form.errors else 200)


def _text(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    go = request.POST.get("go", "")
    if request.method != "POST":
        return _text_page(request, proposal, TextForm(proposal=proposal))
    form = TextForm(request.POST, proposal=proposal)
    if not form.is_valid():
        if go == "auto":
            return _saved(request, proposal, f"有 {len(form.errors)} 处要改，还没有保存")
        return _text_page(request, proposal, form, status=422)
    if form.cleaned_data["seen"] != seen_mark(proposal) and form.differs_from(proposal):
        # Two windows, or a telephone and a desk: the older text must not silently replace the newer.
        if go == "auto":
            return _saved(request, proposal, "这份草稿在别处改过，没有自动保存")
        form.add_error(None, "这份草稿刚才在别的窗口改过。下面是您在这里填写的，再按一次就以这里的为准。")
        form.data = form.data.copy()
        form.data["seen"] = seen_mark(proposal)
        return _text_page(request, proposal, form, status=409)
    data = form.cleaned_data
    kept = workflow.save_draft(
        proposal, request.user, title=data["title"], rationale=data["rationale"], measures=form.measures(),
        suggested_unit=data["suggested_unit"], is_confidential=data["is_confidential"],
    )  # fmt: skip
    if go == "auto":
        return _saved(request, kept)
    if go == "more":
        form = TextForm(proposal=kept, spare=2)
        form.point_fields()[-1].field.widget.attrs["autofocus"] = True
        return _text_page(request, kept, form, part="#points" if request.htmx else "")
    if not store(request, kept):
        return redirect("proposals:wizard", kept.pk, 2)
    return _onwards(request, kept, 2)


def _text_page(
    request: HttpRequest, proposal: Proposal, form: TextForm, status: int = 200, part: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "attach_form": AttachForm(),
        "files": Attachment.objects.of(proposal),
        "signed": sum(row.is_signed for row in proposal.co_signers.all()),
        "hints": _hints(proposal),
        "similar": _similar(proposal),
        "route": hint_for(proposal),
    }
    return _page(request, proposal, 2, "text", context, status, part)


def _saved(request: HttpRequest, proposal: Proposal, said: str = "") -> HttpResponse:
    """The answer to an autosave: one line in the bar, and the hints as the text stands now."""
    context = {
        "proposal": proposal,
        "said": said,
        "seen": seen_mark(proposal),
        "hints": _hints(proposal),
        "similar": _similar(proposal),
        "route": hint_for(proposal),
    }
    return render(request, "proposals/_saved.html", context)


def _hints(proposal: Proposal) -> list[str]:
    return hints(title=proposal.title, rationale=proposal.rationale, measures=proposal.measures)


def _similar(proposal: Proposal) -> list[Similar]:
    """What was raised before and is like it, with its answers (F50)."""
    return similar_published(proposal, timezone.localdate(), calendar())


def _signers(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    on_paper = proposal.source == Source.ON_BEHALF and request.user.pk == proposal.entered_by_id
    mandates = Mandate.objects.in_force(timezone.localdate()).filter(term=proposal.session.term, person__is_active=True)
    if request.method == "POST" and request.POST.get("go") in {"invite", "paper"}:
        person = get_object_or_404(Person, pk=_number(request, "person"), mandates__in=mandates)
        if on_paper and request.POST["go"] == "paper":
            workflow.enter_signature(proposal, request.user, person=person)
            messages.success(request, f"已登记{person}的书面附议，本人会收到消息。")
        else:
            workflow.invite(proposal, request.user, people=[person])
            messages.success(request, f"已邀请{person}附议。")
        return redirect("proposals:wizard", proposal.pk, 3)
    if request.method == "POST":
        return _onwards(request, proposal, 3)
    search = SearchForm(request.GET)
    asked = search.cleaned_data["q"] if search.is_valid() else ""
    rows = list(proposal.co_signers.select_related("person"))
    known = [row.person_id for row in rows if row.state != CoSigner.State.WITHDRAWN]
    others = mandates.exclude(person=proposal.proposer).exclude(person__in=known)
    law = rules.CO_SIGNERS.at(proposal.unit, timezone.localdate())
    least = law.value or 0
    signed = sum(row.is_signed for row in rows)
    context = {
        "search": search,
        "asked": asked,
        "found": seats(others, asked, near=proposal.delegation),
        "rows": rows,
        "on_paper": on_paper,
        "signed": signed,
        "least": least,
        "missing": max(0, least - signed),
        "written": bool(proposal.title and proposal.rationale),
        "rule": law,
    }
    part = request.GET.get("part", "") if request.htmx else ""
    return _page(request, proposal, 3, "signers", context, part=f"#{part}" if part in {"found", "signers"} else "")


def _check(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    form = SubmitForm(request.POST if request.method == "POST" else None, proposal=proposal, person=request.user)
    if request.method == "POST" and request.POST.get("go") == "back":
        return _onwards(request, proposal, 4)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            send = workflow.submit if proposal.state == State.DRAFT else workflow.resubmit
            try:
                send(proposal, request.user)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, f"提案已提交，编号 {proposal.number}。审查结果会书面告知您。")
                return redirect(proposal)
    rows = list(proposal.co_signers.select_related("person"))
    context = {
        "form": form,
        "asked": ASKED["submit" if proposal.state == State.DRAFT else "resubmit"].of(proposal.policy).at(proposal.unit),
        "files": Attachment.objects.of(proposal),
        "signed": [row.person for row in rows if row.is_signed],
        "waiting": sum(row.state == CoSigner.State.INVITED for row in rows),
        "plan": after_submission(proposal),
        "hints": _hints(proposal),
    }
    return _page(request, proposal, 4, "check", context, status)


STEPS = {1: _category, 2: _text, 3: _signers, 4: _check}


def _page(
    request: HttpRequest, proposal: Proposal, step: int, name: str, context: dict[str, Any], status: int = 200,
    part: str = "",
) -> HttpResponse:  # fmt: skip
    context |= {"proposal": proposal, "step": step, "is_returned": proposal.state == State.RETURNED}
    return render(request, f"proposals/wizard_{name}.html{part}", context, status=status)


def _onwards(request: HttpRequest, proposal: Proposal, step: int) -> HttpResponse:
    """Where the button leads after everything is kept: on, back, or out."""
    go = request.POST.get("go", "next")
    if go == "leave":
        messages.success(request, "草稿已保存。")
        return redirect(proposal)
    return redirect("proposals:wizard", proposal.pk, max(1, step - 1) if go == "back" else min(LAST, step + 1))


def _keep(proposal: Proposal, person: Person, **fields: Any) -> None:
    """Save one field of a draft, the text as it is."""
    workflow.save_draft(
        proposal, person, title=proposal.title, rationale=proposal.rationale, measures=proposal.measures, **fields
    )


def _number(request: HttpRequest, name: str) -> int:
    """A posted id; what is no number finds nothing."""
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0
