"""An amendment from the floor is voted on before the draft and written into it where it passes (F20, CON-60, CON-66)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from congress import workflow
from congress.models import Amendment, Resolution
from ymdm.workflow import NoAuthority, Refused

from . import scenes
from .scenes import HELD_ON, at

pytestmark = pytest.mark.django_db
TEXT = "第一条　为规范职工福利费管理。\n第二条　高温补助另列。"


@pytest.fixture(autouse=True)
def _after_the_day():
    with time_machine.travel(at(date(2026, 12, 31)), tick=False):
        yield


@pytest.fixture
def made():
    made = scenes.opened()
    scenes.go_to(made, "approve")
    return made


def moved(made: scenes.Hall, **change) -> Amendment:
    typed = {
        "base": made.item().papers.get().versions.order_by("-number").first(), "mover": made.attendee(made.people[1]),
        "text": TEXT, "because": "增加高温补助",
    }  # fmt: skip
    return workflow.move_amendment(made.item(), made.union, at=at(HELD_ON, 9, 40), **typed | change)


def decided(made: scenes.Hall, amendment: Amendment, *, yes: int) -> Amendment:
    workflow.put_amendment(amendment, made.union, at=at(HELD_ON, 9, 45))
    vote = Amendment.objects.get(pk=amendment.pk).vote
    workflow.open_vote(vote, made.union, at=at(HELD_ON, 9, 46), counted=10)
    workflow.close_vote(vote, made.union, at=at(HELD_ON, 9, 50), yes=yes, no=10 - yes, abstain=0)
    workflow.declare(vote, made.union, at=at(HELD_ON, 9, 51))
    return Amendment.objects.select_related("adopted", "vote").get(pk=amendment.pk)


def test_passed_it_is_the_next_version_and_no_resolution(made):
    amendment = decided(made, moved(made), yes=7)
    version = made.item().papers.get().versions.order_by("-number").first()
    assert (amendment.state, amendment.adopted, version.text) == ("adopted", version, TEXT)
    assert (version.number, version.is_from_floor, version.issued_at) == (2, True, at(HELD_ON, 9, 51))
    assert not Resolution.objects.exists()
    with pytest.raises(Refused, match="还没有表决结果"):  # the draft itself is still to be voted on
        workflow.end_item(made.item(), made.union, at=at(HELD_ON, 10))
    vote = workflow.draft_vote(
        made.item(), made.union, at=at(HELD_ON, 10), question="福利费管理办法", method="paper", version=version
    )
    workflow.open_vote(vote, made.union, at=at(HELD_ON, 10), counted=10)


def test_six_of_twelve_are_not_more_than_half_and_the_draft_stays(made):
    amendment = decided(made, moved(made), yes=6)
    assert (amendment.state, amendment.adopted) == ("rejected", None)
    assert made.item().papers.get().versions.count() == 1


def test_the_draft_is_not_voted_while_an_amendment_waits_con_66(made):
    amendment = moved(made)
    with pytest.raises(Refused, match="还没有表决") as refusal:
        workflow.draft_vote(made.item(), made.union, at=at(HELD_ON, 10), question="办法", method="paper")
    assert refusal.value.rule.id == "CON-66"
    workflow.withdraw_amendment(amendment, made.union, at=at(HELD_ON, 10))
    workflow.draft_vote(made.item(), made.union, at=at(HELD_ON, 10), question="办法", method="paper")


def test_what_was_adopted_is_not_overwritten_by_one_that_was_written_before_it(made):
    first, second = moved(made), moved(made, text="第一条　另写。", because="重写")
    decided(made, first, yes=8)
    with pytest.raises(Refused, match="已经有了新的版本"):
        workflow.put_amendment(second, made.union, at=at(HELD_ON, 10))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "第一条　为规范职工福利费管理。"}, "和草案一样"),
        ({"because": " "}, "修改什么、为什么"),
        ({"mover": 11}, "在会场的正式代表"),
    ],
    ids=["no change", "no reason", "not here"],
)
def test_an_amendment_changes_something_and_has_a_mover_in_the_hall(made, change, sentence):
    if "mover" in change:
        change = {"mover": made.attendee(made.people[change["mover"]])}
    with pytest.raises(Refused, match=sentence):
        moved(made, **change)


def test_after_the_vote_on_the_draft_nothing_is_amended_and_only_the_hall_moves(made):
    with pytest.raises(NoAuthority):
        workflow.move_amendment(
            made.item(), made.people[1], at=at(HELD_ON, 9, 40), base=made.item().papers.get().versions.get(),
            mover=made.attendee(made.people[1]), text=TEXT, because="x",
        )  # fmt: skip
    base = made.item().papers.get().versions.get()
    vote = workflow.draft_vote(
        made.item(), made.union, at=at(HELD_ON, 10), question="办法", method="paper", version=base
    )
    workflow.open_vote(vote, made.union, at=at(HELD_ON, 10), counted=10)
    with pytest.raises(Refused, match="已经表决"):
        moved(made)


def test_the_pages_move_compare_and_put_it_to_the_vote(client, made):
    client.force_login(made.union)
    url = reverse("congress:item-act", args=[made.item().pk, "move_amendment"])
    assert url in client.get(made.session.get_absolute_url()).content.decode()
    assert "第一条　为规范职工福利费管理。" in client.get(url).content.decode()
    base = made.item().papers.get().versions.get()
    typed = {"base": base.pk, "mover": made.attendee(made.people[1]).pk, "because": "增加高温补助", "text": TEXT}
    assert client.post(url, typed).status_code == 302
    amendment = Amendment.objects.get()
    page = client.get(amendment.get_absolute_url()).content.decode()
    assert "<ins>第二条　高温补助另列。</ins>" in page and "提交表决" in page
    assert str(amendment) in client.get(base.paper.get_absolute_url()).content.decode()
    client.post(reverse("congress:amendment-act", args=[amendment.pk, "put_amendment"]))
    assert str(amendment) in client.get(made.session.get_absolute_url()).content.decode()
    client.force_login(made.people[1])
    page = client.get(amendment.get_absolute_url()).content.decode()
    assert "<ins>" in page and "提交表决" not in page
