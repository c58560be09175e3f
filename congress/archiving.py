"""Writing the file of an archived session: one ZIP with a manifest of digests, written once and never again (CON-85)."""

from __future__ import annotations

import hashlib
import io
import json
import secrets
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone

from ymdm.attachments.models import Attachment
from ymdm.papers import pdf
from ymdm.workflow import SYSTEM, Refused

from . import workflow
from .models import CongressSession, SessionArchive
from .reading.dossier import documents, rows_of, versions_of

TEMPLATE = "congress/papers/dossier.html"
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 4 * 1024 * 1024
FORMAT = "ymdm-congress-archive-1"


def make(pk: int, *, as_pdf: bool | None = None) -> bool:
    """Write the file of one archive row; returns whether this call did it. Safe to run again and side by side.

    Its documents are PDF/A where the machine makes PDF, or as `as_pdf` says.
    """
    file = SessionArchive.objects.to_make().select_related("session__term__unit").filter(pk=pk).first()
    if file is None:
        return False
    # Whoever waits sees how many parts are done; the file itself is not there until it is whole.
    content, files = written(
        file.session, as_pdf=not pdf.why_not() if as_pdf is None else as_pdf,
        tell=lambda done: SessionArchive.objects.to_make().filter(pk=pk).update(files=done),
    )  # fmt: skip
    place = default_storage.save(f"archives/{secrets.token_hex(16)}", ContentFile(content))
    digest = hashlib.sha256(content).hexdigest()
    try:
        workflow.keep_archive(file, SYSTEM, stored_as=place, sha256=digest, size=len(content), files=files)
    except Refused:  # another worker was faster: its file counts
        default_storage.delete(place)
        return False
    return True


def tend() -> int:
    """Write what a killed worker or a broker that was away left; returns how many."""
    return sum(make(pk) for pk in list(SessionArchive.objects.to_make().order_by("pk").values_list("pk", flat=True)))


def written(
    session: CongressSession, *, as_pdf: bool, tell: Callable[[int], object] = lambda done: None
) -> tuple[bytes, int]:
    """The ZIP and how many files stand in its manifest; `tell` hears after each part how many are done."""
    parts: dict[str, bytes] = {}
    for name, content in _files(session, as_pdf):
        parts[name] = content
        tell(len(parts))
    manifest = {
        "format": FORMAT,
        "unit": session.unit.name,
        "session": session.full,
        "held_on": session.held_on.isoformat(),
        "archived_at": session.archived_at.isoformat() if session.archived_at else None,
        "files": [
            {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in parts.items()
        ],
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, _json(manifest))
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue(), len(parts)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _files(session: CongressSession, as_pdf: bool) -> Iterator[tuple[str, bytes]]:
    """PDF/A where the machine makes PDF, else pages for a browser; the attachments as they came; the rows."""
    day = timezone.localdate(session.archived_at) if session.archived_at else timezone.localdate()
    for one in documents(session, day):
        context = {"parts": one.parts}
        if as_pdf:
            yield f"{one.name}.pdf", pdf.make(TEMPLATE, context, one.title, archive=True)
        else:
            yield f"{one.name}.html", render_to_string(TEMPLATE, {**context, "title": one.title}).encode()
    for version in versions_of(session):
        for file in Attachment.objects.of(version):
            with file.file.open("rb") as content:
                # The serial keeps two files of one name apart.
                yield f"附件/{version.paper_id}-第{version.number}版-{file.pk}-{_safe(file.name)}", content.read()
    for number, photo in enumerate(Attachment.objects.of(session), 1):
        with photo.file.open("rb") as content:
            yield f"照片/{number:02d}-{_safe(photo.name)}", content.read()
    yield "数据.json", _json(rows_of(session))


def _safe(name: str) -> str:
    """A stroke in a name would open a folder."""
    return name.replace("/", "_").replace("\\", "_")


def faults_of(file: BinaryIO) -> tuple[dict[str, Any], list[str]]:
    """The manifest of a file, and what does not agree with it: sentences, none where everything holds."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if names.count(MANIFEST) != 1 or archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
                return {}, ["没有清单 manifest.json，或者清单不正常"]
            manifest = json.loads(archive.read(MANIFEST))
            listed = {one["name"]: one["sha256"] for one in manifest["files"]}
            found = [f"清单以外的文件：{name}" for name in names if name != MANIFEST and name not in listed]
            found += [f"重复的文件：{name}" for name in listed if names.count(name) > 1]
            for name, digest in listed.items():
                if name not in names:
                    found.append(f"缺少文件：{name}")
                elif _digest(archive, name) != digest:
                    found.append(f"内容被改动：{name}")
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, OSError, RuntimeError, NotImplementedError):
        return {}, ["这个文件打不开，或者不是会议档案"]
    return manifest, found


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as part:
            while piece := part.read(1 << 20):
                digest.update(piece)
    except zipfile.BadZipFile:  # the check sum of the ZIP itself
        return ""
    return digest.hexdigest()
