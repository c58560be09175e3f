"""The page of one proposal: what it shows, to whom, and what is kept from whom."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proposals import workflow
from proposals.models import State
from tests import factories as make
from ymdm.attachments.models import Attachment
from ymdm.ledger.models import Event
from ymdm.ledger.record import record

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


# --- who may open it -----------------------------------------------------------------------------------------


def test_outsiders_find_nothing_and_those_concerned_find_it(house, show):
    proposal = make.assigned(house)
    for person in (house.employee, house.finance_handler, house.admin):
        show(proposal, person, 404)
    for person in (house.proposer, *house.seconders, house.union, house.handler, house.leader, house.inspector):
        assert proposal.title in show(proposal, person)


def test_a_draft_is_between_its_authors(house, show):
    proposal = make.draft(house)
    workflow.invite(proposal, house.proposer, people=house.seconders[:1])
    show(proposal, house.proposer)
    show(proposal, house.seconders[0])
    for person in (house.seconders[1], house.union, house.leader, house.inspector):
        show(proposal, person, 404)


# --- what it costs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["draft", "in_progress", "replied_again", "closed"])
def test_the_page_asks_at_most_twelve_questions_with_one_event_and_with_forty(house, client, name):
    proposal = getattr(make, name)(house)
    counts = {}
    for person in (house.proposer, house.union, house.handler, house.leader):
        client.force_login(person)
        if client.get(proposal.get_absolute_url()).status_code != 200:
            continue
        with CaptureQueriesContext(connection) as few:
            client.get(proposal.get_absolute_url())
        counts[person.pk] = len(few)
    assert max(counts.values()) <= 12
    while Event.objects.of(proposal).count() < 40:
        record("proposals.record_contact", proposal, house.handler, says="登记沟通", unit=house.hr)
    for person in (house.proposer, house.union, house.handler, house.leader):
        if person.pk in counts:
            client.force_login(person)
            client.get(proposal.get_absolute_url())
            with CaptureQueriesContext(connection) as many:
                response = client.get(proposal.get_absolute_url())
            assert len(many) == counts[person.pk]
            assert len(response.context["happenings"]) >= 39


def test_more_of_everything_asks_no_more(house, client):
    proposal = make.in_progress(house, assisting=[house.logistics])
    client.force_login(house.union)
    client.get(proposal.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(proposal.get_absolute_url())
    for _ in range(5):
        make.contacted(house, proposal)
    workflow.ask_extension(proposal, house.handler, days=10, reason="等测算。")
    with CaptureQueriesContext(connection) as many:
        client.get(proposal.get_absolute_url())
    assert len(many) == len(few)


def test_the_page_carries_no_inline_style_and_no_inline_script(house, show):
    html = show(make.replied_again(house), house.proposer)
    assert not re.search(r"\sstyle=|<script(?![^>]*src=)|\son\w+=", html)


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


# --- buttons ---------------------------------------------------------------------------------------------------


def test_a_person_sees_only_the_buttons_that_the_rules_allow_now(house, client):
    proposal = make.in_progress(house, assisting=[house.logistics])

    def verbs(person) -> list[str]:
        client.force_login(person)
        return [button.verb for button in client.get(proposal.get_absolute_url()).context["buttons"]]

    assert verbs(house.proposer) == verbs(house.union) == verbs(house.inspector) == []
    assert verbs(house.handler) == ["object_to_assignment", "record_contact", "ask_extension", "draft_reply"]
    assert verbs(house.helper) == ["give_opinion", "object_to_assignment"]
    make.contacted(house, proposal)
    assert verbs(house.handler)[0] == "draft_reply"


def test_one_button_at_most_is_in_front(house, client):
    for name in ("submitted", "assigned", "reply_draft", "evaluated", "closed"):
        proposal = getattr(make, name)(house)
        for person in (house.union, house.leader):
            client.force_login(person)
            shown = client.get(proposal.get_absolute_url()).context["buttons"]
            assert sum(button.is_primary for button in shown) <= 1
            assert [button.is_primary for button in shown] == sorted(
                (button.is_primary for button in shown), reverse=True
            )


def test_what_stands_in_the_way_of_an_answer_is_said(house, show):
    proposal = make.in_progress(house, assisting=[house.logistics])
    html = show(proposal, house.handler)
    assert "还不能送签答复：还没有登记与提案人的沟通。" in html
    assert reverse("proposals:reply-desk", args=[proposal.pk]) in html
    make.contacted(house, proposal)
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    assert "还不能签发答复：后勤服务中心还没有会签" in show(proposal, house.leader)
    assert "还不能" not in show(proposal, house.helper)


def test_an_invitation_is_answered_with_one_tap_on_the_page(house, client, show):
    proposal = make.draft(house)
    workflow.invite(proposal, house.proposer, people=house.seconders)
    for person, verb, state in zip(house.seconders, ("co_sign", "decline"), ("signed", "declined"), strict=True):
        address = reverse("proposals:act", args=[proposal.pk, verb])
        assert f'method="post" action="{address}"' in show(proposal, person)
        assert client.post(address).status_code == 302
        assert proposal.co_signers.get(person=person).state == state
    assert "邀请您附议" not in show(proposal, house.seconders[0])
    assert reverse("proposals:act", args=[proposal.pk, "withdraw_signature"]) in show(proposal, house.seconders[0])


def test_whoever_declined_may_still_sign_but_not_decline_twice(house, show):
    proposal = make.draft(house)
    workflow.invite(proposal, house.proposer, people=house.seconders[:1])
    workflow.decline(proposal, house.seconders[0])
    html = show(proposal, house.seconders[0])
    assert reverse("proposals:act", args=[proposal.pk, "co_sign"]) in html
    assert reverse("proposals:act", args=[proposal.pk, "decline"]) not in html


def test_the_union_presses_from_the_page_and_comes_back_to_it(house, client, show):
    proposal = make.in_progress(house)
    duty = proposal.duties.owed().get(kind="proposals.reply")
    address = reverse("duties:press", args=[duty.pk])
    assert address in show(proposal, house.union)
    assert address not in show(proposal, house.proposer)
    client.force_login(house.union)
    answer = client.post(address, {"text": "请逐条回应。", "back": proposal.get_absolute_url()})
    assert answer.url == proposal.get_absolute_url()
    assert "请逐条回应。" in show(proposal, house.union)


def test_whoever_watches_over_a_late_answer_is_led_to_press_for_it(house, show):
    with time_machine.travel(timezone.now() - timedelta(days=130)):
        proposal = make.in_progress(house)
    late = proposal.duties.owed().get(kind="proposals.reply")
    html = show(proposal, house.union)
    assert "您现在可以催办。" in html
    assert f'href="#due-{late.pk}"' in html
    for person in (house.proposer, house.handler):
        assert f'href="#due-{late.pk}"' not in show(proposal, person)


# --- files -----------------------------------------------------------------------------------------------------


def upload(client, proposal, *files):
    return client.post(reverse("proposals:attach", args=[proposal.pk]), {"files": list(files)}, follow=True)


def test_handlers_put_files_to_what_they_work_on_and_nobody_else_does(house, client):
    proposal = make.in_progress(house)
    client.force_login(house.handler)
    page = upload(client, proposal, SimpleUploadedFile("测算.pdf", PDF))
    assert "测算.pdf" in page.content.decode()
    for person in (house.proposer, house.union, house.leader):
        client.force_login(person)
        assert upload(client, proposal, SimpleUploadedFile("别人.pdf", PDF + b"1")).status_code == 403
    client.force_login(house.employee)
    assert upload(client, proposal).status_code == 404
    assert [file.name for file in Attachment.objects.of(proposal)] == ["测算.pdf"]
    client.force_login(house.proposer)
    held = Attachment.objects.of(proposal).get()
    assert b"".join(client.get(held.get_absolute_url()).streaming_content) == PDF


def test_of_several_files_the_good_ones_are_kept_and_each_bad_one_is_named(house, client):
    proposal = make.in_progress(house)
    client.force_login(house.handler)
    page = upload(
        client, proposal, SimpleUploadedFile("好.pdf", PDF), SimpleUploadedFile("程序.exe", b"MZ"),
        SimpleUploadedFile("空.pdf", b""),
    ).content.decode()  # fmt: skip
    assert "“程序.exe”不能上传" in page
    assert "“空.pdf”" in page
    assert [file.name for file in Attachment.objects.of(proposal)] == ["好.pdf"]


def test_a_file_is_taken_back_from_a_draft_but_not_from_what_was_handed_in(house, client):
    proposal = make.co_signed(house)
    client.force_login(house.proposer)
    upload(client, proposal, SimpleUploadedFile("一.pdf", PDF), SimpleUploadedFile("二.pdf", PDF + b"2"))
    one, two = Attachment.objects.of(proposal)
    taken = reverse("proposals:detach", args=[proposal.pk, one.pk])
    assert client.get(taken).status_code == 405
    client.force_login(house.seconders[0])
    assert client.post(taken).status_code == 403
    client.force_login(house.proposer)
    client.post(taken)
    assert [file.name for file in Attachment.objects.of(proposal)] == ["二.pdf"]
    assert Event.objects.of(proposal).filter(act="attachments.detach").exists()
    workflow.submit(proposal, house.proposer)
    workflow.send_back(proposal, house.union, reason="unclear", text="请写明。")
    page = client.post(reverse("proposals:detach", args=[proposal.pk, two.pk]), follow=True)
    assert "已经随提案提交过" in page.content.decode()
    assert Attachment.objects.of(proposal).count() == 1


def test_a_file_of_another_proposal_cannot_be_reached_through_ones_own(house, client, settings):
    mine, other = make.draft(house), make.draft(house, by=house.seconders[0])
    client.force_login(house.seconders[0])
    upload(client, other, SimpleUploadedFile("别人.pdf", PDF))
    client.force_login(house.proposer)
    foreign = Attachment.objects.of(other).get()
    assert client.post(reverse("proposals:detach", args=[mine.pk, foreign.pk])).status_code == 404
    assert Attachment.objects.of(other).count() == 1


def test_looking_changes_nothing(house, client):
    proposal = make.submitted(house)
    before = (Event.objects.count(), proposal.state)
    client.force_login(house.union)
    for method in ("post", "put", "delete"):
        assert getattr(client, method)(proposal.get_absolute_url()).status_code == 405
    proposal.refresh_from_db()
    assert (Event.objects.count(), proposal.state) == before == (before[0], State.SUBMITTED)
