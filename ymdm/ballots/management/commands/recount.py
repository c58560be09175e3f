"""`manage.py recount <box>`: open a box once more with the keepers' words and compare with the result.

The words are asked for, never taken from the command line. `--export box.json` writes what `recount.py` needs instead,
the one file with which keepers count on a computer of their own; `--handout` prints that program.
"""

from __future__ import annotations

from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.views.decorators.debug import sensitive_variables

from ymdm.ballots import exporting
from ymdm.ballots.models import BallotBox
from ymdm.ballots.recounting import recount
from ymdm.workflow import SYSTEM, Refused


class Command(BaseCommand):
    help = "重新计票：由保管人输入口令，结果应与公布的逐字节相同。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("box", nargs="?", help="票箱编号")
        parser.add_argument("--export", metavar="FILE", help="写出离线重新计票用的文件")
        parser.add_argument("--handout", action="store_true", help="打印离线程序 recount.py")

    @sensitive_variables()
    def handle(self, *args: Any, **options: Any) -> None:
        if options["handout"]:
            self.stdout.write(exporting.PROGRAM.read_text(encoding="utf-8"), ending="")
            return
        box = BallotBox.objects.filter(pk=options["box"]).first() if options["box"] else None
        if box is None or box.ceremony is None:
            raise CommandError("没有这个票箱。")
        if options["export"]:
            Path(options["export"]).write_bytes(exporting.document(box))
            return
        root = input("封箱单上的票箱根（8 组字符）：")
        words: dict[int, str] = {}
        for keeper in box.ceremony.keepers.select_related("person"):
            if len(words) < box.ceremony.t and (
                word := getpass(f"{keeper} 第 {box.pair.number} 行的口令（不在场请直接回车）：")
            ):
                words[keeper.pk] = word
        try:
            same = recount(box, SYSTEM, words, root)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        if not same:
            raise CommandError("重新计票的结果与公布的不同。")
        self.stdout.write(f"重新计票的结果与公布的逐字节相同：{box.result_hash}")
