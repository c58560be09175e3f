"""What ballots tell people: that voting has begun, and that it ends soon. Always to everybody on the roll (security.md 2.6).

Who has voted is never asked here: a message that only some got would tell who had not voted at that hour.
"""

from __future__ import annotations

from django.utils import timezone

from ymdm.notices.models import Notice
from ymdm.notices.outbox import send
from ymdm.organization.models import Person

from .models import BallotBox

TOPICS = {"ballots": "无记名投票的开始和截止提醒"}


def _everybody(box: BallotBox) -> list[Person]:
    return list(Person.objects.filter(pk__in=box.roll.values("person")).order_by("pk"))


def _until(box: BallotBox) -> str:
    return f"{timezone.localtime(box.closes_at):%-m月%-d日 %H:%M}截止"


def opened(box: BallotBox) -> list[Notice]:
    return send(
        _everybody(box), kind="ballots-opened", key=str(box.pk), title=f"投票已经开始：{box}",
        text=f"{_until(box)}。无记名投票，谁也查不到您怎么投。", url=box.get_absolute_url(),
    )  # fmt: skip


def ends_soon(box: BallotBox, rung: str) -> list[Notice]:
    """One for each rung; already told is not told again."""
    return send(
        _everybody(box), kind="ballots-ends-soon", key=f"{box.pk}:{rung}", title=f"投票快要截止：{box}",
        text=f"{_until(box)}。还没有投的请抓紧；已投票请忽略，本提醒发给名册上的每一个人。", url=box.get_absolute_url(),
    )  # fmt: skip
