"""The handler's desk: every point answered beside it, contacts on the way, nothing that was typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from proposals import workflow
from proposals.models import ReplyDraft, State
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def proposal(house):
    return make.in_progress(house, assisting=[house.logistics])


@pytest.fixture
def desk(client, house):
    client.force_login(house.handler)
    return client


def url(proposal, name="reply-desk"):
    return reverse(f"proposals:{name}", args=[proposal.pk])


def answer(proposal, **typed):
    given = {"do": "send", "text": "您的建议收悉。", "result_class": "A", "plan": "", "follow_up_on": ""}
    for point in proposal.points.all():
        given |= {f"stance_{point.pk}": "adopted", f"text_{point.pk}": f"第 {point.order} 条已落实。"}
    return given | typed


def contact(**typed):
    given = {
        "do": "contact", "contact-form": "visit", "contact-held_on": timezone.localdate().isoformat(),
        "contact-people": "马红霞、许文涛", "contact-minutes": "当面说明了测算情况。",
    }  # fmt: skip
    return given | typed


def test_each_point_stands_beside_its_answer(desk, proposal):
    text = desk.get(url(proposal)).content.decode()
    for point in proposal.points.all():
        assert point.text in text and f'name="text_{point.pk}"' in text


def test_an_answer_with_a_contact_before_it_goes_round_for_countersigning(desk, house, proposal):
    make.contacted(house, proposal)
    response = desk.post(url(proposal), answer(proposal))
    assert response.url == proposal.get_absolute_url()
    proposal.refresh_from_db()
    assert proposal.state == State.REPLY_DRAFT
    assert [row.text for row in proposal.replies.get().point_answers.all()] == ["第 1 条已落实。", "第 2 条已落实。"]
    assert not ReplyDraft.objects.exists()


def test_without_a_contact_it_is_refused_and_everything_typed_stays(desk, proposal):
    response = desk.post(url(proposal), answer(proposal, text="总的来说都办了。"))
    text = response.content.decode()
    assert response.status_code == 409 and "还没有登记与提案人的沟通" in text and "总的来说都办了。" in text
    again = desk.get(url(proposal)).content.decode()
    assert "总的来说都办了。" in again and "第 2 条已落实。" in again


def test_recording_a_contact_keeps_the_answer_that_was_begun(desk, proposal):
    typed = answer(proposal, text="写了一半") | contact()
    assert desk.post(url(proposal), typed).url == url(proposal)
    assert proposal.contacts.get().minutes == "当面说明了测算情况。"
    text = desk.get(url(proposal)).content.decode()
    assert "写了一半" in text and "已沟通" in text


def test_a_contact_that_is_not_complete_is_asked_for_again_and_keeps_both(desk, proposal):
    typed = answer(proposal, text="写了一半") | contact(**{"contact-people": "", "contact-minutes": "谈了两次。"})
    response = desk.post(url(proposal), typed)
    text = response.content.decode()
    assert response.status_code == 422 and "写了一半" in text and "谈了两次。" in text
    late = contact(**{"contact-held_on": (timezone.localdate() + timedelta(2)).isoformat()})
    assert desk.post(url(proposal), answer(proposal) | late).status_code == 409
    assert not proposal.contacts.exists()


def test_what_is_typed_is_kept_by_itself_and_by_the_button(desk, house, proposal):
    point = proposal.points.first()
    typed = {"text": "边写边存", f"text_{point.pk}": "正在测算", "result_class": "B", "csrf": "x", "other": "y"}
    response = desk.post(url(proposal, "reply-keep"), typed, headers={"HX-Request": "true"})
    assert "已保存到" in response.content.decode() and "<html" not in response.content.decode()
    kept = ReplyDraft.objects.get()
    assert kept.data == {"text": "边写边存", f"text_{point.pk}": "正在测算", "result_class": "B"}
    assert desk.post(url(proposal), {"do": "keep", "text": "后来写的"}).url == url(proposal)
    assert ReplyDraft.objects.get().data == {"text": "后来写的"}
    assert "后来写的" in desk.get(url(proposal)).content.decode()


def test_what_one_person_keeps_another_does_not_see(client, house, proposal):
    other = make.person(house.hr, role="handler")
    client.force_login(house.handler)
    client.post(url(proposal, "reply-keep"), {"text": "许文涛写的"})
    client.force_login(other)
    assert "许文涛写的" not in client.get(url(proposal)).content.decode()


def test_much_too_long_a_text_is_cut_when_kept_and_refused_when_sent(desk, house, proposal):
    desk.post(url(proposal, "reply-keep"), {"text": "长" * 9000})
    assert len(ReplyDraft.objects.get().data["text"]) == 4000
    make.contacted(house, proposal)
    assert desk.post(url(proposal), answer(proposal, text="长" * 2001)).status_code == 422


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        ({"text": ""}, 422, "请填写总体答复"),
        ({"result_class": ""}, 422, "办理结果："),
        ({"result_class": "E"}, 422, "请从列出的选项里选择"),
        ({"result_class": "B"}, 409, "B 类答复要写明下一步计划"),
        ({"result_class": "B", "plan": "明年办。"}, 409, "今天以后的复查日期"),
        ({"result_class": "C", "plan": "明年办。", "follow_up_on": "2020-01-01"}, 409, "今天以后的复查日期"),
        ({"follow_up_on": "明天"}, 422, "填写日期"),
    ],
)
def test_a_refusal_stands_beside_what_was_typed(desk, house, proposal, typed, status, says):
    make.contacted(house, proposal)
    response = desk.post(url(proposal), answer(proposal, **typed))
    text = response.content.decode()
    assert response.status_code == status and says in text and "第 1 条已落实。" in text
    proposal.refresh_from_db()
    assert proposal.state == State.IN_PROGRESS


def test_every_point_needs_its_own_answer(desk, house, proposal):
    make.contacted(house, proposal)
    second = proposal.points.last()
    response = desk.post(url(proposal), answer(proposal, **{f"text_{second.pk}": ""}))
    assert response.status_code == 422 and "第 2 条：答复" in response.content.decode()


def test_a_draft_that_was_sent_back_is_there_to_be_mended_with_the_reason(desk, house):
    proposal = make.reply_draft(house)
    workflow.send_reply_back(proposal, house.leader, reason="请写明时间。")
    text = desk.get(url(proposal)).content.decode()
    assert "请写明时间。" in text and "已采纳，从下月起执行。" in text


def test_a_second_answer_has_the_complaint_in_sight_without_the_name(desk, house):
    proposal = make.rehandling(house)
    text = desk.get(url(proposal)).content.decode()
    assert "没有写清什么时候办。" in text and "对上一次答复不满意" in text


def test_what_assisting_units_think_stands_beside(desk, house, proposal):
    assert "还没有提出意见" in desk.get(url(proposal)).content.decode()
    workflow.give_opinion(proposal, house.helper, text="食堂部分由我们承担。")
    assert "食堂部分由我们承担。" in desk.get(url(proposal)).content.decode()


def test_before_it_is_signed_for_the_desk_offers_to_sign_for_it_or_return_it(desk, house):
    proposal = make.assigned(house)
    text = desk.get(url(proposal)).content.decode()
    assert reverse("proposals:act", args=[proposal.pk, "sign_for"]) in text
    assert reverse("proposals:act", args=[proposal.pk, "object_to_assignment"]) in text
    assert 'value="send"' not in text
    assert desk.post(url(proposal), answer(proposal)).status_code == 409


def test_an_answer_that_is_out_is_not_written_over(desk, house):
    proposal = make.reply_draft(house)
    assert 'value="send"' not in desk.get(url(proposal)).content.decode()
    assert desk.post(url(proposal), answer(proposal)).status_code == 409
    response = desk.post(url(proposal), answer(proposal, do="keep"), follow=True)
    assert "填写的内容没有保存" in response.content.decode()
    response = desk.post(url(proposal, "reply-keep"), {"text": "晚了"})
    assert "没有保存" in response.content.decode() and not ReplyDraft.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("helper", 403), ("finance_handler", 404), ("union", 403), ("leader", 403), ("proposer", 403), ("employee", 403)],
)
def test_the_desk_is_the_lead_units_alone(client, house, proposal, who, status):
    client.force_login(getattr(house, who))
    assert client.get(url(proposal)).status_code == status
    assert client.post(url(proposal), answer(proposal)).status_code == status
    assert client.post(url(proposal, "reply-keep"), {"text": "x"}).status_code == status
    assert not ReplyDraft.objects.exists()


def test_a_confidential_author_is_named_to_the_lead_handler_only_where_the_rule_says(desk, house):
    proposal = make.in_progress(house, is_confidential=True)
    assert "马红霞" in desk.get(url(proposal)).content.decode()
