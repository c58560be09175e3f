"""What is pasted from Word, WPS and Excel keeps its tables and loses its scripts and styles; too much is refused, never cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure import richtext
from tests.disclosure.test_masking import ID
from ymdm.workflow import Refused

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style>
<xml><o:OfficeDocumentSettings>x</o:OfficeDocumentSettings></xml></head><body lang=ZH-CN>
<!--[if gte mso 9]><xml>secret</xml><![endif]-->
<h1 style='x'>评估结果</h1><p class=MsoNormal style='mso-x:y'><b>共 6 间</b><o:p></o:p></p>
<table class=MsoTableGrid border=1 style='x'><tr><td width=90 colspan=2 style='y'>1 号</td><td onclick="x()">126</td></tr></table>
<script>alert(1)</script><img src=x onerror=alert(1)><p><a href="javascript:alert(1)">看</a> <a href="https://a.cn/?a=1&b=2">附</a></p>"""


def test_a_paste_from_word_keeps_its_table_and_loses_script_and_style():
    kept = richtext.from_typed(WORD)
    assert '<td colspan="2">1 号</td><td>126</td>' in kept
    assert "<h3>评估结果</h3>" in kept
    assert "<b>共 6 间</b>" in kept
    assert '<a href="https://a.cn/?a=1&amp;b=2" rel="noopener nofollow">附</a>' in kept
    for gone in (
        "script",
        "alert",
        "style",
        "class",
        "img",
        "javascript",
        "onclick",
        "mso",
        "secret",
        "OfficeDocument",
    ):
        assert gone not in kept


def test_plain_text_keeps_its_paragraphs():
    assert richtext.from_typed("第一段 <5%\r\n\r\n第二段") == "<p>第一段 &lt;5%</p><p>第二段</p>"


def test_cleaning_again_at_render_changes_nothing():
    kept = richtext.from_typed(WORD)
    assert richtext.clean(kept) == kept


def test_links_nested_around_a_table_are_final_after_one_cleaning():
    kept = richtext.clean("<a href='https://a.cn/'><table><a href='https://b.cn/'>看")
    assert richtext.clean(kept) == kept
    assert "看" in kept


def _table(cells: int) -> str:
    return "<table>" + "".join(f"<tr>{'<td>1</td>' * 10}</tr>" for _ in range(cells // 10)) + "</table>"


def test_five_thousand_cells_work_and_more_are_refused_in_a_sentence():
    assert richtext.from_typed(_table(5000)).count("<td>") == 5000
    with pytest.raises(Refused, match="5,010 个单元格"):
        richtext.from_typed(_table(5010))


def test_a_number_is_found_across_tags_and_masked_without_losing_them():
    body = (
        f"<p>证号 {ID[:6]}<b>{ID[6:14]}</b>{ID[14:]} &amp; 他</p><table><tr><td>13812345678</td><td>1</td></tr></table>"
    )
    found = richtext.find(body)
    assert [one.kind for one in found] == ["id", "phone"]
    masked = richtext.mask(body, found)
    assert (
        masked
        == f"<p>证号 610*************{ID[-2:]}<b></b> &amp; 他</p><table><tr><td>138******78</td><td>1</td></tr></table>"
    )
    assert richtext.find(masked) == []
    shown = richtext.struck(body, found)
    assert f"<del>{ID[:6]}</del><b><del>{ID[6:14]}</del></b><del>{ID[14:]}</del><ins>" in shown


def test_cells_beside_each_other_make_no_number():
    assert richtext.find("<table><tr><td>138123</td><td>45678</td></tr></table>") == []


@given(st.lists(st.sampled_from(["<p>", "</p>", "<table>", "<td>", "<script>", "</script>", "<svg>", "<style>", "&lt;", "a", '"', "<img src=x onerror=a>", "<a href='javascript:a'>", "<math>", "<!--", "-->"]), max_size=14))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_nothing_that_runs_survives_and_cleaning_is_final(parts):
    kept = richtext.clean("".join(parts))
    assert richtext.clean(kept) == kept
    for word in ("<script", "<img", "onerror=", "javascript:", "<svg", "<style"):
        assert word not in kept.replace("&lt;", "")
