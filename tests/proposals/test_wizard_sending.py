"""From a draft to a submission: whose it is, who signs it, what is missing, and for whom it speaks."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from proposals import workflow
from proposals.models import State
from tests import factories as make
from tests.proposals.writing import HTMX, READY, step, typed
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.bureau()


@pytest.fixture
def author(client, house):
    client.force_login(house.proposer)
    return client


# --- whose draft it is -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_nobody_else_writes(client, house, number):
    proposal = make.co_signed(house)
    for person, status in ((house.seconders[0], 403), (house.employee, 404), (house.union, 404), (house.leader, 404)):
        client.force_login(person)
        for method in ("get", "post"):
            assert getattr(client, method)(step(proposal, number)).status_code == status, person


def test_there_are_four_steps(author, house):
    proposal = make.draft(house)
    for number in (0, 5, 99):
        assert author.get(step(proposal, number)).status_code == 404


def test_what_was_handed_in_can_be_read_but_not_written_any_more(author, house):
    proposal = make.submitted(house)
    page = author.get(step(proposal, 2), follow=True)
    assert page.redirect_chain[-1][0] == proposal.get_absolute_url()
    assert "内容不能再改" in page.content.decode()
    late = author.post(step(proposal, 2), {"title": "改", "go": "next"}, headers=HTMX)
    assert late.status_code == 409
    assert "现在是“待审查”" in late.content.decode()
    proposal.refresh_from_db()
    assert proposal.title != "改"


# --- co-signers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["李守田", "守田", "lishoutian", "lst", "第二代表团 李"])
def test_representatives_are_found_by_name_pinyin_and_delegation(author, house, asked):
    other = make.delegation(house.term, "第二代表团")
    make.representative(house.term, house.team, "李守田", delegation_=other)
    proposal = make.draft(house)
    page = author.get(step(proposal, 3), {"q": asked})
    assert [str(seat.person) for seat in page.context["found"]] == ["李守田"]
    part = author.get(step(proposal, 3), {"q": asked, "part": "found"}, headers=HTMX).content.decode()
    assert part.lstrip().startswith('<div id="found"')
    assert "李守田" in part


def test_the_own_delegation_stands_there_before_anything_is_asked(author, house):
    stranger = make.representative(
        house.term, house.team, "李守田", delegation_=make.delegation(house.term, "第二代表团")
    )
    found = [seat.person for seat in author.get(step(make.draft(house), 3)).context["found"]]
    assert set(found) == set(house.seconders)
    assert stranger not in found
    assert house.proposer not in found


def test_an_invitation_is_one_tap_and_reaches_the_inbox(author, house):
    proposal = make.draft(house)
    answer = author.post(step(proposal, 3), {"go": "invite", "person": house.seconders[0].pk})
    assert answer.url == step(proposal, 3)
    assert proposal.co_signers.get().state == "invited"
    notice = Notice.objects.get(person=house.seconders[0], kind="proposal-invited")
    assert notice.url == proposal.get_absolute_url()
    page = author.get(step(proposal, 3))
    assert house.seconders[0] not in [seat.person for seat in page.context["found"]]
    assert "等待回应" in page.content.decode()


def test_nobody_without_a_seat_is_invited(author, house):
    proposal = make.draft(house)
    for person in (house.employee.pk, house.union.pk, 0, "abc", "9" * 30):
        assert author.post(step(proposal, 3), {"go": "invite", "person": person}).status_code == 404
    assert not proposal.co_signers.exists()
    refused = author.post(step(proposal, 3), {"go": "invite", "person": house.proposer.pk}, headers=HTMX)
    assert refused.status_code == 409
    assert "不能附议自己的提案" in refused.content.decode()


def test_whoever_withdrew_may_be_asked_again(author, house):
    proposal = make.co_signed(house)
    workflow.withdraw_signature(proposal, house.seconders[0])
    assert house.seconders[0] in [seat.person for seat in author.get(step(proposal, 3)).context["found"]]
    author.post(step(proposal, 3), {"go": "invite", "person": house.seconders[0].pk})
    assert proposal.co_signers.get(person=house.seconders[0]).state == "invited"


def test_the_list_of_signers_reads_itself_anew(author, house):
    proposal = make.co_signed(house)
    part = author.get(step(proposal, 3), {"part": "signers"}, headers=HTMX).content.decode()
    assert part.lstrip().startswith('<div class="stack stack--4" id="signers"')
    assert "已有 2 人附议，可以提交了。" in part


# --- handing in ------------------------------------------------------------------------------------------------


def test_the_last_step_hands_in_and_says_the_number(author, house):
    proposal = make.co_signed(house)
    page = author.post(step(proposal, 4), READY, follow=True)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.number) == (State.SUBMITTED, "HSZ-6-2-001")
    assert "提案已提交，编号 HSZ-6-2-001" in page.content.decode()


def test_it_is_not_handed_in_without_the_authors_word(author, house):
    proposal = make.co_signed(house)
    page = author.post(step(proposal, 4), {"go": "submit"})
    assert page.status_code == 422
    assert "请确认内容属实并同意公开题目和办理情况。" in page.content.decode()
    assert "checked" not in author.get(step(proposal, 4)).content.decode()
    proposal.refresh_from_db()
    assert proposal.state == State.DRAFT


@pytest.mark.parametrize(
    ("signers", "draft", "says"),
    [
        (1, {}, "现有 1 名代表附议，至少要 2 名才能提交。"),
        (2, {"title": ""}, "还没有填写案由"),
        (2, {"points": []}, "还没有填写建议措施"),
    ],
)
def test_what_is_missing_is_said_and_the_draft_stays(author, house, signers, draft, says):
    proposal = make.co_signed(house, seconders=house.seconders[:signers], **draft)
    page = author.post(step(proposal, 4), READY)
    assert page.status_code == 409
    assert says in page.content.decode()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.number) == (State.DRAFT, None)


def test_handed_in_twice_it_is_handed_in_once(author, house):
    proposal = make.co_signed(house)
    author.post(step(proposal, 4), READY)
    again = author.post(step(proposal, 4), READY, headers=HTMX)
    assert again.status_code == 409
    assert proposal.versions.count() == 1
    assert Event.objects.of(proposal).filter(act="proposals.submit").count() == 1


def test_begun_in_the_call_and_handed_in_after_it_it_goes_between_the_sessions(client, house):
    proposal = make.co_signed(house)
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        client.force_login(house.proposer)
        page = client.post(step(proposal, 4), READY, follow=True)
        assert "闭会期间" in page.content.decode()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.between_sessions) == (State.SUBMITTED, True)


def test_a_withdrawn_signature_opens_the_draft_again(author, house):
    proposal = make.submitted(house)
    assert author.get(step(proposal, 2)).status_code == 302
    workflow.withdraw_signature(proposal, house.seconders[0])
    assert author.get(step(proposal, 2)).status_code == 200
    assert "还差 1 人" in author.get(step(proposal, 3)).content.decode()
    assert author.post(step(proposal, 4), READY).status_code == 409


def test_a_returned_proposal_is_completed_in_the_same_steps_and_keeps_its_number(author, house):
    proposal = make.submitted(house)
    workflow.send_back(proposal, house.union, reason="unclear", text="请写明标准调到多少。")
    assert "补充提案" in author.get(step(proposal, 2)).content.decode()
    author.post(step(proposal, 2), typed(author, proposal, point_1="调到每天 120 元。"))
    assert "重新提交" in author.get(step(proposal, 4)).content.decode()
    author.post(step(proposal, 4), READY)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.number, proposal.versions.count()) == (State.SUBMITTED, "HSZ-6-2-001", 2)


def test_going_back_from_the_last_step_asks_for_no_consent(author, house):
    proposal = make.co_signed(house)
    assert author.post(step(proposal, 4), {"go": "back"}).url == step(proposal, 3)
