"""What must hold in every state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from proposals import workflow
from proposals.models import Proposal, State
from proposals.models.proposal import ENDED
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.workflow import Refused, steps_of

pytestmark = pytest.mark.django_db

STATES = {
    State.DRAFT: make.draft,
    State.SUBMITTED: make.submitted,
    State.RETURNED: lambda house: returned(house),
    State.WITHDRAWN: lambda house: withdrawn(house),
    State.FILED: make.filed,
    State.MERGED: lambda house: make.reviewed(house, "merged", "same_matter", into=make.filed(house)),
    State.CONVERTED: lambda house: make.reviewed(house, "converted", "suggestion"),
    State.NOT_FILED: lambda house: make.reviewed(house, "not_filed", "solved"),
    State.FORWARDED_UP: lambda house: make.reviewed(house, "forwarded_up", "beyond_authority"),
    State.ASSIGNED: make.assigned,
    State.REASSIGN_REQUESTED: lambda house: objected(house),
    State.IN_PROGRESS: make.in_progress,
    State.REPLY_DRAFT: make.reply_draft,
    State.REPLIED: make.replied,
    State.EVALUATED: make.evaluated,
    State.REHANDLING: make.rehandling,
    State.LEADER_REVIEW: make.leader_review,
    State.CLOSED: make.closed,
    State.ARCHIVED: lambda house: archived(house),
}


def returned(house):
    proposal = make.submitted(house)
    workflow.send_back(proposal, house.union, reason="unclear", text="请写明。")
    return proposal


def withdrawn(house):
    proposal = make.submitted(house)
    workflow.withdraw(proposal, house.proposer, reason="已解决")
    return proposal


def objected(house):
    proposal = make.assigned(house)
    workflow.object_to_assignment(proposal, house.handler, reason="不属于本处")
    return proposal


def archived(house):
    proposal = make.closed(house)
    workflow.archive(proposal, house.union)
    return proposal


def test_every_state_is_reached_by_the_workflow():
    assert set(STATES) == set(State)


@pytest.mark.parametrize("state", State)
def test_a_matter_is_either_answered_or_owed(state):
    """Invariant 1: never without an answer and without an open duty."""
    house = make.bureau()
    proposal = STATES[state](house)
    assert proposal.state == state
    owed = proposal.duties.owed().exists()
    if state == State.DRAFT:
        assert not owed  # nobody has been asked anything yet
    elif state in ENDED:
        assert not owed
    else:
        assert owed


@pytest.mark.parametrize("state", State)
def test_every_step_of_a_state_is_written_down(state):
    house = make.bureau()
    proposal = STATES[state](house)
    acts = [event.act for event in Event.objects.of(proposal)]
    assert acts[0] == "proposals.begin"
    done = {step.act for step in steps_of(Proposal).values()}
    assert set(acts) <= done
    assert all(event.unit_label and event.actor_label for event in Event.objects.of(proposal))


@pytest.mark.parametrize("state", State)
def test_a_step_that_does_not_leave_this_state_is_refused_and_changes_nothing(state):
    house = make.bureau()
    proposal = STATES[state](house)
    people = [house.proposer, house.union, house.handler, house.leader, house.helper]
    for verb, step in steps_of(Proposal).items():
        if step.creates or state in step.leaves:
            continue
        for person in people:
            if step.authority(proposal, person):
                continue
            before = Event.objects.count(), Notice.objects.count(), Duty.objects.owed().count()
            with pytest.raises(Refused, match="不能再"):
                getattr(workflow, verb)(proposal, person)
            assert (Event.objects.count(), Notice.objects.count(), Duty.objects.owed().count()) == before
            break


def test_a_failure_inside_a_step_takes_back_everything(monkeypatch):
    """F111: no notice, no event, no duty of what was rolled back."""
    house = make.bureau()
    proposal = make.replied(house)
    before = Event.objects.count(), Notice.objects.count(), Duty.objects.owed().count()
    monkeypatch.setattr("proposals.workflow.closing.notices.settled", lambda proposal: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        workflow.evaluate(proposal, house.proposer, attitude="satisfied", result="satisfied")
    assert (Event.objects.count(), Notice.objects.count(), Duty.objects.owed().count()) == before
    assert Proposal.objects.get(pk=proposal.pk).state == State.REPLIED


def test_nothing_can_be_done_at_a_time_to_come():
    house = make.bureau()
    proposal = make.filed(house)
    with pytest.raises(Refused, match="不能晚于现在"):
        workflow.instruct(proposal, house.leader, text="批示", at=timezone.now() + timedelta(hours=1))
