"""The catalogue of a unit: settled by document and day, taken over, taken out only with consent; its boards."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils import timezone

from disclosure import kinds, laying, obliging
from disclosure.models import Adoption, Board, CatalogueItem, CatalogueYear, Obligation
from disclosure.workflow import eventing, settling
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
SETTLED = {"year": 2026, "adopted_on": date(2026, 1, 8), "document": "西局办〔2026〕2号"}


@pytest.fixture(autouse=True)
def clock_stands():
    with time_machine.travel(timezone.make_aware(datetime(2026, 11, 26, 9)), tick=False):
        yield


@pytest.fixture
def house():
    laying.lay_out()
    return make.bureau()


def settled(house):
    return settling.settle(house.branch, house.branch_union, **SETTLED)


def test_settling_takes_over_what_the_type_owes_from_its_day_on(house):
    made = settled(house)
    assert str(made) == "西峰局2026年公开目录"
    adopted = Adoption.objects.filter(unit=house.branch)
    assert set(adopted.values_list("from_on", flat=True)) == {date(2026, 1, 8)}
    assert adopted.count() == len([item for item in CatalogueItem.objects.all() if item.is_owed_by(house.branch)])
    assert Event.objects.of(made).get().says == "确定年度公开目录"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"document": " "}, "请写明确定目录的文件"),
        ({"adopted_on": date(2026, 11, 27)}, "不能晚于今天"),
        ({"year": 2029}, "只能登记2025年到2027年"),
    ],
)
def test_a_year_is_not_settled_without_document_and_day(house, typed, sentence):
    with pytest.raises(Refused, match=sentence):
        settling.settle(house.branch, house.branch_union, **SETTLED | typed)
    assert not CatalogueYear.objects.exists()
    assert not Adoption.objects.exists()


def test_a_year_is_settled_once_and_by_units_that_owe(house):
    settled(house)
    with pytest.raises(Refused, match="已经确定过"):
        settled(house)
    with pytest.raises(Refused, match="部门随所在单位"):
        settling.settle(house.hr, house.union, **SETTLED)
    with pytest.raises(NoAuthority):
        settling.settle(house.branch, house.employee, **SETTLED | {"year": 2025})


def test_what_a_type_may_choose_is_taken_over_and_what_is_for_others_is_not(house):
    settled(house)
    chosen = CatalogueItem.objects.get(code="D17")  # collective contract: institutions may
    settling.adopt(house.branch, house.branch_union, item=chosen, from_on=TODAY)
    assert Adoption.objects.get(unit=house.branch, item=chosen).from_on == TODAY
    with pytest.raises(Refused, match="已经在西峰局的公开目录里"):
        settling.adopt(house.branch, house.branch_union, item=chosen, from_on=TODAY)
    with pytest.raises(Refused, match="不适用"):
        settling.adopt(house.branch, house.branch_union, item=CatalogueItem.objects.get(code="D22"), from_on=TODAY)


def asked(house):
    settled(house)
    row = Adoption.objects.get(unit=house.branch, item__code="D08")
    settling.ask_removal(row, house.branch_union, reason="没有土地房产。", decision="11月20日办公会")
    return Adoption.objects.select_related("unit__parent", "item").get(pk=row.pk)


def test_a_removal_needs_reason_and_decision_and_is_owed_until_the_superior_consents(house):
    settled(house)
    row = Adoption.objects.get(unit=house.branch, item__code="D08")
    with pytest.raises(Refused, match="DIS-06"):
        settling.ask_removal(row, house.branch_union, reason="没有土地房产。", decision=" ")
    settling.ask_removal(row, house.branch_union, reason="没有土地房产。", decision="11月20日办公会")
    assert row in Adoption.objects.standing()
    duty = Duty.objects.of(row).owed().get()
    assert (duty.kind, duty.unit, duty.act) == (kinds.REMOVAL, house.unit, "disclosure.consent")
    assert duty in Duty.objects.owed_by(house.leader)


def test_consent_lifts_what_has_not_ended_and_leaves_what_was_owed(house):
    settled(house)
    obliging.owe_all()
    row = asked_again(house)
    settling.consent_removal(row, house.leader)
    owed = Obligation.objects.filter(unit=house.branch, item__code="D08", stage="result")
    first, second = owed.order_by("ends_on")
    assert (first.lifted_on, second.lifted_on) == (None, TODAY)  # the first half is silent and stays so
    assert second.lifted_because == "经上级同意移出目录：没有土地房产。"
    assert not Duty.objects.of(second).owed().exists()
    assert Duty.objects.of(first).owed().exists()
    assert not Duty.objects.of(row).owed().exists()
    assert obliging.owe_all() == 0


def asked_again(house):
    row = Adoption.objects.get(unit=house.branch, item__code="D08")
    settling.ask_removal(row, house.branch_union, reason="没有土地房产。", decision="11月20日办公会")
    return Adoption.objects.select_related("unit__parent", "item").get(pk=row.pk)


def test_who_asked_does_not_consent_herself_nor_anybody_of_the_unit(house):
    row = asked(house)
    make.appoint(house.branch_union, "leader", house.unit)
    with pytest.raises(Refused, match="不能自己同意"):
        settling.consent_removal(row, house.branch_union)
    own = make.person(house.branch, role="leader")
    with pytest.raises(NoAuthority):
        settling.consent_removal(row, own)


def test_a_refusal_says_why_and_the_item_stays(house):
    row = asked(house)
    with pytest.raises(Refused, match="不同意的理由"):
        settling.refuse_removal(row, house.leader, why=" ")
    settling.refuse_removal(row, house.leader, why="有两处出租房。")
    row.refresh_from_db()
    assert (row.state, row.reason, row.asked_by) == ("in_force", "", None)
    assert not Duty.objects.of(row).owed().exists()


def test_what_was_taken_out_comes_back_by_being_taken_over(house):
    row = asked(house)
    settling.consent_removal(row, house.leader)
    settling.adopt(house.branch, house.branch_union, item=row.item, from_on=TODAY)
    row.refresh_from_db()
    assert (row.state, row.from_on, row.until_on, row.consent_by) == ("in_force", TODAY, None, None)


def test_a_board_is_set_up_and_taken_away_with_its_days(house):
    board = settling.set_up_board(house.branch, house.branch_union, place="一楼大厅", from_on=date(2026, 3, 1))
    with pytest.raises(Refused, match="已经登记过"):
        settling.set_up_board(house.branch, house.branch_union, place="一楼大厅 ", from_on=date(2026, 3, 2))
    with pytest.raises(Refused, match="不晚于今天"):
        settling.take_away_board(board, house.branch_union, until_on=date(2026, 11, 27))
    settling.take_away_board(board, house.branch_union, until_on=TODAY)
    with pytest.raises(Refused, match="已于11月26日撤除"):
        settling.take_away_board(board, house.branch_union, until_on=TODAY)
    assert Board.objects.get().until_on == TODAY


def test_the_pages_carry_a_unit_from_settling_to_removal(house, client):
    page = f"/w/disclosure/catalogues/{house.branch.pk}/"
    client.force_login(house.branch_union)
    assert "确定年度目录" in client.get(page).content.decode()
    typed = {"year": "2026", "adopted_on": "2026-01-08", "document": "西局办〔2026〕2号"}
    assert client.post(f"{page}settle/", typed | {"document": ""}).status_code == 422
    assert client.post(f"{page}settle/", typed).status_code == 302
    row = Adoption.objects.get(unit=house.branch, item__code="D08")
    act = f"/w/disclosure/adoptions/{row.pk}"
    assert client.post(f"{act}/ask_removal/", {"reason": "没有", "decision": "办公会"}).status_code == 302
    assert client.get(f"{act}/consent_removal/").status_code == 403
    client.force_login(house.leader)
    assert client.get(page).content.decode().count("同意移出目录") == 2
    assert client.post(f"{act}/consent_removal/").status_code == 302
    client.force_login(house.employee)
    shown = client.get(page).content.decode()
    assert "经同意移出的事项" in shown and "确定年度目录" not in shown
    assert client.get("/w/disclosure/catalogues/?gap=boardless").context["page"].paginator.count == 3
    assert client.get("/w/disclosure/catalogues/own/").url == f"/w/disclosure/catalogues/{house.team.pk}/"
    for export in ("/w/disclosure/catalogues/export/", f"{page}export/?as=csv"):
        assert b"".join(client.get(export).streaming_content)


EVENT = {"item": "D06", "label": "王家沟加固", "formed_on": date(2026, 11, 24), "stages": ["before"]}


def raised(house, **changed):
    typed = EVENT | changed
    item = CatalogueItem.objects.get(code=typed.pop("item"))
    return eventing.raise_event(house.branch, house.branch_union, item=item, **typed)


def test_what_came_about_is_owed_from_its_day_and_its_later_stages_stand_on_one_line(house):
    settled(house)
    first = raised(house)
    assert (first.due_on, first.rule, first.label) == (date(2026, 11, 27), "DIS-19", "王家沟加固")
    assert Duty.objects.of(first).owed().exists()
    later = raised(house, label="", event=first.period, stages=["process", "result"], formed_on=TODAY)
    assert (later.period, later.label, later.stage) == (first.period, "王家沟加固", "process")
    assert raised(house, label="另一件").period != first.period


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"formed_on": date(2026, 11, 27)}, "不能晚于今天"),
        ({"stages": []}, "及时公开的阶段：事前、事中、事后"),
        ({"item": "D08", "stages": ["result"]}, "及时公开的阶段：事前"),
        ({"label": " "}, "请写明是什么事"),
        ({"event": "event:x"}, "没有找到这件事"),
        ({"item": "D22", "stages": ["result"]}, "及时公开的阶段：没有"),
    ],
)
def test_an_event_that_cannot_be_is_refused_in_a_sentence(house, changed, sentence):
    settled(house)
    with pytest.raises(Refused, match=sentence):
        raised(house, **changed)
    assert not Obligation.objects.filter(rule="DIS-19").exists()


def test_an_event_is_registered_once_and_on_its_page(house, client):
    settled(house)
    client.force_login(house.branch_union)
    page = f"/w/disclosure/catalogues/{house.branch.pk}/raise_event/"
    item = CatalogueItem.objects.get(code="D06").pk
    typed = {"event": "", "item": item, "label": "王家沟加固", "stages": ["before"], "formed_on": "2026-11-24"}
    assert client.post(page, typed | {"label": ""}).status_code == 422
    answer = client.post(page, typed)
    made = Obligation.objects.get(period="event:20261124:1")
    assert answer.url == made.get_absolute_url()
    assert client.post(page, typed).status_code == 409
    later = {"event": f"{item}|{made.period}", "stages": ["result"], "formed_on": "2026-11-25"}
    assert client.post(page, later).status_code == 302
    assert Obligation.objects.filter(period=made.period).count() == 2
