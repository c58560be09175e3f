"""`manage.py read_handover FILE`: whether a file from a unit is whole and signed, and what it says."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congress.register.handing.files import Unreadable, read


class Command(BaseCommand):
    help = "Verifies a file that a unit handed over and prints its figures; ends with 1 where something does not hold."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--key", default="", help="the public key, hex, by which the unit is known")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Path(options["file"]).open("rb") as file:
                found = read(file, options["key"])
        except OSError as error:
            raise CommandError(f"打不开这个文件：{options['file']}") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if found.faults:
            raise CommandError("报送文件核验不通过。" + "；".join(found.faults) + "。")
        if options["json"]:
            self.stdout.write(json.dumps(found.figures, ensure_ascii=False, indent=1))
            return
        about = found.manifest
        self.stdout.write(f"{about['unit_name']}（{about['unit']}）{about['year']} 年，第 {about['edition']} 版")
        self.stdout.write(f"来自 {about['origin']}，{about['made_at']} 生成，公钥 {about['public_key']}")
        if checkpoint := about.get("checkpoint"):
            self.stdout.write(f"台账公布点：{checkpoint['size']} 条，树根 {checkpoint['root']}")
        if not options["key"]:
            self.stdout.write("没有给出公钥（--key），只能说明文件完整，不能说明是谁签的。")
        for part in found.figures["parts"]:
            self.stdout.write(f"\n{part['title']}")
            for one in part["figures"]:
                value = "—" if one["value"] is None else f"{one['value']} {one['unit']}"
                of = f"（{one['numerator']} / {one['denominator']}）" if one["denominator"] is not None else ""
                self.stdout.write(f"  {one['label']}：{value}{of}")
            for table in part["tables"]:
                self.stdout.write(f"  {table['title']}：{len(table['rows'])} 行")
        self.stdout.write("\n文件完整，签名正确。")
