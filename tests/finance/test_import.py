"""Vouchers come in from a table; every row that cannot is named with what is wrong and how to mend it."""

from __future__ import annotations

import io
from datetime import datetime, time

import pytest
from openpyxl import Workbook

from proposals.finance import workflow
from proposals.finance.papers import VoucherList
from tests import factories as make
from tests.finance import scenes
from ymdm.papers import sheets
from ymdm.papers.models import ImportRun
from ymdm.papers.workflow import confirm, go_on, upload

pytestmark = pytest.mark.django_db
HEADS = ["期间", "凭证号", "日期", "摘要", "金额"]


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.bureau()


def table(*rows: list, heads: list[str] = HEADS) -> io.BytesIO:
    book = Workbook()
    book.active.append(heads)
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def run_of(house, file: io.BytesIO, by=None) -> ImportRun:
    run = upload(house.finance, by or house.finance_handler, kind="vouchers", file=file, file_name="凭证.xlsx")
    go_on(run.pk)
    return ImportRun.objects.get(pk=run.pk)


def label() -> str:
    year, quarter = scenes.last_quarter()
    return f"{year}年第{quarter}季度"


def cell(days: int = 3) -> datetime:
    return datetime.combine(scenes.in_period(days), time())


def test_good_rows_come_in_and_the_same_file_again_changes_nothing(house):
    period = scenes.opened(house)
    rows = [
        [label(), "记-001", cell(), "会议费", 1234.5], [label(), "记-002", scenes.in_period(4).isoformat(), "邮寄费", "￥1,020.50"],
        ["合计", None, None, None, 2255],
    ]  # fmt: skip
    run = run_of(house, table(*rows))
    assert (run.state, run.found["accepted"], run.found["rejected"]) == ("previewed", 2, [])
    confirm(run, house.finance_handler)
    go_on(run.pk)
    told = {one.number: (one.cents, one.outcome, one.entered_by) for one in period.vouchers.all()}
    assert told == {
        "记-001": (123450, "pending", house.finance_handler), "记-002": (102050, "pending", house.finance_handler),
    }  # fmt: skip
    again = run_of(house, table(*rows))
    assert (again.found["created"], again.found["unchanged"]) == (0, 2)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({0: ""}, "没有期间"), ({0: "2019年第1季度"}, "没有正在审查、由您填报的账目"), ({1: ""}, "没有凭证号"), ({1: "记" * 21}, "超过 20"),
        ({2: ""}, "没有日期"), ({2: "昨天"}, "日期“昨天”看不懂"), ({2: "2019-01-01"}, "日期 2019-01-01 不在"), ({3: " "}, "没有摘要"),
        ({4: "一千"}, "金额“一千”不是数字"), ({4: ""}, "没有金额"), ({4: 0}, "金额不能是 0"), ({4: 1.005}, "最多两位小数"),
    ],
    ids=["no period", "other period", "no number", "long", "no day", "word", "outside", "purpose", "word for amount", "none", "zero", "mills"],
)  # fmt: skip
def test_every_bad_row_is_named(house, change, says):
    scenes.opened(house)
    bad = [label(), "记-009", cell(), "会议费", 100]
    for place, value in change.items():
        bad[place] = value
    run = run_of(house, table([label(), "记-001", cell(), "会议费", 100], bad))
    assert run.found["accepted"] == 1
    (told,) = run.found["rejected"]
    assert told["row"] == 3 and says in told["says"][0] and told["remedies"], told


def test_doubled_numbers_and_those_that_stand_here_with_other_words_do_not_come_in(house):
    scenes.entered(house)
    first = scenes.row()
    rows = [
        [label(), "记-001", datetime.combine(first.on, time()), "会议费", 1234.5],  # the same
        [label(), "记-002", cell(), "办公用品", 57], [label(), "记-005", cell(), "x", 1], [label(), "记-005", cell(), "y", 2],
    ]  # fmt: skip
    run = run_of(house, table(*rows))
    assert (run.found["created"], run.found["unchanged"]) == (1, 1)
    says = [bad["says"][0] for bad in run.found["rejected"]]
    assert says == ["凭证号 记-002 已经登记，系统里是“办公用品”56.00 元", "凭证号 记-005 与第 4 行重复"]


def test_nobody_fills_the_books_of_another_unit(house):
    scenes.opened(house)
    run = run_of(house, table([label(), "记-001", cell(), "会议费", 1]), by=house.finance_handler)
    assert run.found["accepted"] == 1
    reading = VoucherList.read(sheets.read(table([label(), "记-001", cell(), "会议费", 1]), "x.xlsx"), house.handler)
    assert reading.report["accepted"] == 0 and "没有正在审查" in reading.report["rejected"][0]["says"][0]


def test_for_two_units_the_column_unit_tells_which(house):
    period = scenes.opened(house)
    other = workflow.found(
        house.branch, house.union, keeper=house.finance, rhythm="quarter", head=house.proposer, members=scenes.members(house),
        body="employees", held_on=period.opened_at.date(), how="举手", until_on=period.group.until_on,
    )  # fmt: skip
    workflow.open_period(other, house.proposer, year=period.year, quarter=period.quarter)
    heads = [*HEADS, "单位"]
    good = [label(), "记-001", cell(), "会议费", 1, "西峰局"]
    run = run_of(house, table(good, [*good[:5], ""], heads=heads))
    assert run.found["accepted"] == 1 and "有 2 个单位" in run.found["rejected"][0]["says"][0]
    confirm(run, house.finance_handler)
    go_on(run.pk)
    assert other.periods.get().vouchers.count() == 1 and not period.vouchers.exists()


def test_what_closed_meanwhile_is_not_written(house):
    period = scenes.opened(house)
    run = run_of(house, table([label(), "记-001", cell(), "会议费", 1]))
    confirm(run, house.finance_handler)
    workflow.call_off(period, house.union, reason="开错了")
    go_on(run.pk)
    run.refresh_from_db()
    assert run.state == "previewed" and run.found["accepted"] == 0
