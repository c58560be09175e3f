"""What is known of a session, read off its rows for the 24 checks: a fixed number of queries, whatever its size (F24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from ..models import (
    AgendaItem,
    Attendee,
    CongressSession,
    Election,
    Mandate,
    Minutes,
    OrganMember,
    PaperReceipt,
    PaperVersion,
    Vote,
)
from ..roster import roll_of
from ..rules.conforming import ConstituencyElection, Facts, Item, VoteFacts
from ..rules.counting import HANDS, Line, Tally
from ..rules.matters import PROCEDURE

APPRAISAL = "cadre_appraisal"


def facts_of(session: CongressSession) -> Facts:
    """Everything that the rows say. What other rooms know comes from the functions in settings.YMDM_CONGRESS_FACTS.

    Each takes the session and returns fields of Facts by name; `opinion_sheets` are the delegations with a sheet.
    """
    told: dict[str, Any] = {}
    for dotted in settings.YMDM_CONGRESS_FACTS:
        told |= import_string(dotted)(session)
    sheets = told.pop("opinion_sheets", frozenset())
    year = _year(session)
    # Leaders may be appraised on the agenda of a session or by a ballot of its own; either is the appraisal of the year.
    year["appraised_on"] += told.pop("appraised_on", ())
    unit = session.unit
    return Facts(
        legal_type=unit.legal_type, held_on=session.held_on, closed_on=_day(session.closed_at),
        is_extraordinary=session.kind == CongressSession.Kind.EXTRAORDINARY,
        is_first_of_term=session.number == 1, is_assembly=session.term.is_assembly,
        term_begins_on=session.term.begins_on, term_ends_on=session.term.first_ends_on or session.term.ends_on,
        is_extension_approved=True if session.term.extended_by_paper else None,
        published_on=session.published_on, posted_until=session.posted_until, reported_on=session.reported_on,
        archived_on=_day(session.archived_at),
        roll=None if session.term.is_assembly else roll_of(session.term, session.held_on),
        elections=_elections(session), received_on=_received(session), votes=_votes(session),
        delegations=_delegations(session, sheets), roll_frozen_at=_clock(session.roll_frozen_at), total=session.total,
        **year, **_plan(session), **_hall(session), **_minutes(session), **told,
    )  # fmt: skip


def _day(at: Any) -> date | None:
    return timezone.localdate(at) if at else None


def _year(session: CongressSession) -> dict[str, Any]:
    """The agenda, and what the other sessions of the calendar year had: one query for their items, one for their days."""
    year = CongressSession.objects.filter(term__unit=session.unit, held_on__year=session.held_on.year)
    others = year.filter(state__in=CongressSession.AFTER).exclude(pk=session.pk)
    items = list(session.agenda.exclude(state=AgendaItem.State.PUT_OFF).order_by("order"))
    done = AgendaItem.objects.filter(session__in=others, state=AgendaItem.State.DONE)
    elsewhere = list(done.values_list("matter", "session__held_on"))
    appraised = [on for matter, on in elsewhere if matter == APPRAISAL]
    if any(item.matter == APPRAISAL and item.state == AgendaItem.State.DONE for item in items):
        appraised.append(session.held_on)
    return {
        "sessions_of_year": tuple(others.values_list("held_on", flat=True)),
        "agenda": tuple(
            Item(item.title, item.matter, item.right, item.state == AgendaItem.State.DONE) for item in items
        ),
        "appraised_on": tuple(appraised),
        "matters_of_year": frozenset(matter for matter, _on in elsewhere),
    }


def _plan(session: CongressSession) -> dict[str, Any]:
    done = dict(session.plan.values_list("code", "done_on"))
    members = list(
        OrganMember.objects.filter(organ__session=session, organ__kind="presidium").values_list("person", flat=True)
    )
    kinds = list(Mandate.objects.filter(term=session.term, person__in=members).values_list("category", flat=True))
    known = len(kinds) == len(members) and all(kinds)
    return {
        "matters_to_union_on": done.get("matters_to_union"),
        "disclosed_on": done.get("agenda_disclosed"),
        "preparatory_on": done.get("preparatory_session"),
        "presidium": len(members),
        "presidium_front_line": kinds.count(Mandate.Category.FRONT_LINE) if known else None,
        # The preparatory session passes the report (CON-61).
        "is_qualification_passed": bool(session.qualification and done.get("preparatory_session")),
    }


def _received(session: CongressSession) -> tuple[date | None, ...]:
    """One a representative: when the last paper that counts was signed for, None while one is missing (CON-60)."""
    called = list(
        session.attendees.filter(kind=Attendee.Kind.REPRESENTATIVE, called_at__isnull=False).values_list(
            "pk", flat=True
        )
    )
    versions = PaperVersion.objects.filter(paper__item__session=session, issued_at__isnull=False)
    counting = versions.exclude(paper__item__state=AgendaItem.State.PUT_OFF).filter(
        Q(number=1) | Q(is_substantive=True), is_from_floor=False
    )
    # The newest version of each paper that restarts the clock.
    needed = list(dict(counting.order_by("number").values_list("paper", "pk")).values())
    if not needed:
        return ()
    rows = PaperReceipt.objects.filter(version__in=needed).values("attendee").order_by("attendee")
    signed = {row["attendee"]: row for row in rows.annotate(papers=Count("version"), last=Max("at"))}
    return tuple(
        _day(signed[pk]["last"]) if pk in signed and signed[pk]["papers"] == len(needed) else None for pk in called
    )


def _elections(session: CongressSession) -> tuple[ConstituencyElection, ...]:
    over = [Election.State.DECIDED, Election.State.PUBLISHED]
    rows = (
        Election.objects.filter(
            constituency__term=session.term, held_on__lte=session.held_on, state__in=over, nominees__is_elected=True
        )
        .exclude(kind=Election.Kind.RECALL)
        .annotate(fewest=Min("nominees__votes"))
        .order_by("held_on", "pk")
        .values_list("constituency__name", "employees", "participants", "fewest")
    )
    return tuple(ConstituencyElection(name, of or 0, came or 0, votes or 0) for name, of, came, votes in rows)


def _hall(session: CongressSession) -> dict[str, Any]:
    """The count with which the session opened, else the first one."""
    calls = list(session.roll_calls.order_by("at", "pk"))
    opening = next((one for one in calls if one.at == session.opened_at), calls[0] if calls else None)
    return {
        "roll_called_at": opening.at if opening else None,
        "present": opening.present if opening else None,
    }


def _votes(session: CongressSession) -> tuple[VoteFacts, ...]:
    """Every declared vote; of a corrected one the correction alone. Those who counted are those who signed the sheets."""
    rows = (
        session.votes.filter(state=Vote.State.DECLARED, corrected_by=None)
        .select_related("item", "amendment")
        .prefetch_related("sheets", "candidates")
        .order_by("declared_at", "pk")
    )
    held = list(session.offices.values_list("office", "person"))
    tellers = tuple(person for office, person in held if office == "teller")
    scrutineers = tuple(person for office, person in held if office == "scrutineer")
    return tuple(_vote(vote, tellers, scrutineers) for vote in rows)


def _vote(vote: Vote, tellers: Sequence[int], scrutineers: Sequence[int]) -> VoteFacts:
    on_paper, is_election = vote.method == Vote.Method.PAPER, vote.form == Vote.Form.ELECTION
    tally = Tally(
        None if vote.method == HANDS else vote.issued, None if vote.method == HANDS else vote.returned,
        vote.yes or 0, vote.no or 0, vote.abstain or 0, vote.invalid or 0,
    )  # fmt: skip
    slate = list(vote.candidates.all())
    return VoteFacts(
        title=vote.question, matter=PROCEDURE if hasattr(vote, "amendment") else vote.item.matter, right=vote.item.right, method=vote.method, total=vote.total,
        present=vote.present, tally=tally, line=Line(vote.line) if vote.line else None, outcome=vote.outcome,
        is_noticed=vote.item.is_noticed or vote.item.matter == PROCEDURE,
        tellers=tuple({sheet.teller_id for sheet in vote.sheets.all()}) if on_paper else tuple(tellers),
        scrutineers=tuple(scrutineers), candidates=tuple(one.person_id for one in slate),
        seats=vote.seats if is_election else None,
        votes=tuple((one.person_id, one.votes or 0) for one in slate),
        elected=tuple(one.person_id for one in slate if one.is_elected),
    )  # fmt: skip


def _clock(at: datetime | None) -> datetime | None:
    """The instant by the clock of Shanghai, as sentences write it."""
    return timezone.localtime(at) if at else None


def _delegations(session: CongressSession, sheets: frozenset[int]) -> tuple[tuple[str, bool], ...]:
    called = session.attendees.filter(kind=Attendee.Kind.REPRESENTATIVE, called_at__isnull=False)
    rows = called.order_by("delegation").values_list("delegation", "delegation__name").distinct()
    return tuple((name, pk in sheets) for pk, name in rows)


def _minutes(session: CongressSession) -> dict[str, Any]:
    written = Minutes.objects.filter(session=session).first()
    return {
        "signed_by_chair_on": _day(written.chair_at) if written else None,
        "signed_by_secretary_on": _day(written.secretary_at) if written else None,
        "archive_missing": _missing(session, written) if session.archived_at else None,
    }


def _missing(session: CongressSession, written: Minutes | None) -> tuple[str, ...]:
    """What the file of an archived session lacks."""
    uncounted = session.votes.filter(state=Vote.State.DECLARED, method=Vote.Method.PAPER, sheets=None, corrects=None)
    parts = {
        "会议通知": session.noticed_at is not None,
        "代表资格审查报告": bool(session.qualification),
        "计票单": not uncounted.exists(),
        "会议记录": written is not None,
    }
    return tuple(name for name, is_there in parts.items() if not is_there)
