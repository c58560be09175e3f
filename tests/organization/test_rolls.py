"""Units, people, their pages and acts: who sees what, who may do what, and what each act does."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.organization.models import ActivationCode, GrantRequest, Level, Person, Role, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


def as_(client, person):
    client.force_login(person)
    return client


def page(client, person, name, *args, **query):
    return as_(client, person).get(reverse(name, args=args), query)


def rows(response):
    return [person.name for person in response.context["page"]]


# --- who sees what ---------------------------------------------------------------------------------------------


def test_the_tree_shows_the_units_whose_roll_one_may_read(client, house):
    response = page(client, house.branch_union, "organization:units")
    [top] = response.context["tree"]
    assert top.unit == house.branch and [branch.unit for branch in top.branches] == [house.team]
    assert house.hr.name not in response.text
    assert page(client, house.branch_union, "organization:unit", house.hr.pk).status_code == 404
    assert page(client, house.branch_union, "organization:unit", 10**6).status_code == 404


def test_the_tree_counts_people_with_everything_below(client, house):
    [top] = page(client, house.union, "organization:units").context["tree"]
    assert top.people == Person.objects.count()
    branch = next(b for b in top.branches if b.unit == house.branch)
    assert branch.people == Person.objects.filter(unit__path__startswith=house.branch.path).count()
    assert branch.has_more and not branch.branches, "folded while it is not on the way to the chosen unit"


@pytest.mark.parametrize("name", ["organization:units", "organization:people"])
def test_without_an_office_that_reads_rolls_there_is_a_403(client, house, name):
    response = page(client, house.employee, name)
    assert response.status_code == 403 and "查看名册" in response.text


def test_a_person_is_seen_by_who_may_read_the_roll_and_by_herself(client, house):
    someone = make.person(house.team, "尉迟红霞", mobile="15400000001", birth_month="1985-03")
    for viewer, status in ((house.union, 200), (house.branch_union, 200), (someone, 200), (house.employee, 404)):
        assert page(client, viewer, "organization:person", someone.pk).status_code == status, viewer
    stranger = make.person(house.hr)
    assert page(client, house.branch_union, "organization:person", stranger.pk).status_code == 404


def test_mobile_and_birth_of_others_stay_covered(client, house):
    someone = make.person(house.team, "尉迟红霞", mobile="15412340001", birth_month="1985-03")
    for response in (
        page(client, house.union, "organization:person", someone.pk),
        page(client, house.union, "organization:people", q="尉迟"),
    ):
        assert "154****0001" in response.text
        assert "15412340001" not in response.text and "1985-03" not in response.text


# --- looking for people ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("q", ["尉迟", "尉迟红", "yuchihongxia", "YCHX", "T-77", "t-77", "尉迟 红霞", "　尉迟　"])
def test_people_are_found_by_name_pinyin_or_staff_number(client, house, q):
    make.person(house.team, "尉迟红霞", staff_number="T-77")
    assert rows(page(client, house.union, "organization:people", q=q)) == ["尉迟红霞"]


def test_filters_narrow_and_an_unknown_value_filters_nothing(client, house):
    found = make.person(house.team, "尉迟红霞", employment="contract")
    found.set_password("x")
    found.save()
    make.person(house.team, "尉迟青", employment="contract")
    assert rows(page(client, house.union, "organization:people", q="尉迟", employment="contract", opened="yes")) == [
        "尉迟红霞"
    ]
    assert rows(page(client, house.union, "organization:people", q="尉迟", opened="no")) == ["尉迟青"]
    assert rows(page(client, house.union, "organization:people", q="尉迟", unit=house.hr.pk)) == []
    assert (
        len(rows(page(client, house.union, "organization:people", q="尉迟", employment="x", unit="x", sort="x"))) == 2
    )


def test_sorting_turns_and_those_who_never_signed_in_come_first(client, house):
    early, late, never = (make.person(house.team, f"尉迟{word}") for word in "甲乙丙")
    now = timezone.now()
    Person.objects.filter(pk=early.pk).update(last_login=now - timedelta(days=9))
    Person.objects.filter(pk=late.pk).update(last_login=now)
    order = lambda sort: rows(page(client, house.union, "organization:people", q="尉迟", sort=sort))  # noqa: E731
    assert order("seen") == [never.name, early.name, late.name]
    assert order("-seen") == [late.name, early.name, never.name]


def test_somebody_who_has_left_is_on_no_list(client, house):
    make.person(house.team, "尉迟红霞", left_on=date(2026, 1, 1))
    assert rows(page(client, house.union, "organization:people", q="尉迟")) == []


def test_an_empty_list_says_what_to_do(client, house):
    assert "没有符合条件的人" in page(client, house.union, "organization:people", q="查无此人").text


@pytest.mark.parametrize("name", ["organization:units", "organization:people"])
def test_lists_cost_the_same_with_few_units_and_people_and_with_many(client, house, name):
    as_(client, house.union)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse(name)).status_code == 200
        return len(caught)

    queries()
    few = queries()
    for number in range(30):
        made = make.person(make.unit(f"科室{number}", parent=house.branch, level=Level.DEPARTMENT))
        make.appoint(made, Role.HANDLER)
    assert queries() == few


# --- handing the list out ---------------------------------------------------------------------------------------


def test_the_export_has_the_rows_and_filters_of_the_page_and_leaves_a_trace(client, house):
    make.person(house.team, "=1+1", staff_number="T-78", mobile="15412340001")
    response = page(client, house.union, "papers:export", "people", q="T-78")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in sheet[3]][:2] == ["工号", "姓名"]
    assert [cell.value for cell in sheet[4]][:2] == ["T-78", "=1+1"]
    assert sheet["B4"].data_type == "s" and sheet.max_row == 4
    assert "郑晓芸" in sheet["A2"].value and "姓名、拼音或工号：T-78" in sheet["A2"].value
    assert "15412340001" not in str(list(sheet.values))
    event = Event.objects.get(act="papers.export")
    assert event.payload.payload == {"title": "职工名册", "filters": "姓名、拼音或工号：T-78", "rows": 1}


def test_an_export_holds_only_what_the_person_may_see(client, house):
    response = page(client, house.branch_union, "papers:export", "people")
    text = str(list(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.values))
    assert house.branch_union.name in text and house.handler.staff_number not in text
    assert page(client, house.employee, "papers:export", "people").status_code == 403
    assert page(client, house.union, "papers:export", "nothing").status_code == 404


def test_exported_units_can_be_imported_again(client, house):
    from ymdm.organization.papers import Units
    from ymdm.papers import sheets
    from ymdm.workflow import SYSTEM

    response = page(client, house.union, "papers:export", "units")
    read = sheets.read(io.BytesIO(b"".join(response.streaming_content)), "机构.xlsx")
    report = Units.read(read, SYSTEM).report
    assert (report["rows"], report["unchanged"], report["rejected"]) == (Unit.objects.count(), Unit.objects.count(), [])


# --- acts on people -----------------------------------------------------------------------------------------------


ACTS = [
    ("organization:unit-open", "branch"), ("organization:unit-rename", "branch"), ("organization:unit-move", "branch"),
    ("organization:unit-close", "branch"), ("organization:codes", "branch"), ("organization:appoint", "employee"),
    ("organization:entry", "employee"), ("organization:code", "employee"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "target"), ACTS)
def test_each_act_is_for_its_office_and_its_units(client, house, name, target):
    address = reverse(name, args=[getattr(house, target).pk])
    assert as_(client, house.admin).get(address).status_code == 200
    assert as_(client, house.employee).get(address).status_code == 403
    assert as_(client, house.employee).post(address, {}).status_code == 403
    elsewhere = make.person(house.hr, role=Role.SYSTEM_ADMIN)
    assert as_(client, elsewhere).get(address).status_code == 404
    assert as_(client, elsewhere).post(address, {}).status_code == 404


@pytest.mark.parametrize(("name", "target"), [act for act in ACTS if "code" not in act[0]])
def test_a_form_badly_filled_in_comes_back_with_what_was_typed(client, house, name, target):
    address = reverse(name, args=[getattr(house, target).pk])
    response = as_(client, house.admin).post(
        address, {"name": "写到一半", "title": "写到一半", "on": "不是日期", "unit": "9"}
    )
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert not Event.objects.filter(actor_id=house.admin.pk).exists()


def test_a_unit_is_opened_renamed_moved_and_closed(client, house):
    as_(client, house.admin)
    opened = {"code": "xf-9", "name": "新科室", "legal_type": "public_institution", "level": "department"}
    asked = client.post(reverse("organization:unit-open", args=[house.branch.pk]), opened)
    assert asked.url == make.confirm_last().get_absolute_url()
    unit = Unit.objects.get(code="XF-9")
    assert unit.parent == house.branch
    client.post(reverse("organization:unit-rename", args=[unit.pk]), {"name": "监测科", "on": "2026-11-01"})
    make.confirm_last()
    client.post(reverse("organization:unit-move", args=[unit.pk]), {"parent": house.unit.pk, "on": "2026-11-02"})
    make.confirm_last()
    unit.refresh_from_db()
    assert (unit.name, unit.parent) == ("监测科", house.unit)
    shown = client.get(reverse("organization:unit", args=[unit.pk])).text
    assert "新科室 → 监测科" in shown and f"{house.branch} → {house.unit}" in shown
    client.post(reverse("organization:unit-close", args=[unit.pk]), {"on": "2026-11-03"})
    make.confirm_last()
    unit.refresh_from_db()
    assert unit.closed_on == date(2026, 11, 3)
    assert [event.says for event in Event.objects.of(unit)] == ["设立单位", "更名", "划转", "撤销单位"]


def test_a_unit_with_people_is_not_closed(client, house):
    response = as_(client, house.admin).post(
        reverse("organization:unit-close", args=[house.team.pk]), {"on": "2026-11-03"}
    )
    assert response.status_code == 409 and "名册上还有" in response.text and "2026-11-03" in response.text
    house.team.refresh_from_db()
    assert house.team.closed_on is None


def test_an_appointment_begins_and_ends_once_another_administrator_has_confirmed(client, house):
    typed = {"role": Role.HANDLER, "unit": house.branch.pk, "title": "科员", "from_on": "2026-01-05", "until_on": ""}
    ask = reverse("organization:appoint", args=[house.employee.pk])
    assert as_(client, house.admin).post(ask, typed).status_code == 302
    assert not house.employee.appointments.exists()
    again = client.post(ask, typed)
    assert again.status_code == 409 and "已经提交过" in again.text
    confirmed(client, house)
    [appointment] = house.employee.appointments.filter(office__role=Role.HANDLER)
    assert (appointment.unit, appointment.title) == (house.branch, "科员")
    again = as_(client, house.admin).post(ask, typed)
    assert again.status_code == 409 and "不必重复登记" in again.text
    end = reverse("organization:appointment-end", args=[appointment.pk])
    assert client.get(end).status_code == 200
    client.post(end, {"on": "2026-06-30"})
    confirmed(client, house)
    appointment.refresh_from_db()
    assert appointment.until_on == date(2026, 6, 30)
    assert "已结束" in as_(client, house.admin).get(house.employee.get_absolute_url()).text


def confirmed(client, house):
    """The security administrator confirms the newest request."""
    waiting = GrantRequest.objects.first()
    as_(client, house.confirmer).post(reverse("organization:grant-confirm", args=[waiting.pk]))
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


def test_an_appointment_that_ends_before_it_begins_is_refused(client, house):
    typed = {"role": Role.HANDLER, "unit": house.branch.pk, "from_on": "2026-05-05", "until_on": "2026-05-04"}
    response = as_(client, house.admin).post(reverse("organization:appoint", args=[house.employee.pk]), typed)
    assert response.status_code == 422 and "截止日期早于起始日期" in response.text


def test_nobody_is_appointed_outside_the_own_units(client, house):
    admin = make.person(house.branch, role=Role.SYSTEM_ADMIN)
    typed = {"role": Role.LEADER, "unit": house.unit.pk, "from_on": "2026-05-05"}
    response = as_(client, admin).post(reverse("organization:appoint", args=[house.employee.pk]), typed)
    assert response.status_code == 422 and not house.employee.appointments.exists()


def entry(person, **changes):
    return {
        "unit": person.unit_id, "post": person.post, "professional_title": person.professional_title,
        "employment": person.employment, "party": person.party, "mobile": person.mobile or "", "pinyin": person.pinyin,
    } | changes  # fmt: skip


def test_an_entry_is_corrected_and_the_ledger_says_what_changed(client, house):
    address = reverse("organization:entry", args=[house.employee.pk])
    as_(client, house.branch_union).post(address, entry(house.employee, mobile="154 0000-0009", unit=house.branch.pk))
    house.employee.refresh_from_db()
    assert (house.employee.mobile, house.employee.unit) == ("15400000009", house.branch)
    event = Event.objects.of(house.employee).last()
    assert event.payload.payload == {"fields": ["mobile", "unit"], "from": str(house.team), "to": str(house.branch)}
    client.post(address, entry(house.employee))
    assert Event.objects.of(house.employee).last() == event, "nothing changed, nothing noted"


def test_a_mobile_is_checked_and_belongs_to_one_person(client, house):
    make.person(house.team, mobile="15400000008")
    address = reverse("organization:entry", args=[house.employee.pk])
    as_(client, house.union)
    for mobile in ("1540", "15400000008"):
        response = client.post(address, entry(house.employee, mobile=mobile))
        assert response.status_code == 422 and mobile in response.text
    house.employee.refresh_from_db()
    assert house.employee.mobile is None


def test_the_number_stays_covered_where_it_is_changed_and_stays_when_left_empty(client, house):
    someone = make.person(house.team, "尉迟红霞", mobile="15412340001")
    address = reverse("organization:entry", args=[someone.pk])
    shown = as_(client, house.union).get(address).text
    assert "154****0001" in shown and "15412340001" not in shown
    client.post(address, entry(someone, post="组长", mobile=""))
    someone.refresh_from_db()
    assert (someone.post, someone.mobile) == ("组长", "15412340001")


def test_an_entry_is_not_moved_to_a_unit_outside_the_own(client, house):
    address = reverse("organization:entry", args=[house.employee.pk])
    response = as_(client, house.branch_union).post(address, entry(house.employee, unit=house.hr.pk))
    assert response.status_code == 422
    house.employee.refresh_from_db()
    assert house.employee.unit == house.team


# --- activation codes ----------------------------------------------------------------------------------------------


def test_codes_are_shown_once_and_only_their_hashes_stay(client, house):
    address = reverse("organization:codes", args=[house.branch.pk])
    assert not ActivationCode.objects.exists()
    as_(client, house.admin)
    client.get(address)
    assert client.post(address).status_code == 302
    assert not ActivationCode.objects.exists(), "looking and asking issue nothing"
    assert "正在等安全管理员确认" in client.get(address).text
    confirmed(client, house)
    response = as_(client, house.admin).post(address)
    slips = response.context["slips"]
    assert {person.unit for person, _code in slips} <= {house.branch, house.team} and len(slips) >= 2
    assert "no-store" in response.headers["Cache-Control"]
    for person, code in slips:
        assert f"{code[:5]} {code[5:]}" in response.text
        assert ActivationCode.find(code, person.staff_number[-4:]).person == person
        assert code not in client.get(address).text
    payload = Event.objects.of(house.branch).last().payload.payload
    assert payload == {"people": len(slips)}
    assert client.post(address).status_code == 302, "what was confirmed is used up: the next is asked for anew"


def test_new_codes_end_the_old_ones(client, house):
    address = reverse("organization:code", args=[house.employee.pk])
    [(person, first)] = slips_of(client, house, address)
    [(person, second)] = slips_of(client, house, address)
    assert ActivationCode.find(first, person.staff_number[-4:]) is None
    assert ActivationCode.find(second, person.staff_number[-4:])


def slips_of(client, house, address):
    """Asked for, confirmed, printed."""
    as_(client, house.admin).post(address)
    confirmed(client, house)
    return as_(client, house.admin).post(address).context["slips"]


def test_an_open_account_gets_no_code(client, house):
    house.employee.set_password("x")
    house.employee.save()
    address = reverse("organization:code", args=[house.employee.pk])
    back = {"headers": {"referer": f"http://testserver{house.employee.get_absolute_url()}"}}
    response = as_(client, house.admin).post(address, follow=True, **back)
    assert "已经开通" in response.text and not ActivationCode.objects.exists()
    issued = slips_of(client, house, reverse("organization:codes", args=[house.team.pk]))
    assert house.employee not in [person for person, _code in issued]
