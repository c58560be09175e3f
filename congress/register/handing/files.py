"""Packing and reading the file: a ZIP of figures.json, figures.xlsx and a signed manifest.json (docs/handover.md).

The manifest names every other entry with its size and SHA-256 and is signed with the key that signs the checkpoints of
the ledger; the newest checkpoint stands in it. Reading needs no database: the superior union may have another house.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.utils import timezone

from ymdm.ledger import checkpoints, signing
from ymdm.ledger.lines import instant
from ymdm.ledger.record import canonical
from ymdm.organization.models import Unit
from ymdm.papers import workbooks

from .parts import Part, plain

FORMAT = "ymdm-handover/1"
PREFIX = b"ymdm/handover/1\n"
CHECKPOINT = b"ymdm/checkpoint/1\n"
MANIFEST, FIGURES, WORKBOOK = "manifest.json", "figures.json", "figures.xlsx"
LARGEST = 50 * 1024 * 1024
MOST_ENTRIES = 50
KEYS = {"public_key", "signature"}


class Unreadable(ValueError):
    """A file that is not what it says it is, with the sentence that says why."""


@dataclass
class Reading:
    """A file that was read. `faults` is empty where everything holds."""

    manifest: dict[str, Any]
    figures: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def pack(unit: Unit, year: int, edition: int, parts: Sequence[Part], at: datetime) -> bytes:
    """The bytes of the file: whole, signed, with the newest checkpoint of the ledger."""
    about = {
        "format": FORMAT, "origin": settings.ORIGIN, "unit": unit.code, "unit_name": unit.name,
        "legal_type": unit.legal_type, "year": year, "edition": edition, "made_at": instant(at),
    }  # fmt: skip
    entries = {
        FIGURES: canonical(about | {"parts": [plain(part) for part in parts]}),
        WORKBOOK: _workbook(unit, year, edition, parts, at),
    }
    last = checkpoints.latest()
    manifest: dict[str, Any] = about | {
        "files": [
            {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in entries.items()
        ],
        "checkpoint": checkpoints.document(last) if last else None,
    }
    key = signing.private_key()
    manifest["public_key"] = key.public_key().public_bytes_raw().hex()
    manifest["signature"] = key.sign(PREFIX + canonical(_signed(manifest))).hex()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        for name, content in entries.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _signed(manifest: dict[str, Any]) -> dict[str, Any]:
    """What the signature covers: everything but itself."""
    return {name: value for name, value in manifest.items() if name != "signature"}


def _workbook(unit: Unit, year: int, edition: int, parts: Sequence[Part], at: datetime) -> bytes:
    file = io.BytesIO()
    headings = ("部分", "指标", "数值", "单位", "分子", "分母", "定义", "规则")
    figures = [
        (part.title, one.label, "—" if one.value is None else str(one.value), one.unit, one.numerator, one.denominator,
         one.definition, one.rule)
        for part in parts
        for _code, one in part.figures
    ]  # fmt: skip
    sheets: list[tuple[str, Sequence[str], Sequence[Sequence[Any]], str]] = [("指标", headings, figures, "")]
    sheets += [(table.title, table.headings, table.rows, part.title) for part in parts for table in part.tables]
    note = f"{unit.name} {year} 年，第 {edition} 版，{timezone.localtime(at):%Y-%m-%d %H:%M} 生成"
    workbooks.write_sheets(file, sheets, note)
    return file.getvalue()


def read(file: BinaryIO, key: str = "") -> Reading:
    """Read a file and check all that can be checked; `key` is the public key, hex, that the unit is known by.

    Raises Unreadable for what is no such file; what does not hold stands in `faults`.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _read(archive, key)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable("这不是报送文件，或者没有传完整。") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Unreadable("报送文件的内容读不出来。") from error


def _read(archive: zipfile.ZipFile, key: str) -> Reading:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST:
        raise Unreadable("这个文件太大，不像是报送文件。")
    names = [entry.filename for entry in entries]
    if MANIFEST not in names:
        raise Unreadable("这不是报送文件：没有 manifest.json。")
    manifest = json.loads(archive.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Unreadable(f"不认得的格式，这里只读 {FORMAT}。")
    reading = Reading(manifest)
    listed = {str(one.get("name")): one for one in manifest.get("files", []) if isinstance(one, dict)}
    for name in sorted({*names, *listed} - {MANIFEST}):
        if name not in listed or names.count(name) != 1:
            reading.faults.append(f"{name}：清单里没有，或者重复、缺失")
            continue
        content = archive.read(name)
        if (len(content), hashlib.sha256(content).hexdigest()) != (
            listed[name].get("size"),
            listed[name].get("sha256"),
        ):
            reading.faults.append(f"{name}：内容与清单不符，被改动过")
        elif name == FIGURES:
            reading.figures = json.loads(content)
    reading.faults += _faults_of_seal(manifest, key)
    if reading.figures and any(reading.figures.get(name) != manifest.get(name) for name in ("unit", "year", "edition")):
        reading.faults.append("figures.json 与清单说的不是同一个单位、年份或版本")
    if not reading.figures:
        reading.faults.append("没有可以采用的 figures.json")
    return reading


def _faults_of_seal(manifest: dict[str, Any], key: str) -> list[str]:
    faults = []
    own, signature = str(manifest.get("public_key", "")), str(manifest.get("signature", ""))
    try:
        message = PREFIX + canonical(_signed(manifest))
    except TypeError:
        return ["清单里有不该有的内容，签名无法核对"]
    if not signing.is_signed(own, signature, message):
        faults.append("签名不对，清单被改动过")
    if key and own != key.strip().lower():
        faults.append("不是用所给的公钥签的")
    checkpoint = manifest.get("checkpoint")
    if isinstance(checkpoint, dict):
        said = {name: value for name, value in checkpoint.items() if name not in KEYS}
        if not signing.is_signed(
            str(checkpoint.get("public_key", "")), str(checkpoint.get("signature", "")), CHECKPOINT + canonical(said)
        ):
            faults.append("台账公布点的签名不对")
    return faults
