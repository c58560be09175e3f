"""`manage.py verify_ledger`: whether the ledger is as it was written."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ymdm.ledger import signing
from ymdm.ledger.checking import check


class Command(BaseCommand):
    help = "Checks every event, seal and checkpoint; names the first bad row and ends with 1 where something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        findings = check()
        if not findings.is_whole:
            raise CommandError("台账核验不通过。" + "；".join(map(str, findings.faults)) + "。")
        self.stdout.write(
            f"台账完好：{findings.seals} 条记录一条扣着一条，{findings.checkpoints} 个公布点都对得上，"
            f"其中 {findings.erased} 条依法隐去了内容。用时 {time.monotonic() - started:.1f} 秒。"
        )
        if findings.waiting:
            self.stdout.write(f"另有 {findings.waiting} 条刚刚写入，等待封存。")
        if not signing.known_keys():
            self.stdout.write("这台机器上没有签名密钥，只核对了签名本身，没有核对是不是本平台的密钥。")
