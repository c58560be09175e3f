"""责任书: nothing is assigned before the holder has signed; the head issues and reviews, never the own book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.foundations import kinds, rules, workflow
from evaluation.foundations.models import DutyBook
from evaluation.foundations.models.books import BookState, signed_of_issued
from evaluation.schemes.models import Scheme, SchemeItem
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Person, Role, Unit
from ymdm.workdays import calendar
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())
DECEMBER = datetime(2026, 12, 1, 10, tzinfo=timezone.get_default_timezone())
YEAR = 2026


@dataclass
class Stage:
    bureau: Unit
    unit: Unit
    office: Unit  # a department
    head: Person
    chief: Person  # of the department
    union: Person
    holder: Person
    employee: Person

    def issue(self, **more: Any) -> DutyBook:
        typed = {"year": YEAR, "holder": self.holder, "post": "经费公开", "lines": [("每季度公开一次", "")], **more}
        by, unit = typed.pop("by", self.head), typed.pop("unit", self.unit)
        return workflow.issue(unit, by, **typed)

    def signed(self, **more: Any) -> DutyBook:
        made = self.issue(**more)
        workflow.sign_book(made, made.holder)
        return made

    def get(self, person: Person, name: str, *args: Any, asked: str = "") -> Any:
        client = Client()
        client.force_login(person)
        return client.get(reverse(f"foundations:{name}", args=args) + asked)

    def list(self, person: Person, asked: str = "") -> Any:
        return self.get(person, "books", self.unit.pk, YEAR, asked=asked)


@pytest.fixture
def stage():
    with time_machine.travel(NOW):
        bureau = make.unit("上中游局", level="bureau")
        unit = make.unit("测绘院", parent=bureau)
        office = make.unit("财务科", parent=unit, level="department")
        yield Stage(
            bureau, unit, office, make.person(unit, role=Role.UNIT_HEAD), make.person(office, role=Role.UNIT_HEAD),
            make.person(unit, role=Role.UNION_OFFICER), make.person(office, "钟文"), make.person(unit),
        )  # fmt: skip


@pytest.fixture
def item(stage):
    scheme = Scheme.objects.create(
        unit=stage.bureau, year=YEAR, unit_class="institution", title="方案", bands=[], state=Scheme.State.ANNOUNCED,
        self_check_due_on=date(YEAR, 12, 1), drafted_by=stage.head, drafted_at=NOW, announced_by=stage.union,
        announced_at=NOW,
    )  # fmt: skip
    return SchemeItem.objects.create(
        scheme=scheme, order=1, group="公开", code="2.3", name="财务公开", kind="mandatory", full=5
    )


def test_an_unsigned_book_is_never_counted_as_assigned(stage):
    made = stage.issue()
    assert signed_of_issued(stage.unit, YEAR) == (0, 1)
    assert not DutyBook.objects.assigned().exists()
    workflow.sign_book(made, stage.holder)
    assert signed_of_issued(stage.unit, YEAR) == (1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyBook.objects.filter(pk=made.pk).update(signed_at=None)


def test_the_page_of_the_unit_tells_signed_of_issued_and_leaves_out_what_was_taken_back(stage):
    stage.signed()
    stage.issue(post="会务")
    workflow.withdraw_book(stage.issue(post="后勤"), stage.head, reason="写错")
    shown = stage.get(stage.employee, "unit", stage.unit.pk, YEAR).context
    assert (shown["signed"], shown["issued"]) == (1, 2)


def test_signing_is_a_duty_of_the_holder_with_its_day_that_only_she_can_meet(stage):
    made = stage.issue()
    duty = Duty.objects.of(made).get()
    assert (duty.kind, duty.person, duty.is_own) == (kinds.SIGN_BOOK, stage.holder, True)
    assert duty.due_on == calendar(stage.unit).add(NOW.date(), rules.SIGN_DAYS)
    for other in (stage.head, stage.employee):
        with pytest.raises(NoAuthority, match="本人"):
            workflow.sign_book(made, other)
    workflow.sign_book(made, stage.holder)
    duty.refresh_from_db()
    assert not duty.is_owed
    assert Notice.objects.filter(person=stage.head, kind="foundations-book-signed").count() == 1
    assert [event.act for event in Event.objects.of(made)] == ["foundations.issue", "foundations.sign_book"]


def test_signing_opens_the_review_that_the_unit_owes_until_the_end_of_january(stage):
    made = stage.signed()
    duty = Duty.objects.of(made).owed().get()
    assert (duty.kind, duty.unit, duty.due_on) == (kinds.REVIEW_BOOK, stage.unit, date(YEAR + 1, 1, 31))


def test_heads_of_the_unit_and_of_the_department_issue_and_nobody_else(stage):
    stage.issue(by=stage.chief, unit=stage.office)
    for other in (stage.union, stage.employee, stage.holder, stage.chief):
        with pytest.raises(NoAuthority):
            stage.issue(by=other, post="别的岗")


def test_nobody_issues_to_herself_or_reviews_her_own(stage):
    with pytest.raises(Refused, match="自己"):
        stage.issue(holder=stage.head)
    leader = make.person(stage.unit, role=Role.LEADER)
    made = stage.signed(holder=stage.head, by=leader)
    with time_machine.travel(DECEMBER), pytest.raises(Refused, match="本人"):
        workflow.review_book(made, stage.head, is_done=True, review="好")


def test_review_comes_at_the_end_of_the_year_of_a_signed_book_and_with_words(stage):
    unsigned, made = stage.issue(post="会务"), stage.signed()
    with pytest.raises(Refused, match="12月1日"):
        workflow.review_book(made, stage.head, is_done=True, review="好")
    with time_machine.travel(DECEMBER):
        with pytest.raises(Refused, match="考核意见"):
            workflow.review_book(made, stage.head, is_done=False, review=" ")
        with pytest.raises(Refused, match="待签字"):
            workflow.review_book(unsigned, stage.head, is_done=True, review="好")
        workflow.review_book(DutyBook.objects.get(pk=made.pk), stage.head, is_done=False, review="少公开一次")
    made.refresh_from_db()
    assert (made.state, made.done_words) == (BookState.REVIEWED, "没有完成")
    assert not Duty.objects.of(made).owed().exists()
    assert Notice.objects.get(person=stage.holder, kind="foundations-book-reviewed").text == "少公开一次"
    assert signed_of_issued(stage.unit, YEAR) == (1, 2)


def test_one_book_a_person_post_and_year_until_it_is_taken_back(stage):
    made = stage.issue()
    with pytest.raises(Refused, match="已经下发过"):
        stage.issue()
    with pytest.raises(Refused, match="原因"):
        workflow.withdraw_book(made, stage.head, reason=" ")
    workflow.withdraw_book(DutyBook.objects.get(), stage.head, reason="写错")
    assert not Duty.objects.of(made).owed().exists()
    signed = stage.signed()
    with pytest.raises(Refused):
        workflow.withdraw_book(signed, stage.head, reason="反悔")


@pytest.mark.parametrize(
    "typed", [{"year": YEAR - 1}, {"year": YEAR + 2}, {"post": " "}, {"lines": [(" ", "")]}, {"lines": []}]
)
def test_a_book_of_another_year_without_a_post_or_without_duties_is_refused(stage, typed):
    with pytest.raises(Refused):
        stage.issue(**typed)


def test_somebody_of_elsewhere_holds_no_book(stage):
    with pytest.raises(Refused, match="在职职工"):
        stage.issue(holder=make.person(stage.bureau))


def test_a_line_may_name_an_item_of_the_announced_scheme_of_the_year_and_no_other(stage, item):
    made = stage.issue(lines=[("公开", "2.3"), ("说明", "")])
    assert made.lines == [["公开", "2.3", item.pk], ["说明", "", None]]
    assert "财务公开" in stage.get(stage.holder, "book", made.pk).content.decode()
    for typed in ({"lines": [("公开", "9.9")]}, {"year": YEAR + 1, "lines": [("公开", "2.3")]}):
        with pytest.raises(Refused, match="没有序号"):
            stage.issue(post="别的岗", **typed)


def test_the_unit_sees_signed_books_the_holder_her_own_always_and_a_stranger_none(stage):
    made = stage.issue()
    stranger = make.person(make.unit("别的院", parent=stage.bureau))
    assert stage.get(stage.employee, "book", made.pk).status_code == 404
    assert list(stage.list(stage.employee).context["page"]) == []
    assert list(stage.list(stage.union).context["page"]) == [made]
    assert stage.get(stage.holder, "book", made.pk).status_code == 200
    assert list(stage.get(stage.holder, "my-books").context["page"]) == [made]
    workflow.sign_book(made, stage.holder)
    assert stage.get(stage.employee, "book", made.pk).status_code == 200
    assert stage.get(stranger, "book", made.pk).status_code == stage.list(stranger).status_code == 404
    moved = Person.objects.get(pk=stage.holder.pk)
    moved.unit = stranger.unit
    moved.save()
    assert stage.get(moved, "book", made.pk).status_code == 200


def test_a_holder_signs_on_her_own_page_and_can_print_it(stage):
    made = stage.issue()
    told = stage.get(stage.holder, "book", made.pk).content.decode()
    assert "data-print" in told and "不算落实" in told
    client = Client()
    client.force_login(stage.holder)
    address = reverse("foundations:book-act", args=[made.pk, "sign_book"])
    assert address in told and client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert DutyBook.objects.get().state == BookState.SIGNED


def test_the_form_reads_lines_and_codes(stage, item):
    client = Client()
    client.force_login(stage.head)
    address = reverse("foundations:issue", args=[stage.unit.pk, YEAR])
    assert address in stage.list(stage.head).content.decode()
    typed = {"holder": "钟文", "post": "经费", "lines": "每季度公开 #2.3\r\n\r\n回答提问"}
    assert client.post(address, typed | {"lines": "多" * 201}).status_code == 422
    assert client.post(address, typed | {"lines": "公开 #7"}).status_code == 409
    assert client.post(address, typed).status_code == 302
    assert [line[:2] for line in DutyBook.objects.get().lines] == [["每季度公开", "2.3"], ["回答提问", ""]]


def test_a_head_of_a_department_finds_where_to_issue(stage):
    address = reverse("foundations:issue", args=[stage.office.pk, YEAR])
    assert address in stage.list(stage.chief).content.decode()
    assert stage.get(stage.chief, "issue", stage.office.pk, YEAR).status_code == 200


def test_the_list_is_filtered_sorted_and_downloaded_both_ways(stage):
    signed = stage.signed()
    waits = stage.issue(holder=stage.employee, post="会务")

    def shown(asked: str) -> list[DutyBook]:
        return list(stage.list(stage.union, asked).context["page"])

    assert shown("?state=book_issued") == shown("?q=会务") == [waits]
    assert shown("?sort=issued") == [signed, waits] and shown("?sort=-issued") == [waits, signed]
    answer = stage.get(stage.union, "books-export", stage.unit.pk, YEAR, asked="?as=csv&state=book_signed")
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "钟文" in told and "会务" not in told
    workbook = stage.get(stage.holder, "my-books-export")
    assert b"".join(workbook.streaming_content).startswith(b"PK")


def test_the_list_asks_as_often_for_many_books_as_for_one(stage):
    client = Client()
    client.force_login(stage.union)
    address = reverse("foundations:books", args=[stage.unit.pk, YEAR])

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    stage.signed()
    before = queries()
    for number in range(4):
        stage.signed(holder=make.person(stage.office), post=f"岗{number}")
    assert queries() == before
