"""Every checkpoint of the ledger leaves the house by mail, to keepers and the superior union (security.md 4)."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from ymdm.ledger.checkpoints import document, in_groups
from ymdm.ledger.models import Checkpoint
from ymdm.ledger.publishing import printed

from .outbox import send_outside


def tell_keepers(checkpoint: Checkpoint) -> int:
    """Write the mails into the outbox, in the transaction of the checkpoint; returns how many."""
    day = timezone.localtime(checkpoint.at)
    return send_outside(
        settings.CHECKPOINT_MAIL,
        key=f"checkpoint-{checkpoint.pk}",
        subject=f"台账公布点 {day:%Y年%-m月%-d日}：{checkpoint.size} 条",
        text=(
            f"{day:%Y年%-m月%-d日 %H:%M}，民主管理平台的台账有 {checkpoint.size} 条记录，核对码是\n\n"
            f"{in_groups(checkpoint.root)}\n\n"
            "请保存这封邮件。以后谁改写了这之前的记录，台账就和这里的核对码对不上。\n"
            f"要核对时，把下面花括号里的内容存成 checkpoint.json，从 {settings.ORIGIN}/verify/ 下载台账和 verify.py，"
            "照那一页的说明运行。\n\n"
            f"{printed(document(checkpoint))}\n"
        ),
    )
