"""While one writes, what was raised before and is like it is shown with its answer; nothing is ever merged by itself (F50)."""

import pytest
from django.utils import timezone

from proposals import workflow
from proposals.models import Proposal, Sketch
from proposals.reading.similar import likest, similar_published
from proposals.rules.likeness import difference, sketch
from tests import factories as make
from ymdm.workdays import calendar

pytestmark = pytest.mark.django_db
INSURANCE = "给淤地坝巡查人员增设意外伤害保险"
WHY = "汛期有 23 名职工参加淤地坝巡查，单程山路最长 14 公里，去年发生 2 次摔伤。现有团体意外险不含野外徒步巡查。"


@pytest.fixture
def house():
    return make.bureau()


def raised(house, title, rationale=WHY, state=make.filed, **fields):
    return state(house, title=title, rationale=rationale, **fields)


def draft(house, title, rationale=WHY):
    made = make.draft(house)
    return workflow.save_draft(made, house.proposer, title=title, rationale=rationale, measures=["尽快投保。"])


def similar(proposal):
    return similar_published(proposal, timezone.localdate(), calendar())


def test_a_text_keeps_all_of_its_title_and_a_sample_of_the_rest():
    few, many = sketch("换救生衣", ""), sketch("换救生衣", WHY * 3)
    assert set(few) <= set(many)
    assert len(few) == 3
    assert len(many) <= 3 + 48
    assert sketch("换救生衣", WHY) == sketch("换救生衣", WHY)


@pytest.mark.parametrize(
    ("title", "other", "differs"),
    [
        ("整修西峰站进场道路", "整修南小河沟站进场道路", ("西峰", "南小河沟")),
        ("整修进场道路", "整修进场道路", None),
        ("整修进场道路", "更换全部救生衣", None),
        ("提高一线测站野外津贴标准", "提高二线测站野外津贴标准", ("一", "二")),
    ],
)
def test_titles_of_one_pattern_are_told_apart_by_where_they_differ(title, other, differs):
    assert difference(title, other) == differs


def test_a_draft_finds_what_says_the_same_in_other_words_and_nothing_else(house):
    same = raised(house, "为淤地坝巡查职工办理野外意外保险", "淤地坝巡查走山路，去年摔伤两次，团体意外险不含徒步巡查。")
    for title, why in (("更换测站救生衣", "救生衣用了十年，浮力不够。"), ("改善食堂早餐", "早餐品种少，价格偏高。")):
        raised(house, title, why)
    found = similar(draft(house, INSURANCE))
    assert [row.line.number for row in found] == [same.number]


def test_it_comes_with_what_was_answered(house):
    raised(house, INSURANCE, state=make.replied)
    (found,) = similar(draft(house, "给淤地坝巡查职工增加意外伤害保险"))
    assert found.line.answer
    assert found.line.chip


@pytest.mark.parametrize("state", [make.draft, make.submitted, make.co_signed])
def test_what_nobody_may_read_yet_is_not_shown(house, state):
    raised(house, INSURANCE, state=state)
    assert similar(draft(house, INSURANCE)) == []


def test_the_same_words_about_another_place_are_said_to_differ(house):
    raised(house, "给南小河沟巡查人员增设意外伤害保险")
    (found,) = similar(draft(house, "给西峰站巡查人员增设意外伤害保险"))
    assert found.differs == ("西峰站", "南小河沟")


def test_a_new_text_takes_the_place_of_the_old_when_it_is_handed_in_again(house):
    proposal = make.submitted(house, title=INSURANCE, rationale=WHY)
    before = set(Sketch.objects.filter(proposal=proposal).values_list("gram", flat=True))
    workflow.send_back(proposal, house.union, reason="unclear", text="请写明范围")
    workflow.save_draft(proposal, house.proposer, title="更换救生衣", rationale="用了十年。", measures=["全部更换。"])
    workflow.resubmit(proposal, house.proposer)
    after = set(Sketch.objects.filter(proposal=proposal).values_list("gram", flat=True))
    assert after == set(sketch("更换救生衣", Proposal.objects.get(pk=proposal.pk).search_text))
    assert after != before


def test_the_number_of_queries_does_not_grow_with_what_there_is(house, django_assert_max_num_queries):
    mine = draft(house, INSURANCE)
    for number in range(12):
        raised(house, f"{INSURANCE}第 {number} 次")
    with django_assert_max_num_queries(10):
        assert len(similar(mine)) == 3


def test_what_everybody_shares_does_not_hide_what_is_rare(house, monkeypatch):
    monkeypatch.setattr("proposals.reading.similar.LOOKED_THROUGH", 60)
    for number in range(15):
        raised(house, f"关于改善职工食堂的建议 {number}", "食堂早餐品种少，价格偏高。")
    rare = raised(house, "关于职工食堂增设清真窗口的建议", "食堂没有清真窗口，回族职工就餐不便。")
    found = likest("建议食堂设清真窗口", "食堂没有清真窗口", None, Proposal.objects.published())
    assert found[0].pk == rare.pk


def test_the_autosave_answers_with_what_is_similar(house, client):
    raised(house, INSURANCE)
    mine = make.draft(house)
    client.force_login(house.proposer)
    page = client.get(f"/w/proposals/{mine.pk}/write/2/")
    typed = {
        "title": INSURANCE, "rationale": WHY, "point-0": "尽快投保。", "go": "auto",
        "seen": page.context["form"]["seen"].value() or "",
    }  # fmt: skip
    answer = client.post(f"/w/proposals/{mine.pk}/write/2/", typed, headers={"HX-Request": "true"}).content.decode()
    assert 'id="similar"' in answer
    assert "有 1 件相近的" in answer
    assert INSURANCE in client.get(f"/w/proposals/{mine.pk}/write/2/").content.decode()
