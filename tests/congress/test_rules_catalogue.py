"""The rules that the congress is judged by are those of the library, with the amounts that hold for the unit."""

import csv
import re
from pathlib import Path

import pytest

from congress.rules import catalogue
from congress.rules.catalogue import Article
from congress.rules.finding import Verdict, share
from ymdm.rulebook import Rule
from ymdm.rulebook.library import amounts, entries
from ymdm.workflow import Refused

from .laws import CHARTER, FACTORY, HENAN, NATIONAL, SHANGHAI, ZHEJIANG, LawOf

NAMED = {name: rule for name, rule in vars(catalogue).items() if isinstance(rule, Rule)}
LEGAL_RULES = Path(__file__).resolve().parents[3] / "shared" / "data" / "disclosure" / "legal_rules.csv"


def test_every_rule_stands_in_the_library_under_its_id():
    assert len(NAMED) > 70
    for name, rule in NAMED.items():
        assert rule.id in entries(), name
        assert rule.citation == entries()[rule.id].citation, name
        if rule.number:
            assert rule.number == amounts()[rule.key].number and rule.measure == amounts()[rule.key].measure, name
        assert ("{}" in rule.text) <= bool(rule.number), name


def test_a_rule_reads_as_one_chinese_sentence_with_its_source():
    for name, rule in NAMED.items():
        assert "{" not in rule.says and "None" not in rule.says and not rule.says.endswith("。"), name
        assert str(rule) == f"{rule.id}：{rule.says}；{rule.basis}"
        assert re.search("[一-鿿]{4}", rule.says), name


@pytest.mark.parametrize(
    ("rule", "law", "says", "basis"),
    [
        ("LINE", SHANGHAI, "须有全体职工代表半数以上赞成方为通过", "参照《上海市职工代表大会条例》第31条"),
        ("LINE", ZHEJIANG, "须有全体职工代表过半数赞成方为通过", "参照《浙江省企业民主管理条例》第15条"),
        ("QUORUM", HENAN, "须有 三分之二 以上职工代表出席方可开会", "参照《河南省企业职工民主权利保障条例》第19条"),
        ("MANAGERS", LawOf(own=[("CON-19", "1/6")]), "中层以上管理人员不超过职工代表的 1/6", "水文局规定（局工会〔2026〕8号）"),
        ("MATERIALS", CHARTER, "会议材料至少在会前 7 天送达职工代表", "章程规定"),
        ("SECRET_ELECTION", CHARTER, "选举一律无记名投票", "章程规定"),
        ("NO_PROXY", CHARTER, "不得委托投票", "本单位规定"),  # our own decision, whatever the unit
        ("TO_UNION", LawOf("public_institution", "河南"), "行政须在会前 15 天将议题书面交工会", "参照《河南省工会条例》第16条"),
    ],
    ids=["shanghai", "zhejiang", "henan", "own value", "charter", "charter must", "our own", "henan union"],
)  # fmt: skip
def test_under_a_law_it_says_what_holds_there_and_why(rule, law, says, basis):
    """CON-10: what rests on the unit's charter is never called a statute."""
    here = NAMED[rule].under(law)
    assert (here.says, here.basis) == (says, basis)


def test_without_a_law_it_keeps_the_defaults_of_the_library():
    assert catalogue.QUORUM.under(None) is catalogue.QUORUM
    assert catalogue.MATERIALS.count == 7 and catalogue.MANAGERS.fraction * 5 == 1
    with pytest.raises(ValueError):
        _ = catalogue.LINE.fraction


def test_a_refusal_prints_the_rule_with_its_number():
    refusal = Refused("不行。", rule=catalogue.TO_UNION.under(HENAN))
    assert "CON-54：行政须在会前 15 天将议题书面交工会" in str(refusal)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(47, 154, "47/154（30.52%）"), (1, 3, "1/3（33.33%）"), (2, 3, "2/3（66.67%）"), (1, 8, "1/8（12.50%）"),
     (0, 5, "0/5（0.00%）"), (5, 5, "5/5（100.00%）"), (3, 0, "3/0"), (1, 800, "1/800（0.13%）")],
)  # fmt: skip
def test_a_percentage_stands_with_its_numerator_and_denominator_rounded_half_up(part, whole, words):
    assert share(part, whole) == words  # GEN-04


def test_a_verdict_has_its_chinese_word():
    assert [verdict.says for verdict in Verdict] == ["符合", "不符合", "请注意", "不适用"]


# The 24 numeric rules that the house was given: which amount of the library obeys each, under which law.
# Shanghai art 15 and 31 say 半数以上 (CON-29, CON-64 and the papers); the row cites them beside 过半数, which holds
# where the stricter text applies (CON-02), so the row is held against Zhejiang and the national default.
NUMERIC = {
    "职代会材料提前送达": ("CON-55", SHANGHAI, "7"),
    "职代会议程和事项提前公布（重庆）": ("CON-56", LawOf("enterprise", "重庆"), "5"),
    "职代会决定事项公布": ("CON-78", LawOf("enterprise", "山东"), "3"),
    "公开持续时间不少于": ("CON-79", LawOf("enterprise", "山东"), "15"),
    "对工会、代表就公开提出意见的答复": ("DIS-25", LawOf("enterprise", "重庆"), "30"),
    "会议情况报上一级工会": ("CON-80", SHANGHAI, "7"),
    "工会劳动法律监督整改": ("CON-86.correct", SHANGHAI, "90"),
    "出席人数": ("CON-61", ZHEJIANG, "2/3"),
    "审议通过票数": ("CON-64", ZHEJIANG, "过半数"),
    "临时召开提议": ("CON-52", SHANGHAI, "1/3"),
    "代表选举参加人数": ("CON-28", SHANGHAI, "2/3"),
    "代表当选票数": ("CON-29", NATIONAL, "过半数"),
    "中高层管理人员占代表比例不超过": ("CON-19", ZHEJIANG, "20%"),
    "女职工代表比例": ("CON-22", ZHEJIANG, "不通过"),
    "每届任期": ("CON-38.least CON-38", SHANGHAI, "3至5"),
    "延期换届不超过": ("CON-39", SHANGHAI, "1"),
    "每年会议次数不少于": ("CON-50", ZHEJIANG, "1"),
    "代表名额（上海）100至3000人": ("CON-14 CON-14.step", SHANGHAI, "30+5"),
    "代表名额（上海）3000人以上": ("CON-14.top", SHANGHAI, "175"),
    "代表名额（浙江）100至1000人": ("CON-15.base CON-15.step", ZHEJIANG, "40+7"),
    "代表名额（浙江）1000至5000人": ("CON-15.thousand CON-15.thousand_step", ZHEJIANG, "100+20"),
    "代表名额（浙江）5000人以上": ("CON-15.top", ZHEJIANG, "200"),
    "主席团一线代表比例不少于": ("CON-40.front", SHANGHAI, "50%"),
    "集体协商中止期限不超过": ("CON-59.pause", ZHEJIANG, "60"),
}
MEASURES = {"日": "天", "工作日": "个工作日", "年": "年", "次": "次", "名": "人", "名（不少于）": "人"}


@pytest.mark.parametrize("matter", list(NUMERIC))
def test_each_of_the_24_numeric_rules_holds_where_its_text_holds(matter):
    keys, law, number = NUMERIC[matter]
    found = [law.value(key).number for key in keys.split()]
    assert re.findall(r"\d+%|\d+/\d+|\d+|[过不半][一-鿿]+", number) == found
    assert law.value(keys.split()[0]).profile.code == law.profile.code


@pytest.mark.skipif(not LEGAL_RULES.exists(), reason=f"{LEGAL_RULES} is not here; it lies beside the checkout")
def test_the_table_above_is_that_of_the_papers():
    rows = list(csv.DictReader(LEGAL_RULES.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["事项"] for row in rows] == list(NUMERIC)
    for row in rows:
        keys, law, number = NUMERIC[row["事项"]]
        said = row["数值"] + ("%" if row["单位"] == "%" else "")
        if row["事项"] != "女职工代表比例":  # “不低于”: the library says what happens to less
            assert said.startswith(number), row
        if row["单位"] in MEASURES:
            assert law.value(keys.split()[0]).measure == MEASURES[row["单位"]], row


def test_the_1986_text_asks_two_sessions_and_the_stricter_of_several_texts_holds():
    assert catalogue.YEARLY_SESSION.under(FACTORY).count == 2  # CON-02
    assert catalogue.LINE.under(LawOf("enterprise", "上海")).number == "过半数"
    assert catalogue.LINE.under(SHANGHAI, matter="collective_contract").number == "半数以上"
    assert isinstance(catalogue.QUORUM.under(HENAN), Article)
