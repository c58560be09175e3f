"""Vouchers: each number once, each day in its period, amounts in fen; only the group judges; sums are of the rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from proposals.finance import workflow
from proposals.finance.models import Accounts, Voucher
from proposals.finance.rules import cents_of, yuan
from tests import factories as make
from tests.finance import scenes
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make.bureau()


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1234.5", 123450), ("1,234.50", 123450), ("￥-56", -5600), (56, 5600), (0.1 + 0.2, 30), ("１２．３０元", 1230),
        ("一千元", None), ("", None), ("12.345", None), ("0", None), ("1e400", None), ("NaN", None), ("12 34 56", 12345600),
    ],
)  # fmt: skip
def test_an_amount_is_yuan_and_fen_and_nothing_else(typed, cents):
    if cents is None:
        with pytest.raises(ValueError, match="金额"):
            cents_of(typed)
    else:
        assert cents_of(typed) == cents
        assert cents_of(yuan(cents)) == cents


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": " "}, "凭证号和摘要"), ({"purpose": " "}, "凭证号和摘要"), ({"cents": 0}, "金额不对"),
        ({"cents": 10**15}, "金额不对"), ({"on": scenes.in_period() - timedelta(days=1)}, "不在.*里"),
    ],
    ids=["number", "purpose", "nothing", "too much", "day"],
)  # fmt: skip
def test_a_voucher_is_whole_and_of_its_period(house, change, sentence):
    period = scenes.opened(house)
    with pytest.raises(Refused, match=f"{sentence}.*FIN-03"):
        workflow.keep_vouchers(period, house.finance_handler, rows=[scenes.row("记-009"), scenes.row(**change)])
    assert not period.vouchers.exists()  # all or none


def test_no_number_stands_twice(house):
    period = scenes.entered(house)
    for rows in ([scenes.row("记-001")], [scenes.row("记-003"), scenes.row("记-003")]):
        with pytest.raises(Refused, match="凭证号重复：记-00"):
            workflow.keep_vouchers(period, house.finance_handler, rows=rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.create(
            period=period, number="记-001", on=scenes.in_period(), purpose="x", cents=1, entered_at=period.opened_at
        )
    assert period.vouchers.count() == 2


def test_two_numbers_may_change_places(house):
    period = scenes.entered(house)
    first, second = period.vouchers.all()
    rows = [
        scenes.row("记-002", pk=first.pk), scenes.row("记-001", purpose=second.purpose, cents=second.cents, pk=second.pk)
    ]  # fmt: skip
    workflow.keep_vouchers(period, house.finance_handler, rows=rows)
    assert {one.purpose: one.number for one in period.vouchers.all()} == {"会议费": "记-002", "办公用品": "记-001"}


def test_only_the_group_judges_and_what_finance_changes_is_judged_anew(house):
    period = scenes.passed(house, scenes.entered(house))
    first = period.vouchers.get(number="记-001")
    same = scenes.row(outcome="returned", note="x", pk=first.pk)
    workflow.keep_vouchers(period, house.finance_handler, rows=[same])
    assert period.vouchers.get(pk=first.pk).outcome == "passed"
    workflow.keep_vouchers(period, house.finance_handler, rows=[scenes.row(cents=99, pk=first.pk)])
    assert period.vouchers.get(pk=first.pk).outcome == "pending"
    with pytest.raises(NoAuthority, match="凭证由"):
        workflow.keep_vouchers(period, house.union, rows=[scenes.row("记-008")])


@pytest.mark.parametrize("outcome", ["questioned", "returned", "void"])
def test_a_verdict_other_than_passed_says_why(house, outcome):
    period = scenes.entered(house)
    first = period.vouchers.get(number="记-001")
    with pytest.raises(Refused, match="请写明原因"):
        workflow.keep_vouchers(period, house.proposer, rows=[scenes.row(outcome=outcome, pk=first.pk)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.filter(pk=first.pk).update(outcome=outcome)
    workflow.keep_vouchers(period, house.proposer, rows=[scenes.row(outcome=outcome, note="缺发票", pk=first.pk)])


def test_what_somebody_else_changed_meanwhile_is_not_written_over(house):
    period = scenes.entered(house)
    first = period.vouchers.get(number="记-001")
    seen = first.mark
    workflow.keep_vouchers(period, house.finance_handler, rows=[scenes.row(cents=500, pk=first.pk)])
    with pytest.raises(Refused, match=r"刚被别人改过，现在是“会议费”5\.00 元"):
        workflow.keep_vouchers(period, house.proposer, rows=[scenes.row(outcome="passed", pk=first.pk, mark=seen)])


def test_sums_are_of_the_rows_and_a_void_voucher_is_in_none(house):
    period = scenes.passed(house, scenes.entered(house), but="记-001")
    first = period.vouchers.get(number="记-001")
    rows = [
        scenes.row(outcome="void", note="重复录入", pk=first.pk),
        scenes.row("记-003", cents=-600, outcome="passed"),
    ]
    workflow.keep_vouchers(period, house.proposer, rows=rows)
    assert period.vouchers.totals() == {"all": (2, 5000), "passed": (2, 5000), "void": (1, 123450)}


def test_the_keepers_say_when_all_is_there_and_the_group_is_told(house):
    period = scenes.opened(house)
    with pytest.raises(Refused, match="还没有登记凭证"):
        workflow.hand_in(period, house.finance_handler)
    workflow.keep_vouchers(period, house.finance_handler, rows=[scenes.row()])
    with pytest.raises(NoAuthority, match="账目由财务处提交"):
        workflow.hand_in(period, house.proposer)
    workflow.hand_in(period, house.finance_handler)
    assert not Duty.objects.of(period).owed().filter(kind="finance.hand_in").exists()
    assert Notice.objects.filter(kind="finance-handed-in").count() == 3
    with pytest.raises(Refused, match="已经登记为交齐"):
        workflow.hand_in(period, house.finance_handler)


def test_the_files_of_the_accounts_are_for_those_who_see_the_whole(client, house, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    period = scenes.entered(house)
    upload = lambda: SimpleUploadedFile("总账.pdf", b"%PDF-1.7\n")  # noqa: E731
    with pytest.raises(NoAuthority, match="账目由"):
        workflow.attach(period.accounts, house.proposer, upload())
    file = workflow.attach(period.accounts, house.finance_handler, upload())
    workflow.hand_in(period, house.finance_handler)
    with pytest.raises(Refused, match="已经随账目交齐"):
        workflow.detach(period.accounts, house.finance_handler, file)
    reads = {"proposer": 200, "finance_handler": 200, "union": 200, "employee": 404, "handler": 404}
    for name, status in reads.items():
        client.force_login(getattr(house, name))
        answer = client.get(file.get_absolute_url())
        assert answer.status_code == status, name
        if answer.streaming:
            assert b"".join(answer.streaming_content)
    assert Accounts.objects.visible_to(house.leader).exists() and not Accounts.objects.visible_to(house.admin).exists()
