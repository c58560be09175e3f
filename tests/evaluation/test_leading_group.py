"""领导体制: a duty bears a name and a name a duty; the head or the union of the unit writes it; everybody of the unit reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.foundations import workflow
from evaluation.foundations.models import GroupMember
from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Person, Role, Unit
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()


@dataclass
class Stage:
    bureau: Unit
    unit: Unit
    union: Person
    head: Person
    inspector: Person
    employee: Person

    def enter(self, person: Person | None = None, by: Person | None = None, **more: Any) -> GroupMember:
        typed = {"side": "heads", "post": "院长", "duty": "主持民主管理工作", "from_on": date(2026, 1, 5), **more}
        return workflow.enter_member(self.unit, by or self.union, person=person, **typed)

    def page(self, person: Person, name: str = "group", asked: str = "") -> Any:
        client = Client()
        client.force_login(person)
        return client.get(reverse(f"foundations:{name}", args=[self.unit.pk]) + asked)


@pytest.fixture
def stage():
    with time_machine.travel(NOW):
        bureau = make.unit("上中游局", level="bureau")
        unit = make.unit("测绘院", parent=bureau)
        yield Stage(
            bureau, unit, make.person(unit, role=Role.UNION_OFFICER), make.person(unit, role=Role.UNIT_HEAD),
            make.person(bureau, role=Role.SUPERIOR_INSPECTOR), make.person(unit, "钟文"),
        )  # fmt: skip


def test_a_duty_without_a_name_is_refused(stage):
    with pytest.raises(Refused, match="姓名"):
        stage.enter(None)


@pytest.mark.parametrize("lacks", ["duty", "post"])
def test_a_name_without_a_duty_or_a_post_is_refused_and_the_database_agrees(stage, lacks):
    with pytest.raises(Refused):
        stage.enter(stage.employee, **{lacks: "  "})
    made = stage.enter(stage.employee)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMember.objects.filter(pk=made.pk).update(**{lacks: ""})


def test_the_head_and_the_union_of_the_unit_enter_members_and_nobody_else(stage):
    stage.enter(stage.employee, by=stage.head)
    stage.enter(stage.head, by=stage.union)
    for other in (stage.employee, stage.inspector, make.person(stage.unit, role=Role.HANDLER)):
        with pytest.raises(NoAuthority):
            stage.enter(stage.union, by=other)
    assert GroupMember.objects.count() == 2


def test_entering_is_in_the_ledger_and_the_member_is_told(stage):
    made = stage.enter(stage.employee)
    assert Event.objects.of(made).get().act == "foundations.enter_member"
    assert Notice.objects.get(person=stage.employee, kind="foundations-joined").text == "主持民主管理工作"


def test_somebody_of_elsewhere_or_who_left_is_no_member(stage):
    with pytest.raises(Refused, match="在职职工"):
        stage.enter(stage.inspector)
    Person.objects.filter(pk=stage.employee.pk).update(left_on=TODAY)
    with pytest.raises(Refused, match="在职职工"):
        stage.enter(Person.objects.get(pk=stage.employee.pk))


def test_nobody_serves_twice_at_a_time_but_may_come_again(stage):
    made = stage.enter(stage.employee)
    with pytest.raises(Refused, match="已经是成员"):
        stage.enter(stage.employee, side="employees")
    workflow.end_member(made, stage.head, until_on=TODAY)
    stage.enter(stage.employee, side="employees", from_on=TODAY)
    assert GroupMember.objects.serving().count() == 1


@pytest.mark.parametrize("until", [date(2026, 1, 4), TODAY + timedelta(days=1)])
def test_nobody_leaves_before_coming_or_in_days_to_come(stage, until):
    with pytest.raises(Refused, match="离任日期"):
        workflow.end_member(stage.enter(stage.employee), stage.head, until_on=until)
    with pytest.raises(Refused, match="任职日期"):
        stage.enter(stage.head, from_on=TODAY + timedelta(days=1))


def test_whoever_left_stays_in_the_register_and_is_told(stage):
    made = stage.enter(stage.employee)
    workflow.end_member(made, stage.union, until_on=TODAY)
    told = stage.page(make.person(stage.unit)).content.decode()
    assert "钟文" in told and "已离任" in told
    assert Notice.objects.filter(person=stage.employee, kind="foundations-left").exists()
    with pytest.raises(Refused):
        workflow.end_member(made, stage.union, until_on=TODAY)


def test_everybody_of_the_unit_and_the_superior_read_it_and_a_stranger_does_not(stage):
    stage.enter(stage.employee)
    for reader in (make.person(stage.unit), stage.inspector):
        told = stage.page(reader).content.decode()
        assert "主持民主管理工作" in told and "登记成员" not in told
        assert reverse("foundations:group", args=[stage.unit.pk]) in of_unit(reader, stage)
    assert "登记成员" in stage.page(stage.head).content.decode()
    assert stage.page(make.person(make.unit("别的院", parent=stage.bureau))).status_code == 404


def of_unit(person: Person, stage: Stage) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("foundations:unit", args=[stage.unit.pk, TODAY.year])).content.decode()


def test_the_page_says_which_of_the_four_sides_has_nobody(stage):
    stage.enter(stage.employee)
    assert stage.page(stage.union).context["missing"] == ["工会组织协调", "部门齐抓共管", "职工参与"]


def test_the_register_is_filtered_sorted_and_downloaded_both_ways(stage):
    gone = stage.enter(stage.employee)
    workflow.end_member(gone, stage.union, until_on=TODAY)
    kept = stage.enter(stage.union, side="union", post="工会主席", from_on=date(2026, 2, 1))

    def shown(asked: str) -> list[GroupMember]:
        return list(stage.page(stage.employee, asked=asked).context["page"])

    assert shown("") == [gone, kept]
    assert shown("?sort=-from") == [kept, gone]
    assert shown("?state=leads_now") == shown("?q=工会") == shown("?side=union") == [kept]
    told = b"".join(stage.page(stage.employee, "group-export", "?as=csv").streaming_content).decode("utf-8-sig")
    assert "钟文" in told and "主持民主管理工作" in told
    assert b"".join(stage.page(stage.employee, "group-export").streaming_content).startswith(b"PK")


def test_the_form_enters_a_member_by_name(stage):
    client = Client()
    client.force_login(stage.head)
    address = reverse("foundations:group-enter", args=[stage.unit.pk])
    assert client.get(address).status_code == 200
    typed = {"person": "钟文", "side": "departments", "post": "主任", "duty": "督办", "from_on": "2026-01-05"}
    assert client.post(address, typed | {"duty": " "}).status_code == 422
    assert client.post(address, typed | {"person": ""}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert GroupMember.objects.get().person == stage.employee


def test_the_page_asks_as_often_for_many_members_as_for_one(stage):
    client = Client()
    client.force_login(stage.union)
    address = reverse("foundations:group", args=[stage.unit.pk])

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    stage.enter(stage.employee)
    before = queries()
    for _ in range(4):
        stage.enter(make.person(stage.unit))
    assert queries() == before
