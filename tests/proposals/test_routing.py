"""The routing hint (F51): learned from what was handed out, with its reason, silent when unsure, never an act."""

import pytest
from django.urls import reverse

from proposals.models import Proposal
from proposals.reading import routing
from proposals.rules import routing as law
from proposals.rules.routing import Router
from tests import factories as make

CANTEEN = ["食堂饭菜价格偏高", "食堂早餐花样太少", "食堂排队时间太长", "改造二号食堂", "食堂公开采购价格"]
PAY = ["提高野外津贴标准", "按月发放野外津贴", "津贴发放办法公开", "增加夜班津贴", "调整高原津贴"]


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr(law, "FEWEST", 3)
    monkeypatch.setattr(law, "ENOUGH", 8)


def taught(*labels):
    router = Router()
    for label, titles in labels:
        for title in titles:
            router.learn(label, title, "")
    return router


@pytest.mark.parametrize(
    ("title", "label"),
    [("食堂晚餐太贵", 1), ("津贴标准太低", 2), ("更换电梯", None), ("", None), ("食堂职工的津贴", None)],
)
def test_it_names_whose_words_the_text_has_and_nobody_where_it_is_not_sure(title, label):
    hint = taught((1, CANTEEN), (2, PAY)).hint(title, "")
    assert (hint.label if hint else None) == label
    assert hint is None or any(word in title for word in hint.words)


@pytest.mark.parametrize(("texts", "speaks"), [(2, False), (3, True)])
def test_a_unit_with_too_few_matters_is_not_suggested(texts, speaks):
    assert (taught((1, CANTEEN[:texts]), (2, PAY * 2)).hint("食堂晚餐太贵", "") is not None) is speaks


def test_before_there_is_enough_it_says_nothing(monkeypatch):
    monkeypatch.setattr(law, "ENOUGH", 11)
    assert taught((1, CANTEEN), (2, PAY)).hint("食堂晚餐太贵", "") is None


def test_with_one_unit_there_is_nothing_to_guess():
    assert taught((1, CANTEEN)).hint("食堂晚餐太贵", "") is None


def test_what_is_taken_out_again_leaves_no_trace():
    router, same = taught((1, CANTEEN), (2, PAY)), taught((1, CANTEEN), (2, PAY))
    router.learn(2, "食堂晚餐太贵", "食堂")
    router.learn(2, "食堂晚餐太贵", "食堂", times=-1)
    assert router.hint("食堂晚餐太贵", "").label == same.hint("食堂晚餐太贵", "").label
    assert router.texts == same.texts
    assert router.weights == same.weights


@pytest.fixture
def house(db):
    routing.forget()
    house = make.bureau()
    for lead, titles in ((house.logistics, CANTEEN[:4]), (house.hr, PAY[:4])):
        for title in titles:
            make.assigned(house, lead=lead, title=title, rationale=f"{title}。", points=(title,))
    return house


def test_the_desk_shows_unit_reason_and_number_and_hands_nothing_out(house, client):
    waiting = make.filed(house, title="食堂晚餐太贵", rationale="食堂晚餐太贵了。", points=("食堂降价",))
    client.force_login(house.union)
    page = client.get(reverse("proposals:assign-desk"), {"pk": waiting.pk}).content.decode()
    assert "可能属于" in page
    assert house.logistics.short in page.partition("可能属于")[2][:40]
    assert "已承办 4 件" in page
    assert "食堂" in page.partition("依据文中的")[2][:40]
    waiting.refresh_from_db()
    assert waiting.lead_unit is None


def test_what_changes_hands_is_learned_anew(house):
    asked = make.filed(house, title="食堂晚餐太贵", rationale="食堂晚餐太贵了。", points=("食堂降价",))
    assert routing.hint_for(asked).unit == house.logistics

    Proposal.objects.filter(lead_unit=house.logistics).update(lead_unit=house.finance)
    assert routing.hint_for(asked).unit == house.finance


def test_a_second_look_asks_no_more_than_two_questions(house, django_assert_num_queries):
    asked = make.filed(house, title="食堂晚餐太贵", rationale="食堂晚餐太贵了。", points=("食堂降价",))
    routing.hint_for(asked)
    with django_assert_num_queries(2):
        routing.hint_for(asked)
