"""Several people press at once, on real connections: one is served, the others read a sentence, nothing is doubled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from proposals import kinds, workflow
from proposals.models import Proposal, State
from tests import factories as make
from ymdm.duties import sweep
from ymdm.duties.models import Duty, Slip
from ymdm.duties.rules import LADDER, stage_day
from ymdm.ledger.models import Event
from ymdm.notices import outbox
from ymdm.notices.models import Mail, Notice
from ymdm.organization.models import Person
from ymdm.workdays import calendar
from ymdm.workflow import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in as many threads, each on a connection of its own, started together; results or exceptions."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            gate.wait(10)
            return act()
        except Exception as error:  # the answer of one thread is an exception as well
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


@pytest.fixture
def house():
    return make.bureau()


def test_two_handlers_sign_for_one_proposal_and_one_is_told_that_it_is_done(house):
    proposal = make.assigned(house)
    answers = at_once(*(lambda by=by: workflow.sign_for(fresh(proposal), by) for by in (house.handler, house.head)))
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 1 and answers.count(None) == 1
    assert "办理“签收”" in refused[0].sentence
    assert Event.objects.of(proposal).filter(act="proposals.sign_for").count() == 1
    assert Duty.objects.of(proposal).filter(kind=kinds.SIGN_FOR).exclude(met_at=None).count() == 1


def test_filing_and_withdrawing_at_once_leaves_one_of_the_two(house):
    proposal, meeting = make.submitted(house), make.meeting(house)
    answers = at_once(
        lambda: workflow.review(
            fresh(proposal), house.union, outcome="filed", reason="fit", text="立案", meeting=meeting, ayes=5
        ),
        lambda: workflow.withdraw(fresh(proposal), house.proposer, reason="不提了"),
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    state = fresh(proposal).state
    owed = Duty.objects.of(proposal).owed().count()
    assert (state, owed) in {(State.FILED, 1), (State.WITHDRAWN, 0)}


def test_eight_submissions_at_once_get_eight_dense_numbers(house):
    drafts = [make.co_signed(house) for _ in range(8)]
    answers = at_once(*(lambda draft=draft: workflow.submit(fresh(draft), house.proposer) for draft in drafts))
    assert answers == [None] * 8
    numbers = sorted(Proposal.objects.exclude(number=None).values_list("number", flat=True))
    assert numbers == [f"HSZ-6-2-{n:03d}" for n in range(1, 9)]


def test_one_rating_sent_four_times_counts_once(house):
    proposal = make.replied(house)
    answers = at_once(
        *(
            lambda: workflow.evaluate(fresh(proposal), house.proposer, attitude="satisfied", result="satisfied")
            for _ in range(4)
        )
    )
    assert sum(answer is None for answer in answers) == 1
    assert all(answer is None or isinstance(answer, Refused) for answer in answers)
    assert proposal.replies.get().evaluations.count() == 1
    assert Duty.objects.of(proposal).filter(kind=kinds.CLOSE).count() == 1


def test_two_co_signers_at_once_both_count(house):
    proposal = make.draft(house)
    workflow.invite(proposal, house.proposer, people=house.seconders)
    at_once(*(lambda by=by: workflow.co_sign(fresh(proposal), by) for by in house.seconders))
    assert proposal.co_signers.filter(state="signed").count() == 2


def test_four_sweeps_at_once_and_three_in_a_row_remind_once(house):
    duties = [make.filed(house).duties.get(kind=kinds.ASSIGN) for _ in range(5)]
    day = max(stage_day(LADDER[-1], due_on=duty.due_on, workdays=calendar()) for duty in duties)
    counts = at_once(*(lambda: sweep.remind_all(day) for _ in range(4)))
    assert not [count for count in counts if isinstance(count, Exception)]
    assert sum(counts) == Slip.objects.count()
    assert sum(sweep.remind_all(day) for _ in range(3)) == 0
    for duty in duties:
        told = Notice.objects.filter(kind="duty-reminded", key__startswith=f"{duty.pk}:")
        assert told.count() == told.values("person").distinct().count() > 0


def test_four_deliveries_at_once_send_each_mail_once(house, mailoutbox):
    Person.objects.filter(pk=house.union.pk).update(email="zheng@example.org")
    house.union.refresh_from_db()
    for number in range(20):
        outbox.send(house.union, kind="test", key=str(number), title=f"第 {number} 封")
    Mail.objects.update(
        state=Mail.State.WAITING, sent_at=None, lease_until=None, attempts=0, next_try_at=timezone.now()
    )
    mailoutbox.clear()
    counts = at_once(*(outbox.deliver_due for _ in range(4)))
    assert sum(counts) == 20
    assert sorted(message.subject for message in mailoutbox) == sorted(f"第 {number} 封" for number in range(20))


def test_many_readers_then_writers_never_meet_a_locked_database(house):
    """On SQLite this is what IMMEDIATE buys; on PostgreSQL the row lock."""
    proposals = [make.assigned(house) for _ in range(10)]

    def work(proposal: Proposal) -> None:
        for _ in range(3):
            list(Proposal.objects.visible_to(house.handler)[:20])
        workflow.sign_for(fresh(proposal), house.handler)

    assert at_once(*(lambda proposal=proposal: work(proposal) for proposal in proposals)) == [None] * 10
    assert Proposal.objects.filter(state=State.IN_PROGRESS).count() == 10
    assert connection.vendor in {"sqlite", "postgresql"}
