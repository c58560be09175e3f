"""What the page of a proposal keeps from whom: names, single grades, drafts."""

import re

import pytest
from django.urls import reverse

from proposals import workflow
from tests import factories as make

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.bureau()


@pytest.fixture
def show(client):
    def shown(proposal, person, status=200) -> str:
        client.force_login(person)
        response = client.get(proposal.get_absolute_url())
        assert response.status_code == status
        return response.content.decode()

    return shown


def main(html: str) -> str:
    """The page without its chrome: the reader's own name stands on top of it."""
    return html.partition("<main")[2].partition("</main>")[0]


# --- names that are kept confidential (PRO-31) ----------------------------------------------------------------


@pytest.fixture
def secret(house):
    """A confidential proposal in the hands of two units, with talks that name its author in their text."""
    proposal = make.in_progress(house, is_confidential=True, assisting=[house.logistics])
    make.contacted(house, proposal, minutes="马红霞希望明确时间。")
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal, text="马红霞代表：您的提案收悉。"))
    workflow.countersign(proposal, house.helper, agrees=True, text="马红霞说得对。")
    workflow.sign(proposal, house.leader)
    workflow.evaluate(proposal, house.proposer, attitude="satisfied", result="satisfied", text="马红霞表示感谢。")
    return proposal


def test_confidential_names_stand_nowhere_on_the_page_of_whoever_may_not_read_them(house, secret, show):
    names = ["马红霞", *(str(person) for person in house.seconders), str(house.delegation)]
    for person in (house.leader, house.helper, house.inspector):
        page = main(show(secret, person))
        assert [name for name in names if name in page] == [], person
        assert "姓名保密" in page


def test_confidential_names_are_read_by_authors_committee_lead_and_union(house, secret, show):
    for person in (house.proposer, house.seconders[0], house.union, house.committee[0], house.handler):
        assert "马红霞" in main(show(secret, person)), person


def test_the_timeline_tells_confidential_authors_by_their_part(house, secret, show, client):
    show(secret, house.leader)
    told = client.get(secret.get_absolute_url()).context["happenings"]
    assert {(row.says, row.actor_label) for row in told} >= {
        ("提交提案", "提案人"),
        ("附议", "附议人"),
        ("评价", "提案人"),
    }
    assert all(row.actor_role == "" for row in told if row.actor_label in {"提案人", "附议人"})


def test_whoever_is_asked_to_co_sign_a_confidential_proposal_knows_who_asks(house, show):
    proposal = make.draft(house, is_confidential=True)
    workflow.invite(proposal, house.proposer, people=house.seconders[:1])
    assert "马红霞邀请您附议" in show(proposal, house.seconders[0])


# --- grades ---------------------------------------------------------------------------------------------------


def test_who_was_dissatisfied_is_told_to_the_authors_and_the_union_alone(house, show):
    proposal = make.replied(house)
    workflow.evaluate(proposal, house.seconders[0], attitude="satisfied", result="satisfied")
    workflow.evaluate(proposal, house.seconders[1], attitude="satisfied", result="dissatisfied", text="没有时间表。")
    graders = [str(person) for person in house.seconders]

    def said(person) -> str:
        return show(proposal, person).partition('id="thread-title"')[2].partition("</section>")[0]

    for person in (house.union, house.proposer, house.seconders[0]):
        assert all(name in said(person) for name in graders), person
    for person in (house.handler, house.leader, house.inspector):
        assert [name for name in graders if name in said(person)] == [], person
        assert "结果：不满意" in said(person)


def test_the_timeline_does_not_name_who_graded(house, client):
    proposal = make.rehandling(house)
    for person, label in ((house.handler, "提案人"), (house.union, "马红霞"), (house.proposer, "马红霞")):
        client.force_login(person)
        told = client.get(proposal.get_absolute_url()).context["happenings"]
        assert [row.actor_label for row in told if row.act == "proposals.evaluate"] == [label]


def test_a_refusal_to_co_sign_is_between_the_two(house, client):
    proposal = make.draft(house)
    third = make.representative(house.term, house.branch, delegation_=house.delegation)
    workflow.invite(proposal, house.proposer, people=[*house.seconders, third])
    for person in house.seconders:
        workflow.co_sign(proposal, person)
    workflow.decline(proposal, third)
    workflow.submit(proposal, house.proposer)
    for person, seen in ((house.proposer, True), (third, True), (house.union, False), (house.inspector, False)):
        client.force_login(person)
        told = client.get(proposal.get_absolute_url()).context["happenings"]
        assert any(row.act == "proposals.decline" for row in told) is seen


def test_who_was_asked_and_did_not_sign_is_between_those_who_write_and_those_who_were_asked(house, show):
    third = make.representative(house.term, house.branch, "李守田", delegation_=house.delegation)
    proposal = make.co_signed(house)
    workflow.invite(proposal, house.proposer, people=[third])
    workflow.submit(proposal, house.proposer)
    for person in (house.proposer, house.seconders[0], third):
        assert "李守田" in main(show(proposal, person))
    for person in (house.union, house.committee[0], house.inspector):
        assert "李守田" not in main(show(proposal, person))


# --- drafts, dissent, answers ---------------------------------------------------------------------------------


def test_what_is_drafted_is_not_read_by_those_who_asked_until_it_is_signed(house, show):
    proposal = make.contacted(house, make.in_progress(house, assisting=[house.logistics]))
    workflow.give_opinion(proposal, house.helper, text="本处可以出车。")
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal, text="今年就办。"))
    workflow.countersign(proposal, house.helper, agrees=False, text="没有预算。")
    for person in (house.proposer, house.seconders[0], house.inspector, house.committee[0]):
        assert re.findall("今年就办。|没有预算。|本处可以出车。", show(proposal, person)) == []
    for person in (house.handler, house.helper, house.leader, house.union):
        assert "今年就办。" in show(proposal, person)
    workflow.sign(proposal, house.leader)
    for person in (house.proposer, house.inspector):
        html = show(proposal, person)
        assert all(words in html for words in ("今年就办。", "会签不同意", "没有预算。", "本处可以出车。"))


def test_a_draft_that_was_sent_back_stays_among_those_who_work_on_it(house, show):
    proposal = make.reply_draft(house)
    workflow.send_reply_back(proposal, house.leader, reason="请写明时间。")
    assert "请写明时间。" in show(proposal, house.handler)
    assert "请写明时间。" not in show(proposal, house.proposer)


def test_every_point_stands_beside_its_answer(house, show):
    html = show(make.replied(house), house.proposer)
    assert [html.count(point) for point in make.POINTS] == [2, 2]
    assert html.count("已采纳，从下月起执行。") == 2


def test_both_authors_of_a_merger_stand_on_the_page_and_may_rate(house, show, client):
    head = make.submitted(house)
    other = make.representative(house.term, house.team, "李守田", delegation_=house.delegation)
    twin = make.submitted(house, by=other, title="提高野外津贴")
    sitting = make.meeting(house)
    decided = {"text": "符合条件。", "meeting": sitting, "ayes": 5}
    workflow.review(head, house.union, outcome="filed", reason="fit", **decided)
    workflow.review(twin, house.union, outcome="merged", reason="same_matter", into=head, **decided)
    workflow.assign(head, house.union, lead=house.hr, leader=house.leader)
    workflow.sign_for(head, house.handler)
    make.contacted(house, head)
    workflow.draft_reply(head, house.handler, **make.answering(head))
    workflow.sign(head, house.leader)
    html = show(head, other)
    assert twin.number in html
    assert "马红霞、李守田" in html
    assert 'id="rate"' in html
    client.post(reverse("proposals:act", args=[head.pk, "evaluate"]), {"attitude": "satisfied", "result": "satisfied"})
    assert head.replies.get().evaluations.get().person == other
    assert head.number in show(twin, other)


def test_the_reason_of_a_withdrawal_and_of_another_class_are_told(house, show):
    proposal = make.submitted(house)
    workflow.withdraw(proposal, house.proposer, reason="已在会上解决")
    assert "已在会上解决" in show(proposal, house.union)
    answered = make.replied(house, title="另一件")
    workflow.change_class(answered, house.union, result_class="D", reason="没有可办的事。")
    for person in (house.proposer, house.handler):
        assert "没有可办的事。" in show(answered, person)


def test_what_is_late_is_called_escalated_once_the_leader_was_told(house, show):
    proposal = make.in_progress(house)
    assert "已升级督办" not in show(proposal, house.union)
    duty = proposal.duties.owed().get(kind="proposals.reply")
    duty.slips.create(
        stage="red", tone="red", on="2026-11-20", at=proposal.started_at, by_label="系统", text="逾期：答复提案"
    )
    html = show(proposal, house.union)
    assert "已升级督办" in html
    assert "系统：逾期：答复提案" in html


def test_the_date_is_explained_day_by_day(house, show):
    proposal = make.filed(house)
    html = show(proposal, house.proposer)
    assert "这个日期怎么算的" in html
    assert "10 个工作日" in html
    assert html.count('class="daylist"') == 1
