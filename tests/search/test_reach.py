"""Whoever looks finds exactly what may be read and holds the words, by whichever way through the index it is found."""

import pytest
from django.urls import reverse

from proposals.finding import keep_all_found
from proposals.letterbox import workflow as letterbox
from proposals.meetings import workflow as meetings
from proposals.models import Proposal
from tests import factories as make
from tests.letterbox.writing import OPENED_AT, opened
from tests.meetings import scenes
from ymdm.organization import workflow as organization
from ymdm.organization.models import Role
from ymdm.search import looking
from ymdm.search.asked import Asked
from ymdm.search.looking import look
from ymdm.search.models import Document
from ymdm.search.words import fold

pytestmark = pytest.mark.django_db
WORDS = ["三年", "食堂", "暖炉", "食", "暖气坏", "改造食堂 三年", "坏了 换新", "ＸＦ站", "没有"]


@pytest.fixture
def house():
    """Matters of two units in several states, each with words in title, points, reasons and answer."""
    house = make.bureau()
    make.filed(house, title="改造食堂", rationale="暖气坏了三年", points=["换新暖炉"])
    make.submitted(house, title="食堂公开菜价", rationale="三年没有公开。")
    make.assigned(house, title="更新设备", rationale="XF站食堂的设备旧了三年", points=["换新。"], lead=house.logistics)
    make.filed(
        house,
        title="调整津贴",
        rationale="三年没有调整",
        is_confidential=True,
        by=house.seconders[0],
        seconders=[house.proposer, house.seconders[1]],
    )
    # Its reasons are for the union of the unit that took it in, which is neither its author nor handles it.
    below = make.submitted(house, title="修路", rationale="暖气坏了三年", points=["修好。"])
    Proposal.objects.filter(pk=below.pk).update(unit=house.branch)
    keep_all_found([below.pk])
    scenes.received(house)
    return house


def by_hand(question, person):
    """What is found by reading everything, one after the other."""
    terms = fold(question).split()
    opened_to_all = set(Proposal.objects.readable_by_all().values_list("pk", flat=True))
    may_open = set(Proposal.objects.visible_to(person).values_list("pk", flat=True))
    found = set()
    for row in Document.objects.all():
        text = (
            row.text if row.subject in may_open else row.text[: row.open_to] if row.subject in opened_to_all else None
        )
        if text is not None and all(term in fold(f"{row.title}\n{text}") for term in terms):
            found.add(row.pk)
    return found


@pytest.mark.parametrize("looks", [(1, 2), (2, 1), (1200, 5000)], ids=["narrow", "narrower", "as-it-is"])
def test_everybody_finds_what_reading_everything_would_find(house, monkeypatch, looks):
    monkeypatch.setattr(looking, "LOOKS", looks)
    people = ("union", "branch_union", "proposer", "helper", "handler", "leader", "employee")
    for name in people:
        person = getattr(house, name)
        for question in WORDS:
            for sort in ("", "new", "old"):
                hits = [hit.key for hit in look(Asked.read({"q": question, "sort": sort}), person)]
                assert set(hits) == by_hand(question, person), (name, question, sort)
                assert len(hits) == len(set(hits)), (name, question, sort)
                if sort:
                    assert hits == sorted(hits, reverse=sort == "new")


def test_whoever_handles_very_much_finds_no_less(house, monkeypatch):
    monkeypatch.setattr(looking, "LOOKS", (1, 2))
    monkeypatch.setattr("proposals.finding.REACHED", 0)
    handler = make.person(house.unit, role=Role.HANDLER)
    for question in WORDS:
        for person in (handler, house.helper, house.proposer):
            found = {hit.key for hit in look(Asked.read({"q": question}), person)}
            assert found == by_hand(question, person), (person, question)


def test_when_a_unit_moves_its_matters_are_found_under_its_new_parents(house):
    other = make.unit("兰州局", parent=house.unit, code="LZ")
    Proposal.objects.filter(title="改造食堂").update(unit=house.team)
    keep_all_found(Proposal.objects.values_list("pk", flat=True))

    def under(unit):
        return [hit.title for hit in look(Asked.read({"q": "改造", "unit": str(unit.pk)}), house.union)]

    assert under(house.branch) == under(house.team) == ["改造食堂"] and under(other) == []
    make.together(organization.move_unit)(house.team, house.admin, parent=other, on=house.session.held_on)
    assert under(other) == under(house.team) == ["改造食堂"] and under(house.branch) == []


def test_a_point_of_a_meeting_is_found_by_whoever_said_it_and_once_it_is_handed_on_by_all():
    house = make.bureau()
    point = scenes.raised(house, text="给南小河沟班组宿舍装暖气。").points.get()
    assert found(house.union, "暖气") == []  # minutes of a meeting are no matter yet
    meetings.hand_point(point, house.union, lead=house.logistics, leader=house.leader, due_on=scenes.workday(10))
    for person in (house.union, house.employee, house.helper, house.proposer):
        assert found(person, "暖气") == ["给南小河沟班组宿舍装暖气"], person


def test_what_was_said_on_a_reception_day_is_found_by_those_concerned_alone():
    house = make.bureau()
    scenes.received(house)
    for person, titles in (
        (house.employee, ["班组宿舍没有暖气"]),
        (house.helper, ["班组宿舍没有暖气"]),
        (house.leader, ["班组宿舍没有暖气"]),
        (house.proposer, []),
        (house.branch_union, []),
    ):
        assert found(person, "暖气") == titles, person


def test_a_letter_is_found_as_it_was_moderated_and_never_as_it_was_written(time_machine):
    time_machine.move_to(OPENED_AT, tick=False)
    house = make.bureau()
    letter = opened(house, "我是西峰局开车的，食堂晚餐收得太早")
    letterbox.moderate(letter, house.union, title="延长食堂晚餐时间", summary="反映晚餐收得太早。")
    letterbox.hand_over(letter, house.union)
    assert found(house.union, "晚餐收得太早") == found(house.union, letter.number) == ["延长食堂晚餐时间"]
    for person in (house.union, house.employee, house.admin):
        assert found(person, "开车的") == [], person


def found(person, question):
    return [hit.title for hit in look(Asked.read({"q": question}), person)]


def test_the_page_tells_no_stranger_how_many_there_would_be(house, client):
    client.force_login(house.employee)
    assert (
        "三年"
        not in client.get(reverse("search:search"), {"q": "三年"})
        .content.decode()
        .split("<main")[1]
        .split("</form>")[1]
    )
