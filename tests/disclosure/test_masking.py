"""Personal data is found and masked before anything is published (DIS-34, DIS-35, DIS-37). Every number here is invented."""

from __future__ import annotations

import io

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from disclosure import masking, reading_files

GOOD = "610102198003074518"  # its check sign is right


def checked(seventeen: str) -> str:
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return seventeen + "10X98765432"[sum(w * int(d) for w, d in zip(weights, seventeen, strict=True)) % 11]


ID = checked("61010219800307451")


@pytest.mark.parametrize(
    ("text", "kind", "masked"),
    [
        (f"身份证号{ID}。", "id", f"身份证号610*************{ID[-2:]}。"),
        (f"身份证 {ID[:6]} {ID[6:14]} {ID[14:]} 已核", "id", f"身份证 610*************{ID[-2:]} 已核"),
        ("电话13812345678，", "phone", "电话138******78，"),
        ("电话 138-1234-5678", "phone", "电话 138******78"),
        ("电话１３８１２３４５６７８", "phone", "电话138******78"),
        ("+86 138 1234 5678", "phone", "138******78"),
        ("卡号6222021234567890128", "card", "卡号（银行卡号已隐去）"),
        ("卡号 6222 0212 3456 7890 128 ", "card", "卡号 （银行卡号已隐去） "),
        ("住陕西省西安市未央区凤城三路200号3号楼502室", "address", "住陕西省西安市未央区（住址已隐去）"),
        ("1980年3月7日出生，党员", "birth", "1980年3月，党员"),
        ("出生日期：1980-03-07", "birth", "出生日期：1980年3月"),
        ("妻子无工作，", "family", "（家庭情况已隐去），"),
        ("确诊肺癌。", "illness", "（疾病情况已隐去）。"),
    ],
)  # fmt: skip
def test_personal_data_is_found_and_masked(text, kind, masked):
    found = masking.find(text)
    assert [one.kind for one in found] == [kind]
    assert masking.mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "预算总额 1,234,567.89 元，其中专项 426,000 元。",
        "评估底价每年 42.6 万元，比上一租期高 18.3%。",
        "2026年3月7日召开职代会，赞成 41、反对 2、弃权 1。",
        f"编号 {ID[:-1]}{'1' if ID[-1] != '1' else '2'} 的批文",  # 18 digits whose check sign is wrong
        "公开编号 XF-2026-041，内线 6208，总机 029-82118234。",
        "凭证 20260307000012345 已核。",
        "办公楼三楼会议室，黄河路第二小学对面。",
    ],
)
def test_what_is_no_personal_data_is_left_alone(text):
    assert masking.find(text) == []
    assert masking.mask(text) == text


@pytest.mark.parametrize(("kind", "blocked"), [("id", False), ("phone", False), ("card", True), ("illness", True)])
def test_health_and_accounts_are_blocked_whatever_the_ground(kind, blocked):
    assert masking.Find(kind, 0, 1, "x", "y").is_blocked is blocked


@given(st.integers(10**16, 10**17 - 1))
@settings(max_examples=200, deadline=None)
def test_one_wrong_digit_is_never_a_citizens_number(number):
    right = checked(str(number))
    wrong = str((int(right[3]) + 1) % 10)
    assert not masking.id_is_valid(right[:3] + wrong + right[4:])


@given(st.text(alphabet="0123456789 -出生年月日妻子路号室癌甲", max_size=60))
@settings(max_examples=200, deadline=None)
def test_masking_twice_finds_nothing_new_of_numbers(text):
    again = masking.find(masking.mask(text))
    assert not [one for one in again if one.kind in {"id", "phone", "card"}]


@pytest.mark.parametrize(("yuan", "band"), [(300, "500 元以下"), (501, "500–1,000 元"), (9000, "5,000–10,000 元"), (20000, "10,000 元以上")])  # fmt: skip
def test_relief_lists_show_surname_and_band(yuan, band):
    assert (masking.relief_name("欧阳静"), masking.relief_name("王芳")) == ("欧阳某", "王某")
    assert masking.relief_band(yuan) == band


def _docx() -> bytes:
    made = Document()
    made.add_table(1, 1).cell(0, 0).text = ID
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _xlsx(value: object) -> bytes:
    book = Workbook()
    book.active.append(["电话", value])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<<>>\nstream\nBT /F1 12 Tf (ID " + ID.encode() + b") Tj ET\nendstream\nendobj"


@pytest.mark.parametrize(
    ("name", "content", "kinds"),
    [
        ("a.docx", _docx(), ["id"]), ("a.xlsx", _xlsx("13812345678"), ["phone"]), ("b.xlsx", _xlsx(13812345678), ["phone"]),
        ("a.pdf", PDF, ["id"]),
    ],
    ids=["docx", "xlsx-text", "xlsx-number", "pdf"],
)  # fmt: skip
def test_personal_data_in_an_attached_file_is_found(name, content, kinds):
    text = reading_files.words_of(name, content)
    assert text is not None
    assert [one.kind for one in masking.find(text)] == kinds


@pytest.mark.parametrize(("name", "content"), [("a.png", b"x"), ("a.pdf", b"%PDF-1.4 drawn"), ("a.docx", b"broken")])
def test_a_file_that_cannot_be_read_says_so(name, content):
    assert reading_files.words_of(name, content) is None
