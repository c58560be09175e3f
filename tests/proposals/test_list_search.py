"""The look-up of the lists goes by the same index as the search, and keeps their filters, orders and rights."""

import pytest
from django.urls import reverse

from proposals import workflow
from proposals.models import Proposal
from tests import factories as make
from ymdm.search import narrowing

pytestmark = pytest.mark.django_db
LIST, LEDGER = reverse("proposals:proposal-list"), reverse("proposals:ledger")


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture(params=[0, 3000], ids=["of-many-on-the-way", "few-by-their-keys"])
def few(request, monkeypatch):
    monkeypatch.setattr(narrowing, "FEW", request.param)


def keys(client, **query):
    rows = client.get(LIST, query).content.decode().split('<tr role="row" id="proposal-')[1:]
    return sorted(int(row.split('"')[0]) for row in rows)


def titles(client, **query):
    return sorted(line.title for part in client.get(LEDGER, query).context["parts"] for line in part.lines)


@pytest.mark.parametrize(
    ("question", "which"),
    [
        ("津贴", "ab"), ("津", "ab"), ("津贴 食堂", "b"), ("ABC站", "b"), ("abc", "b"), ("ＡＢｃ", "b"), ("站津贴", "b"),
        ("六十元", "a"), ("津贴站", ""), ("无", ""), ("。", ""),
    ],
    ids=["two", "one", "two-words", "capitals", "small", "wide", "over-the-words", "reasons", "other-order", "absent", "sign"],
)  # fmt: skip
def test_the_list_finds_what_every_word_stands_in(client, house, few, question, which):
    made = {
        "a": make.submitted(house, title="调整野外津贴", rationale="每天六十元不够。"),
        "b": make.submitted(house, title="ＡＢＣ站津贴", rationale="食堂没有津贴。"),
        "c": make.submitted(house, title="修路", rationale="坑多。", points=["修好。"]),
    }
    client.force_login(house.union)
    assert keys(client, q=question) == sorted(made[one].pk for one in which)


def test_the_other_filters_hold_beside_the_words(client, house, few):
    one = make.assigned(house, title="调整野外津贴", lead=house.hr)
    make.assigned(house, title="发放野外津贴", lead=house.logistics)
    client.force_login(house.union)
    assert keys(client, q="津贴", lead=house.hr.pk) == [one.pk]
    assert keys(client, q="津贴", group="review") == []


def test_an_own_draft_is_found_as_it_stands_and_by_nobody_else(client, house, few):
    mine = make.draft(house, title="改造食堂")
    back = make.submitted(house, title="修路")
    workflow.send_back(back, house.union, reason="unclear", text="请写明地点")
    workflow.save_draft(back, house.proposer, title="修西峰路", rationale="坑多。", measures=["修好。"])
    client.force_login(house.proposer)
    assert keys(client, q="食堂") == [mine.pk]
    assert keys(client, q="西峰路") == [back.pk]
    client.force_login(house.union)
    assert keys(client, q="食堂") == []


def test_the_public_ledger_finds_no_word_of_what_it_does_not_tell(client, house, few):
    make.filed(house, title="改造食堂", rationale="暖气坏了三年", points=["换新暖炉"])
    make.filed(
        house, title="调整津贴", rationale="马红霞说太低", is_confidential=True, points=["请马红霞参加"],
        by=house.proposer,
    )  # fmt: skip
    make.submitted(house, title="食堂菜价")
    assert titles(client, q="食堂") == titles(client, q="暖炉") == ["改造食堂"]
    assert titles(client, q="三年") == titles(client, q="马红霞") == titles(client, q="太低") == []
    number = Proposal.objects.get(title="调整津贴").number
    assert titles(client, q=number) == ["调整津贴"]
