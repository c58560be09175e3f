"""The file of a proposal, read at once, is what the tables hold."""

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from proposals import workflow
from proposals.models import Proposal
from proposals.reading.dossier import read
from tests import factories as make
from ymdm.ledger.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def told(house):
    """A proposal to which everything happened: merged, objected, extended, countersigned, re-handled, concluded."""
    head = make.submitted(house)
    other = make.representative(house.term, house.team, "李守田", delegation_=house.delegation)
    twin = make.submitted(house, by=other, title="提高野外津贴")
    sitting = make.meeting(house)
    decided = {"text": "符合条件。", "meeting": sitting, "ayes": 4, "nays": 1}
    workflow.review(head, house.union, outcome="filed", reason="fit", **decided)
    workflow.review(twin, house.union, outcome="merged", reason="same_matter", into=head, **decided)
    workflow.instruct(head, house.leader, text="请抓紧办。", leader=house.leader)
    workflow.assign(head, house.union, lead=house.logistics, leader=house.leader, assisting=[house.finance])
    workflow.object_to_assignment(head, house.helper, reason="不管津贴。", suggested_unit=house.hr)
    workflow.decide_objection(head, house.union, approve=True, decision="改由人事处办。", unit=house.hr)
    workflow.sign_for(head, house.handler)
    workflow.ask_extension(head, house.handler, days=10, reason="等测算。")
    workflow.decide_extension(head, house.union, approve=True, decision="同意。")
    make.contacted(house, head)
    workflow.draft_reply(head, house.handler, **make.answering(head))
    workflow.countersign(head, house.finance_handler, agrees=False, text="没有预算。")
    workflow.send_reply_back(head, house.leader, reason="请写明预算。")
    workflow.draft_reply(head, house.handler, **make.answering(head, result_class="B"))
    workflow.countersign(head, house.finance_handler, agrees=True)
    workflow.sign(head, house.leader)
    workflow.change_class(head, house.union, result_class="C", reason="今年没有条件。")
    for person in (house.proposer, other):
        workflow.evaluate(head, person, attitude="satisfied", result="dissatisfied", text="没有时间表。")
    head.duties.owed().get(kind="proposals.second_reply").slips.create(
        stage="red", tone="red", on="2026-11-20", at=head.started_at, by_label="系统", text="逾期"
    )
    return head


def plain(row: models.Model) -> dict:
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


ACCESSORS = (
    "points", "co_signers", "assignments", "replies", "contacts", "reviews", "extension_requests", "objections",
    "instructions", "follow_ups",
)  # fmt: skip


def test_every_relation_holds_what_the_table_holds_in_the_same_order(told):
    filed = read(Proposal.objects.all(), told.pk)
    fresh = Proposal.objects.get(pk=told.pk)
    for accessor in ACCESSORS:
        expected = [plain(row) for row in getattr(fresh, accessor).all()]
        assert [plain(row) for row in getattr(filed.proposal, accessor).all()] == expected, accessor
        assert expected or accessor == "follow_ups"
    for mine, theirs in zip(filed.proposal.replies.all(), fresh.replies.all(), strict=True):
        for accessor in ("point_answers", "countersigns", "evaluations"):
            expected = [plain(row) for row in getattr(theirs, accessor).all()]
            assert [plain(row) for row in getattr(mine, accessor).all()] == expected
    assert [plain(row) for row in filed.duties] == [plain(row) for row in fresh.duties.order_by("due_on", "pk")]
    assert [plain(row) for row in filed.events] == [plain(row) for row in Event.objects.of(fresh)]
    assert filed.proposal.signatories() == fresh.signatories()
    assert [list(review.aside.all()) for review in filed.proposal.reviews.all()] == [[]]
    assert filed.is_escalated
    assert [typed["reason"] for typed in filed.typed.values()] == ["今年没有条件。"]


def test_reading_it_asks_four_questions_and_no_relation_asks_another(told):
    with CaptureQueriesContext(connection) as asked:
        filed = read(Proposal.objects.all(), told.pk)
        proposal = filed.proposal
        assert {str(author) for author in proposal.signatories()} > {"马红霞", "李守田"}
        assert [str(row.unit) for row in proposal.assignments.all()] == ["后勤服务中心", "人事劳动处", "财务处"]
        assert [str(row.by) for reply in proposal.replies.all() for row in reply.countersigns.all()] == ["周敏", "周敏"]
        assert [str(row.assignment.unit) for row in proposal.objections.all()] == ["后勤服务中心"]
        assert [row.point.order for row in proposal.replies.all()[1].point_answers.all()] == [1, 2]
        assert [duty.owner for duty in filed.owed] == ["人事劳动处"]
        assert len(filed.slips) == 1
    assert [query["sql"].split(" FROM ")[0][:80] for query in asked][4:] == []
