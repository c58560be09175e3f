"""A session is gone through before its day with the rules of the hall, and nothing of it is left (F25)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from congress import rehearsal
from congress.models import CongressSession
from ymdm.workflow import Refused

from . import scenes
from .scenes import at

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 26)


@pytest.fixture(autouse=True)
def _before_the_day():
    with time_machine.travel(at(TODAY), tick=False):
        yield


def rows() -> dict[str, int]:
    """How many rows every table of the house holds, ledger, notices, duties and sign-in sessions included."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


def values(session: CongressSession) -> dict:
    return CongressSession.objects.filter(pk=session.pk).values().get()


def to_the_vote(made: scenes.Hall, present: int = 10) -> list:
    """Ten come in, the session opens, and what stands before the welfare rules is skipped."""
    before = made.session.agenda.filter(order__lt=made.item().order).count()
    return [("come", {"n": present}), ("open", {}), *[("skip", {})] * before, ("begin", {})]


def voted(made: scenes.Hall) -> list:
    return [*to_the_vote(made), ("vote", {}), ("hands", {"yes": 8, "no": 1, "abstain": 1}), ("declare", {})]


def through(made: scenes.Hall) -> list:
    after = made.session.agenda.filter(order__gt=made.item().order).count()
    return [*voted(made), *[("skip", {})] * after, ("close", {})]


@pytest.mark.parametrize("begin", [scenes.hall, scenes.noticed], ids=["planned", "noticed"])
def test_from_check_in_to_close_nothing_is_left_after_any_press(begin):
    made = begin()
    before, was = rows(), values(made.session)
    presses = through(made)
    for pressed in (0, 2, len(voted(made)), len(presses)):
        stage = rehearsal.play(made.session, made.union, presses[:pressed])
        assert rows() == before, pressed
    assert stage.session.is_over and values(made.session) == was


def test_the_result_stands_on_the_screen_and_nobody_is_told():
    made = scenes.noticed()
    before = rows()
    stage = rehearsal.play(made.session, made.union, voted(made))
    assert (stage.result.yes, stage.result.outcome) == (8, "passed") and "赞成 8 票" in stage.result.sentence
    assert rows()["notices.Notice"] == before["notices.Notice"]


@pytest.mark.parametrize(
    ("more", "sentence", "law"),
    [
        ([("begin", {})], "还没有表决结果", "CON-46"),
        ([("go", {"n": 3}), ("vote", {})], "不足法定人数", "CON-61"),
        ([("vote", {}), ("close", {})], "还没有宣布结果", "CON-75"),
    ],
    ids=["not voted", "quorum lost", "not declared"],
)
def test_what_the_hall_refuses_the_rehearsal_refuses_with_the_same_rule(more, sentence, law):
    made = scenes.noticed()
    before = rows()
    with pytest.raises(Refused, match=sentence) as refusal:
        rehearsal.play(made.session, made.union, [*to_the_vote(made), *more])
    assert refusal.value.rule.id == law and rows() == before


def test_a_rehearsal_does_not_open_without_quorum_either():
    made = scenes.noticed()
    with pytest.raises(Refused, match="不足法定人数（至少 8 人），还差 1 人"):
        rehearsal.play(made.session, made.union, to_the_vote(made, present=7))


def test_a_session_that_has_begun_is_not_rehearsed():
    with time_machine.travel(at(date(2026, 12, 31)), tick=False):
        made = scenes.opened()
        with pytest.raises(Refused, match="还没有召开"):
            rehearsal.play(made.session, made.union, [])


def test_the_page_goes_through_it_marks_it_and_forgets_it(client):
    made = scenes.noticed()
    client.force_login(made.union)
    client.get("/w/")
    before = rows()
    page, screen = (reverse(f"congress:{name}", args=[made.session.pk]) for name in ("rehearsal", "rehearsal-screen"))
    assert client.get(screen).status_code == 302
    client.post(page, {"do": "start"})
    for verb, typed in voted(made):
        answer = client.post(page, typed | {"do": verb})
        assert answer.status_code == 302, (verb, answer.content.decode())
    for url in (page, screen):
        words = client.get(url).content.decode()
        assert "演练" in words and "赞成 8 票" in words
    # No button on the page is the one that counts.
    assert "issue_papers" in client.get(made.session.get_absolute_url()).content.decode()
    assert "issue_papers" not in client.get(page).content.decode()
    refused = client.post(page, {"do": "close"})
    assert refused.status_code == 409 and "还没有进行" in refused.content.decode()
    assert "演练" not in client.get(reverse("congress:votes", args=[made.session.pk])).content.decode()
    client.post(page, {"do": "end"})
    assert "开始演练" in client.get(page).content.decode()
    assert rows() == before and values(made.session)["state"] == "noticed"


def test_what_is_left_of_yesterday_goes_by_itself(client):
    made = scenes.noticed()
    client.force_login(made.union)
    page = reverse("congress:rehearsal", args=[made.session.pk])
    with time_machine.travel(at(TODAY, 23, 50), tick=False):
        client.force_login(made.union)
        client.post(page, {"do": "start"})
        assert "结束演练" in client.get(page).content.decode()
    with time_machine.travel(at(TODAY + timedelta(days=1), 0, 5), tick=False):
        assert "开始演练" in client.get(page).content.decode()
        assert f"rehearsal-{made.session.pk}" not in client.session


def test_the_screen_is_drawn_again_only_when_something_was_pressed(client):
    made = scenes.noticed()
    client.force_login(made.union)
    page, screen = (reverse(f"congress:{name}", args=[made.session.pk]) for name in ("rehearsal", "rehearsal-screen"))
    client.post(page, {"do": "start"})
    assert client.get(f"{screen}?seen=0", headers={"HX-Request": "true"}).status_code == 204
    client.post(page, {"do": "come", "n": "9"})
    told = client.get(f"{screen}?seen=0", headers={"HX-Request": "true"})
    assert told.status_code == 200 and "到会 9 / 12" in told.content.decode()


@pytest.mark.parametrize("who", ["representative", "leader"])
def test_only_those_who_convene_rehearse(client, who):
    made = scenes.noticed()
    client.force_login(made.people[0] if who == "representative" else made.leader)
    assert client.get(reverse("congress:rehearsal", args=[made.session.pk])).status_code == 403
