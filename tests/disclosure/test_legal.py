"""The 90 published items of four ordinances, each under items of the master list or with the reason why under none."""

from collections import Counter

import pytest

from disclosure.rules.catalogue import ITEMS
from disclosure.rules.legal import behind, legal_items


def test_all_ninety_items_are_mapped_or_say_why_not():
    rows = legal_items()
    assert Counter(row.law for row in rows) == {
        "山东省厂务公开条例": 25, "重庆市厂务公开条例": 19, "浙江省企业民主管理条例": 23, "上海市职工代表大会条例": 23
    }  # fmt: skip
    assert len({(row.law, row.article, row.item) for row in rows}) == 90
    assert all(bool(row.codes) != bool(row.why_none) for row in rows)
    assert sum(not row.codes for row in rows) == 19


def test_only_codes_of_the_master_list_are_named_and_all_but_the_practice_of_teams_have_a_text():
    named = {code for row in legal_items() for code in row.codes}
    assert named == {item.code for item in ITEMS} - {"D22"}


@pytest.mark.parametrize(
    ("law", "article", "item", "codes"),
    [
        ("山东省厂务公开条例", "第八条", "（三）", "D01 D03 D04 D05 D06 D07"),
        ("山东省厂务公开条例", "第八条", "（九）", "D09 D10"),
        ("重庆市厂务公开条例", "第八条", "（二）", "D21"),
        ("浙江省企业民主管理条例", "第二十二条", "（三）", ""),
        ("上海市职工代表大会条例", "第十二条", "（四）", "D16 D18 D19"),
    ],
)
def test_the_table_says_what_the_text_says(law, article, item, codes):
    row = next(row for row in legal_items() if (row.law, row.article, row.item) == (law, article, item))
    assert row.codes == tuple(codes.split())


def test_the_basis_of_an_item_is_found_among_the_texts():
    """Where the master list cites 山东 8(n), that item of the text is mapped to it, unless it cites an open clause."""
    for number, code in (("（十）", "D11"), ("（七）", "D16"), ("（八）", "D18"), ("（六）", "D19")):
        assert any(
            row.law.startswith("山东") and row.article == "第八条" and row.item == number for row in behind(code)
        )
