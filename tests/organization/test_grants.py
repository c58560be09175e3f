"""Three administrators: one asks, another confirms, the third reads along, and none opens what the house is about."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from proposals.models import Proposal
from tests import factories as make
from ymdm.attachments.models import Attachment
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization import granting, roll
from ymdm.organization.models import Appointment, GrantRequest, Office, Person, Role
from ymdm.organization.tasks import lapse_grants
from ymdm.organization.workflow import leave
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db
State = GrantRequest.State


@pytest.fixture
def house():
    return make.bureau()


def today():
    return timezone.localdate()


def asked(house, **fields) -> GrantRequest:
    fields = {"person": house.employee, "role": Role.HANDLER, "from_on": today()} | fields
    return granting.ask_appointment(house.branch, house.admin, **fields)


def test_an_office_is_given_when_another_administrator_confirms_and_not_before(house):
    request = asked(house, title="科员", reason="人〔2026〕3号")
    assert not Person.objects.get(pk=house.employee.pk).may("proposals.handle", house.branch)
    granting.confirm(request, house.confirmer)
    assert Person.objects.get(pk=house.employee.pk).may("proposals.handle", house.branch)
    assert (request.state, request.decided_by, request.appointment.title) == ("confirmed", house.confirmer, "科员")
    event = Event.objects.get(act="organization.appoint", object_id=str(request.appointment.pk))
    assert (event.actor_label, event.payload.payload["asked_by"]) == ("程立", "丁一")


def test_an_appointment_ends_when_another_administrator_confirms(house):
    held = house.handler.appointments.get()
    request = granting.ask_end(house.hr, house.admin, appointment=held, on=today() - timedelta(days=1))
    assert Person.objects.get(pk=house.handler.pk).may("proposals.handle", house.hr)
    granting.confirm(request, house.confirmer)
    assert not Person.objects.get(pk=house.handler.pk).may("proposals.handle", house.hr)


# Who may do what: the row “grant or revoke appointment: s2→c” of security.md 5, and “a sees both”.
@pytest.mark.parametrize(
    ("who", "asks", "confirms", "reads"),
    [
        ("admin", True, False, True), ("confirmer", False, True, True), ("auditor", False, False, True),
        ("union", False, False, False), ("leader", False, False, False), ("head", False, False, False),
        ("inspector", False, False, False), ("employee", False, False, False), ("handler", False, False, False),
    ],
)  # fmt: skip
def test_who_asks_who_confirms_and_who_reads(house, who, asks, confirms, reads):
    request, person = asked(house), getattr(house, who)

    def may(act) -> bool:
        try:
            with transaction.atomic():
                act()
        except NoAuthority:
            return False
        return True

    other = {"person": house.helper, "role": Role.LEADER, "from_on": today()}
    assert may(lambda: granting.ask_appointment(house.branch, person, **other)) is asks
    assert may(lambda: granting.confirm(request, person)) is confirms
    assert GrantRequest.objects.visible_to(person).filter(pk=request.pk).exists() is reads


def test_nobody_confirms_the_own_request_nor_what_is_given_to_oneself(house):
    both = make.person(house.unit, role=Role.SYSTEM_ADMIN)
    # Rows that came in past the step: an administrator of two kinds still cannot confirm what she asked.
    Appointment.objects.create(person=both, office=Office.of(house.unit, Role.SECURITY_ADMIN), from_on=today())
    both.forget_grants()
    request = granting.ask_appointment(house.branch, both, person=house.employee, role=Role.HANDLER, from_on=today())
    with pytest.raises(NoAuthority, match="另一个人确认"):
        granting.confirm(request, both)
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantRequest.objects.filter(pk=request.pk).update(
            state=State.CONFIRMED, decided_by=both, decided_at=timezone.now()
        )
    for_her = asked(house, person=house.confirmer)
    with pytest.raises(NoAuthority, match="不能由自己确认"):
        granting.confirm(for_her, house.confirmer)


@pytest.mark.parametrize("decided", [{"decided_by": None}, {"decided_at": None}, {"state": "waiting"}])
def test_a_decision_has_its_person_and_its_time(house, decided):
    request = asked(house)
    granting.confirm(request, house.confirmer)
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantRequest.objects.filter(pk=request.pk).update(**decided)


@pytest.mark.parametrize("first", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
@pytest.mark.parametrize("second", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_one_person_is_at_most_one_of_the_three(house, first, second):
    somebody = make.person(house.unit, role=first)
    if first == second:
        make.appoint(somebody, second, house.branch)  # the same in another unit is no second one
        return
    with pytest.raises(Refused, match="三类管理员要由三个人分别担任"):
        make.appoint(somebody, second, house.branch)
    with pytest.raises(Refused, match="三类管理员要由三个人分别担任"):
        asked(house, person=somebody, role=second)
    Appointment.objects.update(until_on=today() - timedelta(days=1))
    make.appoint(somebody, second, house.branch, from_on=today())


def test_the_check_finds_two_of_the_three_however_the_rows_came_in(house):
    call_command("check", "--tag", "database", "--database", "default")
    office = Office.of(house.unit, Role.AUDIT_ADMIN)
    Appointment.objects.create(person=house.admin, office=office, from_on=today())
    with pytest.raises(SystemCheckError, match=r"丁一.*同时是审计管理员和系统管理员"):
        call_command("check", "--tag", "database", "--database", "default")


def test_what_changed_since_it_was_asked_is_judged_anew(house):
    request = asked(house)
    make.appoint(house.employee, Role.HANDLER, house.branch)
    with pytest.raises(Refused, match="不必重复登记"):
        granting.confirm(request, house.confirmer)
    assert GrantRequest.objects.get(pk=request.pk).state == State.WAITING


def test_a_request_is_refused_with_a_reason_withdrawn_or_lapses(house):
    refused, withdrawn, late = asked(house), asked(house, role=Role.LEADER), asked(house, role=Role.UNIT_HEAD)
    with pytest.raises(Refused, match="请写明理由"):
        granting.decline(refused, house.confirmer, decision=" ")
    granting.decline(refused, house.confirmer, decision="没有任免文件")
    with pytest.raises(NoAuthority, match="只有申请人"):
        granting.withdraw(withdrawn, house.confirmer)
    granting.withdraw(withdrawn, house.admin)
    GrantRequest.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    late.refresh_from_db()
    with pytest.raises(Refused, match="过期，请重新申请"):
        granting.confirm(late, house.confirmer)
    assert [lapse_grants(), lapse_grants()] == [1, 0]
    assert [GrantRequest.objects.get(pk=row.pk).state for row in (refused, withdrawn, late)] == [
        State.REFUSED, State.WITHDRAWN, State.EXPIRED,
    ]  # fmt: skip
    assert not house.employee.appointments.exists()
    with pytest.raises(Refused, match="现在的状态是“不同意”"):
        granting.confirm(refused, house.confirmer)


def test_the_same_is_not_asked_twice_while_it_waits(house):
    asked(house)
    with pytest.raises(Refused, match="已经提交过"):
        asked(house)


def test_who_confirms_is_told_and_who_asked_hears_the_decision(house):
    request = asked(house)
    assert [notice.person for notice in Notice.objects.filter(kind="grant-asked")] == [house.confirmer]
    granting.decline(request, house.confirmer, decision="没有任免文件")
    told = Notice.objects.get(kind="grant-decided")
    assert told.person == house.admin and "没有任免文件" in told.text


def test_codes_are_printed_once_by_who_asked_for_just_those(house):
    with pytest.raises(NoAuthority, match="要先申请"):
        roll.issue_code(house.employee, house.admin)
    granting.confirm(granting.ask_codes(house.team, house.admin, person=house.employee), house.confirmer)
    with pytest.raises(NoAuthority, match="要先申请"):
        roll.issue_codes(house.team, house.admin)
    second = make.person(house.unit, role=Role.SYSTEM_ADMIN)
    with pytest.raises(NoAuthority, match="要先申请"):
        roll.issue_code(house.employee, second)
    assert len(roll.issue_code(house.employee, house.admin)) == 1
    with pytest.raises(NoAuthority, match="要先申请"):
        roll.issue_code(house.employee, house.admin)
    assert len(roll.issue_codes(house.team, SYSTEM)) == 1, "set-up needs nobody"


def test_a_second_factor_is_reset_by_what_settings_name_once_it_is_confirmed(house, settings):
    settings.YMDM_RESET_FACTOR = []
    with pytest.raises(Refused, match="没有启用第二重验证"):
        granting.ask_factor_reset(house.hr, house.admin, person=house.handler)
    settings.YMDM_RESET_FACTOR = [f"{__name__}.forget"]
    FORGOTTEN.clear()
    request = granting.ask_factor_reset(house.hr, house.admin, person=house.handler)
    assert FORGOTTEN == []
    granting.confirm(request, house.confirmer)
    assert [(person, by) for person, by, _at in FORGOTTEN] == [(house.handler, house.confirmer)]


FORGOTTEN: list = []


def forget(*said) -> None:
    FORGOTTEN.append(said)


@pytest.mark.parametrize("who", ["admin", "confirmer", "auditor"])
def test_an_administrator_opens_no_content_of_the_house(client, house, who):
    proposal, person = make.in_progress(house), getattr(house, who)
    for rows in (Proposal.objects, Duty.objects):
        assert not rows.visible_to(person).exists(), rows.model
    client.force_login(person)
    pages = [
        proposal.get_absolute_url(), reverse("duties:detail", args=[proposal.duties.first().pk]),
        reverse("duties:ownerless"), reverse("proposals:review-desk"), reverse("proposals:press-desk"),
    ]  # fmt: skip
    assert {client.get(page).status_code for page in pages} <= {403, 404}
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("who", ["admin", "confirmer", "auditor"])
def test_who_keeps_the_roll_takes_no_administrator_out_of_the_house_alone(house, who):
    person = getattr(house, who)
    with pytest.raises(Refused, match="请先申请结束这项任职"):
        leave(person, house.union, on=today())
    roll.amend(Person.objects.get(pk=person.pk), house.union, unit=house.team)
    assert person.appointments.in_force(today()).exists()


# --- pages ---------------------------------------------------------------------------------------------------


def test_the_list_and_the_request_show_each_reader_what_she_can_do(client, house):
    request = asked(house, reason="人〔2026〕3号")
    buttons = {"admin": {"撤回申请"}, "confirmer": {"确认</button>", "不同意</button>"}, "auditor": set()}
    for who, shown in buttons.items():
        client.force_login(getattr(house, who))
        assert str(request) in client.get(reverse("organization:grants")).content.decode()
        page = client.get(request.get_absolute_url()).content.decode()
        assert "人〔2026〕3号" in page
        assert {word for word in ("撤回申请", "确认</button>", "不同意</button>") if word in page} == shown, who


def test_a_refusal_without_reason_comes_back_and_one_with_it_is_kept(client, house):
    request = asked(house)
    client.force_login(house.confirmer)
    decline = reverse("organization:grant-decline", args=[request.pk])
    assert client.post(decline, {"decision": ""}).status_code == 422
    assert client.post(decline, {"decision": "没有文件"}).status_code == 302
    assert "没有文件" in client.get(request.get_absolute_url()).content.decode()
    assert str(request) in client.get(reverse("organization:grants"), {"which": "decided"}).content.decode()


def test_requests_of_other_units_are_not_found(client, house):
    request = asked(house)
    elsewhere = make.person(make.unit("另一个局", code="OUT"), role=Role.SECURITY_ADMIN)
    client.force_login(elsewhere)
    assert client.get(request.get_absolute_url()).status_code == 404
    assert client.post(reverse("organization:grant-confirm", args=[request.pk])).status_code == 404


def test_the_list_costs_the_same_for_any_number_of_requests(client, house, django_assert_max_num_queries):
    client.force_login(house.confirmer)
    for number in (1, 12):
        for _ in range(number):
            asked(house, person=make.person(house.branch))
        with django_assert_max_num_queries(9):
            client.get(reverse("organization:grants"))
