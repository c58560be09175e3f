"""The functions that other tests stand on do reach the states that they are named after."""

import pytest

from tests import factories as make
from ymdm.duties.models import Duty


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["draft", "submitted", "filed", "assigned", "in_progress", "reply_draft", "replied", "evaluated", "rehandling",
     "leader_review", "closed"],
)  # fmt: skip
def test_each_function_makes_a_proposal_in_the_state_of_its_name(name):
    house = make.bureau()
    kwargs = {} if name in {"draft", "submitted", "filed"} else {"assisting": [house.logistics]}
    proposal = getattr(make, name)(house, **kwargs)
    assert proposal.state == name
    assert Duty.objects.of(proposal).owed().exists() is (name not in {"draft", "closed"})


@pytest.mark.django_db
def test_a_promise_of_class_b_is_still_owed_when_the_proposal_is_closed():
    assert [duty.kind for duty in Duty.objects.of(make.closed(make.bureau(), result_class="B")).owed()] == [
        "proposals.follow_up"
    ]
