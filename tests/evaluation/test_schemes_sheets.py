"""Tables of indicators as unions publish them: what comes in, and every row that does not, by name."""

from decimal import Decimal
from pathlib import Path

import pytest

from evaluation.kinds import Kind
from evaluation.papers.indicator_sheets import read_table
from evaluation.papers.wording import NotUnderstood, said, understood
from ymdm.papers.sheets import Sheet, read

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "assessment"
HEAD = ("一级指标", "序号", "考评项目", "评分标准", "分值", "得分方式", "计分方法")


def real():
    with (DATA / "indicators.xlsx").open("rb") as file:
        return {sheet.name: read_table(sheet) for sheet in read(file, "indicators.xlsx")}


def test_the_three_tables_of_the_bureau_come_in_whole():
    tables = real()
    assert list(tables) == ["机关（含参公）", "事业单位", "企业单位"]
    for table in tables.values():
        assert (table.total, table.wrong) == (Decimal(100), [])
    assert [len(table.indicators) for table in tables.values()] == [27, 29, 30]
    kinds = {row.code: (row.item.kind, row.item.params) for row in tables["企业单位"].indicators}
    assert kinds["3.1"] == (Kind.PER_COUNT_DEDUCTION, {"each": "0.5"})
    assert kinds["3.3"] == (Kind.RATIO, {"full_at": "90"})
    assert kinds["9.1"] == (Kind.VETO, {"effect": "unqualified"})
    assert kinds["9.3"] == (Kind.VETO, {"effect": "qualified"})
    assert {row.group for row in tables["企业单位"].indicators if row.code.startswith("6.")} == {"权益保障"}


def table(*rows):
    return read_table(Sheet("表", False, [("考评表",), HEAD, *rows]))


def row(code="1.1", full=60, how="扣分", *, group="组织领导", name="领导体制", source="查资料"):
    return (group, code, name, "每缺一项扣1分。", full, source, how)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (row("1.2", None), "空"),
        (row("1.2", "四十"), "不是数字"),
        (row("1.2", -4), "大于 0"),
        (row("1.2", 400), "不超过 100"),
        (row("1.2", 40, "看情况"), "不认识的计分方法"),
        (row("1.2", 40, source="听说"), "不认识的得分方式"),
        (row("1.2", 40, name=""), "缺少序号或考评项目"),
        (row("1.1", 40), "用了两次"),
        (row("1.2", 40, "分档（90得50）"), "超过分值"),
        (row("1.2", 40, "定性系数（好2）"), "0 到 1"),
    ],
)
def test_every_bad_row_is_named_with_its_number(bad, says):
    read_ = table(row(), bad)
    assert [(wrong.row, says in wrong.says) for wrong in read_.wrong[:1]] == [(4, True)]
    assert read_.wrong[-1].says == "各项分值加起来是 60 分，不是 100 分。"


def test_weights_that_do_not_add_up_are_named_for_the_group_and_for_the_whole():
    read_ = table(row(group="组织领导（70分）"), row("1.2", "３9分", group=None))
    assert [wrong.says for wrong in read_.wrong] == [
        "“组织领导”写的是 70 分，各项加起来是 99 分。", "各项分值加起来是 99 分，不是 100 分。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "做到得满分", "扣分（每件0.5）", "分档（100得4；95得3）", "比例", "比例（90%封顶）", "比例（95%封顶；低于60%不得分）",
        "定性系数（优秀1.0；良好0.8；合格0.6；不合格0）", "必备", "加分（每件1）", "另扣分（每件10）", "否决（评为不合格）",
        "否决（不得评为合格以上；另扣5）", "否决（取消当年评先资格）", "引用其他得分（10%）", "民主测评（基本满意×0.8）",
    ],
)  # fmt: skip
def test_a_rule_reads_back_as_it_was_said(text):
    assert said(*understood(text)) == text


def test_a_rule_that_nobody_understands_is_said_so():
    with pytest.raises(NotUnderstood, match="看情况"):
        understood("看情况")
