"""A unit is closed: its offices end, what it owes goes on elsewhere, and nothing is left without an owner (F105)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from proposals import kinds
from proposals import workflow as proposals
from proposals.models import Proposal
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.duties.ownership import ownerless
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization import workflow
from ymdm.organization.models import Level, Person, Role, Unit
from ymdm.workflow import SYSTEM, Refused

close_unit = make.together(workflow.close_unit)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def office(house):
    """A temporary project office of the branch, with a handler from elsewhere."""
    made = make.unit("坝系项目部", parent=house.branch, level=Level.PROJECT_OFFICE, code="XF-XM")
    make.appoint(house.helper, Role.HANDLER, made)
    return made


def today():
    return timezone.localdate()


def test_what_the_unit_still_owes_goes_to_the_unit_above_and_can_be_answered_there(house, office):
    proposal = make.in_progress(house, lead=office)
    handler = make.person(house.branch, role=Role.HANDLER)
    due = proposal.duties.owed().get(kind=kinds.REPLY).due_on
    close_unit(office, house.admin, on=today())
    proposal.refresh_from_db()
    duty = proposal.duties.owed().get(kind=kinds.REPLY)
    assert (proposal.lead_unit, duty.unit, duty.due_on) == (house.branch, house.branch, due)
    assert [row.unit for row in proposal.assignments.all()] == [house.branch]
    assert Notice.objects.filter(kind="duty-opened", person=handler).exists()
    assert not ownerless().exists() and not Duty.objects.owed().filter(unit=office).exists()
    assert "坝系项目部撤销，由西峰局接着办" in [event.says for event in Event.objects.of(proposal)]
    proposals.record_contact(proposal, handler, form="visit", held_on=today(), people="马红霞", minutes="谈了")
    proposals.draft_reply(proposal, handler, **make.answering(proposal))
    assert Proposal.objects.get(pk=proposal.pk).state == "reply_draft"


def test_a_promise_of_a_closed_proposal_goes_along_and_so_does_the_watch(house, office):
    proposal = make.in_progress(house, lead=office)
    Proposal.objects.filter(pk=proposal.pk).update(state="closed", closed_on=today())
    make.person(house.branch, role=Role.HANDLER)
    watched = proposal.duties.owed().get(kind=kinds.REPLY)
    Duty.objects.filter(pk=watched.pk).update(watcher=office)
    close_unit(office, house.admin, on=today())
    watched.refresh_from_db()
    proposal.refresh_from_db()
    assert (watched.unit, watched.watcher, proposal.lead_unit) == (house.branch, house.branch, house.branch)
    assert [row.unit for row in proposal.assignments.all()] == [office], "the record of who handled it stays"


def test_another_unit_may_take_over(house, office):
    proposal = make.in_progress(house, lead=office)
    close_unit(office, house.admin, on=today(), successor=house.finance)
    proposal.refresh_from_db()
    assert proposal.lead_unit == house.finance
    assert {duty.unit for duty in proposal.duties.owed()} == {house.finance}


def test_the_offices_of_the_unit_end_and_the_history_tells_who_goes_on(house, office):
    close_unit(office, house.admin, on=today())
    office.refresh_from_db()
    assert office.closed_on == today()
    assert {term.until_on for office_ in office.offices.all() for term in office_.appointments.all()} == {today()}
    assert str(office.history.last()) == "撤销：坝系项目部 → 未办完的事由西峰局接办"
    assert office not in Unit.objects.open() and office in Unit.objects.within(house.branch)


def test_who_could_see_what_the_unit_did_still_sees_it(house, office):
    proposal = make.in_progress(house, lead=office)
    make.person(house.branch, role=Role.HANDLER)
    watching = [house.union, house.leader, house.branch_union]
    before = [Proposal.objects.visible_to(person).filter(pk=proposal.pk).exists() for person in watching]
    close_unit(office, house.admin, on=today())
    fresh = [Person.objects.get(pk=person.pk) for person in watching]
    assert [Proposal.objects.visible_to(person).filter(pk=proposal.pk).exists() for person in fresh] == before


def _nobody_above(house, office):
    make.in_progress(house, lead=office)


def _both_handle(house, office):
    make.person(house.branch, role=Role.HANDLER)
    make.in_progress(house, lead=office, assisting=[house.branch])


def _people(house, office):
    make.person(office)


def _below(house, office):
    make.unit(parent=office)


def _to_come(house, office):
    make.appoint(make.person(house.branch), Role.UNIT_HEAD, office, from_on=today() + timedelta(days=3))


@pytest.mark.parametrize(
    ("stands_in_the_way", "sentence"),
    [
        (_nobody_above, "没有人能接着办"),
        (_both_handle, "不能合到一个单位"),
        (_people, "名册上还有 1 人"),
        (_below, "下面还有 1 个单位"),
        (_to_come, "1 项从撤销日期以后开始的任职"),
    ],
)
def test_whatever_stands_in_the_way_is_told_and_nothing_changes(house, office, stands_in_the_way, sentence):
    stands_in_the_way(house, office)
    before = list(Duty.objects.order_by("pk").values_list("pk", "unit"))
    with pytest.raises(Refused, match=sentence):
        close_unit(office, house.admin, on=today())
    office.refresh_from_db()
    assert office.closed_on is None and office.offices.get(role=Role.HANDLER).appointments.get().until_on is None
    assert list(Duty.objects.order_by("pk").values_list("pk", "unit")) == before


def test_a_unit_with_open_proposals_of_its_own_congress_is_not_closed(house):
    make.in_progress(house)
    for unit in Unit.objects.exclude(pk=house.unit.pk).order_by("-depth"):
        unit.people.update(unit=house.unit)
    other = make.unit("新上级", code="TOP")
    Unit.objects.filter(pk=house.unit.pk).update(parent=other)
    Unit.objects.exclude(pk__in=[house.unit.pk, other.pk]).update(closed_on=today())
    house.unit.refresh_from_db()
    house.unit.people.update(unit=other)
    with pytest.raises(Refused, match="还有 1 件提案没有办结"):
        close_unit(house.unit, SYSTEM, on=today())


@pytest.mark.parametrize(
    ("which", "heir", "days", "sentence"),
    [
        ("unit", None, 0, "是最上级单位"),
        ("branch", "team", 0, "不能接办"),
        ("team", None, 1, "不能晚于今天"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(house, which, heir, days, sentence):
    with pytest.raises(Refused, match=sentence):
        close_unit(
            getattr(house, which), house.admin, on=today() + timedelta(days=days),
            successor=getattr(house, heir) if heir else None,
        )  # fmt: skip


def test_the_page_offers_the_units_that_may_take_over_and_closes(client, house, office):
    client.force_login(house.admin)
    form = reverse("organization:unit-close", args=[office.pk])
    offered = client.get(form).context["form"].fields["successor"].queryset
    assert house.finance in offered and office not in offered
    answer = client.post(form, {"on": today().isoformat(), "successor": house.finance.pk})
    assert answer.status_code == 302
    assert Unit.objects.get(pk=office.pk).closed_on is None, "one administrator alone closes nothing"
    make.confirm_last()
    assert Unit.objects.get(pk=office.pk).closed_on == today()


def test_leaving_is_registered_on_a_page(client, house):
    client.force_login(house.union)
    answer = client.post(reverse("organization:leave", args=[house.helper.pk]), {"on": today().isoformat()})
    assert answer.status_code == 302
    assert Person.objects.get(pk=house.helper.pk).left_on == today()
    assert "已离开" in client.get(house.helper.get_absolute_url()).content.decode()
