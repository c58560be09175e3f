"""Representatives rate a session without a name: sums only, none while forms come in, none of a few (CON-76, E13)."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from congress import workflow
from congress.measures import session_quality
from congress.models import SessionSurvey, SurveyHandedIn
from congress.reading.dossier import documents, rows_of
from congress.reading.survey import told_of
from congress.rules.surveying import ITEMS
from congress.workflow.surveying import end_due
from ymdm.ledger.models import Event, EventPayload
from ymdm.notices.models import Notice
from ymdm.workflow import Refused

from . import scenes
from .scenes import HELD_ON, at

pytestmark = pytest.mark.django_db
GOOD = dict.fromkeys(ITEMS, "good")
EVENING = at(HELD_ON, 20)


@pytest.fixture(autouse=True)
def _the_evening():
    with time_machine.travel(at(date(2026, 12, 31)), tick=False):
        yield


def survey_of(made: scenes.Hall) -> SessionSurvey:
    return SessionSurvey.objects.select_related("session__term__unit").get(session=made.session)


def rated(forms: int) -> scenes.Hall:
    made = scenes.closed()
    for number in range(forms):
        grades = GOOD | {"papers": "poor" if number == 0 else "good"}
        workflow.hand_in(survey_of(made), made.people[number], grades=grades, at=EVENING)
    return made


def test_the_close_asks_whoever_came_for_three_days():
    made = scenes.closed()
    survey = survey_of(made)
    assert (survey.invited, survey.until_on, survey.forms) == (10, HELD_ON + timedelta(3), 0)
    assert set(Notice.objects.filter(kind="congress-survey").values_list("person", flat=True)) == {
        person.pk for person in made.people[:10]
    }


def test_a_form_leaves_sums_and_nothing_that_joins_a_name_to_it():
    made = rated(1)
    kept = {one.code: (one.good, one.fair, one.poor) for one in survey_of(made).sums.all()}
    assert kept == {code: (0, 0, 1) if code == "papers" else (1, 0, 0) for code in ITEMS}
    assert [field.name for field in SurveyHandedIn._meta.concrete_fields] == ["id", "survey", "person"]
    assert not Event.objects.filter(act__contains="hand_in").exists()
    assert not any('"poor"' in json.dumps(one.payload, default=str) for one in EventPayload.objects.all())


@pytest.mark.parametrize(
    ("who", "day", "grades", "sentence"),
    [
        (0, 0, GOOD, "已经评价过"),
        (11, 0, GOOD, "到会的代表"),
        (1, 4, GOOD, "三天内"),
        (1, 0, GOOD | {"air": ""}, "请评价“民主气氛”"),
        (1, 0, GOOD | {"air": "best"}, "请评价“民主气氛”"),
    ],
    ids=["twice", "was not there", "too late", "a gap", "no such level"],
)
def test_a_form_counts_once_from_those_who_came_in_time_and_whole(who, day, grades, sentence):
    made = rated(1)
    with pytest.raises(Refused, match=sentence):
        workflow.hand_in(survey_of(made), made.people[who], grades=grades, at=EVENING + timedelta(day))
    assert survey_of(made).forms == 1


@pytest.mark.parametrize(("forms", "shown"), [(4, False), (5, True)], ids=["four", "five"])
def test_sums_are_told_only_when_it_is_over_and_never_of_a_few_con_76(forms, shown):
    made = rated(forms)
    assert not told_of(made.session).rows and session_quality(made.session).value is None
    assert end_due(at(HELD_ON + timedelta(3), 23)) == 0
    assert end_due(at(HELD_ON + timedelta(4), 0, 5)) == 1 and end_due(at(HELD_ON + timedelta(5))) == 0
    told = told_of(made.session)
    assert bool(told.rows) is shown and f"收到评价表 {forms} 份" in told.sentence
    value = session_quality(made.session).value
    assert (float(value) == 97.5) if shown else value is None
    step = made.session.plan.get(code="quality_survey")
    assert step.done_on == HELD_ON + timedelta(4) and f"收到评价表 {forms} 份" in step.proof
    assert not SurveyHandedIn.objects.exists()


def test_the_archive_ends_it_and_holds_the_sums():
    made = scenes.settled()
    for number in range(6):
        workflow.hand_in(survey_of(made), made.people[number], grades=GOOD, at=EVENING)
    scenes.archived(made)
    session = made.reload()
    assert survey_of(made).is_over
    paper = next(one for one in documents(session, HELD_ON + timedelta(3)) if one.name.startswith("10-"))
    assert paper.parts[0].rows[0] == ("议题：是职工关心的、应当由职代会审议的事", 6, 0, 0)
    assert rows_of(session)["tables"]["survey"][0] == {"code": "agenda", "good": 6, "fair": 0, "poor": 0}


def test_the_phone_asks_keeps_a_form_with_a_gap_and_says_thanks(client):
    made = scenes.closed()
    url = reverse("congress:survey", args=[made.session.pk])
    with time_machine.travel(EVENING, tick=False):
        client.force_login(made.people[1])
        assert url in client.get(reverse("congress:check-in", args=[made.session.pk])).content.decode()
        assert "交评价表" in client.get(url).content.decode()
        answer = client.post(url, GOOD | {"air": "", "style": "poor"})
        page = answer.content.decode()
        assert answer.status_code == 409 and "请评价“民主气氛”" in page and 'name="style" value="poor" checked' in page
        assert "已收到" in client.post(url, GOOD, follow=True).content.decode()
        assert "交评价表" not in client.get(url).content.decode()
        client.force_login(made.union)
        page = client.get(url).content.decode()
        assert "交评价表" not in page and "结束后公布合计" in page
        assert "收到评价表 1 份" in client.get(reverse("congress:norms", args=[made.session.pk])).content.decode()
