"""The box: emptied at fixed hours, opened by two, and every letter a duty."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from proposals.letterbox import checking, clock, kinds, receiving, rules, workflow
from proposals.letterbox.models import Batch, Letter, Opening
from tests import factories as make
from tests.letterbox.writing import (
    GATHERED_AT,
    OPENED_AT,
    SHANGHAI,
    TEXT,
    WROTE_AT,
    again,
    answered,
    gathered,
    letter,
    open_box,
    opened,
)
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Role
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(time_machine):
    time_machine.move_to(OPENED_AT, tick=False)
    return make.bureau()


@pytest.mark.parametrize(
    ("now", "openings", "slot"),
    [
        (datetime(2026, 11, 30, 8, 59), 1, date(2026, 11, 23)),
        (datetime(2026, 11, 30, 9, 0), 1, date(2026, 11, 30)),
        (datetime(2026, 12, 4, 12, 0), 1, date(2026, 11, 30)),
        (datetime(2026, 12, 4, 12, 0), 2, date(2026, 12, 3)),
        (datetime(2026, 12, 4, 12, 0), 7, date(2026, 12, 4)),
    ],
    ids=["before-the-hour", "at-the-hour", "days-later", "twice-a-week", "daily"],
)  # fmt: skip
def test_the_box_is_emptied_at_fixed_hours(now, openings, slot):
    assert rules.last_opening(now.replace(tzinfo=SHANGHAI), openings) == slot


def test_nothing_is_seen_before_the_hour_and_nothing_of_the_same_day(house, time_machine):
    time_machine.move_to(WROTE_AT, tick=False)
    early, _ = letter(house)
    assert clock.gather_all() == 0 and not Letter.objects.visible_to(house.union).exists()
    time_machine.move_to(GATHERED_AT, tick=False)
    same_day, _ = letter(house)
    assert clock.gather_all() == 1
    assert again(early).batch is not None and again(same_day).batch is None
    assert not Letter.objects.visible_to(house.union).exists()


def test_the_clock_run_again_gathers_nothing_twice(house):
    gathered(house)
    assert clock.gather_all() == 0 and Batch.objects.count() == 1


def test_the_commitments_of_a_batch_stand_in_the_ledger(house):
    letters = gathered(house, TEXT, TEXT + "还有早餐。")
    event = Event.objects.get(act="letterbox.gather")
    lines = event.payload.payload["after"]["commitments"]
    assert [line.split()[0] for line in lines] == [one.number for one in letters]
    assert TEXT not in str(event.payload.payload)


def test_opening_makes_one_duty_of_fifteen_working_days_for_each_letter(house):
    letters = gathered(house, *(f"{TEXT}第{n}条" for n in range(5)))
    assert not Duty.objects.filter(kind=kinds.ANSWER).exists()
    open_box(house)
    duties = Duty.objects.filter(kind=kinds.ANSWER)
    assert sorted(duty.subject.number for duty in duties) == [one.number for one in letters]
    assert {duty.due_on for duty in duties} == {date(2026, 12, 21)}
    assert not Duty.objects.owed().filter(kind=kinds.OPEN).exists()


def test_two_openers_in_one_person_are_refused(house):
    gathered(house)
    batch = Batch.objects.get()
    make.appoint(house.union, Role.COMMITTEE_MEMBER, house.unit)
    workflow.ask_opening(batch, house.union)
    with pytest.raises(Refused, match="不能是同一个人"):
        workflow.open_box(batch, house.union)
    assert Letter.objects.get().state == Letter.State.SEALED
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.update(witness=house.union, at=OPENED_AT)


@pytest.mark.parametrize("who", ["union", "leader", "inspector", "handler", "employee", "admin"])
def test_the_second_of_the_two_holds_another_role(house, who):
    gathered(house)
    batch = Batch.objects.get()
    workflow.ask_opening(batch, house.union)
    person = make.person(house.unit, role=Role.UNION_OFFICER) if who == "union" else getattr(house, who)
    with pytest.raises(NoAuthority):
        workflow.open_box(batch, person)


def test_nobody_opens_alone(house):
    gathered(house)
    with pytest.raises(Refused, match="还没有人申请开箱"):
        workflow.open_box(Batch.objects.get(), house.committee[0])
    with pytest.raises(NoAuthority):
        workflow.ask_opening(Batch.objects.get(), house.committee[0])


def test_only_the_two_who_opened_read_the_original_and_each_look_is_an_event(house):
    made = opened(house)
    for reader in (house.union, house.committee[0]):
        assert workflow.look(made, reader)["letter"]["text"] == TEXT
    assert Event.objects.of(made).filter(act="letterbox.look").count() == 2
    assert TEXT not in str([event.payload.payload for event in Event.objects.all()])
    colleague = make.person(house.unit, role=Role.UNION_OFFICER)
    for other in (colleague, house.committee[1], house.leader, house.inspector, house.handler, house.employee):
        with pytest.raises(NoAuthority, match="开箱的两个人"):
            workflow.look(made, other)
    house.union.appointments.update(until_on=date(2026, 11, 1))
    house.union.forget_grants()
    with pytest.raises(NoAuthority):
        workflow.look(made, house.union)
    # Two others open the same box again, and are owed nothing new.
    workflow.ask_opening(made.batch, colleague)
    workflow.open_box(made.batch, house.committee[1])
    assert workflow.look(made, colleague)["letter"]["text"] == TEXT
    assert Duty.objects.filter(kind=kinds.ANSWER).count() == 1


def test_a_missing_or_altered_letter_is_seen(house):
    letters = gathered(house, TEXT, f"{TEXT}二", f"{TEXT}三")
    assert checking.gone(2026) == [] and checking.standing(2026).missing == 0
    call_command("check_letters", year=2026, stdout=StringIO())
    Letter.objects.filter(pk=letters[1].pk).update(sealed=letters[0].sealed)
    assert checking.gone(2026) == [letters[1].number]
    last = letters[2]
    last.key.delete()
    last.delete()
    assert checking.gone(2026) == [letters[1].number, last.number]
    with pytest.raises(CommandError, match=last.number):
        call_command("check_letters", year=2026)


def test_a_report_marked_by_its_writer_passes_by_the_openers(house):
    supervisor = make.person(house.unit, "卫秉正", role=Role.SUPERVISOR)
    made = gathered(house, "某某收了施工队的东西，请查一查。", is_report=True)[0]
    assert made.state == Letter.State.OPENED
    assert [duty.act for duty in Duty.objects.of(made)] == ["letterbox.discipline"]
    assert list(Letter.objects.visible_to(supervisor)) == [made]
    assert "施工队" in workflow.look(made, supervisor)["letter"]["text"]
    for other in (house.union, house.committee[0], house.leader, house.handler, house.head, house.inspector):
        assert not Letter.objects.visible_to(other).exists()
        with pytest.raises(NoAuthority, match="纪检监督"):
            workflow.look(made, other)
    told = str(list(Notice.objects.values("title", "text"))) + str(list(Event.objects.values("object_label")))
    assert "施工队" not in told
    workflow.answer(made, supervisor, words=workflow.Words("已经受理，会依规核实。"))
    assert again(made).answer == "" and not Letter.objects.told().exists()
    assert checking.standing(2026).reports == 1


def test_what_the_openers_route_to_discipline_they_read_no_more(house):
    supervisor = make.person(house.unit, "卫秉正", role=Role.SUPERVISOR)
    made = opened(house, "某某收了施工队的东西，请查一查。")
    workflow.look(made, house.union)
    workflow.moderate(made, house.union, title="题目", summary="内容")
    workflow.route_to_discipline(made, house.union)
    made = again(made)
    assert (made.title, made.summary) == ("", "") and not Letter.objects.visible_to(house.union).exists()
    with pytest.raises(NoAuthority):
        workflow.look(made, house.union)
    assert workflow.look(made, supervisor)["letter"]
    assert [duty.act for duty in Duty.objects.owed().of(made)] == ["letterbox.discipline"]
    for step, typed in (
        (workflow.moderate, {"title": "x", "summary": "x"}),
        (workflow.answer, {"words": workflow.Words("x")}),
        (workflow.hand_over, {}),
    ):
        with pytest.raises(NoAuthority):
            step(made, house.union, **typed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=made.pk).update(summary="收了东西")


def test_the_pages_of_the_box_ask_as_much_for_many_letters_as_for_few(client, house):
    made = answered(house)
    made.pk, made.number, made.serial, made.state = 7, "YJ-2026-0099", 99, Letter.State.OPENED
    made.answered_on = None
    made.save(force_insert=True)
    receiving.receive(house.unit, {"text": TEXT}, nonce="own", mode="named", author=house.union)
    client.force_login(house.union)

    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    urls = ("/w/letters/", "/letterbox/answers/", "/w/letters/own/")
    few = [asked(url) for url in urls]
    for number in range(8):
        made, _ = letter(house, f"{TEXT}{number}")
        Letter.objects.filter(pk=made.pk).update(
            state=Letter.State.ANSWERED if number % 2 else Letter.State.OPENED, title="题目", answer="答复",
            answered_on=date(2026, 11, 30) if number % 2 else None, batch=Batch.objects.get(),
        )  # fmt: skip
        receiving.receive(house.unit, {"text": TEXT}, nonce=f"{number}", mode="named", author=house.union)
    assert [asked(url) for url in urls] == few


def test_whoever_owes_a_letter_finds_it_among_her_duties(client, house):
    supervisor = make.person(house.unit, "卫秉正", role=Role.SUPERVISOR)
    gathered(house, TEXT)
    report, _ = letter(house, "某某收了东西，请查。", at=WROTE_AT - timedelta(days=7), is_report=True)
    for person, finds in ((house.union, True), (supervisor, False)):
        client.force_login(person)
        for url in ("/w/", "/w/duties/"):
            page = client.get(url)
            assert page.status_code == 200
        assert ("开启意见箱" in page.content.decode()) is finds
    assert report.batch is None
