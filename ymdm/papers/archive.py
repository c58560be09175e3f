"""What a spreadsheet file must be before anything in it is read (security.md 7).

Everything here judges by the table of contents of the ZIP archive; nothing is unpacked but the small
parts that say how the others hang together.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
LARGEST_UNPACKED = 200 * MEGABYTE
MOST_ENTRIES = 500
HIGHEST_RATIO = 100
# Small parts of plain XML may pack well without harm; a bomb needs size.
RATIO_COUNTS_FROM = 1 * MEGABYTE
OLE_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Unreadable(ValueError):
    """A file that is not read, with the sentence that says what is wrong and what to do."""


def check_workbook(file: BinaryIO) -> None:
    """Refuse whatever is no plain .xlsx within the limits. Raises Unreadable; leaves the file at its start."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if not head:
        raise Unreadable("这个文件是空的。请打开原文件确认有内容，保存后再上传。")
    if head == OLE_CONTAINER:
        raise Unreadable("这是旧版 .xls 文件，或者文件设了打开密码。请另存为不设密码的 .xlsx 文件再上传。")
    try:
        with zipfile.ZipFile(file) as archive:
            _check_size(archive.infolist())
            _check_parts(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError, OSError):
        raise Unreadable("这个文件打不开，可能没有传完整，或不是表格。请另存为 .xlsx 再上传。") from None
    except (DefusedXmlException, ParseError, UnicodeDecodeError, LookupError):
        raise Unreadable("这个文件的内部结构不正常，没有读取。请另存为 .xlsx 再上传。") from None
    file.seek(0)


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(f"这个文件里有 {len(entries)} 个部件，超过 {MOST_ENTRIES} 个。请只保留要导入的工作表再上传。")
    # zipfile reads no more than an entry declares, so the declared sizes are a true upper limit.
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise Unreadable(
            f"这个文件展开后超过 {LARGEST_UNPACKED // MEGABYTE} MB。请删去图片和多余的工作表，或分成几个文件上传。"
        )
    for entry in entries:
        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > HIGHEST_RATIO * max(1, entry.compress_size):
            raise Unreadable("这个文件的压缩比异常，没有读取。请把数据复制到新的表格里，另存后再上传。")


def _check_parts(archive: zipfile.ZipFile) -> None:
    names = {name.lower() for name in archive.namelist()}
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise Unreadable("这不是 .xlsx 表格。请在表格软件里另存为 .xlsx 再上传。")
    types = archive.read("[Content_Types].xml").lower()
    if any("vbaproject" in name or "/macrosheets/" in name for name in names) or b"macroenabled" in types:
        raise Unreadable("这个文件带有宏，不能上传。请另存为不带宏的 .xlsx 文件再上传。")
    if any(name.startswith(("xl/externallinks/", "xl/embeddings/", "xl/activex/")) for name in names):
        raise Unreadable("这个文件引用或嵌入了别的文件。请把数据“选择性粘贴—数值”到新的表格里再上传。")
    for name in archive.namelist():
        if name.endswith(".rels"):
            _check_relations(archive.read(name))


def _check_relations(xml: bytes) -> None:
    for relation in fromstring(xml, forbid_dtd=True):
        # A mail address typed into a cell becomes a hyperlink; it is never followed, only its text is read.
        if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink"):
            raise Unreadable("这个文件引用了外部数据。请把数据“选择性粘贴—数值”到新的表格里再上传。")
