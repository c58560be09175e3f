"""`manage.py report_replies [--as-of YYYY-MM-DD] [--json]`."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from proposals.measures.replies import NotReconciled, reply_figures


class Command(BaseCommand):
    help = "历年来信的答复用了多久：按年份、按自然日和工作日、按天数分档，从数据库逐封算出"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--as-of", default="", help="截至的日期，如 2020-01-31；不写就是今天")
        parser.add_argument("--json", action="store_true", help="按 JSON 打印")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = options["as_of"]
        try:
            day = date.fromisoformat(as_of) if as_of else timezone.localdate()
        except ValueError:
            raise CommandError(f"--as-of {as_of} 不是日期，请写成 2020-01-31 这样。") from None
        try:
            figures = reply_figures(day)
        except NotReconciled as why:
            raise CommandError(str(why)) from None
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1))
        else:
            self._tell(figures, day)

    def _tell(self, figures: dict[str, Any], day: date) -> None:
        self.stdout.write(f"截至 {day.isoformat()}，已答复 {figures['letters']:,} 封。")
        if "open" in figures:
            late = "，".join(
                f"超过 {days} 个工作日 {count:,} 封" for days, count in figures["open"]["working_days_over"].items()
            )
            self.stdout.write(f"到这一天还没有答复 {figures['open']['letters']:,} 封（不在下面的数里）：{late}。")
        for year, part in [*figures["by_letter_year"].items(), ("合计", figures)]:
            if not part["letters"]:
                continue
            for unit, name in (("working_days", "工作日"), ("calendar_days", "自然日")):
                spread = part[unit]
                over = "，".join(f"超过 {days} 个 {count:,} 封" for days, count in part[f"{unit}_over"].items())
                self.stdout.write(
                    f"  {year} 年来信 {part['letters']:,} 封，{name}：最短 {spread['min']}，中位数 {spread['median']}，"
                    f"平均 {spread['mean']}，最长 {spread['max']}；{over}".replace("合计 年", "合计")
                )
