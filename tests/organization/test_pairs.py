"""What takes two people: one proposes, another confirms, and only then is it done (security.md 5, the marks “2”)."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests import factories as make
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization import pairing, workflow
from ymdm.organization.models import PairedAct, Role, Unit
from ymdm.organization.paired import decode, encode, kinds
from ymdm.organization.tasks import lapse_grants
from ymdm.rulebook import workflow as rulebook
from ymdm.securitylog.models import Kind, SecurityEvent
from ymdm.workdays import workflow as workdays
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
State = PairedAct.State
REASON = {"reason": "通知体检"}


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def second(house):
    return make.another(house.admin)


def renaming(house, name="西峰治理监督局", **more):
    return pairing.ask(
        house.branch, more.pop("by", house.admin), kind="unit-rename", about=f"unit:{house.branch.pk}", title="更名",
        facts={"name": name, "on": date(2026, 11, 1)}, **more,
    )  # fmt: skip


def as_(client, person):
    client.force_login(person)
    return client


def page(name, *args):
    return reverse(f"organization:{name}", args=args)


# --- the rule ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        (workflow.rename_unit, {"name": "新名", "on": date(2026, 11, 1)}),
        (workflow.close_unit, {"on": date(2026, 11, 1)}),
        (rulebook.settle, {"place": "甘肃", "profile": ""}),
        (workdays.lay, {"on": date(2026, 11, 27), "is_workday": False, "name": "局庆日"}),
        (workdays.announce, {"year": 2027, "name": "通知", "document_number": "1", "issued_on": date(2026, 11, 1), "days": {}}),
    ],
    ids=["rename", "close", "settle", "lay", "announce"],
)  # fmt: skip
def test_nobody_does_alone_what_takes_two(house, act, typed):
    by = house.union if act is rulebook.settle else house.admin
    with pytest.raises(NoAuthority, match="另一个人复核后才能办理"):
        act(house.team, by, **typed)


def test_nobody_opens_a_unit_alone(house):
    with pytest.raises(NoAuthority, match="另一个人复核"):
        workflow.open_unit(house.admin, parent=house.branch, code="N", name="新", level="team", legal_type="agency")


def test_it_is_done_once_another_has_confirmed_and_both_stand_in_the_ledger(house, second):
    asked = renaming(house, reason="人事〔2026〕8号")
    assert Unit.objects.get(pk=house.branch.pk).name == "西峰局", "tried and undone when it was proposed"
    assert not Event.objects.filter(act="organization.rename_unit").exists()
    pairing.confirm(asked, second)
    assert Unit.objects.get(pk=house.branch.pk).name == "西峰治理监督局"
    asked.refresh_from_db()
    assert (asked.state, asked.proposed_by, asked.decided_by, bool(asked.used_at)) == (
        State.CONFIRMED, house.admin, second, True,
    )  # fmt: skip
    event = Event.objects.get(act="organization.rename_unit")
    assert (event.actor_label, event.payload.payload["second"]) == (str(second), str(house.admin))
    assert [event.says for event in Event.objects.of(asked)] == ["提请复核", "复核同意"]


def test_nobody_confirms_what_she_proposed_and_the_database_refuses_it_too(house, second):
    asked = renaming(house)
    with pytest.raises(NoAuthority, match="另一个人确认"):
        pairing.confirm(asked, house.admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        PairedAct.objects.filter(pk=asked.pk).update(
            state=State.CONFIRMED, decided_by=house.admin, decided_at=timezone.now()
        )


@pytest.mark.parametrize("who", ["union", "leader", "confirmer", "auditor", "employee", "supervisor"])
def test_the_second_person_holds_the_same_right(house, who):
    with pytest.raises(NoAuthority):
        pairing.confirm(renaming(house), getattr(house, who))
    with pytest.raises(NoAuthority):
        renaming(house, by=getattr(house, who))


def test_an_administrator_of_the_branch_does_not_confirm_for_the_bureau(house):
    below = make.person(house.branch, role=Role.SYSTEM_ADMIN)
    asked = pairing.ask(
        house.hr, house.admin, kind="unit-rename", about="unit:hr", title="更名",
        facts={"name": "人事处", "on": date(2026, 11, 1)},
    )  # fmt: skip
    with pytest.raises(NoAuthority):
        pairing.confirm(asked, below)
    # Nor a move of what is below her to where she holds nothing.
    moving = pairing.ask(
        house.team, house.admin, kind="unit-move", about="unit:team", title="划转",
        facts={"parent": house.finance, "on": date(2026, 11, 1)},
    )  # fmt: skip
    with pytest.raises(NoAuthority, match="上级单位的系统管理员"):
        pairing.confirm(moving, below)


def test_what_would_be_refused_is_refused_when_it_is_proposed_and_again_when_it_is_confirmed(house, second):
    with pytest.raises(Refused, match="新名称"):
        renaming(house, name="西峰局")
    assert not PairedAct.objects.exists()
    asked = renaming(house)
    make.together(workflow.rename_unit)(house.branch, house.admin, name="西峰治理监督局", on=date(2026, 11, 1))
    with pytest.raises(Refused, match="新名称"):
        pairing.confirm(asked, second)
    asked.refresh_from_db()
    assert asked.state == State.WAITING, "a refused confirmation decides nothing"


def test_who_has_lost_the_right_meanwhile_has_proposed_nothing(house, second):
    asked = renaming(house)
    house.admin.appointments.update(until_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="没有“单位更名”的权限"):
        pairing.confirm(PairedAct.objects.get(pk=asked.pk), second)


def test_the_same_thing_waits_once(house):
    renaming(house)
    with pytest.raises(Refused, match="已经有人提出"):
        renaming(house, name="又一个名")


@pytest.mark.parametrize(
    ("act", "typed", "state"),
    [(pairing.withdraw, {}, State.WITHDRAWN), (pairing.decline, {"decision": "名称没有批文"}, State.REFUSED)],
    ids=["withdraw", "decline"],
)
def test_what_is_withdrawn_or_refused_is_never_done(house, second, act, typed, state):
    asked = renaming(house)
    act(asked, house.admin if act is pairing.withdraw else second, **typed)
    assert asked.state == state and Unit.objects.get(pk=house.branch.pk).name == "西峰局"
    with pytest.raises(Refused):
        pairing.confirm(asked, second)
    renaming(house)  # and it may be proposed again


def test_a_refusal_needs_its_reason(house, second):
    with pytest.raises(Refused, match="写明理由"):
        pairing.decline(renaming(house), second, decision="  ")


def test_what_nobody_decides_in_fourteen_days_ends_by_itself(house, second):
    with time_machine.travel("2026-11-02 09:00 +0800", tick=False):
        asked = renaming(house)
    with time_machine.travel("2026-11-16 09:01 +0800", tick=False):
        with pytest.raises(Refused, match="过期"):
            pairing.confirm(asked, second)
        assert [lapse_grants(), lapse_grants()] == [1, 0]
    asked.refresh_from_db()
    assert asked.state == State.EXPIRED


def test_the_second_person_is_told_and_then_the_first(house, second):
    asked = renaming(house, reason="人事〔2026〕8号")
    told = Notice.objects.filter(kind="pair-asked")
    assert [notice.person for notice in told] == [second]
    assert "人事〔2026〕8号" in told[0].text and told[0].url == asked.get_absolute_url()
    pairing.decline(asked, second, decision="名称没有批文")
    notice = Notice.objects.get(kind="pair-decided")
    assert notice.person == house.admin and "名称没有批文" in notice.text


def test_an_import_of_the_tree_takes_two_as_well_and_what_it_holds_survives_the_waiting():
    assert {"import-people", "import-units", "calendar-day", "calendar-notice", "settle", "look"} <= kinds().keys()
    facts = {date(2027, 1, 1): (False, "元旦"), date(2027, 2, 6): (True, "春节")}
    assert decode(encode(facts)) == facts
    with pytest.raises(TypeError):
        encode(1.5)


# --- the pages --------------------------------------------------------------------------------------------------


def test_the_page_says_who_can_confirm_or_how_to_get_somebody(client, house):
    form = page("unit-rename", house.branch.pk)
    alone = as_(client, house.admin).get(form).text
    assert "现在没有第二位系统管理员可以复核" in alone and "申请任职" in alone
    asked = client.post(form, {"name": "西峰治理监督局", "on": "2026-11-01", "reason": ""})
    assert asked.status_code == 302, "it waits for whoever will be appointed"
    second = make.another(house.admin)
    assert f"可以复核的人：{second}" in client.get(asked.url).text
    assert "同意并办理" not in client.get(asked.url).text and "撤回" in client.get(asked.url).text
    assert "同意并办理" in as_(client, second).get(asked.url).text
    done = client.post(f"{asked.url}confirm/")
    assert done.url == asked.url and Unit.objects.get(pk=house.branch.pk).name == "西峰治理监督局"
    shown = client.get(asked.url).text
    assert "复核同意" in shown and "已确认" in shown


def test_a_refusal_of_the_page_keeps_its_reason_and_the_list_shows_both(client, house, second):
    asked = renaming(house)
    as_(client, second)
    assert client.post(f"{asked.get_absolute_url()}decline/", {"decision": ""}).status_code == 422
    client.post(f"{asked.get_absolute_url()}decline/", {"decision": "名称没有批文"})
    listed = client.get(page("pairs"), {"which": "decided"}).text
    assert str(house.admin) in listed and str(second) in listed and "不同意" in listed
    assert "没有事项" in client.get(page("pairs")).text
    response = client.get(reverse("papers:export", args=["pairs"]), {"which": "decided"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert any(str(house.admin) in row and str(second) in row and "名称没有批文" in row for row in rows)


def test_who_audits_reads_along_and_decides_nothing(client, house, second):
    asked = renaming(house)
    as_(client, house.auditor)
    assert client.get(asked.get_absolute_url()).status_code == 200
    assert client.post(f"{asked.get_absolute_url()}confirm/").status_code == 403
    assert as_(client, house.union).get(asked.get_absolute_url()).status_code == 404


# --- a look at personal data ------------------------------------------------------------------------------------


@pytest.fixture
def clerk(house):
    made = make.person(house.hr, "夏至", mobile="15400000077")
    made.birth_month = "1985-03"
    made.save()
    return made


@pytest.fixture
def officer(house):
    return make.another(house.union)


def test_a_second_officer_lets_the_first_look_for_ten_minutes_and_every_look_is_written_down(
    client, house, clerk, officer
):
    url = page("personal", clerk.pk)
    with time_machine.travel("2026-11-25 09:00 +0800", tick=False) as clock:
        assert "15400000077" not in as_(client, house.union).get(url).text
        assert client.post(url, {"reason": ""}).status_code == 422
        client.post(url, REASON)
        assert "等另一位工会干部同意" in client.get(url).text
        asked = PairedAct.objects.get()
        assert "15400000077" not in as_(client, officer).get(asked.get_absolute_url()).text
        client.post(f"{asked.get_absolute_url()}confirm/")
        assert "15400000077" not in client.get(url).text, "who lets another look does not look"
        as_(client, house.union)
        assert "15400000077" not in client.get(url).text and "现在查看" in client.get(url).text
        client.post(url)
        before = SecurityEvent.objects.filter(kind=Kind.PERSONAL).count()
        for _ in range(2):
            shown = client.get(url).text
            assert "15400000077" in shown and "1985-03" in shown
        assert SecurityEvent.objects.filter(kind=Kind.PERSONAL).count() == before + 2
        assert Event.objects.filter(act="organization.see_personal").count() == 2
        clock.shift(601)
        assert "15400000077" not in client.get(url).text


def test_a_permission_that_is_not_used_in_three_days_is_gone(client, house, clerk, officer):
    url = page("personal", clerk.pk)
    with time_machine.travel("2026-11-20 09:00 +0800", tick=False) as clock:
        as_(client, house.union).post(url, REASON)
        make.confirm_last(officer)
        clock.shift(3 * 24 * 3600)
        assert "现在查看" not in as_(client, house.union).get(url).text
        client.post(url)
        assert "15400000077" not in client.get(url).text


@pytest.mark.parametrize("who", ["branch_union", "head", "admin", "inspector", "supervisor", "leader"])
def test_only_the_officers_of_the_very_unit_may_ask(client, house, clerk, who):
    assert as_(client, getattr(house, who)).post(page("personal", clerk.pk), REASON).status_code in {403, 404}
    assert not PairedAct.objects.exists()


def test_the_bureaus_officer_does_not_ask_about_people_of_the_branch_but_may_let_its_officer_look(client, house):
    of_branch = make.person(house.team, "石竹", mobile="15400000078")
    assert as_(client, house.union).post(page("personal", of_branch.pk), REASON).status_code == 403
    as_(client, house.branch_union).post(page("personal", of_branch.pk), REASON)
    make.confirm_last(house.union)
    url = page("personal", of_branch.pk)
    as_(client, house.branch_union).post(url)
    assert "15400000078" in client.get(url).text


def test_what_the_ledger_keeps_of_a_look_holds_no_number(client, house, clerk, officer):
    url = page("personal", clerk.pk)
    as_(client, house.union).post(url, REASON)
    make.confirm_last(officer)
    client.post(url)
    client.get(url)
    assert not any(
        "15400000077" in str(event.payload.payload) for event in Event.objects.filter(act__startswith="organization")
    )


def test_the_start_page_says_how_much_waits_for_oneself(client, house, second):
    renaming(house)
    assert "1 件等您复核" in as_(client, second).get("/w/").text
    assert "件等您复核" not in as_(client, house.admin).get("/w/").text
    as_(client, house.branch_union).post(page("personal", house.employee.pk), REASON)
    assert "1 件等您复核" in as_(client, house.union).get("/w/").text
