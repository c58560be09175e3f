"""Files that anyone may have made: what is read, and what is refused with which sentence."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from ymdm.papers import archive, sheets
from ymdm.papers.archive import Unreadable

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(*rows, change=lambda book: None) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file


def with_part(file: io.BytesIO, name: str, content: bytes, compress=zipfile.ZIP_DEFLATED) -> io.BytesIO:
    with zipfile.ZipFile(file, "a", compress) as archive_:
        archive_.writestr(name, content)
    return file


def without_part(file: io.BytesIO, name: str, **replaced: bytes) -> io.BytesIO:
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, replaced.get(entry, old.read(entry)))
    return changed


def test_a_workbook_is_read_as_text_numbers_and_dates():
    file = workbook(["姓名", "出生"], ["张三", datetime(1985, 3, 1)], [None, 154.0])
    [sheet] = sheets.read(file, "花名册.XLSX")
    assert sheet.rows == [("姓名", "出生"), ("张三", datetime(1985, 3, 1)), (None, 154)]


def test_a_merged_cell_gives_its_value_to_all_its_rows():
    def merge(book):
        book.active.merge_cells("A2:A4")
        book.active.merge_cells("A1:C1")

    rows = ["题目"], ["办公室", 1], [None, 2], [None, 3], ["财务处", 4]
    [sheet] = sheets.read(workbook(*rows, change=merge), "a.xlsx")
    assert [row[0] for row in sheet.rows] == ["题目", "办公室", "办公室", "办公室", "财务处"]
    assert not any(sheet.rows[0][1:])


def test_hidden_sheets_are_marked():
    def hide(book):
        book.create_sheet("旧").sheet_state = "hidden"

    assert [sheet.is_hidden for sheet in sheets.read(workbook(["a"], change=hide), "a.xlsx")] == [False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_that_offices_use(encoding):
    [sheet] = sheets.read(io.BytesIO('姓名,备注\r\n张三,"一，\n二"\r\n'.encode(encoding)), "名单.csv")
    assert sheet.rows == [("姓名", "备注"), ("张三", "一，\n二")]


def test_of_a_formula_the_stored_result_is_read_never_the_formula():
    [sheet] = sheets.read(workbook(["=1+1", "x"]), "a.xlsx")
    assert sheet.rows == [(None, "x")]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"", "是空的"),
        ("a.csv", b"  \n", "是空的"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "旧版 .xls 文件，或者文件设了打开密码"),
        ("a.xlsx", b"PK\x03\x04 not really", "打不开"),
        ("a.xlsx", b"<html>", "打不开"),
        ("a.xls", b"x", "不能读取 .xls 文件"),
        ("a.xlsm", b"x", "不能读取 .xlsm 文件"),
        ("a.pdf", b"x", "只能上传"),
        ("noending", b"x", "只能上传"),
        ("a.csv", b"\xff\xfe\xff\xff\x00\x80", "看不懂这个文件的文字编码"),
        ("a.csv", b"a,b\0c", "不是文本表格"),
        ("a.csv", b'a,"' + b"x" * 200_000 + b'"', "格式不正常"),
    ],
)
def test_what_is_no_plain_table_is_refused_with_a_remedy(name, content, sentence):
    with pytest.raises(Unreadable, match=sentence) as refused:
        sheets.read(io.BytesIO(content), name)
    assert str(refused.value).endswith("。")


def bomb() -> io.BytesIO:
    return with_part(workbook(["a"]), "xl/worksheets/sheet2.xml", b" " * (3 * archive.MEGABYTE))


def huge() -> io.BytesIO:
    file = workbook(["a"])
    with zipfile.ZipFile(file, "a") as archive_:
        for number in range(4):
            entry = zipfile.ZipInfo(f"xl/media/{number}.bin")
            archive_.writestr(entry, b"x")
            entry.file_size = entry.compress_size = 60 * archive.MEGABYTE
    return file


def crowded() -> io.BytesIO:
    file = workbook(["a"])
    with zipfile.ZipFile(file, "a") as archive_:
        for number in range(archive.MOST_ENTRIES):
            archive_.writestr(f"docProps/{number}.xml", b"")
    return file


def relation(target: str, kind: str) -> bytes:
    return (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="x" Type="http://x/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    ).encode()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (bomb, "压缩比异常"),
        (huge, "展开后超过 200 MB"),
        (crowded, "个部件"),
        (lambda: with_part(workbook(["a"]), "xl/vbaProject.bin", b"x"), "带有宏"),
        (lambda: with_part(workbook(["a"]), "xl/macrosheets/sheet1.xml", b"x"), "带有宏"),
        (lambda: with_part(workbook(["a"]), "xl/externalLinks/externalLink1.xml", b"x"), "引用或嵌入"),
        (
            lambda: with_part(
                workbook(["a"]), "xl/worksheets/_rels/sheet1.xml.rels", relation("file:///etc/passwd", "oleObject")
            ),
            "引用了外部数据",
        ),
        (
            lambda: with_part(
                workbook(["a"]), "xl/x.rels", b'<!DOCTYPE r [<!ENTITY a "aaaa">]><r xmlns="http://x">&a;</r>'
            ),
            "内部结构不正常",
        ),
        (lambda: without_part(workbook(["a"]), "xl/workbook.xml"), "不是 .xlsx 表格"),
        (lambda: without_part(workbook(["a"]), "", **{"xl/worksheets/sheet1.xml": b"<worksheet"}), "内部结构不正常"),
        (
            lambda: without_part(
                workbook(["a"]),
                "",
                **{"xl/worksheets/sheet1.xml": b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet>&a;</worksheet>'},
            ),
            "内部结构不正常",
        ),
    ],
)
def test_a_workbook_that_could_do_harm_is_refused(make, sentence):
    with pytest.raises(Unreadable, match=sentence):
        sheets.read(make(), "a.xlsx")


def test_a_mail_address_that_became_a_hyperlink_does_no_harm():
    rels = relation("mailto:a@example.org", "hyperlink")
    assert sheets.read(with_part(workbook(["a"]), "xl/worksheets/_rels/sheet1.xml.rels", rels), "a.xlsx")


def test_a_file_beyond_the_limits_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    with pytest.raises(Unreadable, match="超过 3 行"):
        sheets.read(workbook(*[["a"]] * 4), "a.xlsx")
    with pytest.raises(Unreadable, match="超过 3 行"):
        sheets.read(io.BytesIO(b"a\n" * 4), "a.csv")
    monkeypatch.setattr(sheets, "LARGEST_FILE", 10)
    with pytest.raises(Unreadable, match="请删去图片"):
        sheets.read(io.BytesIO(b"a" * 11), "a.csv")


def test_merging_everything_does_not_stop_the_reader(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_MERGED_CELLS", 5)

    file = workbook(*[["a"]] * 10)
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(file) as archive_:
        xml = archive_.read(name)
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:A1048576"/></mergeCells>'
    changed = without_part(file, "", **{name: xml.replace(b"</sheetData>", merged)})
    with pytest.raises(Unreadable, match="合并的单元格太多"):
        sheets.read(changed, "a.xlsx")
