"""宣讲: who came is who signed in; nobody types a number, nothing counts as held without a sign-in, opinions bear no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.figures.sources import SOURCES, source_for
from evaluation.publicity import kinds, rules, workflow
from evaluation.publicity.forms import FORMS
from evaluation.publicity.forms.sessions import PlanForm
from evaluation.publicity.measures import joined
from evaluation.publicity.models import Feedback, Kind, PublicitySession, SignIn, State
from evaluation.publicity.reading import opinions, reach
from evaluation.rights.reading import rights_of
from tests import factories as make
from ymdm import turning
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Person, Role, Unit
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())
TODAY = NOW.date()
LIST = reverse("publicity:sessions")


@dataclass
class Stage:
    unit: Unit
    union: Person
    employee: Person

    def plan(self, on: date = TODAY, **more: Any) -> PublicitySession:
        typed = {
            "topic": "职代会条例",
            "speaker": "王讲",
            "kind": Kind.TEAM,
            "place": "二班",
            "starts": time(9),
            **more,
        }
        return workflow.plan(self.unit, self.union, on=on, **typed)

    def open(self, **more: Any) -> PublicitySession:
        made = self.plan(**more)
        workflow.open_signing(made, self.union)
        return made

    def held(self, *people: Person, **more: Any) -> PublicitySession:
        made = self.open(**more)
        for one in people or [self.employee]:
            sign_in(made, one)
        workflow.hold(made, self.union)
        return made


def code_of(session: PublicitySession) -> str:
    session = PublicitySession.objects.get(pk=session.pk)
    return turning.code_at(session.secret, session.pk, timezone.now())


def sign_in(session: PublicitySession, person: Person) -> SignIn:
    return workflow.sign_in(session, person, code=code_of(session))


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, session: PublicitySession, *more: str) -> str:
    return reverse(f"publicity:{name}", args=[session.pk, *more])


@pytest.fixture
def stage():
    with time_machine.travel(NOW, tick=False):
        unit = make.unit("测绘院", parent=make.unit("上中游局", level="bureau"))
        yield Stage(unit, make.person(unit, role=Role.UNION_OFFICER), make.person(unit))


def test_a_session_is_planned_by_the_union_for_today_or_later_and_owes_a_record_after_its_day(stage):
    made = stage.plan(on=TODAY + timedelta(days=7))
    duty = Duty.objects.of(made).get()
    assert (duty.kind, duty.unit, duty.is_owed) == (kinds.RECORD, stage.unit, True)
    assert duty.due_on > made.on
    assert Event.objects.filter(act="publicity.plan").exists()
    assert Notice.objects.filter(person=stage.union, kind="publicity-planned").count() == 1
    with pytest.raises(NoAuthority):
        workflow.plan(
            stage.unit, stage.employee, topic="甲", speaker="乙", kind=Kind.TEAM, place="丙", on=TODAY, starts=time(9)
        )


def test_what_is_over_is_not_planned_for_nobody_could_have_signed_in(stage):
    with pytest.raises(Refused, match="不能早于今天"):
        stage.plan(on=TODAY - timedelta(days=1))


def test_no_form_asks_how_many_came():
    fields = {name for form in [PlanForm, *FORMS[PublicitySession].values()] for name in form.base_fields}
    assert fields == {"topic", "speaker", "kind", "place", "on", "starts", "file", "reason"}


def test_signing_in_opens_on_the_day_alone(stage):
    with pytest.raises(Refused, match="当天"):
        stage.open(on=TODAY + timedelta(days=1))


def test_nobody_signs_in_before_the_officer_opens_it_or_after_she_closes_it(stage):
    made = stage.plan()
    with pytest.raises(Refused, match="没有开放"):
        workflow.sign_in(made, stage.employee, code="123456")
    workflow.open_signing(made, stage.union)
    code = code_of(made)
    workflow.close_signing(made, stage.union)
    with pytest.raises(Refused, match="没有开放"):
        workflow.sign_in(made, stage.employee, code=code)
    assert not SignIn.objects.exists()


def test_a_code_that_was_left_open_is_worth_nothing_on_the_next_day(stage):
    made = stage.open()
    with time_machine.travel(NOW + timedelta(days=1), tick=False), pytest.raises(Refused, match="当天"):
        sign_in(made, stage.employee)


def test_a_wrong_code_an_old_one_and_that_of_another_opening_or_session_sign_nobody_in(stage):
    made, other = stage.open(), stage.open()
    old = code_of(made)
    wrong = str((int(old) + 1) % 1_000_000).zfill(6)
    workflow.close_signing(made, stage.union)
    with time_machine.travel(NOW + timedelta(seconds=5), tick=False):
        workflow.open_signing(made, stage.union)
        for code in (wrong, old, code_of(other)):
            with pytest.raises(Refused, match="签到码不对"):
                workflow.sign_in(made, stage.employee, code=code)
        fresh = code_of(made)
    with time_machine.travel(NOW + timedelta(minutes=3), tick=False), pytest.raises(Refused, match="签到码不对"):
        workflow.sign_in(made, stage.employee, code=fresh)
    assert not SignIn.objects.exists()


def test_a_second_sign_in_is_harmless(stage):
    made = stage.open()
    assert sign_in(made, stage.employee) == sign_in(made, stage.employee)
    assert SignIn.objects.count() == 1


def test_only_people_of_the_unit_sign_in(stage):
    made = stage.open()
    with pytest.raises(NoAuthority):
        sign_in(made, make.person(make.unit("别的院", parent=stage.unit.parent)))
    assert sign_in(made, make.person(make.unit("一队", parent=stage.unit)))


def test_nothing_is_held_without_a_sign_in(stage):
    made = stage.open()
    with pytest.raises(Refused, match="没有人签到"):
        workflow.hold(made, stage.union)
    sign_in(made, stage.employee)
    workflow.hold(made, stage.union)
    assert PublicitySession.objects.get().state == State.HELD
    assert not Duty.objects.of(made).owed().exists()


def test_what_is_held_takes_nobody_more_in(stage):
    made = stage.open()
    sign_in(made, stage.employee)
    code = code_of(made)
    workflow.hold(made, stage.union)
    with pytest.raises(Refused):
        workflow.sign_in(made, stage.union, code=code)


def test_a_session_is_called_off_with_a_reason_and_not_once_somebody_has_signed_in(stage):
    made = stage.open()
    with pytest.raises(Refused, match="原因"):
        workflow.call_off(made, stage.union, reason=" ")
    workflow.call_off(made, stage.union, reason="暴雨")
    assert not Duty.objects.of(made).owed().exists()
    assert Notice.objects.get(person=stage.union, kind="publicity-off").text == "暴雨"
    attended = stage.open()
    sign_in(attended, stage.employee)
    with pytest.raises(Refused, match="已有 1 人签到"):
        workflow.call_off(attended, stage.union, reason="没有办")


def test_the_database_keeps_one_row_a_person_and_no_session_off_without_a_reason(stage):
    made = stage.open()
    sign_in(made, stage.employee)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignIn.objects.create(session=made, person=stage.employee, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicitySession.objects.update(state=State.CALLED_OFF, settled_at=NOW, opened_at=None)


def test_the_officer_shows_a_code_whose_square_leads_an_employee_to_one_button(stage):
    made = stage.open()
    shown = signed_in(stage.union).get(address("code", made))
    assert shown.context["code"] in shown.content.decode() and "<svg" in shown.content.decode()
    client, here = signed_in(stage.employee), address("sign-in", made)
    page = client.get(f"{here}?code={shown.context['code']}")
    assert f'value="{shown.context["code"]}"' in page.content.decode()
    assert client.post(here, {"code": shown.context["code"]}).status_code == 302
    assert SignIn.objects.get().person == stage.employee
    assert client.post(here, {"code": "000000"}).url == made.get_absolute_url()  # already in: nothing more to say


def test_the_code_is_shown_to_the_officer_alone(stage):
    made = stage.open()
    assert signed_in(stage.employee).get(address("code", made)).status_code == 403
    workflow.close_signing(made, stage.union)
    assert signed_in(stage.union).get(address("code", made)).status_code == 404


def test_a_wrong_code_is_answered_with_a_sentence_and_nobody_else_is_signed_in(stage):
    made = stage.open()
    wrong = str((int(code_of(made)) + 1) % 1_000_000).zfill(6)
    answer = signed_in(stage.employee).post(address("sign-in", made), {"code": wrong, "person": stage.union.pk})
    assert answer.status_code == 409 and "签到码不对" in answer.content.decode()
    assert not SignIn.objects.exists()


def test_who_came_says_once_what_she_thinks_and_only_after_it_was_held(stage):
    made = stage.open()
    came = sign_in(made, stage.employee)
    with pytest.raises(Refused, match="已举行以后"):
        workflow.give_feedback(came, stage.employee, opinion="useful")
    workflow.hold(made, stage.union)
    came.refresh_from_db()
    with pytest.raises(NoAuthority):
        workflow.give_feedback(came, stage.union, opinion="useful")
    client = signed_in(stage.employee)
    assert client.post(address("feedback", made), {"opinion": "useful", "words": "讲得清楚"}).status_code == 302
    with pytest.raises(Refused, match="评价过了"):
        workflow.give_feedback(SignIn.objects.get(), stage.employee, opinion="so_so")
    assert Feedback.objects.count() == 1
    assert signed_in(stage.union).get(address("feedback", made)).status_code == 403


def test_an_opinion_is_kept_nowhere_beside_a_name(stage):
    made = stage.held()
    workflow.give_feedback(SignIn.objects.get(), stage.employee, opinion="so_so", words="太长了")
    assert {field.name for field in Feedback._meta.concrete_fields} == {"id", "session", "opinion", "words"}
    told = Event.objects.get(act="publicity.speak")
    assert "太长了" not in str(told.payload) and "so_so" not in str(told.payload)
    assert opinions(made).given == 1


def test_below_five_opinions_nothing_of_them_is_shown_and_from_five_on_the_totals(stage):
    people = [make.person(stage.unit) for _ in range(rules.FEWEST)]
    made = stage.held(*people)
    client = signed_in(stage.employee)
    for number, one in enumerate(people):
        told = client.get(made.get_absolute_url()).content.decode()
        assert "例子很好" not in told and "满 5 人" in told
        came = SignIn.objects.get(person=one)
        workflow.give_feedback(
            came, one, opinion="so_so" if number else "useful", words="例子很好" if not number else ""
        )
    assert opinions(made).counts == (("有用", 1), ("一般", 4))
    assert "例子很好" in client.get(made.get_absolute_url()).content.decode()


def test_reach_counts_each_person_of_the_roll_once_and_only_held_sessions_of_the_year(stage):
    gone = make.person(stage.unit)
    stage.held(stage.employee, gone)
    stage.held(stage.employee)
    sign_in(stage.open(), stage.union)  # not held yet
    Person.objects.filter(pk=gone.pk).update(left_on=TODAY)
    measure = reach(stage.unit, TODAY.year, TODAY)
    assert (measure.numerator, measure.denominator) == (1, 2)
    assert reach(stage.unit, TODAY.year - 1, TODAY).numerator == 0


def test_the_figure_has_a_row_for_each_session_whose_day_has_come_and_counts_the_held_ones(stage):
    def figure(on: date = TODAY):
        return SOURCES["publicity.reach"].figure(stage.unit, TODAY.year, on)

    assert (figure().part, figure().whole) == (0, 1)  # that there was none is said
    stage.held()
    stage.plan()  # came, and nobody recorded it
    stage.plan(on=TODAY + timedelta(days=1))
    workflow.call_off(stage.plan(), stage.union, reason="暴雨")
    assert (figure().part, figure().whole) == (1, 2)
    assert {row.mark for row in figure().rows} == {"1/2", "0/2"}
    assert figure(TODAY - timedelta(days=1)).part == 0
    assert source_for("宣讲") == "publicity.reach"


def test_the_right_to_take_part_counts_the_sessions_at_which_one_signed_in(stage):
    made = stage.held()
    (own,) = joined(stage.employee)
    assert own.rows.count() == 1 and own.tells(own.rows.get())[1] == made.get_absolute_url()
    assert joined(stage.union)[0].rows.count() == 0
    (take_part,) = [right for right in rights_of(stage.employee) if right.code == "take_part"]
    assert "参加的宣讲" in [one.label for one in take_part.own]


def test_the_people_of_the_unit_see_sessions_and_how_many_came_a_stranger_does_not(stage):
    made = stage.held()
    told = signed_in(stage.employee).get(LIST).content.decode()
    assert made.topic in told and "50.00%" in told
    stranger = make.person(make.unit("别的院", parent=stage.unit.parent))
    assert signed_in(stranger).get(made.get_absolute_url()).status_code == 404
    assert made.topic not in signed_in(stranger).get(LIST).content.decode()
    Person.objects.filter(pk=stage.employee.pk).update(unit=stranger.unit)  # who was there keeps it
    assert signed_in(stage.employee).get(made.get_absolute_url()).status_code == 200


def test_the_list_is_filtered_sorted_and_leaves_as_a_workbook_and_as_text(stage):
    held, planned = stage.held(topic="条例"), stage.plan(on=TODAY + timedelta(days=3), topic="办法", kind=Kind.SITE)
    client = signed_in(stage.employee)

    def shown(asked: str) -> list[PublicitySession]:
        return list(client.get(LIST + asked).context["page"])

    assert shown("") == [planned, held]
    assert shown("?sort=on") == shown("?sort=-came") == [held, planned]
    assert shown("?q=条例") == shown("?state=publicity_held") == [held]
    assert shown("?kind=site") == [planned]
    assert shown("?year=2025") == [] and len(shown("?year=abc&kind=x")) == 2
    export = reverse("publicity:sessions-export")
    told = b"".join(client.get(f"{export}?as=csv").streaming_content).decode("utf-8-sig")
    assert "签到人数" in told and "条例" in told
    assert b"".join(client.get(export).streaming_content).startswith(b"PK")


def test_the_form_takes_the_material_and_the_page_leads_to_it(stage, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    pdf = SimpleUploadedFile("稿.pdf", b"%PDF-1.4\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    typed = {"topic": "条例", "speaker": "王讲", "kind": "site", "place": "工地", "on": str(TODAY), "starts": "09:00"}
    client = signed_in(stage.union)
    assert client.post(reverse("publicity:session-new"), typed | {"file": pdf}).status_code == 302
    made = PublicitySession.objects.get()
    assert made.file.get_absolute_url() in client.get(made.get_absolute_url()).content.decode()
    assert b"".join(signed_in(stage.employee).get(made.file.get_absolute_url()).streaming_content).startswith(b"%PDF")
    lie = SimpleUploadedFile("稿.pdf", b"MZ\x90\x00")
    assert client.post(reverse("publicity:session-new"), typed | {"file": lie}).status_code == 422
    assert PublicitySession.objects.count() == 1


def test_list_and_page_ask_as_often_for_many_rows_as_for_one(stage):
    made = stage.held()
    client = signed_in(stage.employee)

    def queries(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    before = queries(LIST), queries(made.get_absolute_url())
    for _ in range(4):
        stage.held(stage.employee, make.person(stage.unit))
    more = stage.held(stage.employee, *(make.person(stage.unit) for _ in range(4)))
    assert (queries(LIST), queries(more.get_absolute_url())) == before
