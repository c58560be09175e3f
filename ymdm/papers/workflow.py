"""The life of an import: a file is uploaded, previewed, and then its good rows come in, or none."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from ymdm.organization import pairing
from ymdm.organization.models import PairedAct
from ymdm.workflow import SYSTEM, NoAuthority, Refused, beside, step, takes_two

from . import kinds, progress, sheets
from .archive import LARGEST_FILE, MEGABYTE, Unreadable
from .models import ImportReport, ImportRun, State, new_place


def only_importers(run: ImportRun, by: Any) -> str:
    if run.unit is None or not by.may(run.kind_of.act, run.unit):
        return f"您没有导入{run.kind_of.title}的权限。如工作需要，请联系工会管理员办理任职登记。"
    return ""


@step(ImportRun, says="上传", creates=True)
def upload(unit: Any, by: Any, *, at: datetime, kind: str, file: BinaryIO, file_name: str) -> ImportRun:
    """Take in a file of a kind, in the name of `unit`. Nothing of it is read yet, nothing written.

    Raises NoAuthority; Refused for a file that is too big or empty.
    """
    what = kinds.imports()[kind]
    if by is not SYSTEM and not by.may(what.act, unit):
        raise NoAuthority(f"您没有导入{what.title}的权限。如工作需要，请联系工会管理员办理任职登记。")
    content = file.read(LARGEST_FILE + 1)
    if not content:
        raise Refused("这个文件是空的。", remedy="请打开原文件确认有内容，保存后再上传。")
    if len(content) > LARGEST_FILE:
        raise Refused(f"文件超过 {LARGEST_FILE // MEGABYTE} MB。", remedy="请删去图片，或分成几个文件上传。")
    run = ImportRun(
        kind=kind,
        unit=unit,
        uploaded_by=None if by is SYSTEM else by,
        file_name=file_name[-150:],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=at,
    )
    run.stored_as = default_storage.save(new_place(), ContentFile(content))
    run.save()
    return run


@step(ImportRun, says="核对", leaves=[State.UPLOADED], reaches=State.PREVIEWED, only=only_importers)
def preview(run: ImportRun, by: Any, *, at: datetime, reading: kinds.Reading) -> None:
    """Keep what the file says; nothing of it is written."""
    run.digest = reading.digest
    ImportReport.objects.update_or_create(run=run, defaults={"content": reading.report})


@step(ImportRun, says="读不了", leaves=[State.UPLOADED], reaches=State.UNREADABLE, only=only_importers)
def give_up(run: ImportRun, by: Any, *, at: datetime, sentence: str) -> None:
    """End a run whose file cannot be read, with the sentence that says why."""
    run.sentence = sentence[:200]
    _end(run, at)


def _confirms(run: ImportRun, by: Any) -> str:
    return only_importers(run, by) or (takes_two(run, by) if kinds.pair_of(run.kind) else "")


@step(ImportRun, says="导入合格的行", leaves=[State.PREVIEWED], reaches=State.IMPORTING, only=_confirms)
def confirm(run: ImportRun, by: Any, *, at: datetime) -> None:
    """Decide for the good rows. They are written by the worker, all in one transaction.

    What makes accounts or changes the tree takes two: `by` is then the second person, never who uploaded it.
    """
    _has_rows(run)
    if kinds.pair_of(run.kind) and by is not SYSTEM:
        run.confirmed_by = None if by == run.uploaded_by else by


def ask_second(run: ImportRun, by: Any) -> PairedAct:
    """Ask that somebody else lets the good rows in. Raises Refused without any, NoAuthority for whoever may not import."""
    if why := only_importers(run, by):
        raise NoAuthority(why)
    if run.state != State.PREVIEWED:
        raise Refused(f"这批导入现在是“{run.get_state_display()}”，不能提请复核。")
    if run.uploaded_by_id != by.pk:
        raise Refused("提请复核由上传的人办。", remedy="您可以在“双人复核”里同意或不同意。")
    _has_rows(run)
    found = run.found
    return pairing.ask(
        run.unit, by, kind=kinds.pair_of(run.kind), about=f"run:{run.pk}", title=f"{run.kind_of.title}导入：{run.file_name}",
        facts={"run": run.pk},
        shown=[
            ("文件", run.file_name), ("可导入", f"{found['accepted']:,} 行"), ("其中新登记", f"{found['created']:,} {run.kind_of.noun}"),
            ("有变动", f"{found['changed']:,} 行"), ("不导入", f"{len(found['rejected']):,} 行"),
        ],
    )  # fmt: skip


def _has_rows(run: ImportRun) -> None:
    if not run.found.get("accepted"):
        raise Refused("这个文件里没有可以导入的行。", remedy="请按提示改好后重新上传。")


@step(
    ImportRun, says="全部不导入", leaves=[State.UPLOADED, State.PREVIEWED], reaches=State.DECLINED, only=only_importers
)
def decline(run: ImportRun, by: Any, *, at: datetime) -> None:
    """Decide for none of the rows."""
    run.sentence = "按您的决定，一行也没有写入。"
    if pair := kinds.pair_of(run.kind):
        pairing.drop(pair, f"run:{run.pk}", at)
    _end(run, at)


@step(ImportRun, says="写入", leaves=[State.IMPORTING], reaches=State.IMPORTED, only=only_importers)
def write(run: ImportRun, by: Any, *, at: datetime, reading: kinds.Reading) -> dict[str, int]:
    """Write the good rows in one transaction, in the name of `by`. All of them come in, or none."""
    if run.confirmed_by is None:
        counts = run.kind_of.write(reading, by, progress.note(run))
    else:
        with beside(run.confirmed_by):
            counts = run.kind_of.write(reading, by, progress.note(run))
    ImportReport.objects.filter(run=run).update(counts=counts)
    _end(run, at)
    return counts


@step(ImportRun, says="重新核对", leaves=[State.IMPORTING], reaches=State.PREVIEWED, only=only_importers)
def preview_again(run: ImportRun, by: Any, *, at: datetime, reading: kinds.Reading) -> None:
    """Go back to the decision: since the preview something changed that changes the outcome."""
    run.confirmed_by = None
    run.digest, run.sentence = reading.digest, "核对之后，系统里的名册又有变动。请看新的核对结果，再决定。"
    ImportReport.objects.filter(run=run).update(content=reading.report)


def go_on(pk: int) -> str:
    """Do what a run waits for: read it, or write it. Safe to run again; returns the state reached.

    Reading and judging happen outside the transaction, so that writers wait for the writing only.
    """
    run = ImportRun.objects.select_related("uploaded_by", "unit").get(pk=pk)
    by = run.uploaded_by or SYSTEM
    if run.state == State.UPLOADED:
        try:
            reading = read(run, by)
        except Unreadable as why:
            give_up(run, by, sentence=str(why))
        else:
            preview(run, by, reading=reading)
    elif run.state == State.IMPORTING:
        reading = read(run, by)
        if reading.digest == run.digest:
            write(run, by, reading=reading)
        else:
            preview_again(run, by, reading=reading)
    return run.state


def read(run: ImportRun, by: Any) -> kinds.Reading:
    """Read and judge the run's file. Raises Unreadable."""
    with default_storage.open(run.stored_as) as file:
        return judge(run.kind, file, run.file_name, by)


def judge(kind: str, file: Any, file_name: str, by: Any) -> kinds.Reading:
    """Read a file as a kind and judge its rows as seen by `by`; writes nothing. Raises Unreadable."""
    what = kinds.imports()[kind]
    reading = what.read(sheets.read(file, file_name), by)
    if not reading.report["rows"]:
        heads = "、".join(what.columns)
        raise Unreadable(f"没有找到数据。表头要在前 10 行之内，列名用：{heads}。请对照模板改好再上传。")
    return reading


def _end(run: ImportRun, at: datetime) -> None:
    """The file has served; what it held of people is kept no longer than needed."""
    run.ended_at = timezone.now()
    progress.forget(run)
    transaction.on_commit(partial(default_storage.delete, run.stored_as))
    run.stored_as = ""
