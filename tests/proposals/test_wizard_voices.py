"""Speaking for others: a delegation by its head, a representative by the union (F80)."""

import pytest
from django.urls import reverse

from proposals import workflow
from proposals.models import Proposal, State
from tests import factories as make
from tests.proposals.writing import NEW, READY, step, typed
from ymdm.notices.models import Notice
from ymdm.organization.models import Role
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.bureau()


@pytest.fixture
def author(client, house):
    client.force_login(house.proposer)
    return client


# --- for a delegation --------------------------------------------------------------------------------------------


def test_the_head_of_a_delegation_may_speak_in_its_name(author, house):
    house.delegation.head = house.proposer
    house.delegation.save()
    category = house.term.proposal_categories.first().pk
    assert "机关代表团" in author.get(NEW).content.decode()
    author.post(NEW, {"category": category, "voice": "joint"})
    proposal = Proposal.objects.get()
    assert proposal.is_joint
    author.post(
        step(proposal, 2), typed(author, proposal, title="硬化道路", rationale="雨天难走。", point_1="今年硬化。")
    )
    page = author.post(step(proposal, 4), READY)
    assert page.status_code == 422
    assert "须经本团过半数代表同意" in page.content.decode()
    author.post(step(proposal, 4), READY | {"agreed": "on"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.co_signers.count()) == (State.SUBMITTED, 0)


def test_nobody_else_speaks_for_a_delegation(author, house):
    category = house.term.proposal_categories.first().pk
    assert "voice" not in author.get(NEW).content.decode()
    author.post(NEW, {"category": category, "voice": "joint"})
    assert not Proposal.objects.get().is_joint


def test_the_workflow_itself_refuses_a_voice_that_is_not_ones_own(house):
    with pytest.raises(Refused, match="由代表团团长提交"):
        workflow.begin(house.unit, house.proposer, joint=True)
    assert not Proposal.objects.exists()


# --- on behalf of somebody (F80) --------------------------------------------------------------------------------


@pytest.fixture
def officer(client, house):
    client.force_login(house.union)
    return client


def enter(officer, house) -> Proposal:
    seat = house.proposer.mandates.get()
    answer = officer.post(reverse("proposals:proposal-enter"), {"seat": seat.pk})
    proposal = Proposal.objects.get()
    assert answer.url == step(proposal, 1)
    return proposal


def test_the_union_finds_the_representative_and_enters_what_came_on_paper(officer, house):
    page = officer.get(reverse("proposals:proposal-enter"), {"q": "mhx"})
    assert [seat.person for seat in page.context["found"]] == [house.proposer]
    proposal = enter(officer, house)
    assert (proposal.source, proposal.proposer, proposal.entered_by) == ("on_behalf", house.proposer, house.union)
    html = officer.get(step(proposal, 2)).content.decode()
    assert "代为录入：提案人马红霞" in html


def test_signatures_on_paper_are_entered_and_each_co_signer_is_told(officer, house):
    proposal = enter(officer, house)
    officer.post(
        step(proposal, 2), typed(officer, proposal, title="调整津贴", rationale="现行 60 元。", point_1="调到 100 元。")
    )
    for person in house.seconders:
        officer.post(step(proposal, 3), {"go": "paper", "person": person.pk})
    assert set(proposal.co_signers.values_list("state", "on_paper")) == {("signed", True)}
    told = Notice.objects.filter(kind="proposal-paper-signature").values_list("person", flat=True)
    assert set(told) == {person.pk for person in house.seconders}
    officer.post(step(proposal, 4), READY)
    proposal.refresh_from_db()
    assert proposal.state == State.SUBMITTED
    assert "代为录入" in officer.get(proposal.get_absolute_url()).content.decode()
    # It was not so: the person withdraws it like any other.
    workflow.withdraw_signature(proposal, house.seconders[0])
    assert proposal.state == State.DRAFT


def test_no_signature_is_entered_for_what_somebody_wrote_in_person(author, house):
    proposal = make.draft(house)
    author.post(step(proposal, 3), {"go": "paper", "person": house.seconders[0].pk})
    assert proposal.co_signers.get().state == "invited"
    with pytest.raises(NoAuthority, match="书面附议"):
        workflow.enter_signature(proposal, house.union, person=house.seconders[0])


def test_the_entry_on_behalf_is_the_unions(client, house):
    seat = house.proposer.mandates.get()
    for person in (house.proposer, house.handler, house.employee, house.leader):
        client.force_login(person)
        for method in ("get", "post"):
            assert getattr(client, method)(reverse("proposals:proposal-enter"), {"seat": seat.pk}).status_code == 403
    assert not Proposal.objects.exists()


def test_a_unit_enters_only_for_its_own_congress(client, house):
    seat = house.proposer.mandates.get()
    client.force_login(house.branch_union)
    assert client.get(reverse("proposals:proposal-enter"), {"q": "马"}).context["found"].count() == 0
    assert client.post(reverse("proposals:proposal-enter"), {"seat": seat.pk}).status_code == 404
    for value in ("", "x", "9" * 40):
        assert client.post(reverse("proposals:proposal-enter"), {"seat": value}).status_code == 404


def test_whoever_is_union_officer_and_representative_may_do_both(client, house):
    make.appoint(house.proposer, Role.UNION_OFFICER, house.unit)
    client.force_login(house.proposer)
    html = client.get(NEW).content.decode()
    assert reverse("proposals:proposal-enter") in html
