"""The reward of a suggestion: proven benefit, a grade of the table, the leader's word, publication (PRO-58 to PRO-62)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from proposals import kinds, rules, workflow
from proposals.channels import Channel
from proposals.models import Proposal
from tests import factories as make
from tests.proposals.test_after_the_answer import closed
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.rulebook.library import amounts
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


# --- the table and the twelve months, without a database ------------------------------------------------------


@pytest.mark.parametrize(
    ("benefit", "grade"),
    [
        (2_000_000, 1), (1_000_000, 1), (999_999, 2), (500_000, 2), (499_999, 3), (100_000, 3), (99_999, 4), (10_000, 4),
        (9_999, 5), (1, 5),
    ],
)  # fmt: skip
def test_the_grade_follows_from_the_table(benefit, grade):
    assert rules.reward_grade(benefit, [rule.value for rule in rules.REWARD_GRADES]) == grade


@pytest.mark.parametrize(
    ("used_from", "today", "is_over"),
    [
        (date(2025, 6, 1), DAY, True), (date(2025, 6, 2), DAY, False), (date(2024, 1, 1), DAY, True), (DAY, DAY, False),
        (date(2024, 2, 29), date(2025, 2, 28), True), (date(2024, 2, 29), date(2025, 2, 27), False),
        (date(2024, 12, 31), date(2025, 12, 31), True), (date(2024, 12, 31), date(2025, 12, 30), False),
    ],
    ids=str,
)  # fmt: skip
def test_the_benefit_counts_over_twelve_months_from_the_first_use(used_from, today, is_over):
    def check():
        rules.check_benefit(used_from=used_from, today=today, months=12, benefit=5, checked_by="财务处")

    if is_over:
        check()
    else:
        with pytest.raises(Refused, match="才满期"):
            check()


@pytest.mark.parametrize(
    ("lacks", "sentence"),
    [({"benefit": None}, "经济效益"), ({"benefit": 0}, "经济效益"), ({"used_from": None}, "首次使用"), ({"checked_by": " "}, "财务部门核算")],
    ids=["no benefit", "benefit of nothing", "never used", "not checked"],
)  # fmt: skip
def test_a_benefit_that_is_not_proven_is_refused(lacks, sentence):
    given = {"used_from": date(2024, 1, 1), "today": DAY, "months": 12, "benefit": 5, "checked_by": "财务处"} | lacks
    with pytest.raises(Refused, match=sentence):
        rules.check_benefit(**given)


# --- from the department to the public ------------------------------------------------------------------------


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def adopted(house):
    """A suggestion that was adopted and is in use."""
    return closed(house, Channel.SUGGESTION, True)


def first_use():
    today = timezone.localdate()
    return today.replace(year=today.year - 2, day=min(today.day, 28))


def proposed(house, suggestion, **more):
    given = {
        "used_from": first_use(),
        "benefit": 120_000,
        "checked_by": "财务处 苗青",
        "basis": "省电 12 万元。",
    } | more
    workflow.propose_reward(suggestion, house.handler, **given)
    return suggestion.rewards.get(decided_at=None)


def granted(house, suggestion, amount=3000, **more):
    proposed(house, suggestion, **more)
    workflow.decide_reward(again(suggestion), house.leader, is_granted=True, amount=amount, text="同意。")
    return again(suggestion).rewards.last()


def again(suggestion):
    return Proposal.objects.get(pk=suggestion.pk)


def test_the_department_proposes_the_leader_decides_the_union_publishes(client, house, adopted):
    reward = proposed(house, adopted)
    assert (reward.grade, str(reward), reward.standing) == (3, "三等奖", "等待单位领导审定")
    assert [duty.kind for duty in adopted.duties.owed()] == [kinds.DECIDE_REWARD]
    assert adopted.duties.owed().get() in Duty.objects.owed_by(house.leader)
    workflow.decide_reward(again(adopted), house.leader, is_granted=True, amount=3000, text="效益核实，同意。")
    assert Notice.objects.filter(person=house.employee, title="您的建议获得三等奖").exists()
    assert [duty.kind for duty in adopted.duties.owed()] == [kinds.PUBLISH_REWARD]
    entry = f"/ledger/{adopted.number}/"
    assert "三等奖" not in client.get(entry).content.decode()
    workflow.publish_reward(again(adopted), house.union)
    public = client.get(entry).content.decode()
    assert "三等奖，3000 元" in public
    assert not adopted.duties.owed().exists()
    client.force_login(house.employee)
    page = client.get(adopted.get_absolute_url()).content.decode()
    assert "建议奖励" in page and "120,000 元" in page and "效益核实，同意。" in page and "已公布" in page


def test_each_part_is_for_its_own_role(house, adopted):
    for other in (house.union, house.leader, house.employee, house.helper):
        with pytest.raises(NoAuthority):
            workflow.propose_reward(adopted, other, basis="x")
    proposed(house, adopted)
    for other in (house.union, house.handler, house.employee):
        with pytest.raises(NoAuthority):
            workflow.decide_reward(again(adopted), other, is_granted=False, text="x")
    workflow.decide_reward(again(adopted), house.leader, is_granted=True, amount=1, text="x")
    for other in (house.leader, house.handler, house.employee):
        with pytest.raises(NoAuthority):
            workflow.publish_reward(again(adopted), other)


@pytest.mark.parametrize("result_class", ["B", "D"])
def test_only_what_is_in_use_or_kept_in_reserve_is_rewarded(house, result_class):
    more = {"plan": "明年实施。"} | (
        {"follow_up_on": timezone.localdate() + timedelta(30)} if result_class == "B" else {}
    )
    suggestion = closed(house, Channel.SUGGESTION, True, result_class, **more)
    with pytest.raises(Refused, match="采纳并已经实施"):
        proposed(house, suggestion)


def test_other_channels_have_no_reward(house):
    with pytest.raises(Refused, match="只有合理化建议"):
        proposed(house, closed(house, Channel.FORUM, True))


def test_a_refusal_has_its_reason_and_may_be_proposed_anew(house, adopted):
    proposed(house, adopted)
    with pytest.raises(Refused, match="审定意见"):
        workflow.decide_reward(again(adopted), house.leader, is_granted=False, text=" ")
    workflow.decide_reward(again(adopted), house.leader, is_granted=False, text="效益没有核准。")
    assert Notice.objects.filter(
        person=house.employee, title="您的建议没有获得奖励", text__contains="没有核准"
    ).exists()
    assert not adopted.duties.owed().exists()
    assert proposed(house, again(adopted)).already == 0


def test_nobody_is_rewarded_twice_for_the_same_on_upgrading_the_difference_is_paid(house, adopted):
    first = granted(house, adopted, amount=3000)
    with pytest.raises(Refused, match="已经有一份奖励"):
        proposed(house, again(adopted))
    workflow.publish_reward(again(adopted), house.union)
    second = proposed(house, again(adopted), benefit=600_000)
    assert (second.grade, second.already) == (2, 3000)
    with pytest.raises(Refused, match="不重复奖励"):
        workflow.decide_reward(again(adopted), house.leader, is_granted=True, amount=3000, text="同意。")
    workflow.decide_reward(again(adopted), house.leader, is_granted=True, amount=8000, text="升为二等。")
    assert [one.paid for one in again(adopted).rewards.all()] == [3000, 5000]
    assert first.paid == 3000


def test_a_reserve_has_neither_benefit_nor_grade_and_only_the_difference_comes_later(house):
    suggestion = closed(
        house, Channel.SUGGESTION, True, "C", plan="设备到位后实施。", follow_up_on=timezone.localdate() + timedelta(30)
    )  # fmt: skip
    workflow.propose_reward(suggestion, house.handler, basis="方案完整，列为储备。")
    workflow.decide_reward(again(suggestion), house.leader, is_granted=True, amount=500, text="同意。")
    reward = suggestion.rewards.get()
    assert (str(reward), reward.grade, reward.benefit, reward.paid) == ("技术储备奖", None, None, 500)
    workflow.publish_reward(again(suggestion), house.union)
    with pytest.raises(Refused, match="只给一次"):
        workflow.propose_reward(again(suggestion), house.handler, basis="再报。")
    workflow.follow_up(again(suggestion), house.handler, progress="已经实施。", result_class="A")
    later = granted(house, again(suggestion), amount=3000)
    assert (later.already, later.paid) == (500, 2500)


def test_fraud_is_withdrawn_paid_back_and_no_longer_public(client, house, adopted):
    granted(house, adopted)
    workflow.publish_reward(again(adopted), house.union)
    with pytest.raises(Refused, match="查实"):
        workflow.revoke_reward(again(adopted), house.union, reason="")
    workflow.revoke_reward(again(adopted), house.union, reason="电费单是改过的。")
    assert adopted.rewards.get().standing == "已撤销并追回"
    assert "三等奖" not in client.get(f"/ledger/{adopted.number}/").content.decode()
    assert Notice.objects.filter(person=house.employee, title="三等奖已撤销").exists()
    assert proposed(house, again(adopted)).already == 0


def test_several_authors_need_a_split(house, adopted):
    Proposal.objects.filter(pk=adopted.pk).update(voiced_by=house.helper)
    with pytest.raises(Refused, match="按贡献"):
        proposed(house, again(adopted))
    assert proposed(house, again(adopted), split="方小禾六成，其余四成。").split


def test_nobody_decides_on_the_own_suggestion(house, adopted):
    proposed(house, adopted)
    Proposal.objects.filter(pk=adopted.pk).update(proposer=house.leader)
    with pytest.raises(Refused, match="由别的领导审定"):
        workflow.decide_reward(again(adopted), house.leader, is_granted=True, amount=1, text="好。")


def test_the_page_takes_the_acts(client, house, adopted):
    client.force_login(house.handler)
    address = f"/w/proposals/{adopted.pk}/propose_reward/"
    assert address in client.get(adopted.get_absolute_url()).content.decode()
    typed = {"used_from": first_use().isoformat(), "benefit": "120000", "checked_by": "财务处", "basis": "省电。"}
    wrong = client.post(address, typed | {"benefit": "很多"})
    assert wrong.status_code == 422 and "省电。" in wrong.content.decode()
    assert client.post(address, typed).status_code == 302
    client.force_login(house.leader)
    typed = {"is_granted": "yes", "amount": "3000", "text": "同意。"}
    assert client.post(f"/w/proposals/{adopted.pk}/decide_reward/", typed).status_code == 302
    assert adopted.rewards.get().amount == 3000


def test_the_database_keeps_a_reward_whole(house, adopted):
    reward = proposed(house, adopted)
    for broken in (
        {"grade": 6}, {"grade": None}, {"benefit": None}, {"used_from": None}, {"checked_by": ""}, {"is_granted": True}, {"published_at": timezone.now()},
        {"revoked_for": "x"},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            type(reward).objects.filter(pk=reward.pk).update(**broken)


def test_a_unit_may_set_its_own_limits():
    assert {key for key in amounts() if "PRO-58" in key and "grade" in key}
