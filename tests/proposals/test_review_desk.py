"""The review desk: one proposal after the other, the meeting chosen once, refusals beside what was typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from proposals import workflow
from proposals.forms.desks import FIT
from proposals.models import CommitteeMeeting, Proposal, State
from proposals.rules.likeness import Text, alike
from tests import factories as make

pytestmark = pytest.mark.django_db
DESK = reverse("proposals:review-desk")


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def desk(client, house):
    client.force_login(house.union)
    return client


def decision(proposal, **typed):
    given = {
        "do": "review", "outcome": "filed", "reason": "fit", "text": FIT, "ayes": "5", "nays": "0", "abstentions": "0",
        "meeting": CommitteeMeeting.objects.latest("pk").pk if CommitteeMeeting.objects.exists() else "",
    }  # fmt: skip
    return given | {"pk": proposal.pk} | typed


def test_what_is_due_first_lies_on_the_table(desk, house):
    later, first = make.submitted(house), make.submitted(house)
    today = timezone.localdate()
    first.duties.owed().update(opened_on=today, due_on=today + timedelta(1))
    response = desk.get(DESK)
    assert (response.context["proposal"], response.context["place"], response.context["next"]) == (first, 1, later.pk)


def test_a_meeting_that_is_recorded_here_is_the_one_that_all_following_decisions_refer_to(desk, house):
    one, other = make.submitted(house), make.submitted(house)
    assert "先选定审查会议" in desk.get(DESK).content.decode()
    present = [member.pk for member in house.committee[:4]]
    typed = {"held_on": timezone.localdate().isoformat(), "present": present, "pk": one.pk}
    response = desk.post(reverse("proposals:review-meeting", args=[house.unit.pk]), typed)
    assert response.url == f"{DESK}?pk={one.pk}"
    meeting = CommitteeMeeting.objects.get()
    assert (set(meeting.present.all()), set(meeting.members.all())) == (set(house.committee[:4]), set(house.committee))
    response = desk.get(DESK, {"pk": one.pk})
    assert response.context["decision"]["ayes"].value() == 4
    response = desk.post(DESK, decision(one, ayes="4"))
    assert response.url == f"{DESK}?pk={other.pk}"
    one.refresh_from_db()
    assert (one.state, one.reviews.get().meeting) == (State.FILED, meeting)
    assert desk.get(response.url).context["sitting"] == meeting


def test_members_whose_own_proposal_it_is_are_left_out_of_the_votes_that_are_filled_in(desk, house):
    member = house.committee[0]
    proposal = make.submitted(house)
    proposal.co_signers.filter(person=house.seconders[0]).update(person=member)
    make.meeting(house)
    response = desk.get(DESK, {"pk": proposal.pk})
    assert response.context["decision"]["ayes"].value() == 4
    assert f"{member}是提案人或附议人，须回避" in response.content.decode()


def test_saving_leads_to_the_next_and_the_last_one_to_an_empty_desk(desk, house):
    first, second = make.submitted(house), make.submitted(house)
    make.meeting(house)
    assert desk.post(DESK, decision(first)).url == f"{DESK}?pk={second.pk}"
    assert desk.post(DESK, decision(second)).url == DESK
    assert "没有等待审查的提案" in desk.get(DESK).content.decode()


def test_the_sentence_that_was_filled_in_does_not_go_out_as_the_reason_of_a_refusal(desk, house):
    proposal = make.submitted(house)
    make.meeting(house)
    response = desk.post(DESK, decision(proposal, outcome="not_filed", reason="solved"))
    assert response.status_code == 422 and "请改写说明" in response.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == State.SUBMITTED


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"outcome": ""}, 422, "请选择"),
        ({"reason": "solved"}, 422, "这个理由不属于"),
        ({"outcome": "merged", "reason": "same_matter", "text": "同一件事。"}, 422, "请选择并入哪一件"),
        ({"ayes": "2", "nays": "3"}, 409, "没有过半数"),
        ({"ayes": "9"}, 409, "多于可以表决的"),
        ({"ayes": "-1"}, 422, "不能小于"),
        ({"ayes": "x"}, 422, "整数"),
        ({"text": " "}, 422, "说明"),
        ({"meeting": "999999"}, 422, "会议"),
    ],
)
def test_a_refusal_stands_beside_what_was_typed(desk, house, typed, status, says):
    proposal = make.submitted(house)
    make.meeting(house)
    response = desk.post(DESK, decision(proposal, **{"text": "这是我写的说明。"} | typed))
    text = response.content.decode()
    assert response.status_code == status and says in text
    assert "这是我写的说明。" in text or typed.get("text")
    proposal.refresh_from_db()
    assert proposal.state == State.SUBMITTED


def test_sending_back_is_done_at_the_same_desk(desk, house):
    proposal, other = make.submitted(house), make.submitted(house)
    typed = {"do": "send_back", "pk": proposal.pk, "b-reason": "incomplete", "b-text": "请写明要多少钱。"}
    assert desk.post(DESK, typed | {"b-text": ""}).status_code == 422
    assert desk.post(DESK, typed).url == f"{DESK}?pk={other.pk}"
    proposal.refresh_from_db()
    assert proposal.state == State.RETURNED


def test_one_that_another_clerk_has_decided_meanwhile_is_said_so(desk, house):
    proposal = make.submitted(house)
    meeting = make.meeting(house)
    workflow.review(proposal, house.union, outcome="filed", reason="fit", text="同意。", meeting=meeting, ayes=5)
    response = desk.get(DESK, {"pk": proposal.pk}, follow=True)
    assert "已经办过" in response.content.decode()
    response = desk.post(DESK, decision(proposal))
    assert response.status_code == 409 and "已立案" in response.content.decode()


def test_a_meeting_before_the_submission_cannot_decide_about_it(desk, house):
    proposal = make.submitted(house)
    earlier = make.meeting(house, held_on=timezone.localdate() - timedelta(3))
    response = desk.get(DESK, {"pk": proposal.pk, "meeting": earlier.pk})
    assert "在这次会议之后才提交" in response.content.decode()
    assert desk.post(DESK, decision(proposal)).status_code == 422


def test_a_meeting_of_another_unit_is_not_taken(desk, house):
    proposal = make.submitted(house)
    other = CommitteeMeeting.objects.create(
        unit=house.branch, held_on=timezone.localdate(), recorded_by=house.branch_union
    )
    assert desk.get(DESK, {"pk": proposal.pk, "meeting": other.pk}).context["sitting"] is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"held_on": "2999-01-01"}, "不能晚于今天"),
        ({"held_on": "昨天"}, "填写日期"),
        ({"present": []}, "勾选到会的委员"),
        ({"present": ["0"]}, "请从列出的选项里选择"),
    ],
)
def test_a_meeting_is_not_recorded_with_what_cannot_be_and_keeps_what_was_typed(desk, house, typed, says):
    proposal = make.submitted(house)
    present = [member.pk for member in house.committee[:3]]
    given = {"held_on": timezone.localdate().isoformat(), "present": present, "pk": proposal.pk} | typed
    response = desk.post(reverse("proposals:review-meeting", args=[house.unit.pk]), given)
    text = response.content.decode()
    assert response.status_code == 422 and says in text and not CommitteeMeeting.objects.exists()
    assert response.context["proposal"] == proposal
    assert str(given["held_on"]) in text and text.count(" checked") == sum(pk in present for pk in given["present"])


def test_likely_heads_of_a_merger_stand_beside_the_text_and_first_in_the_choice(desk, house):
    head = make.submitted(house, title="为野外站点配备应急通信设备", rationale="野外站点没有信号，出事联系不上。")
    make.submitted(house, title="食堂增加早餐品种", rationale="早餐只有馒头。", points=["每天备三样早餐。"])
    proposal = make.submitted(house, title="野外站点配应急通信", rationale="站点没有信号，发生意外联系不上。")
    make.meeting(house)
    response = desk.get(DESK, {"pk": proposal.pk})
    assert [row.proposal for row in response.context["similar"]] == [head]
    assert next(iter(response.context["decision"].fields["into"].choices[1:]))[0] == head.pk
    desk.post(DESK, decision(proposal, outcome="merged", reason="same_matter", text="同一件事。", into=head.pk))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.merged_into) == (State.MERGED, head)


def test_likeness_weighs_what_few_texts_share_and_suggests_nothing_for_strangers():
    one = Text(1, "关于改造单身职工周转房供暖的提案")
    same, other = Text(2, "单身职工周转房供暖差，请改造"), Text(3, "关于更新职工食堂排烟设施的提案")
    assert next(row.pk for row in alike(one, [other, same])) == 2
    assert alike(one, [Text(4, "abc")]) == [] and alike(Text(5, ""), [same]) == []


@pytest.mark.parametrize("who", ["handler", "leader", "proposer", "employee", "inspector", "admin"])
def test_the_desk_is_closed_to_those_without_the_right(client, house, who):
    proposal = make.submitted(house)
    client.force_login(getattr(house, who))
    assert client.get(DESK).status_code == 403
    assert client.post(DESK, decision(proposal)).status_code == 403
    assert client.post(reverse("proposals:review-meeting", args=[house.unit.pk])).status_code == 403


def test_a_right_in_another_unit_opens_the_desk_and_not_the_proposal(client, house):
    proposal = make.submitted(house)
    client.force_login(house.branch_union)
    assert "没有等待审查的提案" in client.get(DESK).content.decode()
    assert client.get(DESK, {"pk": proposal.pk}).status_code == 404
    assert client.post(DESK, decision(proposal)).status_code == 404
    assert client.post(reverse("proposals:review-meeting", args=[house.unit.pk])).status_code == 404


def test_one_may_see_a_proposal_and_yet_not_decide_about_it(client, house):
    proposal = make.submitted(house, by=house.seconders[0], seconders=[house.seconders[1], house.proposer])
    make.appoint(house.proposer, "union_officer", house.branch)
    client.force_login(house.proposer)
    make.meeting(house)
    assert client.post(DESK, decision(proposal)).status_code == 403
    assert Proposal.objects.get(pk=proposal.pk).state == State.SUBMITTED


@pytest.mark.parametrize("pk", ["x", "-1", "9" * 30, "999999999"])
def test_a_key_that_is_none_is_no_error(desk, house, pk):
    make.submitted(house)
    assert desk.get(DESK, {"pk": pk}).status_code in {200, 404}
