"""The page of one proposal: what it shows, to whom, and what is kept from whom."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proposals import workflow
from proposals.models import State
from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.ledger.record import record

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.bureau()


@pytest.fixture
def show(client):
    def shown(proposal, person, status=200) -> str:
        client.force_login(person)
        response = client.get(proposal.get_absolute_url())
        assert response.status_code == status
        return response.content.decode()

    return shown


def main(html: str) -> str:
    """The page without its chrome: the reader's own name stands on top of it."""
    return html.partition("<main")[2].partition("</main>")[0]


# --- who may open it -----------------------------------------------------------------------------------------


def test_outsiders_find_nothing_and_those_concerned_find_it(house, show):
    proposal = make.assigned(house)
    for person in (house.employee, house.finance_handler, house.admin):
        show(proposal, person, 404)
    for person in (house.proposer, *house.seconders, house.union, house.handler, house.leader, house.inspector):
        assert proposal.title in show(proposal, person)


def test_a_draft_is_between_its_authors(house, show):
    proposal = make.draft(house)
    workflow.invite(proposal, house.proposer, people=house.seconders[:1])
    show(proposal, house.proposer)
    show(proposal, house.seconders[0])
    for person in (house.seconders[1], house.union, house.leader, house.inspector):
        show(proposal, person, 404)


# --- what it costs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["draft", "in_progress", "replied_again", "closed"])
def test_the_page_asks_at_most_twelve_questions_with_one_event_and_with_forty(house, client, name):
    proposal = getattr(make, name)(house)
    counts = {}
    for person in (house.proposer, house.union, house.handler, house.leader):
        client.force_login(person)
        if client.get(proposal.get_absolute_url()).status_code != 200:
            continue
        with CaptureQueriesContext(connection) as few:
            client.get(proposal.get_absolute_url())
        counts[person.pk] = len(few)
    assert max(counts.values()) <= 12
    while Event.objects.of(proposal).count() < 40:
        record("proposals.record_contact", proposal, house.handler, says="登记沟通", unit=house.hr)
    for person in (house.proposer, house.union, house.handler, house.leader):
        if person.pk in counts:
            client.force_login(person)
            client.get(proposal.get_absolute_url())
            with CaptureQueriesContext(connection) as many:
                response = client.get(proposal.get_absolute_url())
            assert len(many) == counts[person.pk]
            assert len(response.context["happenings"]) >= 39


def test_more_of_everything_asks_no_more(house, client):
    proposal = make.in_progress(house, assisting=[house.logistics])
    client.force_login(house.union)
    client.get(proposal.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(proposal.get_absolute_url())
    for _ in range(5):
        make.contacted(house, proposal)
    workflow.ask_extension(proposal, house.handler, days=10, reason="等测算。")
    with CaptureQueriesContext(connection) as many:
        client.get(proposal.get_absolute_url())
    assert len(many) == len(few)


def test_the_page_carries_no_inline_style_and_no_inline_script(house, show):
    html = show(make.replied_again(house), house.proposer)
    assert not re.search(r"\sstyle=|<script(?![^>]*src=)|\son\w+=", html)


# --- buttons ---------------------------------------------------------------------------------------------------


def test_a_person_sees_only_the_buttons_that_the_rules_allow_now(house, client):
    proposal = make.in_progress(house, assisting=[house.logistics])

    def verbs(person) -> list[str]:
        client.force_login(person)
        return [button.verb for button in client.get(proposal.get_absolute_url()).context["buttons"]]

    assert verbs(house.proposer) == verbs(house.union) == verbs(house.inspector) == []
    assert verbs(house.handler) == ["object_to_assignment", "record_contact", "ask_extension", "draft_reply"]
    assert verbs(house.helper) == ["give_opinion", "object_to_assignment"]
    make.contacted(house, proposal)
    assert verbs(house.handler)[0] == "draft_reply"


def test_one_button_at_most_is_in_front(house, client):
    for name in ("submitted", "assigned", "reply_draft", "evaluated", "closed"):
        proposal = getattr(make, name)(house)
        for person in (house.union, house.leader):
            client.force_login(person)
            shown = client.get(proposal.get_absolute_url()).context["buttons"]
            assert sum(button.is_primary for button in shown) <= 1
            assert [button.is_primary for button in shown] == sorted(
                (button.is_primary for button in shown), reverse=True
            )


def test_what_stands_in_the_way_of_an_answer_is_said(house, show):
    proposal = make.in_progress(house, assisting=[house.logistics])
    html = show(proposal, house.handler)
    assert "还不能送签答复：还没有登记与提案人的沟通。" in html
    assert reverse("proposals:reply-desk", args=[proposal.pk]) in html
    make.contacted(house, proposal)
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal))
    assert "还不能签发答复：后勤服务中心还没有会签" in show(proposal, house.leader)
    assert "还不能" not in show(proposal, house.helper)


def test_an_invitation_is_answered_with_one_tap_on_the_page(house, client, show):
    proposal = make.draft(house)
    workflow.invite(proposal, house.proposer, people=house.seconders)
    for person, verb, state in zip(house.seconders, ("co_sign", "decline"), ("signed", "declined"), strict=True):
        address = reverse("proposals:act", args=[proposal.pk, verb])
        assert f'method="post" action="{address}"' in show(proposal, person)
        assert client.post(address).status_code == 302
        assert proposal.co_signers.get(person=person).state == state
    assert "邀请您附议" not in show(proposal, house.seconders[0])
    assert reverse("proposals:act", args=[proposal.pk, "withdraw_signature"]) in show(proposal, house.seconders[0])


def test_whoever_declined_may_still_sign_but_not_decline_twice(house, show):
    proposal = make.draft(house)
    workflow.invite(proposal, house.proposer, people=house.seconders[:1])
    workflow.decline(proposal, house.seconders[0])
    html = show(proposal, house.seconders[0])
    assert reverse("proposals:act", args=[proposal.pk, "co_sign"]) in html
    assert reverse("proposals:act", args=[proposal.pk, "decline"]) not in html


def test_the_union_presses_from_the_page_and_comes_back_to_it(house, client, show):
    proposal = make.in_progress(house)
    duty = proposal.duties.owed().get(kind="proposals.reply")
    address = reverse("duties:press", args=[duty.pk])
    assert address in show(proposal, house.union)
    assert address not in show(proposal, house.proposer)
    client.force_login(house.union)
    answer = client.post(address, {"text": "请逐条回应。", "back": proposal.get_absolute_url()})
    assert answer.url == proposal.get_absolute_url()
    assert "请逐条回应。" in show(proposal, house.union)


def test_whoever_watches_over_a_late_answer_is_led_to_press_for_it(house, show):
    with time_machine.travel(timezone.now() - timedelta(days=130)):
        proposal = make.in_progress(house)
    late = proposal.duties.owed().get(kind="proposals.reply")
    html = show(proposal, house.union)
    assert "您现在可以催办。" in html
    assert f'href="#due-{late.pk}"' in html
    for person in (house.proposer, house.handler):
        assert f'href="#due-{late.pk}"' not in show(proposal, person)


# --- looking ---------------------------------------------------------------------------------------------------


def test_looking_changes_nothing(house, client):
    proposal = make.submitted(house)
    before = (Event.objects.count(), proposal.state)
    client.force_login(house.union)
    for method in ("post", "put", "delete"):
        assert getattr(client, method)(proposal.get_absolute_url()).status_code == 405
    proposal.refresh_from_db()
    assert (Event.objects.count(), proposal.state) == before == (before[0], State.SUBMITTED)
