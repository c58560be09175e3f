"""The documents of this app that have a page for printing and a PDF: what each tells, and to whom (F115)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from congress.models import ordinal
from ymdm.papers.kinds import Paper
from ymdm.workdays import calendar
from ymdm.workflow import NoAuthority

from ..channels import Channel
from ..forms.scopes import ScopeForm
from ..measures import Scope
from ..models import Proposal
from ..publishing.asked import Asked
from ..publishing.posting import posting
from ..reading import Reader, read
from ..reading.letter import letter
from .report import report


def work_report(request: Any) -> Paper:
    """The work report to the congress (PRO-52), as the figures page was narrowed."""
    if not request.user.may_anywhere("proposals.read"):
        raise NoAuthority("您现在的任职里没有查看办理统计的权限。")
    scope = Scope.read(request.GET)
    told = report(scope, timezone.localdate(), ScopeForm(scope).words(scope))
    return Paper(
        told.title, "proposals/papers/report.html", {"report": told}, told.scope_words, is_archived=True,
        back=f"{reverse('proposals:figures-report')}{scope.query}",
    )  # fmt: skip


def reply_letter(request: Any) -> Paper:
    """The signed reply letter of a matter, as the one who asks may read it (PRO-28). `of` names the matter, `round` the letter."""
    pk, turn = request.GET.get("of", ""), request.GET.get("round", "")
    if not (pk.isdecimal() and len(pk) < 19):
        raise Http404
    try:
        filed = read(Proposal.objects.visible_to(request.user), int(pk))
    except Proposal.DoesNotExist as error:
        raise Http404 from error
    signed = [one for one in filed.proposal.replies.all() if one.signed_at and turn in ("", str(one.round))]
    if not signed:
        raise Http404
    proposal, reply = filed.proposal, signed[-1]
    reader = Reader.of(proposal, request.user)
    context = {
        "proposal": proposal,
        "reply": reply,
        "letter": letter(reply, reader),
        "issuer": f"{proposal.unit}{proposal.policy.noun}答复函",
        "about": f"关于{number_words(proposal)}",
        "to": addressee(proposal, reader),
        "assisting": [str(row.unit) for row in proposal.assignments.all() if row.is_running and row.unit_id != proposal.lead_unit_id],
        "signed_on": timezone.localdate(reply.signed_at),
    }  # fmt: skip
    return Paper(
        f"答复函 {reply.letter_number}", "proposals/papers/letter.html", context, str(reply.letter_number),
        is_archived=True, back=proposal.get_absolute_url(),
    )  # fmt: skip


def number_words(proposal: Proposal) -> str:
    """“六届二次职代会第019号提案”, or the channel with its number."""
    if proposal.channel != Channel.PROPOSAL or proposal.session is None:
        return f"{proposal.get_channel_display()}{proposal.number}号{proposal.policy.noun}"
    session = f"{ordinal(proposal.session.term.number)}届{ordinal(proposal.session.number)}次"
    return f"{session}职代会第{str(proposal.number).rpartition('-')[2]}号提案"


def addressee(proposal: Proposal, reader: Reader) -> str:
    """Whom the letter addresses; a name that the reader may not see stays unsaid."""
    people = proposal.proposers()
    if not people:
        return proposal.policy.author
    title = "代表" if proposal.channel == Channel.PROPOSAL else "同志"
    names = reader.names_of(people)
    delegation = str(proposal.delegation) if proposal.delegation and reader.names else ""
    return f"{delegation}{names}{title if reader.names else ''}"


def ledger(request: Any) -> Paper:
    """The public ledger for the notice board: what everybody may read, with a number and a date (GEN-10)."""
    asked = Asked.read(request.GET)
    told = posting(asked, timezone.localdate(), calendar())
    return Paper(
        "事事有回复", "proposals/papers/posting.html", {"posting": told}, told.words, number=told.number,
        back=f"{reverse('proposals:ledger')}{asked.query}",
    )  # fmt: skip
