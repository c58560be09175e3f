"""One publication and one version of it; the desk of those who work on them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.rules.comparing import compare
from ymdm.attachments.models import Attachment
from ymdm.ballots.models import BallotBox
from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.rulebook import in_force

from .. import clearing, papers, richtext
from ..forms.filters import DeskFilter
from ..models import Obligation, Publication, Reading, Remark, Version
from ..models.publications import WATCHING, watched
from ..reach import with_reach
from ..rules import publishing as rules
from .asking import buttons, page_of


def _desk_rows(request: HttpRequest) -> tuple[DeskFilter, QuerySet[Publication]]:
    form = DeskFilter(request.GET)
    rows = Publication.objects.filter(watched(request.user, "unit__path")).select_related("unit", "item", "obligation")
    return form, with_reach(form.apply(rows))


@require_safe
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """What is under way, for whoever drafts, reviews, approves or oversees."""
    form, rows = _desk_rows(request)
    page = page_of(request, rows)
    underway = Version.objects.underway().filter(publication__in=[row.pk for row in page])
    steps = {one.publication_id: one for one in underway.select_related("author")}
    for row in page:
        row.version_underway = steps.get(row.pk)
    works = any(request.user.may_anywhere(act) for act in WATCHING)
    return render(request, "disclosure/desk.html", {"form": form, "page": page, "works": works})


@require_safe
@signed_in
def desk_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _desk_rows(request)
    return export(request, "公开事项", papers.PUBLICATIONS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """What is open, with its line of stages, its corrections, and what was asked and answered."""
    seen = Publication.objects.visible_to(request.user).select_related("unit", "item", "obligation__item", "asking")
    found = get_object_or_404(seen, pk=pk)
    person, today = request.user, timezone.localdate()
    works = any(person.may(act, found.unit) for act in WATCHING)
    versions = list(Version.objects.visible_to(person).filter(publication=found).select_related("author"))
    for version in versions:
        version.publication = found
    current = next((one for one in versions if one.state == Version.State.PUBLISHED), None)
    shown = current or next((one for one in versions if one.state == Version.State.COLLECTING or works), None)
    if found.state == Publication.State.SUSPENDED and not works:
        shown = None
    if found.is_open and shown is not None:
        Reading.objects.bulk_create([Reading(publication=found, person=person, on=today)], ignore_conflicts=True)
    readings = found.readings.all()
    context: dict[str, Any] = {
        "publication": found,
        "version": shown,
        "versions": versions,
        "underway": next((one for one in versions if one.state in Version.UNDERWAY), None),
        "files": list(Attachment.objects.of(shown)) if shown else [],
        "withheld": list(shown.withheld_parts.all()) if shown else [],
        "line": _line(found, person),
        "remarks": list(Remark.objects.visible_to(person).filter(publication=found).select_related("answered_by")[:60]),
        "postings": list(found.postings.select_related("board", "up_photo", "down_photo")),
        "read_by": readings.count(),
        "signed_by": readings.filter(is_signed=True).count(),
        "has_signed": readings.filter(person=person, is_signed=True).exists(),
        "buttons": buttons(found, person, leave_out=() if found.notice_is_running(today) else ("object_without_name",)),
        "nominated": found.remarks.filter(kind=Remark.Kind.NOMINATION).count() if "P" in found.item.goals else 0,
        "box": _box(found, person),
        "works": works,
        "runs": found.notice_is_running(today),
        "duties": lit(Duty.objects.of(found).owed().select_related("unit", "person")) if works else [],
        "today": today,
        "rules": in_force((rules.SLIP, rules.APPEND_ONLY, rules.ANSWERED), found.unit, today),
    }  # fmt: skip
    return render(request, "disclosure/publication.html", context)


def _box(found: Publication, person: Any) -> dict[str, Any] | None:
    """The secret ballot of a selection, and whether this reader has still to vote in it."""
    box = found.asking.box() if found.asking else None
    if box is None:
        return None
    seen = BallotBox.objects.filter(pk=box.pk)
    return {
        "box": box,
        "opens": seen.visible_to(person).exists(),
        "waits": seen.open_for(person).exists(),
    }  # fmt: skip


def _line(found: Publication, person: Any) -> list[dict[str, Any]]:
    """The stages of the same matter: what was owed, and what stands open of it (DIS-16)."""
    own = found.obligation
    rows = Obligation.objects.filter(unit=own.unit_id, item=own.item_id, period=own.period).select_related("item")
    open_ones = {
        one.obligation_id: one
        for one in Publication.objects.visible_to(person).filter(obligation__in=rows, state__in=Publication.OPEN)
    }
    order = list(Obligation.Stage.values)
    return [
        {"obligation": row, "publication": open_ones.get(row.pk), "is_here": row.pk == own.pk}
        for row in sorted(rows, key=lambda row: order.index(row.stage))
    ]


@require_safe
@signed_in
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One text: its way through the three people, its slips, and what differs from the text before."""
    seen = Version.objects.visible_to(request.user).select_related(
        "publication__unit",
        "publication__item",
        "publication__obligation",
        "author",
        "reviewer",
        "approver",
        "slip__by",
    )
    found = get_object_or_404(seen, pk=pk)
    person = request.user
    works = any(person.may(act, found.unit) for act in WATCHING)
    before = found.publication.versions.filter(number__lt=found.number).filter(
        Q(state__in=Version.READ) if not works else ~Q(state=Version.State.DROPPED)
    ).first()  # fmt: skip
    changes = compare(richtext.text_of(before.body), richtext.text_of(found.body)) if before else []
    draft = found.state == Version.State.DRAFT
    context = {
        "version": found,
        "publication": found.publication,
        "body": clearing.shown(found) if draft else found.body,
        "finds": len(clearing.finds_of(found)) if draft else 0,
        "files": list(Attachment.objects.of(found)),
        "withheld": list(found.withheld_parts.all()),
        "slips": list(found.slips.select_related("by")) if works else [],
        "facts": clearing.facts(found),
        "before": before,
        "changes": changes,
        "buttons": buttons(found, person),
        "works": works,
        "remarks": list(Remark.objects.visible_to(person).filter(publication=found.publication)[:60])
        if found.state in (Version.State.COLLECTING, Version.State.DRAFT) and found.opinions_until
        else [],
        "duties": lit(Duty.objects.of(found).owed().select_related("unit", "person")) if works else [],
        "rules": in_force((rules.SLIP, rules.THREE, rules.REVIEW_DAYS), found.unit, timezone.localdate()),
    }
    return render(request, "disclosure/version.html", context)
