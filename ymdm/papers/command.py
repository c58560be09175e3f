"""What the import commands share: `manage.py import_… FILE [--preview] [--all-or-nothing] [--json]`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ymdm.workflow import SYSTEM, Refused

from . import kinds, workflow
from .archive import Unreadable


class ImportCommand(BaseCommand):
    """Reads a file of `kind` and writes its good rows, through the same steps as the page."""

    kind = ""
    wants_all = False

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path, help=".xlsx 或 .csv 文件")
        parser.add_argument("--preview", action="store_true", help="只核对，不写入")
        parser.add_argument("--all-or-nothing", action="store_true", help="有一行要先改，就一行也不导入")
        parser.add_argument("--json", action="store_true", help="把核对结果按 JSON 打印")

    def handle(self, *args: Any, file: Path, preview: bool, json: bool, **options: Any) -> None:
        self.wants_all = options.get("all_or_nothing", False)
        try:
            reading, counts = self._preview(file) if preview else self._import(file)
        except OSError as error:
            raise CommandError(f"打不开 {file}：{error.strerror}。") from None
        except (Unreadable, Refused) as why:
            raise CommandError(str(why)) from None
        if json:
            self.stdout.write(_json(reading.answer))
        else:
            self._tell(reading.report, counts)

    def _preview(self, file: Path) -> tuple[kinds.Reading, None]:
        with file.open("rb") as opened:
            return workflow.judge(self.kind, opened, file.name, SYSTEM), None

    def _import(self, file: Path) -> tuple[kinds.Reading, dict[str, int]]:
        with file.open("rb") as opened:
            run = workflow.upload(None, SYSTEM, kind=self.kind, file=opened, file_name=file.name)
        try:
            reading = workflow.read(run, SYSTEM)
        except Unreadable as why:
            workflow.give_up(run, SYSTEM, sentence=str(why))
            raise
        workflow.preview(run, SYSTEM, reading=reading)
        if not reading.report["accepted"] or (self.wants_all and reading.report["rejected"]):
            workflow.decline(run, SYSTEM)
            return reading, {"created": 0, "changed": 0, "unchanged": 0}
        workflow.confirm(run, SYSTEM)
        return reading, workflow.write(run, SYSTEM, reading=reading)

    def _tell(self, report: dict[str, Any], counts: dict[str, int] | None) -> None:
        noun = kinds.imports()[self.kind].noun
        self.stdout.write(
            f"读到 {report['rows']} 行，可导入 {report['accepted']} 行，要先改 {len(report['rejected'])} 行。"
        )
        for bad in report["rejected"]:
            self.stdout.write(f"  {bad['sheet']} 第 {bad['row']} 行 {bad['name']}：{'；'.join(bad['says'])}")
        for warned in report["warnings"]:
            self.stdout.write(f"  {warned['sheet']} 第 {warned['row']} 行 {warned['name']}（提醒）：{warned['says']}")
        if counts is None:
            self.stdout.write("这是预览，什么也没有写入。")
        else:
            self.stdout.write(
                f"新登记 {counts['created']} {noun}，更新 {counts['changed']} {noun}，没有变动 {counts['unchanged']} {noun}。"
            )


def _json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=1)
