"""The page of one campaign with its names, and the page of one name with its conditions, notices and objections."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.organization.models import Person
from ymdm.rulebook import in_force
from ymdm.ui.shapes import DONE, NOW, TODO, Station
from ymdm.workflow import steps_of

from .. import rules
from ..conditions import Condition
from ..facts import conditions_of
from ..forms import FORMS
from ..models import Campaign, CampaignState, Kind, Nomination, Objection, PublicNotice, State
from .lists import PER_PAGE, nominations_of

WORDS = ("提名", "单位公示", "上级审核", "上级公示", "决定", "公布")
AT = {
    State.DRAFT: 0, State.UNIT_NOTICE: 1, State.HANDED_IN: 2, State.SUPERIOR_NOTICE: 3, State.PROPOSED: 4, State.AWARDED: 5,
    State.WITHDRAWN: 6,
}  # fmt: skip
RULES = (rules.FLOW, rules.NOTICE, rules.CONDITIONS, rules.BARRED, rules.OPEN, rules.FRAUD)
BUTTONS = {
    "support": "hand", "begin_notice": "bell", "amend": "pen", "raise_objection": "flag", "end_notice": "send",
    "pass_review": "check", "note_inquiry": "users", "refuse_nomination": "x-c", "end_superior_notice": "send",
    "award": "star", "turn_down": "x-c", "withdraw_award": "undo", "take_back": "back",
    "publish_campaign": "send", "archive_campaign": "lock", "call_off_campaign": "x-c",
}  # fmt: skip


def stations_of(nomination: Nomination) -> list[Station]:
    at = AT[State(nomination.state)]
    if nomination.is_honour:
        at = len(WORDS)
    return [Station(name, DONE if place < at else NOW if place == at else TODO, []) for place, name in enumerate(WORDS)]


def open_acts(obj: Any, person: Person) -> list[tuple[str, str, str]]:
    """Each act that the person can do now, with its words and drawing."""
    steps = steps_of(type(obj))
    return [
        (verb, steps[verb].says, BUTTONS.get(verb, "pen")) for verb in FORMS[type(obj)] if steps[verb].is_open(obj, person)
    ]  # fmt: skip


def _quotas(campaign: Campaign) -> list[tuple[str, int, int]]:
    """Each kind with its number, and how many were decided; what was decided is open once it is published."""
    given = dict(campaign.nominations.given().values("kind").annotate(number=Count("pk")).values_list("kind", "number"))
    return [(one.get_kind_display(), one.number, given.get(one.kind, 0)) for one in campaign.quotas.all()]


@require_safe
@signed_in
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    person, today = request.user, timezone.localdate()
    found = get_object_or_404(
        Campaign.objects.visible_to(person).select_related("unit", "opened_by", "published_by"), pk=pk
    )
    form, rows = nominations_of(request, found)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    names = [(one, next((n for n in one.notices.all() if n.is_running(today)), None)) for one in page]
    office = person.may("awards.read", found.unit)
    is_open = found.state == CampaignState.CALLED and today <= found.nominate_until
    mine = person.units_for("awards.nominate").filter(path__startswith=found.unit.path)
    context = {
        "campaign": found,
        "form": form,
        "page": page,
        "names": names,
        "quotas": _quotas(found),
        "tells_given": found.is_published or office,
        "office": office,
        "acts": open_acts(found, person),
        "may_nominate": is_open and mine.exists(),
        "rules": in_force((*RULES, rules.CYCLE), found.unit, today),
    }
    return render(request, "awards/campaign.html", context)


def _conditions(nomination: Nomination) -> tuple[str, list[Condition]]:
    """What the conditions say: live until the decision, afterwards as they stood then."""
    if nomination.state in (State.DRAFT, State.UNIT_NOTICE, State.HANDED_IN, State.SUPERIOR_NOTICE, State.PROPOSED):
        return "现在的记录", conditions_of(nomination, timezone.localdate())
    if nomination.rechecked:
        return "决定时的记录", [Condition(**row) for row in nomination.rechecked]
    return "提名时的记录", [Condition(**row) for row in nomination.checked]


def _notices(nomination: Nomination, person: Person) -> list[tuple[PublicNotice, list[Any], int]]:
    """Each notice with the objections that the person may read and their acts, and how many there were in all."""
    seen: dict[int, list[Any]] = {}
    found = Objection.objects.visible_to(person).filter(notice__nomination=nomination)
    for one in found.select_related(
        "by", "concluded_by", "notice__nomination__unit", "notice__nomination__campaign__unit"
    ):
        seen.setdefault(one.notice_id, []).append((one, open_acts(one, person)))
    told = nomination.notices.annotate(number=Count("objections")).select_related("concluded_by")
    return [(one, seen.get(one.pk, []), one.number) for one in told]


@require_safe
@signed_in
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    person, today = request.user, timezone.localdate()
    seen = Nomination.objects.visible_to(person).select_related(
        "unit", "campaign__unit", "nominee_unit", "nominee_person__unit", "nominated_by", "reviewed_by", "decided_by",
        "withdrawn_by",
    )  # fmt: skip
    found = get_object_or_404(seen.prefetch_related("notices", "inquiries__noted_by"), pk=pk)
    supports = found.supports.count()
    found.is_supported = found.supports.filter(person=person).exists()  # type: ignore[attr-defined]
    when, conditions = _conditions(found)
    superior = person.may("awards.read", found.organiser)
    context = {
        "nomination": found,
        "is_representative": found.kind == Kind.OUTSTANDING,
        "office": person.may("awards.read", found.unit) or superior,
        "superior": superior,
        "acts": open_acts(found, person),
        "stations": stations_of(found) if State(found.state) in AT else [],
        "when": when,
        "conditions": conditions,
        "notices": _notices(found, person),
        "supports": found.supporters if found.supporters is not None else supports,
        "today": today,
        "rules": in_force(RULES, found.unit, today),
    }
    return render(request, "awards/nomination.html", context)
