"""Whoever runs the demo votes in the session of today, finds the own ballot in the box, opens it and sees the result."""

import re

import pytest
from django.conf import settings
from django.test import Client

from congress.models import Vote
from tests.ballots import making
from ymdm.ballots import closing, lists
from ymdm.ballots.models import BallotBox, Keeper, RollState, State
from ymdm.organization.models import Person
from ymdm.roof.demo import ACCOUNTS, boxes

pytestmark = pytest.mark.django_db
VOTER, SCRUTINEER = "路玉梅", "董月娥"


def visitor(name: str) -> Client:
    """Signed in as somebody whose account the demo prints."""
    assert name in {one for _kind, one in ACCOUNTS}
    client = Client()
    client.force_login(Person.objects.get(name=name))
    return client


def told_words() -> dict[str, str]:
    """The words of the open boxes' keepers, as the file in the data folder tells them."""
    text = (settings.DATA_DIR / boxes.CARDS).read_text(encoding="utf-8")
    return dict(re.findall(r"^(\S+) \S+ 第 \d+ 行 (\d{16})$", text, re.MULTILINE))


def test_the_demo_votes_secretly_today_from_the_start_page_to_the_declared_result(year):
    vote = Vote.objects.get(state=Vote.State.OPEN, method="ballot", session__term__unit__code="XF")
    box = BallotBox.objects.get(owner_kind="congress.vote", owner_pk=vote.pk)
    person = Person.objects.get(name=VOTER)
    fresh = box.roll.filter(state=RollState.FRESH)
    assert (box.state, [one.person for one in fresh.select_related("person")]) == (State.OPEN, [person])
    voter, keeper = visitor(VOTER), visitor(SCRUTINEER)
    assert box.get_absolute_url() in voter.get("/w/").content.decode()
    assert "提交我的一票" in voter.get(box.get_absolute_url()).content.decode()
    body = making.body(box, {"q1": "yes"})
    answer = voter.post(f"{box.get_absolute_url()}cast/", body, content_type="application/octet-stream")
    tracker = answer.json()["tracker"]

    assert keeper.post(f"{box.get_absolute_url()}do/close/").status_code == 302  # one is enough: everybody has voted
    box.refresh_from_db()
    if not lists.path(box).is_file():
        lists.write(box)  # written after the commit, which this test never reaches
    assert tracker in voter.get(f"/ballots/{box.pk}/list.txt").getvalue().decode()
    words = told_words()
    typed = {f"word{one.pk}": words[str(one.person)] for one in Keeper.objects.filter(ceremony=box.ceremony_id)[:2]}
    answer = keeper.post(f"{box.get_absolute_url()}opening/", typed | {"root": closing.slip(box)})
    assert answer.status_code == 302
    vote.refresh_from_db()
    assert (vote.state, vote.returned) == (Vote.State.COUNTED, box.box_count)
    assert keeper.post(f"/w/congress/votes/{vote.pk}/declare/").status_code == 302
    vote.refresh_from_db()
    assert (vote.state, vote.outcome) == (Vote.State.DECLARED, "passed")
    page = voter.get(vote.get_absolute_url()).content.decode()
    assert "看票箱，查验自己的票" in page and "通过" in page
