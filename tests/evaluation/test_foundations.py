"""五个到位: a light is its rows; evidence counts once another, who is not of the unit, has confirmed it; constant queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.models import CongressTerm, Delegation
from evaluation.figures.sources import SOURCES, source_for
from evaluation.foundations import kinds, rules, workflow
from evaluation.foundations.counting import Lamp, boards
from evaluation.foundations.models import Evidence, Light, State
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Person, Role, Unit
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()
YEAR = TODAY.year


@dataclass
class Stage:
    bureau: Unit
    unit: Unit
    union: Person
    inspector: Person  # of the bureau
    employee: Person

    def enter(self, light: str = Light.AWARENESS, on: date = TODAY, **more: Any) -> Evidence:
        typed = {"text": "研究民主管理工作", "document": "纪要3号", **more}
        return workflow.enter(self.unit, self.union, year=YEAR, light=light, on=on, **typed)

    def confirmed(self, light: str = Light.AWARENESS, on: date = TODAY, **more: Any) -> Evidence:
        made = self.enter(light, on, **more)
        workflow.confirm(made, self.inspector)
        return made

    def lamp(self, light: Light, on: date = TODAY) -> Lamp:
        (board,) = boards([Unit.objects.get(pk=self.unit.pk)], YEAR, on)
        return next(lamp for lamp in board.lamps if lamp.light == light)

    def page(self, person: Person, name: str = "unit", **more: Any) -> Any:
        client = Client()
        client.force_login(person)
        return client.get(reverse(f"foundations:{name}", args=[self.unit.pk, YEAR, *more.values()]))


@pytest.fixture
def stage():
    with time_machine.travel(NOW):
        bureau = make.unit("上中游局", level="bureau")
        unit = make.unit("测绘院", parent=bureau)
        yield Stage(
            bureau, unit, make.person(unit, role=Role.UNION_OFFICER),
            make.person(bureau, role=Role.SUPERIOR_INSPECTOR), make.person(unit),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("met", "whole", "tone"), [(0, 0, "bad"), (0, 2, "bad"), (1, 2, "warn"), (5, 6, "warn"), (6, 6, "ok")]
)
def test_a_light_is_green_with_all_of_its_rows_red_with_none_and_amber_between(met, whole, tone):
    assert rules.colour(met, whole) == tone


def test_without_evidence_no_light_shines(stage):
    (board,) = boards([stage.unit], YEAR, TODAY)
    assert [lamp.tone for lamp in board.lamps] == ["bad", "bad", "warn", "bad", "bad"]
    assert all(lamp.missing for lamp in board.lamps)


def test_evidence_counts_only_once_it_is_confirmed(stage):
    made = stage.enter()
    assert stage.lamp(Light.AWARENESS).met == 0
    workflow.confirm(made, stage.inspector)
    assert (stage.lamp(Light.AWARENESS).met, stage.lamp(Light.AWARENESS).tone) == (1, "warn")


def test_two_meetings_of_a_year_on_different_days_are_a_full_light_and_one_told_twice_is_one(stage):
    stage.confirmed()
    stage.confirmed()
    assert stage.lamp(Light.AWARENESS).tone == "warn"
    stage.confirmed(on=TODAY - timedelta(days=30))
    assert stage.lamp(Light.AWARENESS).tone == "ok"
    assert stage.lamp(Light.AWARENESS, TODAY - timedelta(days=1)).tone == "warn"  # as of an earlier day


@pytest.mark.parametrize("light", [Light.RULES, Light.NETWORK])
def test_what_the_records_tell_nobody_enters(stage, light):
    with pytest.raises(Refused, match="系统的记录"):
        stage.enter(light)


@pytest.mark.parametrize("on", [TODAY + timedelta(days=1), date(YEAR - 1, 12, 31)])
def test_evidence_of_another_year_or_of_a_day_to_come_is_refused(stage, on):
    with pytest.raises(Refused):
        stage.enter(on=on)


def test_evidence_names_its_document(stage):
    with pytest.raises(Refused, match="材料名称"):
        stage.enter(document=" ")


def test_a_unit_without_a_superior_enters_nothing_that_nobody_could_confirm(stage):
    officer = make.person(stage.bureau, role=Role.UNION_OFFICER)
    with pytest.raises(Refused, match="没有上级单位"):
        workflow.enter(stage.bureau, officer, year=YEAR, light=Light.AWARENESS, on=TODAY, text="会", document="1号")


def test_nobody_of_the_unit_confirms_and_nobody_without_the_office(stage):
    made = stage.enter()
    own = make.person(stage.unit, role=Role.SUPERIOR_INSPECTOR)
    with pytest.raises(Refused, match="本单位"):
        workflow.confirm(made, own)
    with pytest.raises(NoAuthority):
        workflow.confirm(made, stage.union)
    assert Evidence.objects.get().state == State.ENTERED


def test_the_database_keeps_confirming_apart_from_entering(stage):
    made = stage.enter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=made.pk).update(state=State.CONFIRMED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=made.pk).update(state=State.CONFIRMED, checked_by=stage.union, checked_at=NOW)


def test_entering_opens_a_duty_of_the_superior_that_confirming_meets_with_event_and_notice(stage):
    made = stage.enter()
    duty = Duty.objects.of(made).get()
    assert (duty.kind, duty.unit, duty.is_owed) == (kinds.CONFIRM, stage.bureau, True)
    workflow.confirm(made, stage.inspector)
    duty.refresh_from_db()
    assert not duty.is_owed
    assert Event.objects.filter(act="foundations.confirm").exists()
    assert Notice.objects.filter(person=stage.union, kind="foundations-checked").count() == 1


def test_what_is_sent_back_says_why_and_does_not_count(stage):
    made = stage.enter()
    with pytest.raises(Refused, match="原因"):
        workflow.return_evidence(made, stage.inspector, reason=" ")
    workflow.return_evidence(Evidence.objects.get(), stage.inspector, reason="看不到议题")
    assert stage.lamp(Light.AWARENESS).met == 0
    assert Notice.objects.get(person=stage.union, kind="foundations-checked").text == "看不到议题"


def test_what_is_taken_back_is_owed_to_nobody(stage):
    made = stage.enter()
    workflow.withdraw(made, stage.union)
    assert not Duty.objects.of(made).owed().exists()


def test_a_named_worker_is_half_a_light_a_trained_one_the_whole_and_one_who_left_none(stage):
    stage.confirmed(Light.STAFF, worker=stage.employee)
    assert stage.lamp(Light.STAFF).tone == "warn"
    stage.confirmed(Light.STAFF, worker=stage.employee, trained_on=TODAY)
    assert stage.lamp(Light.STAFF).tone == "ok"
    Person.objects.filter(pk=stage.employee.pk).update(left_on=TODAY)
    assert stage.lamp(Light.STAFF).tone == "bad"


def test_a_worker_of_elsewhere_or_a_training_long_ago_is_refused(stage):
    with pytest.raises(Refused, match="职工"):
        stage.enter(Light.STAFF, worker=stage.inspector)
    with pytest.raises(Refused, match="培训日期"):
        stage.enter(Light.STAFF, worker=stage.employee, trained_on=date(YEAR - 2, 12, 31))


@pytest.mark.parametrize(("spent", "tone"), [(0, "warn"), (79_99, "warn"), (80_00, "ok"), (120_00, "ok")])
def test_a_budget_line_is_half_a_light_and_four_fifths_of_it_used_the_whole(stage, spent, tone):
    stage.confirmed(Light.FUNDS, planned_cents=100_00, spent_cents=spent)
    assert stage.lamp(Light.FUNDS).tone == tone


def test_money_without_a_budget_is_no_evidence(stage):
    with pytest.raises(Refused, match="预算"):
        stage.enter(Light.FUNDS, planned_cents=0, spent_cents=5)


def test_the_network_is_the_officer_and_the_heads_of_delegations_of_the_term_that_runs(stage):
    assert [(row.label[:4], row.is_met) for row in stage.lamp(Light.NETWORK).rows] == [
        ("工会干部", True),
        ("在届的职", False),
    ]
    term = make.term(stage.unit)
    CongressTerm.objects.filter(pk=term.pk).update(begins_on=date(YEAR, 1, 1), ends_on=date(YEAR + 4, 1, 1))
    seats = make.delegation(term, "生产代表团")
    assert stage.lamp(Light.NETWORK).tone == "warn"
    Delegation.objects.filter(pk=seats.pk).update(head=stage.employee)
    assert stage.lamp(Light.NETWORK).tone == "ok"


def test_the_figures_of_the_assessment_are_the_rows_of_the_lights(stage):
    stage.confirmed()
    figure = SOURCES["foundations.awareness"].figure(stage.unit, YEAR, TODAY)
    assert (figure.part, figure.whole) == (1, 2)
    assert list(figure.rows) == list(stage.lamp(Light.AWARENESS).rows)
    assert SOURCES["register.rules"].figure(stage.unit, YEAR, TODAY).rows == stage.lamp(Light.RULES).rows
    assert source_for("认识到位") == "foundations.awareness"


def test_an_employee_sees_the_lights_of_her_unit_and_what_is_confirmed_a_stranger_nothing(stage):
    stage.enter(text="还没有确认的会")
    stage.confirmed(text="确认过的会")
    told = stage.page(stage.employee).content.decode()
    assert "确认过的会" in told and "还没有确认的会" not in told and "填报材料" not in told
    assert "填报材料" in stage.page(stage.union).content.decode()
    stranger = make.person(make.unit("别的院", parent=stage.bureau))
    assert stage.page(stranger).status_code == 404


def test_the_form_takes_a_file_and_the_page_leads_to_it(stage, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = Client()
    client.force_login(stage.union)
    address = reverse("foundations:enter", args=[stage.unit.pk, YEAR, "funds"])
    assert client.get(address).status_code == 200
    pdf = SimpleUploadedFile("账.pdf", b"%PDF-1.4\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    typed = {
        "on": "2026-11-01",
        "text": "民主管理经费",
        "document": "预算表",
        "planned": "100.50",
        "spent": "80.40",
        "file": pdf,
    }
    assert client.post(address, typed).status_code == 302
    made = Evidence.objects.get()
    assert (made.planned_cents, made.spent_cents) == (10050, 8040)
    assert (
        made.file.get_absolute_url()
        in client.get(reverse("foundations:unit", args=[stage.unit.pk, YEAR])).content.decode()
    )
    assert client.post(address, typed | {"planned": "99999999999999"}).status_code == 422


def test_a_superior_reads_all_units_below_filtered_sorted_and_as_a_workbook(stage):
    other = make.unit("勘测院", parent=stage.bureau)
    stage.confirmed()
    stage.confirmed(on=TODAY - timedelta(days=1))
    client = Client()
    client.force_login(stage.inspector)
    board = reverse("foundations:units")

    def shown(asked):
        return [one.unit for one in client.get(board + asked).context["page"]]

    assert set(shown("")) == {stage.bureau, stage.unit, other}
    assert shown("?q=勘测") == [other]
    assert shown("?sort=-green")[0] == stage.unit
    assert shown("?light=all") == []
    assert len(shown("?light=bad")) == 3
    told = b"".join(client.get(reverse("foundations:units-export") + "?as=csv").streaming_content).decode("utf-8-sig")
    assert "勘测院" in told and "还差什么" in told


def test_the_board_asks_as_often_for_many_units_as_for_two(stage):
    client = Client()
    client.force_login(stage.inspector)
    stage.confirmed()
    make.delegation(make.term(stage.unit), "代表团")

    def queries():
        client.get(reverse("foundations:units"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("foundations:units"))
        return len(asked)

    before = queries()
    for number in range(6):
        unit = make.unit(f"站{number}", parent=stage.bureau)
        make.delegation(make.term(unit), "代表团")
    stage.confirmed(Light.FUNDS, planned_cents=5, spent_cents=5)
    assert queries() == before
