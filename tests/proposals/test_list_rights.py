"""Who sees which proposals in the list, whichever way the question is asked."""

import pytest

from proposals import workflow
from proposals.models import Proposal
from tests import factories as make
from ymdm.organization.models import Person, Role, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def seen(person):
    person.forget_grants()
    return set(Proposal.objects.visible_to(person))


def test_a_draft_is_seen_by_its_author_and_those_asked_to_sign_it_alone(house):
    draft = make.draft(house)
    workflow.invite(draft, house.proposer, people=house.seconders[:1])
    others = [house.union, house.branch_union, house.leader, house.handler, house.inspector, house.seconders[1]]
    assert [draft in seen(one) for one in (house.proposer, house.seconders[0])] == [True, True]
    assert not any(draft in seen(one) for one in [*others, house.employee, house.admin, *house.committee])


def test_whoever_watches_over_the_tree_sees_what_is_no_draft_and_the_drafts_that_concern_her(house):
    make.appoint(house.seconders[0], Role.UNION_OFFICER, house.unit)
    draft, other, sent = make.draft(house), make.draft(house, by=house.seconders[1]), make.submitted(house)
    workflow.invite(draft, house.proposer, people=house.seconders[:1])
    assert seen(house.seconders[0]) == {draft, sent}
    assert seen(house.union) == {sent}
    assert other not in seen(house.seconders[0])


def test_a_right_in_a_unit_below_never_shows_what_is_of_the_unit_above(house):
    proposal = make.submitted(house)
    assert proposal.unit == house.unit
    assert seen(house.branch_union) == set()
    make.appoint(house.employee, Role.UNION_OFFICER, house.team)
    assert seen(house.employee) == set()


def test_a_right_in_a_unit_above_shows_what_is_of_the_unit_below(house):
    below = make.submitted(house)
    Proposal.objects.filter(pk=below.pk).update(unit=house.branch)
    assert seen(house.branch_union) == seen(house.union) == {below}


def test_a_unit_with_a_similar_path_is_another_unit(house):
    """/1/5/ is no beginning of /1/55/."""
    twin = Unit.objects.create(code="TW", name="似局", legal_type="public_institution", level="unit", parent=house.unit)
    Unit.objects.filter(pk=twin.pk).update(path=f"{house.branch.path[:-1]}5/")
    other = make.submitted(house)
    Proposal.objects.filter(pk=other.pk).update(unit=twin)
    assert seen(house.branch_union) == set()


def test_handlers_see_what_their_unit_was_ever_given_and_leaders_what_they_lead(house):
    proposal = make.assigned(house, assisting=[house.logistics])
    other = make.submitted(house)
    assert seen(house.handler) == seen(house.helper) == {proposal}
    assert seen(house.finance_handler) == set()
    workflow.object_to_assignment(proposal, house.handler, reason="不属于本处职责。", suggested_unit=house.finance)
    workflow.decide_objection(proposal, house.union, approve=True, decision="同意改派。", unit=house.finance)
    assert seen(house.finance_handler) == seen(house.handler) == {proposal}
    assert seen(house.leader) == {proposal, other}


def test_the_author_of_a_merged_proposal_and_those_who_signed_it_see_the_one_that_is_answered(house):
    head = make.filed(house, by=house.seconders[0], seconders=[house.proposer, house.seconders[1]])
    other = make.representative(house.term, house.team, "张三")
    signers = [make.representative(house.term, house.team) for _ in range(2)]
    declined = make.representative(house.term, house.team)
    merged = make.co_signed(house, by=other, seconders=signers)
    workflow.invite(merged, other, people=[declined])
    workflow.decline(merged, declined)
    workflow.submit(merged, other)
    workflow.review(
        merged, house.union, outcome="merged", reason="same_matter", text="同一件事。", meeting=make.meeting(house),
        ayes=5, into=head,
    )  # fmt: skip
    assert seen(other) == {head, merged}
    assert all(seen(one) == {head, merged} for one in signers)
    assert seen(declined) == {merged}


def told_by_the_rule(person):
    """The sentence of `visible_to`, asked of every proposal one by one."""

    def seen(proposal):
        mine = {proposal.proposer_id, proposal.entered_by_id, proposal.leader_id}
        asked = {row.person_id for row in proposal.co_signers.all()}
        given = [row.unit for row in proposal.assignments.all()]
        return (
            person.pk in mine | asked
            or (proposal.state != "draft" and person.may("proposals.read", proposal.unit))
            or any(person.may("proposals.handle", unit) for unit in given)
            or any(person in [one.proposer, *one.signatories()] for one in proposal.merged.all())
        )

    return {proposal for proposal in Proposal.objects.all() if seen(proposal)}


def test_the_query_says_what_the_rule_says_for_everybody(house):
    make.draft(house)
    workflow.invite(make.draft(house), house.proposer, people=house.seconders)
    make.submitted(house)
    make.assigned(house, assisting=[house.logistics])
    head = make.filed(house, by=house.seconders[0], seconders=[house.proposer, house.seconders[1]])
    make.reviewed(house, "merged", "same_matter", into=head)
    make.appoint(house.seconders[1], Role.UNION_OFFICER, house.unit)
    make.appoint(house.helper, Role.LEADER, house.branch)
    below = make.submitted(house)
    Proposal.objects.filter(pk=below.pk).update(unit=house.branch)
    for person in Person.objects.all():
        assert seen(person) == told_by_the_rule(person), person


def test_an_ended_appointment_shows_nothing_any_more(house):
    proposal = make.submitted(house)
    appointment = house.union.appointments.get()
    appointment.until_on = appointment.from_on
    appointment.save()
    assert proposal not in seen(house.union)
