"""Union staff ask the staff of a unit: questions of every kind, who votes, who keeps, and a box like any other."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tests.ballots import making
from ymdm.ballots import asking as workflow
from ymdm.ballots import ceremonies, closing, freezing, opens, publishing, unsealing
from ymdm.ballots.forms import voters
from ymdm.ballots.models import Asking, BallotBox, State
from ymdm.notices.models import Notice
from ymdm.organization.models import Role
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
DECIDE = {"kind": "decide", "text": "同意评选办法？", "options": making.OPTIONS}
ELECT = {"kind": "elect", "text": "推选最美一线职工", "seats": 1, "candidates": [[1, "石磊"], [2, "测站班组"]]}


@pytest.fixture
def unit():
    return make.unit("宁蒙局")


@pytest.fixture
def union(unit):
    return make.person(unit, "郑晓芸", role=Role.UNION_OFFICER)


@pytest.fixture
def below(unit):
    return make.unit("辛店沟站", parent=unit, level="department")


def asked(unit, union, *questions, **fields) -> Asking:
    made = workflow.ask(unit, union, **({"title": "年度评选", "purpose": "award", "reach": "subtree"} | fields))
    for question in questions or (DECIDE,):
        workflow.add_question(made, union, question=question)
    return made


def kept(made: Asking, union):
    """With keepers who have tried their cards; (keepers, words by keeper)."""
    keepers = [make.person(made.unit) for _ in range(3)]
    workflow.call_keepers(made, union, scrutineer=keepers[0], tellers=keepers[1:])
    cards = ceremonies.hold(made.ceremony, keepers[0])
    ceremonies.try_out(made.ceremony, keepers[0], {card.keeper.pk: card.words[0] for card in cards[:2]}, {"q1": "yes"})
    return keepers, {card.keeper.person_id: card.words for card in cards}


def boxed(made: Asking, union) -> BallotBox:
    now = timezone.now()
    workflow.draft_box(made, union, opens_at=now, closes_at=now + timedelta(days=3))
    box = made.box()
    assert box is not None
    return box


def test_from_the_question_to_the_published_result_without_a_meeting(unit, union, below):
    staff = making.people(below, 6)
    made = asked(unit, union, DECIDE, ELECT)
    keepers, words = kept(made, union)
    box = boxed(made, union)
    assert (box.state, made.state, box.unit) == (State.DRAFT, "asking_boxed", unit)
    now = timezone.now()
    freezing.freeze(box, union, keepers[0], voters(box), now - timedelta(seconds=1), now + timedelta(days=3))
    opens.open_box(box, union)
    everybody = {person.pk for person in [*staff, *keepers, union]}
    assert set(box.roll.values_list("person", flat=True)) == everybody
    assert set(Notice.objects.filter(kind="ballots-opened").values_list("person", flat=True)) == everybody
    for person in staff:
        making.cast(box, person, {"q1": "yes", "q2": {"for": [1]}})
    closing.close(box, keepers[0], keepers[1])
    for keeper in keepers[:2]:
        unsealing.give_word(box, keeper, words[keeper.pk][box.pair.number], closing.slip(box))
    box.refresh_from_db()
    assert box.result["items"]["q2"]["groups"]["职工"]["for"] == {"1": 6, "2": 0}
    publishing.publish(box, union, make.person(unit, role=Role.UNION_OFFICER))
    assert box.state == State.PUBLISHED


def test_who_votes_is_the_unit_its_subtree_or_a_list(unit, union, below):
    here, there = make.person(unit), make.person(below)
    gone = make.person(below, left_on=timezone.localdate())
    reached = {
        reach: set(asked(unit, union, reach=reach, people=[there] if reach == "roll" else []).voters())
        for reach in ("unit", "subtree", "roll")
    }
    assert reached == {"unit": {union, here}, "subtree": {union, here, there}, "roll": {there}}
    assert gone not in reached["subtree"]
    with pytest.raises(Refused, match="不是宁蒙局"):
        asked(unit, union, reach="roll", people=[make.person(make.unit("西峰局", code="XF"))])
    with pytest.raises(Refused, match="还没有人"):
        asked(unit, union, reach="roll")


def test_only_who_prepares_ballots_asks_and_sees_the_draft(unit, union):
    somebody = make.person(unit)
    with pytest.raises(NoAuthority):
        workflow.ask(unit, somebody, title="试", purpose="award", reach="unit")
    made = asked(unit, union)
    assert list(Asking.objects.visible_to(union)) == [made] and not Asking.objects.visible_to(somebody)


def test_without_questions_keepers_or_voters_no_box_and_the_sentence_says_what_to_do(unit, union):
    made = workflow.ask(unit, union, title="年度评选", purpose="award", reach="unit")
    now, later = timezone.now(), timezone.now() + timedelta(days=1)
    with pytest.raises(Refused, match="还没有监票人") as refusal:
        workflow.draft_box(made, union, opens_at=now, closes_at=later)
    assert "召集" in (refusal.value.remedy or "")
    kept(made, union)
    with pytest.raises(Refused, match="至少放一个事项"):
        workflow.draft_box(made, union, opens_at=now, closes_at=later)
    workflow.add_question(made, union, question=DECIDE)
    with pytest.raises(Refused, match="截止时间"):
        workflow.draft_box(made, union, opens_at=later, closes_at=now)
    assert not BallotBox.objects.exists()
    boxed(made, union)
    with pytest.raises(Refused, match="已成选票"):
        workflow.add_question(made, union, question=DECIDE)


def test_nobody_on_the_slate_keeps_a_word(unit, union):
    made = asked(unit, union, ELECT)
    standing, others = make.person(unit, "石磊"), [make.person(unit) for _ in range(3)]
    with pytest.raises(Refused, match="石磊在候选名单上"):
        workflow.call_keepers(made, union, scrutineer=standing, tellers=others[:2])
    later = asked(unit, union)
    workflow.call_keepers(later, union, scrutineer=standing, tellers=others[:2])
    workflow.add_question(later, union, question=ELECT)
    with pytest.raises(Refused, match="候选名单"):
        boxed(later, union)


KINDS = {
    "decide": {},
    "elect": {"lines": "石磊\n测站班组\n", "seats": 1},
    "rate": {"lines": "满意\n基本满意\n不满意"},
    "score": {"low": 0, "high": 10},
    "comment": {"most": 200},
}


def test_the_pages_lead_from_the_list_to_a_drafted_box_with_all_five_kinds(unit, union):
    client = Client()
    client.force_login(union)
    assert "/w/ballots/askings/new/" in client.get("/w/ballots/").content.decode()
    answer = client.post(
        "/w/ballots/askings/new/", {"title_": "食堂满意度", "purpose": "vote", "reach": "roll", "people": ""}
    )
    assert answer.status_code == 422 and "食堂满意度" in answer.content.decode()
    answer = client.post("/w/ballots/askings/new/", {"title_": "食堂满意度", "purpose": "vote", "reach": "subtree"})
    made = Asking.objects.get()
    assert answer.url == made.get_absolute_url()
    where = f"{made.get_absolute_url()}do"
    for kind, more in KINDS.items():
        answer = client.post(f"{where}/add_question/", {"kind": kind, "text": f"第{kind}题"} | more)
        assert answer.status_code == 302, answer.content.decode()
    page = client.get(made.get_absolute_url()).content.decode()
    assert all(f"第{kind}题" in page for kind in KINDS) and "召集密钥保管人" in page
    wrong = client.post(f"{where}/add_question/", {"kind": "elect", "text": "选谁", "lines": "石磊", "seats": 2})
    assert wrong.status_code == 422 and "候选只有 1 个" in wrong.content.decode()
    assert client.post(f"{where}/drop_question/", {"question": "q5"}).status_code == 302
    keepers = [make.person(unit) for _ in range(3)]
    typed = {"scrutineer": keepers[0].staff_number, "tellers": "\n".join(one.staff_number for one in keepers[1:])}
    assert client.post(f"{where}/call_keepers/", typed).status_code == 302
    now = timezone.localtime()
    hours = {"opens_at": f"{now:%Y-%m-%dT%H:%M}", "closes_at": f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}"}
    assert client.post(f"{where}/draft_box/", hours).status_code == 302
    made.refresh_from_db()
    box = made.box()
    assert [item["kind"] for item in box.paper["items"]] == ["decide", "elect", "rate", "score"]
    assert box.get_absolute_url() in client.get(made.get_absolute_url()).content.decode()
    about = client.get(f"{box.get_absolute_url()}about/").content.decode()
    assert "冻结名册和选票" in about and "食堂满意度" in about
    freeze = client.get(f"{box.get_absolute_url()}do/freeze/").content.decode()
    assert f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}" in freeze, "the hours that were planned"


def test_the_list_of_ballots_asks_no_more_for_many_askings(unit, union):
    client = Client()
    client.force_login(union)
    asked(unit, union)
    client.get("/w/ballots/")
    with CaptureQueriesContext(connection) as few:
        client.get("/w/ballots/")
    for _ in range(10):
        asked(unit, union)
    with CaptureQueriesContext(connection) as many:
        client.get("/w/ballots/")
    assert len(many) <= len(few)
