"""What an uploaded file must be: on the list by name and by content, whole, harmless (security.md 7)."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MOST_PER_MATTER = 6
MOST_PIXELS = 40_000_000
LARGEST_UNPACKED = 200 * MEGABYTE
HIGHEST_RATIO = 100

# Suffix → the type under which it is handed out. Nothing is taken from what the browser claims.
TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
OFFICE_PART = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}
PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
ACCEPT = ",".join(TYPES)


def check(name: str, size: int, file: IO[Any]) -> tuple[str, bytes]:
    """The cleaned name and the bytes to store. Pictures are drawn anew, which drops where and when they were taken.

    Raises ValidationError with a sentence that says what is wrong and what to do.
    """
    clean = "".join(sign for sign in PurePath(name.replace("\\", "/")).name if sign.isprintable()).strip()[-100:]
    suffix = PurePath(clean).suffix.lower()
    if suffix not in TYPES:
        raise ValidationError(f"“{clean}”不能上传。可以上传 PDF、Word（docx）、Excel（xlsx）和 JPG、PNG 图片。")
    if size > LARGEST:
        raise ValidationError(
            f"“{clean}”有 {size / MEGABYTE:.1f} MB，超过 {LARGEST // MEGABYTE} MB。请压缩或拆分后再传。"
        )
    content = file.read(LARGEST + 1)
    if not content:
        raise ValidationError(f"“{clean}”是空文件，请重新选择。")
    if suffix in PICTURES:
        return clean, _picture(clean, content, PICTURES[suffix])
    if suffix in OFFICE_PART:
        _office(clean, content, OFFICE_PART[suffix])
    elif not content.startswith(b"%PDF-"):
        raise ValidationError(f"“{clean}”的内容不是 PDF。请在原来的软件里另存为 PDF 再上传。")
    return clean, content


def _picture(name: str, content: bytes, form: str) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=[form]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(f"“{name}”的尺寸太大，请缩小后再传。")
            plain = Image.new(picture.mode, picture.size)
            plain.paste(picture)
            if picture.mode == "P":
                plain.putpalette(picture.getpalette() or [])
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(f"“{name}”打不开，请换成 JPG 或 PNG 再试。") from error
    out = io.BytesIO()
    plain.save(out, form)
    return out.getvalue()


def _office(name: str, content: bytes, part: str) -> None:
    broken = ValidationError(f"“{name}”打不开，可能没有传完整或内容不是它写的格式。请另存后再上传。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename.lower() for entry in entries}
            relations = [
                archive.read(entry)
                for entry in entries
                if entry.filename.endswith(".rels") and entry.file_size < MEGABYTE
            ]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise broken from error
    if part not in names or "[content_types].xml" not in names:
        raise broken
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or any(
        entry.file_size > MEGABYTE and entry.file_size > HIGHEST_RATIO * max(1, entry.compress_size)
        for entry in entries
    ):
        raise ValidationError(f"“{name}”展开后太大，没有收下。请删去多余内容，另存后再上传。")
    if any("vbaproject" in entry or "/embeddings/" in entry or "/activex/" in entry for entry in names):
        raise ValidationError(f"“{name}”带有宏或嵌入了别的文件，不能上传。请另存为不带宏的文件。")
    if any(b'targetmode="external"' in xml.lower() and b"attachedtemplate" in xml.lower() for xml in relations):
        raise ValidationError(f"“{name}”引用了外部模板，不能上传。请另存后再上传。")
