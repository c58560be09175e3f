"""A refusal may be reviewed once more (F53)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from proposals import kinds, rules, workflow
from proposals.models import State
from tests import factories as make
from ymdm.notices.models import Notice
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def refuse(house, proposal):
    workflow.review(
        proposal, house.union, outcome=State.NOT_FILED, reason="solved", text="去年已经解决。", meeting=make.meeting(house),
        ayes=5,
    )  # fmt: skip


def test_the_author_of_a_refused_proposal_asks_once_more_and_the_committee_owes_a_review(house):
    proposal = make.reviewed(house, State.NOT_FILED, "solved")
    assert not proposal.duties.owed().exists()
    workflow.appeal(proposal, house.proposer, reason="只解决了一半。")
    assert (proposal.state, proposal.outcome, proposal.decided_on) == (State.SUBMITTED, "", None)
    assert proposal.duties.owed().get().kind == kinds.REVIEW
    assert proposal.reviews.get().text == "经审查讨论决定。"
    told = set(Notice.objects.filter(kind="proposal-appealed").values_list("person__name", flat=True))
    assert {"马红霞", "郑晓芸"} <= told


def test_the_second_review_may_file_it(house):
    proposal = make.reviewed(house, State.NOT_FILED, "solved")
    workflow.appeal(proposal, house.proposer, reason="只解决了一半。")
    workflow.review(
        proposal, house.union, outcome="filed", reason="fit", text="复议后立案。", meeting=make.meeting(house), ayes=5
    )
    assert (proposal.state, proposal.number, proposal.reviews.count()) == (State.FILED, "HSZ-6-2-001", 2)


def test_after_the_second_refusal_there_is_no_third_review(house):
    proposal = make.reviewed(house, State.NOT_FILED, "solved")
    workflow.appeal(proposal, house.proposer, reason="只解决了一半。")
    refuse(house, proposal)
    with pytest.raises(Refused, match="已经复议过一次"):
        workflow.appeal(proposal, house.proposer, reason="还是没有解决。")
    assert proposal.state == State.NOT_FILED


def test_the_time_for_it_ends_after_ten_working_days(house):
    proposal = make.reviewed(house, State.NOT_FILED, "solved")
    with time_machine.travel(timezone.now() + timedelta(days=25)), pytest.raises(Refused, match="复议的期限到"):
        workflow.appeal(proposal, house.proposer, reason="只解决了一半。")
    assert rules.APPEAL.value == 10


def test_nobody_else_asks_and_not_without_a_reason(house):
    proposal = make.reviewed(house, State.NOT_FILED, "solved")
    for person in (house.seconders[0], house.union, house.leader):
        with pytest.raises(NoAuthority):
            workflow.appeal(proposal, person, reason="只解决了一半。")
    with pytest.raises(Refused, match="请写明为什么应当立案"):
        workflow.appeal(proposal, house.proposer, reason=" ")


def test_what_lapsed_is_proposed_anew_and_not_appealed(house):
    proposal = make.submitted(house)
    workflow.send_back(proposal, house.union, reason="unclear", text="请写明。")
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        house.union.forget_grants()
        workflow.lapse_return(proposal, house.union)
        with pytest.raises(Refused, match="可以重新提出"):
            workflow.appeal(proposal, house.proposer, reason="忘记了。")


def test_the_page_offers_it_and_tells_the_reason_to_the_committee(house, client):
    proposal = make.reviewed(house, State.NOT_FILED, "solved")
    client.force_login(house.proposer)
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert "您现在可以申请复议。" in html
    client.post(reverse("proposals:act", args=[proposal.pk, "appeal"]), {"reason": "只解决了一半。"})
    client.force_login(house.committee[0])
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert "只解决了一半。" in html
    assert "提案委员会应在" in html
