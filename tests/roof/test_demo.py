"""The demo year is coherent and writing it twice harms nothing."""

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from evaluation.assessments.models import Answer, AppealedItem, Assessment, Standings, Veto
from evaluation.assessments.models import State as AssessmentState
from evaluation.assessments.prefill import prefilled
from evaluation.assessments.scoring_rules import settled
from evaluation.inspections.models import Finding, Rectification, Visit
from proposals import kinds
from proposals.models import Proposal, State
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Person
from ymdm.roof import demo

pytestmark = pytest.mark.django_db


def states() -> set[str]:
    return set(Proposal.objects.values_list("state", flat=True))


def test_it_tells_every_state_an_overdue_reply_that_was_escalated_a_merger_and_a_second_round(year):
    today = timezone.localdate()
    assert states() == set(State.values)
    overdue = Duty.objects.overdue(today).filter(kind=kinds.REPLY)
    assert any({"yellow", "due", "red"} <= {slip.stage for slip in duty.slips.all()} for duty in overdue)
    assert Proposal.objects.filter(merged__isnull=False).exists()
    assert Proposal.objects.filter(round=2, state__in=[State.CLOSED, State.ARCHIVED]).exists()
    assert Duty.objects.filter(extended_at__isnull=False).exists()
    # Whatever is neither ended nor a draft is owed by somebody: answered XOR owed.
    waiting = Proposal.objects.exclude(state__in=["draft", "withdrawn", "merged", "not_filed", "closed", "archived"])
    assert [str(proposal) for proposal in waiting if not proposal.duties.owed().exists()] == []
    assert not Event.objects.filter(at__gt=timezone.now()).exists()
    assert not Notice.objects.filter(made_at__gt=timezone.now()).exists()


def test_a_second_run_changes_nothing(year, capsys):
    before = [model.objects.count() for model in (Proposal, Duty, Event, Notice, Person)]
    call_command("seed_demo")
    assert [model.objects.count() for model in (Proposal, Duty, Event, Notice, Person)] == before
    assert "没有改动" in capsys.readouterr().out


def test_every_demo_account_signs_in_with_the_password_that_is_printed(year):
    for kind, number, password in demo.accounts():
        assert len(password) >= 12
        answer = Client().post("/w/sign-in/", {"username": number, "password": password})
        assert answer.status_code == 302, kind


def test_the_records_fill_seven_of_ten_items_that_concern_each_unit_of_the_demo(year):
    found = list(Assessment.objects.prefetch_related("answers__item"))
    assert {one.unit.code for one in found} == {"XF", "SD", "HQ"}
    for one in found:
        answers = [answer for answer in one.answers.all() if not answer.item.is_outside]
        filled, asked = prefilled(answers)
        assert filled >= 0.7 * asked, one
        # Where nothing of the kind happened the records fill nothing: those are taken off both sides.
        counted = sum(bool(answer.whole) for answer in answers)
        assert counted >= 0.7 * (counted + asked - filled), one


def test_the_year_was_scored_by_two_heard_raised_in_one_item_and_published_in_order(year):
    standings = Standings.objects.get(state=Standings.State.OUT)
    places = list(standings.places.select_related("assessment"))
    assert [one.rank for one in places] == [1, 2, 3]
    for one in places:
        assert one.assessment.state == AssessmentState.FINAL
        assert one.assessment.inspectors.filter(signed_at__isnull=False).count() == 2
    [raised] = AppealedItem.objects.all()
    changed = [
        answer for answer in raised.answer.assessment.answers.prefetch_related("scores")
        if answer.verified != settled([score.points for score in answer.scores.all()])
    ]  # fmt: skip
    assert raised.after > raised.before and changed == [raised.answer]
    [veto] = Veto.objects.all()
    assert veto.state == Veto.State.REFUSED and veto.heard and veto.votes_against > veto.votes_for
    # Every deduction says why and by whom.
    assert not Answer.objects.filter(verified__lt=F("item__full"), verdict="").exclude(
        item__kind__in=["bonus", "extra_deduction"]
    )


def test_one_inspection_came_unannounced_and_what_the_other_found_is_owed_or_was_looked_at_again(year):
    assert set(Visit.objects.values_list("kind", "state")) == {
        ("regular", "visit_reported"), ("irregular", "visit_reported"),
    }  # fmt: skip
    assert sorted(Finding.objects.values_list("state", flat=True)) == ["finding_closed", "finding_owed"]
    [checked] = Rectification.objects.all()
    assert checked.is_passed and checked.file is not None
    assert Duty.objects.owed().filter(kind="inspections.rectify").count() == 1
