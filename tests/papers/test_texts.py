"""Lists as .csv: no text becomes a formula, and what was added comes off again when the file is read back."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from ymdm.papers import sheets
from ymdm.papers.texts import guarded, unguarded, write

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_table_program_would_compute_gets_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "津贴", "0012", "a=b", "'引号'", "O'Brien"])
def test_any_other_text_stays_what_it_is(text):
    assert guarded(text) == text == unguarded(text)


@given(st.text(alphabet=st.sampled_from("'=+-@＝\ta中"), max_size=6))
def test_what_is_read_back_is_what_was_written(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_a_file_round_trips_with_its_marks_numbers_and_days():
    file = io.BytesIO()
    rows = [["=1+1", -5, 2.5, date(2026, 11, 25), None, True, "'=x"], ["中文", 0, 0, None, "@x", False, "a,b"]]
    assert write(file, "清单", ["-甲", "乙"], rows, "导出人：=丁") == 2
    assert file.getvalue().startswith(b"\xef\xbb\xbf")
    raw = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))
    assert raw[2:4] == [["'-甲", "乙"], ["'=1+1", "-5", "2.5", "2026-11-25", "", "是", "''=x"]]
    file.seek(0)
    read = sheets.read(file, "清单.csv")[0].rows
    assert (read[2][0], read[3][0], read[3][6], read[4][4]) == ("-甲", "=1+1", "'=x", "@x")


@pytest.mark.django_db
def test_a_list_can_be_had_as_csv_with_who_when_and_filter(client):
    house = make.bureau()
    make.person(house.unit, "=cmd", staff_number="T-=1")
    client.force_login(house.union)
    answer = client.get("/w/export/people/?as=csv")
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].endswith(".csv")
    assert "导出人：郑晓芸" in content and "导出时间" in content and "筛选" in content
    assert ",'=cmd," in content or "\n'=cmd," in content
