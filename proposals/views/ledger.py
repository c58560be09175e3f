"""The public ledger: every published proposal, who handles it, what was answered (F74). No sign-in, no cookie."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ymdm.limits.counting import count
from ymdm.organization.access import public
from ymdm.workdays import calendar

from ..listing.orders import page_along
from ..measures import CUTS
from ..models import FormerNumber, Proposal
from ..publishing.asked import FACETS, Asked
from ..publishing.entries import FIELDS, parts
from ..publishing.entry import read
from ..publishing.kept import KEPT
from ..publishing.proof import proof_of
from ..publishing.standings import BY_CODE, STANDINGS, standing
from ..publishing.summary import Facet, summary

PER_PAGE = 20


@require_safe
@public
def public_ledger(request: HttpRequest) -> HttpResponse:
    """Entries in honest order, overdue first; facets, words and figures. The same for everybody, so kept for a minute."""
    asked, today = Asked.read(request.GET), timezone.localdate()
    place = {name: request.GET[name][:200] for name in ("after", "before") if request.GET.get(name)}

    def told() -> SafeString:
        return render_to_string("proposals/_ledger.html", _context(asked, place, today))

    # What somebody looks for is hardly looked for again within the minute.
    content = told() if asked.q else KEPT.get(("page", today, asked.to(**place)), told)
    return render(request, "proposals/ledger.html", {"content": content})


def _context(asked: Asked, place: dict[str, str], today: date) -> dict[str, Any]:
    workdays = calendar()
    rows = asked.narrow(today).annotate(standing=standing())
    stretches = [BY_CODE[asked.state].stretch] if asked.state else [one.stretch for one in STANDINGS]
    page = page_along(stretches, rows, FIELDS, size=PER_PAGE, **place)
    numbers = summary(asked, today)
    return {
        "asked": asked,
        "parts": parts(page.rows, today, workdays),
        "words": numbers.found_words if numbers.is_more else f"共 {numbers.found_words}",
        "previous": asked.to(before=page.previous) if page.previous else "",
        "next": asked.to(after=page.next) if page.next else "",
        "numbers": [],
        "summary": numbers,
        "newest_year": asked.to(year=numbers.other_years),
        "owed": numbers.number("owed"),
        "facets": [_facet(facet, asked) for facet in numbers.facets],
        "cut": CUTS.get(asked.cut),
    }


def _facet(facet: Facet, asked: Asked) -> dict[str, Any]:
    """A facet with the address of each choice; the chosen one leads back to all."""
    now = getattr(asked.scope, facet.name) if facet.name in FACETS else asked.state
    choices = [
        {"words": choice.words, "number": choice.number, "is_current": choice.value == now,
         "href": asked.to(**{facet.name: choice.value}) or "?"}
        for choice in facet.choices
    ]  # fmt: skip
    everything = {
        "words": "全部",
        "number": facet.total,
        "is_current": not now,
        "href": asked.to(**{facet.name: ""}) or "?",
    }
    return {"name": facet.name, "head": facet.head, "choices": [everything, *choices], "is_chosen": bool(now)}


@require_safe
@public
def ledger_entry(request: HttpRequest, number: str) -> HttpResponse:
    """One entry: title, class, responsible unit, the answer point by point, days used. 404 for what is not published."""
    published = Proposal.objects.published().select_related(
        "session__term", "category", "delegation", "lead_unit", "merged_into", "proposer"
    )
    former = FormerNumber.objects.filter(number=number.replace("\0", "")).select_related("proposal").first()
    if former and former.proposal.number != number:  # a suggestion that became a proposal is found by both (F81)
        return redirect("proposals:ledger-entry", former.proposal.number)
    proposal = _published(published.annotate(standing=standing()), number)
    rewards = [reward for reward in proposal.rewards.all() if reward.is_public]
    entry = read(proposal, proposal.standing, timezone.localdate(), calendar())
    return render(request, "proposals/ledger_entry.html", {"entry": entry, "proposal": proposal, "rewards": rewards})


def _published(published: Any, number: str) -> Proposal:
    if "\0" in number:  # PostgreSQL takes none
        raise Http404
    return get_object_or_404(published, number=number)


@require_safe
@public
def ledger_proof(request: HttpRequest, number: str) -> HttpResponse:
    """That the acts of an entry stand in the sealed chain: in one sentence, computed by the reader's own browser."""
    proposal = _published(Proposal.objects.published(), number)
    return render(request, "ledger/proof.html", {"proposal": proposal, "proof": proof_of(proposal)})


@require_safe
@public
def ledger_proof_file(request: HttpRequest, number: str) -> HttpResponse:
    """The same proof as a file for verify.py."""
    count(request, "file")
    found = proof_of(_published(Proposal.objects.published(), number))
    if found is None:
        return redirect("proposals:ledger-proof", number)  # says when there will be one
    answer = HttpResponse(found.text, content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="proof.json"'
    return answer
