"""The words of an attached file, as far as the libraries of the house can read them: docx, xlsx and the plain text of a PDF."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePath
from typing import Any

from defusedxml.ElementTree import fromstring

# A workbook of this many cells is read to the end; what lies beyond is said to be unread.
MOST_CELLS = 200_000
MOST_UNPACKED = 20 * 1024 * 1024


def words_of(name: str, content: bytes) -> str | None:
    """The text of a file, or None where it cannot be read: a picture, a scan, a PDF whose letters are drawn."""
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix == ".docx":
            return _docx(content)
        if suffix == ".xlsx":
            return _xlsx(content)
        if suffix == ".pdf":
            return _pdf(content)
    except Exception:
        return None
    return None


def _docx(content: bytes) -> str:

    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.namelist():
            if re.fullmatch(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml", entry):
                # python-docx reads neither text boxes nor notes; the letters of all of them stand in <w:t>.
                for paragraph in fromstring(archive.read(entry), forbid_dtd=True).iter():
                    if paragraph.tag.endswith("}p"):
                        lines.append("".join(node.text or "" for node in paragraph.iter() if node.tag.endswith("}t")))
    return "\n".join(lines)


def _xlsx(content: bytes) -> str | None:
    from openpyxl import load_workbook  # slow import

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    lines: list[str] = []
    cells = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            cells += len(row)
            if cells > MOST_CELLS:
                return None
            lines.append("\t".join(_shown(value) for value in row if value is not None))
    return "\n".join(lines)


def _shown(value: Any) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def _pdf(content: bytes) -> str | None:
    """Literal strings of uncompressed and deflated streams: what simple programs write. None where no letters come out."""
    found: list[str] = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            plain = zlib.decompressobj().decompress(stream, MOST_UNPACKED)
        except zlib.error:
            plain = stream
        if b"Tj" in plain or b"TJ" in plain:
            for block in re.findall(rb"BT(.*?)ET", plain, re.DOTALL):
                pieces = re.findall(rb"\(((?:[^()\\]|\\.)*)\)", block)
                found.append(b"".join(pieces).decode("latin-1"))
    text = "\n".join(found).strip()
    return text if re.search(r"[0-9A-Za-z]{4}", text) else None
