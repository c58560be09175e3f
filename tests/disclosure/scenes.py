"""A unit that owes something, the three people who open it, and a publication at each stage of its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from disclosure import workflow
from disclosure.laying import lay_out
from disclosure.models import CatalogueItem, Obligation, Publication, Version
from tests import factories as make
from ymdm.organization.models import Person, Role, Unit

BODY = "<p>今年上半年差旅费 12 万元。</p><table><tr><th>科目</th><th>金额</th></tr><tr><td>差旅费</td><td>120000</td></tr></table>"
CLEAN = dict.fromkeys(("state_secrets", "work_secrets", "business_secrets", "personal_data"), "none")


@dataclass
class Desk:
    """Who stands behind a publication of a unit."""

    unit: Unit
    author: Person
    reviewer: Person
    approver: Person
    reader: Person


def desk(parent: Unit | None = None) -> Desk:
    unit = make.unit(parent=parent or make.unit(level="bureau"))
    return Desk(
        unit, make.person(unit, role=Role.HANDLER), make.person(unit, role=Role.SUPERVISOR),
        make.person(unit, role=Role.UNIT_HEAD), make.person(unit),
    )  # fmt: skip


def item(code: str) -> CatalogueItem:
    return next(one for one in lay_out() if one.code == code)


def owed(
    unit: Unit, code: str = "D04", *, stage: str = "result", period: str = "2026Q2", due_on: date | None = None
) -> Obligation:
    today = timezone.localdate()
    due_on = due_on or today + timedelta(days=10)
    return Obligation.objects.create(
        unit=unit, item=item(code), period=period, label="2026年第2季度", stage=stage, year=2026, ends_on=due_on,
        due_on=due_on, rule="DIS-20", owed_from_on=min(today, due_on),
    )  # fmt: skip


def drafted(house: Desk, obligation: Obligation | None = None, **typed: Any) -> Publication:
    values = {"title": "第二季度收支", "body": BODY, "scope": "unit"} | typed
    return workflow.draft(house.unit, house.author, obligation=obligation or owed(house.unit), **values)


def latest(publication: Publication) -> Version:
    return publication.versions.select_related("publication__unit", "author", "reviewer", "slip__by").get(
        number=publication.versions.count()
    )


def in_review(house: Desk, publication: Publication | None = None, **typed: Any) -> Version:
    version = latest(publication or drafted(house, **typed))
    workflow.submit(version, version.author)
    return latest(version.publication)


def to_approve(house: Desk, publication: Publication | None = None, **typed: Any) -> Version:
    version = in_review(house, publication, **typed)
    workflow.pass_review(version, house.reviewer, attribute="employees", **CLEAN)
    return latest(version.publication)


def published(house: Desk, publication: Publication | None = None, **typed: Any) -> Publication:
    version = to_approve(house, publication, **typed)
    workflow.approve(version, house.approver)
    return Publication.objects.select_related("unit", "item", "obligation").get(pk=version.publication_id)
