"""What every reader finds: what is new, by topic, by unit, what asks for opinions, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.measures import Measure
from ymdm.organization.access import signed_in
from ymdm.organization.models import Person
from ymdm.papers.export import export

from .. import papers, richtext
from ..forms.filters import OpenFilter
from ..models import TEAM_LEVELS, Obligation, Publication, Remark, Version
from ..reach import with_reach
from ..rules.catalogue import DO, GOALS
from ..rules.opening import OPENINGS
from .asking import offered, page_of

NEWEST = 8
ICONS = {"G": "target", "B": "coin", "K": "gauge", "Z": "ledger", "P": "hand"}
SMALL = {
    "G": "年度目标、重点任务", "B": "预算、项目、采购", "K": "考核、评议、奖惩", "Z": "福利费、租金、三公", "P": "评优、职称、任免",
}  # fmt: skip


def _open(person: Person) -> QuerySet[Publication]:
    return Publication.objects.visible_to(person).opened().select_related("unit", "item", "obligation")


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The newest publications as cards, the five openings with their numbers, and the share of what had to be open."""
    person, today = request.user, timezone.localdate()
    rows = _open(person)
    own = request.GET.get("of") == "own"
    newest = list(
        (rows.filter(unit__in=person.unit.lineage[1:] or person.unit.lineage) if own else rows).order_by(
            "-published_at"
        )[:NEWEST]
    )
    _dress(newest)
    # What stands open now: what has ended is found by searching, and is not counted for every reader.
    now = rows.filter(state=Publication.State.PUBLISHED)
    counts = now.aggregate(**{tag: Count("pk", filter=Q(item__goals__contains=tag)) for tag in GOALS})
    tiles = [
        {"tag": tag, "name": name, "does": DO[tag], "small": SMALL[tag], "icon": ICONS[tag], "number": counts[tag]}
        for tag, name in GOALS.items()
    ]
    asking = list(
        Version.objects.visible_to(person)
        .filter(state=Version.State.COLLECTING, opinions_until__gte=today)
        .select_related("publication__unit")
        .order_by("opinions_until")[:5]
    )
    notices = list(
        rows.filter(is_notice=True, state=Publication.State.PUBLISHED, ends_on__gte=today).order_by("ends_on")[:5]
    )
    context = {
        "newest": newest, "tiles": tiles, "own": own, "asking": asking, "notices": notices,
        "covered": coverage(person, today), "today": today, "in_team": person.unit.level in TEAM_LEVELS,
    }  # fmt: skip
    return render(request, "disclosure/home.html", context)


def coverage(person: Person, today: Any) -> Measure:
    """What had to be open in the house this year, and was in time (DIS-41); withheld items stand apart."""
    owed = Obligation.objects.visible_to(person).due(today).filter(year=today.year, withheld_on=None)
    found = owed.aggregate(
        all=Count("pk"),
        met=Count("pk", filter=Q(published_on__isnull=False)),
        silent=Count("pk", filter=Q(published_on=None)),
    )
    return Measure.share(
        "本年公开覆盖", found["met"], found["all"], counted="项", rule="DIS-41", rows=reverse("disclosure:home"),
        definition="到期应公开的事项中已经公开的；经批准不公开的另计。",
    )  # fmt: skip


def _dress(rows: list[Publication]) -> None:
    """What a card shows of each, in three queries for all of them: first words, number of remarks, stages of the matter."""
    found = {
        one.publication_id: one for one in Version.objects.filter(publication__in=rows, state=Version.State.PUBLISHED)
    }
    remarks = dict(
        Remark.objects.filter(publication__in=rows).order_by().values_list("publication").annotate(number=Count("pk"))
    )
    keys = Q(pk__in=[])
    for row in rows:
        keys |= Q(unit=row.unit_id, item=row.item_id, period=row.obligation.period)
    stages: dict[Any, dict[str, bool]] = {}
    for one in Obligation.objects.filter(keys):
        stages.setdefault((one.unit_id, one.item_id, one.period), {})[one.stage] = one.published_on is not None
    words = dict(Obligation.Stage.choices)
    for row in rows:
        current = found.get(row.pk)
        row.says = richtext.text_of(current.body)[:80] if current else ""  # type: ignore[attr-defined]
        row.remarks_number = remarks.get(row.pk, 0)  # type: ignore[attr-defined]
        row.goal = GOALS.get(row.item.goals[:1], "")  # type: ignore[attr-defined]
        own = stages.get((row.unit_id, row.item_id, row.obligation.period), {})
        row.stages = [(words[stage], own[stage]) for stage in words if stage in own]  # type: ignore[attr-defined]


def _rows(request: HttpRequest) -> tuple[OpenFilter, QuerySet[Publication]]:
    form = OpenFilter(request.GET, person=request.user)
    return form, form.apply(_open(request.user))


@require_safe
@signed_in
def opened(request: HttpRequest) -> HttpResponse:
    """Everything that is open to the reader, by topic, unit and time."""
    form, rows = _rows(request)
    page = page_of(request, rows)
    tag = form.asked.get("goal", "")
    context = {"form": form, "page": page, "opening": OPENINGS.get(tag), "goal": GOALS.get(tag), "does": DO.get(tag)}
    if tag:
        _open_up(page.object_list, tag, request.user)
    return render(request, "disclosure/opened.html", context)


def _open_up(rows: Iterable[Publication], tag: str, person: Person) -> None:
    """What the board of one of the five openings adds to its rows: its act, and the other stages that stand open. Two queries."""
    rows = list(rows)
    keys = Q(pk__in=[])
    for row in rows:
        keys |= Q(unit=row.unit_id, item=row.item_id, obligation__period=row.obligation.period)
    found: dict[Any, list[tuple[str, Publication]]] = {}
    order = list(OPENINGS[tag].stages)
    for one in sorted(_open(person).filter(keys), key=lambda one: order.index(one.obligation.stage)):
        words = OPENINGS[tag].stages[one.obligation.stage]
        found.setdefault((one.unit_id, one.item_id, one.obligation.period), []).append((words, one))
    for row in rows:
        own = found.get((row.unit_id, row.item_id, row.obligation.period), [])
        row.others = [(words, one) for words, one in own if one.pk != row.pk]  # type: ignore[attr-defined]
        row.stage_words = OPENINGS[tag].stages[row.obligation.stage]  # type: ignore[attr-defined]
        row.act = offered(row, tag)  # type: ignore[attr-defined]


@require_safe
@signed_in
def opened_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _rows(request)
    return export(request, "局务公开事项", papers.PUBLICATIONS, with_reach(rows), form.words, unit=request.user.unit)


class NewestFeed(Feed):
    """What was opened last, for the reader's own feed reader inside the house."""

    title, description = "局务公开", "最新公开的事项"

    def link(self) -> str:
        return reverse("disclosure:home")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Person:
        return request.user  # type: ignore[return-value]

    def items(self, obj: Person) -> list[Publication]:
        return list(_open(obj).order_by("-published_at")[:30])

    def item_title(self, item: Publication) -> str:  # type: ignore[override]
        return item.title

    def item_description(self, item: Publication) -> str:  # type: ignore[override]
        return f"{item.unit.name}：{item.item.name}，{item.obligation.label}"

    def item_pubdate(self, item: Publication) -> Any:
        return item.published_at


@require_safe
@signed_in
def feed(request: HttpRequest) -> HttpResponse:
    return NewestFeed()(request)
