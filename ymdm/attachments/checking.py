"""What an uploaded file must be: on the list by name and by content, whole, harmless (security.md 7)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection
from pathlib import PurePath
from typing import IO, Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.core.exceptions import ValidationError

from .pictures import reencode

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MOST_PER_MATTER = 6
LARGEST_UNPACKED = 200 * MEGABYTE
HIGHEST_RATIO = 100
MOST_ENTRIES = 2000  # a text with many pictures has hundreds

# Suffix → the type under which it is handed out. Nothing is taken from what the browser claims.
TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
WORDS = {
    ".pdf": "PDF", ".docx": "Word（docx）", ".xlsx": "Excel（xlsx）", ".jpg": "JPG 图片", ".jpeg": "JPG 图片",
    ".png": "PNG 图片",
}  # fmt: skip
OFFICE_PART = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
ACCEPT = ",".join(TYPES)


def check(name: str, size: int, file: IO[Any], accept: Collection[str] = TYPES) -> tuple[str, bytes]:
    """The cleaned name and the bytes to store. Pictures are drawn anew, which drops where and when they were taken.

    `accept`: the suffixes that this form takes. Raises ValidationError with a sentence that says what is wrong and what to do.
    """
    clean = "".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable()).strip()[-100:]
    suffix = PurePath(clean).suffix.lower()
    if suffix not in accept or suffix not in TYPES:
        words = dict.fromkeys(WORDS[kind] for kind in TYPES if kind in accept)
        raise ValidationError(f"“{clean}”不能上传。可以上传 {'、'.join(words)}。")
    if size > LARGEST:
        raise ValidationError(
            f"“{clean}”有 {size / MEGABYTE:.1f} MB，超过 {LARGEST // MEGABYTE} MB。请压缩或拆分后再传。"
        )
    content = file.read(LARGEST + 1)
    if not content:
        raise ValidationError(f"“{clean}”是空文件，请重新选择。")
    if suffix in PICTURES:
        return clean, reencode(content, name=clean, accept={PICTURES[suffix]})
    if suffix in OFFICE_PART:
        _office(clean, content, OFFICE_PART[suffix])
    elif not content.startswith(b"%PDF-"):
        raise ValidationError(f"“{clean}”的内容不是 PDF。请在原来的软件里另存为 PDF 再上传。")
    return clean, content


def _office(name: str, content: bytes, part: str) -> None:
    broken = ValidationError(f"“{name}”打不开，可能没有传完整或内容不是它写的格式。请另存后再上传。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _size(name, archive.infolist())
            _parts(name, archive, part, broken)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise broken from error
    except (DefusedXmlException, ParseError, UnicodeDecodeError, LookupError) as error:
        raise ValidationError(f"“{name}”的内部结构不正常，没有收下。请另存后再上传。") from error


def _size(name: str, entries: list[zipfile.ZipInfo]) -> None:
    """Judged by the table of contents: zipfile reads no more of an entry than it declares."""
    if len(entries) > MOST_ENTRIES:
        raise ValidationError(f"“{name}”里有 {len(entries):,} 个部件，太多了。请删去多余内容，或另存为 PDF 再上传。")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or any(
        entry.file_size > MEGABYTE and entry.file_size > HIGHEST_RATIO * max(1, entry.compress_size)
        for entry in entries
    ):
        raise ValidationError(f"“{name}”展开后太大，没有收下。请删去多余内容，另存后再上传。")


def _parts(name: str, archive: zipfile.ZipFile, part: str, broken: ValidationError) -> None:
    names = {entry.lower() for entry in archive.namelist()}
    if part not in names or "[content_types].xml" not in names:
        raise broken
    hidden = ("vbaproject", "/macrosheets/", "/embeddings/", "/activex/", "/externallinks/")
    for entry in archive.namelist():
        low = entry.lower()
        if any(word in f"/{low}" for word in hidden):
            raise ValidationError(f"“{name}”带有宏，或者嵌入、引用了别的文件，不能上传。请去掉后另存再上传。")
        if low.endswith((".xml", ".rels")):
            with archive.open(entry) as xml:
                # A document type stands before everything else; no office program writes one.
                if b"<!doctype" in xml.read(4096).replace(b"\0", b"").lower():
                    raise LookupError(entry)
        if low.endswith(".rels"):
            _relations(name, archive.read(entry))
    if b"macroenabled" in archive.read(_spelled(archive, "[content_types].xml")).lower():
        raise ValidationError(f"“{name}”带有宏，不能上传。请另存为不带宏的文件。")


def _spelled(archive: zipfile.ZipFile, name: str) -> str:
    return next(entry for entry in archive.namelist() if entry.lower() == name)


def _relations(name: str, xml: bytes) -> None:
    for relation in fromstring(xml, forbid_dtd=True):
        # A link in the text is followed by nobody but who reads it; everything else outside is fetched on opening.
        if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink"):
            raise ValidationError(f"“{name}”引用了外部的模板、图片或数据，不能上传。请改为嵌入图片或另存后再上传。")
