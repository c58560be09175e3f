"""What an appraisal tells people, and whom. No notice holds a figure of one leader."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from ymdm.notices.outbox import send
from ymdm.organization.models import Person

from .models import Appraisal, Flag

TOPICS = {"appraisal": "民主评议干部"}


def _appraised(appraisal: Appraisal) -> list[Person]:
    return [one.person for one in appraisal.appraisees.people().select_related("person") if one.person]


def _voters(appraisal: Appraisal) -> list[Person]:
    return list(Person.objects.filter(pk__in=appraisal.voters.values("person")))


def _union(appraisal: Appraisal) -> list[Person]:
    return list(Person.objects.holding("appraisal.run", appraisal.unit))


def called_off(appraisal: Appraisal) -> None:
    send(
        _appraised(appraisal), kind="appraisal-called-off", key=str(appraisal.pk), title=f"已取消：{appraisal}",
        text=appraisal.called_off_because, url=appraisal.get_absolute_url(),
    )  # fmt: skip


def reports_out(appraisal: Appraisal) -> None:
    send(
        _voters(appraisal), kind="appraisal-reports", key=str(appraisal.pk), title=f"述职述廉报告：{appraisal}",
        text="请先阅读报告，参加代表团讨论，然后无记名测评。", url=appraisal.get_absolute_url(),
    )  # fmt: skip


def ballot_open(appraisal: Appraisal, closes_at: datetime) -> None:
    """To everybody on the roll, whoever has voted or not."""
    box = appraisal.box
    send(
        _voters(appraisal), kind="appraisal-ballot", key=str(box.pk if box else appraisal.pk),
        title=f"无记名测评已开始：{appraisal}",
        text=f"{timezone.localtime(closes_at):%-m月%-d日 %H:%M}截止。已投票请忽略。",
        url=box.get_absolute_url() if box else appraisal.get_absolute_url(),
    )  # fmt: skip


def too_few(appraisal: Appraisal) -> None:
    send(
        _union(appraisal), kind="appraisal-too-few", key=f"{appraisal.pk}:{appraisal.box_id}",
        title=f"测评人数不够：{appraisal}",
        text=f"应参加代表 {appraisal.entitled} 人，参加 {appraisal.took_part} 人，结果无效，请重新组织测评。",
        url=appraisal.get_absolute_url(),
    )  # fmt: skip


def counted(appraisal: Appraisal) -> None:
    send(
        _union(appraisal), kind="appraisal-counted", key=str(appraisal.pk), title=f"已计票：{appraisal}",
        text="请向本人反馈结果，再报上级。", url=appraisal.get_absolute_url(),
    )  # fmt: skip


def fed_back(appraisal: Appraisal) -> None:
    for one in appraisal.appraisees.people().select_related("person"):
        send(
            one.person, kind="appraisal-fed-back", key=str(one.pk), title=f"您的评议结果：{appraisal}",
            text="结果只有您本人和上级能看到，您可以作一次说明。", url=one.get_absolute_url(),
        )  # fmt: skip


def sent_up(appraisal: Appraisal) -> None:
    send(
        Person.objects.holding("appraisal.read_all", appraisal.superior), kind="appraisal-sent-up", key=str(appraisal.pk),
        title=f"评议结果已上报：{appraisal}", text=appraisal.sent_up_as, url=appraisal.get_absolute_url(),
    )  # fmt: skip


def disclosed(appraisal: Appraisal) -> None:
    send(
        _voters(appraisal), kind="appraisal-disclosed", key=str(appraisal.pk), title=f"评议摘要已公布：{appraisal}",
        text=appraisal.summary[:300], url=appraisal.get_absolute_url(),
    )  # fmt: skip


def flag_answered(flag: Flag) -> None:
    """To the one whom it concerns and to nobody else."""
    if flag.appraisee.person is not None:
        send(
            flag.appraisee.person, kind="appraisal-flag-answered", key=str(flag.pk), title=f"上级已答复：{flag}",
            text="", url=flag.get_absolute_url(),
        )  # fmt: skip
