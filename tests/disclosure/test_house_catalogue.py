"""The bureau's 31 items: the same words as in its list, each under an item of the master list, taken over unit by unit."""

import csv
from datetime import date
from pathlib import Path

import pytest

from disclosure import laying
from disclosure.models import CatalogueItem, Obligation
from disclosure.obliging import owe_year
from disclosure.rules import catalogue
from disclosure.rules.house import ITEMS
from disclosure.workflow import settling
from tests import factories as make

FILE = Path(__file__).parent.parent / "data" / "disclosure_catalogue.csv"
KINDS = {"机关": catalogue.A, "参公": catalogue.C, "事业": catalogue.S, "企业": catalogue.E, "班组": catalogue.T}
OFTEN = {"年度": "Y", "半年": "H", "季度": "Q", "月度": "M", "即时": "I"}
MASTER = {item.code: item for item in catalogue.ITEMS}


def rows():
    with FILE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_all_thirty_one_items_stand_in_the_catalogue_word_for_word():
    assert [item.code for item in ITEMS] == [row["编号"] for row in rows()]
    for item, row in zip(ITEMS, rows(), strict=True):
        assert item.name == row["公开事项"]
        assert (item.topic, item.time_limit, item.basis) == (row["类别"], row["公开时限"], row["依据"])
        assert item.form == row["公开形式"].replace("|", "、")
        assert item.to_congress is (row["是否提交职代会"] == "是")
        assert set(item.open_to.split()) == {KINDS[word] for word in row["适用单位类型"].split("|")}
        assert {one.split(":")[1] for one in item.schedule.split()} == {OFTEN[row["频次"]]}


def test_each_stands_under_an_item_of_the_master_list_and_no_type_of_unit_falls_between():
    """Whatever type the list of the bureau names owes the item above as well, or may take it over."""
    for item in ITEMS:
        above = MASTER[item.under]
        beyond = set(item.open_to.split()) - set(f"{above.owed_by} {above.open_to}".split())
        assert not beyond, item.code


def test_the_topics_of_major_matters_carry_their_figure():
    figures = {"重大决策": "1", "重要干部任免": "2", "重大项目安排": "3", "大额资金运作": "4"}
    for item in ITEMS:
        assert (figures.get(item.topic, "") in item.major) and bool(item.major) is (item.topic in figures)


@pytest.mark.django_db
def test_a_unit_takes_an_item_of_the_house_over_and_owes_it_in_the_column_above():
    made = make.bureau()
    assert len(laying.lay_out()) == len(laying.lay_out()) == 24 + 31
    laying.adopt_by_type([made.branch], laying.lay_out(), date(2026, 1, 1))
    assert not CatalogueItem.objects.filter(code__startswith="GK", adoptions__unit=made.branch).exists()
    item = CatalogueItem.objects.select_related("under").get(code="GK012")
    assert item.under.code == "D11"
    settling.adopt(made.branch, made.branch_union, item=item, from_on=date(2026, 1, 1))
    owe_year(2026)
    assert Obligation.objects.filter(unit=made.branch, item=item).count() == 4
