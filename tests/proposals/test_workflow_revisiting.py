"""Some weeks after the closure: “is it really done?” (F73; PRO-01 件件有落实)."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from proposals import kinds, sweep, workflow
from proposals.models import Proposal
from tests import factories as make
from ymdm.duties.tasks import remind
from ymdm.notices.models import Notice
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def days_ago(days):
    return time_machine.travel(timezone.now() - timedelta(days=days), tick=True)


@pytest.fixture
def solved(house):
    """Closed as solved more than a month ago."""
    with days_ago(31):
        return make.closed(house, result_class="A")


@pytest.fixture
def asked(solved):
    sweep.ask_back_all()
    solved.refresh_from_db()
    return solved


@pytest.mark.parametrize(("days", "is_asked"), [(29, False), (30, True), (200, True)])
def test_the_proposer_is_asked_thirty_days_after_the_closure_and_never_earlier(house, days, is_asked):
    with days_ago(days):
        proposal = make.closed(house, result_class="A")
    assert sweep.ask_back_all() == int(is_asked)
    owed = proposal.duties.owed().filter(kind=kinds.REVISIT, person=house.proposer)
    assert owed.exists() is is_asked
    assert Notice.objects.filter(person=house.proposer, title="请办理：回访：真的办好了吗").exists() is is_asked


def test_a_second_sweep_asks_nobody_twice(asked):
    assert sweep.ask_back_all() == 0
    assert asked.duties.owed().count() == 1
    with pytest.raises(Refused, match="还没有到回访的日子"):
        workflow.ask_back(asked, SYSTEM)


def test_a_promise_is_asked_about_only_after_it_was_kept(house):
    promised = timezone.localdate() + timedelta(days=60)
    proposal = make.closed(house, result_class="B", follow_up_on=promised)
    assert proposal.ask_back_on is None
    workflow.follow_up(proposal, house.handler, progress="已全部更换", result_class="A")
    assert proposal.ask_back_on == timezone.localdate() + timedelta(days=30)


def test_done_ends_it(asked, house):
    workflow.revisit(asked, house.proposer, is_done=True)
    assert not asked.duties.owed().exists()
    assert asked.ask_back_on is None
    with pytest.raises(Refused, match="已经回答过"):
        workflow.revisit(asked, house.proposer, is_done=False, text="其实没有")


def test_only_a_proposer_is_heard(asked, house):
    for other in (house.seconders[0], house.employee, house.union):
        with pytest.raises(NoAuthority, match="由提案人回答"):
            workflow.revisit(asked, other, is_done=True)


def test_nobody_answers_before_being_asked(solved, house):
    with pytest.raises(Refused, match="还没有到回访的日子"):
        workflow.revisit(solved, house.proposer, is_done=True)


def test_not_done_says_what_and_then_the_lead_owes_an_account_of_it(asked, house):
    with pytest.raises(Refused, match="哪里没有办好"):
        workflow.revisit(asked, house.proposer, is_done=False, text=" ")
    assert asked.duties.owed().get().kind == kinds.REVISIT
    workflow.revisit(asked, house.proposer, is_done=False, text="只换了一半")
    duty = asked.duties.owed().get()
    assert (duty.kind, duty.unit, duty.leader) == (kinds.RECHECK, house.hr, house.leader)
    told = Notice.objects.filter(kind="proposal-not-done").values_list("person", flat=True)
    assert {house.handler.pk, house.union.pk, house.leader.pk} <= set(told)
    assert house.proposer.pk not in told


def test_the_lead_answers_and_after_a_month_the_proposer_is_asked_once_more(asked, house):
    with pytest.raises(Refused, match="没有等待核实"):
        workflow.recheck(asked, house.handler, answer="看过了")
    workflow.revisit(asked, house.proposer, is_done=False, text="只换了一半")
    with pytest.raises(NoAuthority):
        workflow.recheck(asked, house.helper, answer="看过了")
    workflow.recheck(asked, house.handler, answer="其余的本周换完")
    row = asked.revisits.get()
    assert (row.answer, row.answered_by, row.is_open) == ("其余的本周换完", house.handler, False)
    assert not asked.duties.owed().exists()
    assert Notice.objects.filter(kind="proposal-rechecked", person=house.proposer).exists()
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=True):
        assert sweep.ask_back_all() == 1
        workflow.revisit(Proposal.objects.get(pk=asked.pk), house.proposer, is_done=True)
    assert [row.is_done for row in asked.revisits.all()] == [False, True]


def test_silence_ends_the_waiting_and_is_not_counted_as_done(asked, house):
    with pytest.raises(Refused, match="还没有到"):
        workflow.lapse_revisit(asked, SYSTEM)
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=True):
        assert sweep.lapse_all() == 1
        assert not asked.duties.owed().exists()
        assert not asked.revisits.exists()
        # A late word is still heard.
        workflow.revisit(Proposal.objects.get(pk=asked.pk), house.proposer, is_done=False, text="一直没有人来")
    assert asked.duties.owed().get().kind == kinds.RECHECK


@pytest.mark.parametrize("kind", [kinds.REVISIT, kinds.EVALUATE])
def test_who_does_not_answer_in_time_is_not_called_late_before_the_leaders(house, kind):
    if kind == kinds.REVISIT:
        with days_ago(31):
            proposal = make.closed(house, result_class="A")
        sweep.ask_back_all()
    else:
        proposal = make.replied(house)
    due_on = proposal.duties.owed().get(kind=kind).due_on
    with time_machine.travel(timezone.make_aware(datetime.combine(due_on + timedelta(days=4), time(0, 1))), tick=True):
        remind()
    duty = proposal.duties.get(kind=kind)
    assert duty.cancelled_at
    assert not duty.slips.filter(tone="red").exists()
    assert not Notice.objects.filter(person=house.leader, kind="duty-reminded").exists()


def test_it_is_asked_of_an_archived_proposal_as_well(solved, house):
    with days_ago(20):
        workflow.archive(solved, house.union)
    assert sweep.ask_back_all() == 1


def test_the_page_tells_it_and_hides_who_said_no_from_those_who_answered(asked, house, client):
    workflow.revisit(asked, house.proposer, is_done=False, text="只换了一半")
    workflow.recheck(asked, house.handler, answer="其余的本周换完")
    for person, names in ((house.proposer, True), (house.union, True), (house.handler, False)):
        client.force_login(person)
        page = client.get(f"/w/proposals/{asked.pk}/").content.decode()
        assert "没有办好" in page
        assert "只换了一半" in page
        assert "其余的本周换完" in page
        assert ("回访 · 提案人" in page) is names


def test_the_proposer_finds_the_question_on_the_start_page_and_answers_it(asked, house, client):
    client.force_login(house.proposer)
    assert f"/w/proposals/{asked.pk}/revisit/" in client.get("/w/").content.decode()
    url = f"/w/proposals/{asked.pk}/revisit/"
    assert "真的办好了吗" in client.get(url).content.decode()
    answer = client.post(url, {"is_done": "no", "text": ""})
    assert answer.status_code == 409
    assert "哪里没有办好" in answer.content.decode()
    assert client.post(url, {"is_done": "no", "text": "只换了一半"}).status_code == 302
    client.force_login(house.handler)
    assert f"/w/proposals/{asked.pk}/recheck/" in client.get("/w/").content.decode()
