"""The demo year is coherent and writing it twice harms nothing."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

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
