"""One matter in its three phases with what happened on which day, and what is still to come (过程公开, DIS-16)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from ymdm.organization.models import Person

from .models import Obligation, Publication, Version
from .rules.obliging import BY_PERIOD

State = Obligation.State


@dataclass(frozen=True)
class Entry:
    """One line: the day, what happened, and where it is read. `is_todo` marks what is still to come."""

    on: date
    words: str
    address: str = ""
    is_todo: bool = False


@dataclass
class Phase:
    """事前, 事中 or 事后: done, under way, or still to come."""

    name: str
    entries: list[Entry] = field(default_factory=list)
    is_done: bool = False
    is_now: bool = False


def phases(obligation: Obligation, person: Person) -> list[Phase]:
    """The phases that a matter owes: of an event its stages, of a periodic item those of the year. A fixed number of queries."""
    rows = Obligation.objects.filter(unit=obligation.unit_id, item=obligation.item_id).select_related("item")
    same = (
        Q(year=obligation.year, rule=BY_PERIOD.id) if obligation.rule == BY_PERIOD.id else Q(period=obligation.period)
    )
    found = sorted(rows.filter(same), key=lambda row: (row.due_on, row.pk))
    opened: dict[int, list[Publication]] = {}
    for one in Publication.objects.visible_to(person).filter(obligation__in=found):
        opened.setdefault(one.obligation_id, []).append(one)
    texts: dict[int, list[Version]] = {}
    read = Version.objects.visible_to(person).filter(publication__obligation__in=found, state__in=Version.READ)
    for text in read.order_by("number"):
        texts.setdefault(text.publication_id, []).append(text)
    told, is_before = [], True
    for stage, name in Obligation.Stage.choices:
        own = [row for row in found if row.stage == stage]
        if not own:
            continue
        several = len(own) > 1
        phase = Phase(str(name))
        for row in own:
            phase.entries += _entries(row, opened.get(row.pk, []), texts, row.label if several else "")
        phase.entries.sort(key=lambda entry: (entry.is_todo, entry.on))
        phase.is_done = all(row.published_on or row.withheld_on or row.lifted_on for row in own)
        # The first phase that is not over is the one in which the matter stands.
        phase.is_now = is_before and not phase.is_done
        is_before = is_before and phase.is_done
        told.append(phase)
    return told


def _entries(row: Obligation, opened: list[Publication], texts: dict[int, list[Version]], label: str) -> list[Entry]:
    above = f"{label}：" if label else ""
    made: list[Entry] = []
    for one in opened:
        made += _of_publication(one, texts.get(one.pk, []), above)
    # Where the publication itself is not for this reader, its day still is.
    if row.published_on and not any(one.published_on for one in opened):
        made.append(Entry(row.published_on, f"{above}已公开"))
    if row.withheld_on:
        made.append(Entry(row.withheld_on, f"{above}经批准不公开"))
    if row.lifted_on:
        made.append(Entry(row.lifted_on, f"{above}不再要求：{row.lifted_because}"))
    if not (row.published_on or row.withheld_on or row.lifted_on):
        late = "，已逾期" if row.state == State.SILENT else ""
        made.append(Entry(row.due_on, f"{above}{row.due_on:%-m月%-d日}前公开{late}", row.get_absolute_url(), True))
    return made


def _of_publication(one: Publication, texts: list[Version], above: str) -> list[Entry]:
    made: list[Entry] = []
    address = one.get_absolute_url()

    def tell(on: date, words: str, where: str = "") -> None:
        made.append(Entry(on, f"{above}{words}", where))

    for text in texts:
        if text.state == Version.State.COLLECTING and text.opinions_until:
            tell(timezone.localdate(text.made_at), f"征求意见到{text.opinions_until:%-m月%-d日}", address)
        if text.number > 1 and text.published_at:
            tell(timezone.localdate(text.published_at), f"更正：{text.note}", text.get_absolute_url())
    if one.published_on:
        until = f"，公示到{one.ends_on:%-m月%-d日}" if one.is_notice and one.ends_on else ""
        tell(one.published_on, f"公开《{one.title}》{until}", address)
        heard = next((text.opinions_heard for text in texts if text.opinions_heard), "")
        if heard:
            tell(one.published_on, f"意见采纳情况：{heard}")
    if one.concluded_on:
        tell(one.concluded_on, f"公示办结：{one.conclusion}")
    return made
