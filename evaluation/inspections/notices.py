"""What an inspection tells people, and whom. A unit hears of an irregular visit only on its day (EVA-01)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ymdm.notices.outbox import send
from ymdm.organization.models import Person

from .models import Finding, Visit, VisitSurvey

TOPICS = {"visit": "检查和整改"}


def _unit(visit: Visit) -> list[Person]:
    """Those who answer for the unit, by an office in it."""
    return list(Person.objects.holding_here("inspections.read", visit.unit))


def _send(people: Iterable[Person], visit: Visit, what: str, title: str, text: str = "", key: str = "") -> None:
    send(
        people, kind=f"visit-{what}", key=key or str(visit.pk), title=f"{title}：{visit}", text=text,
        url=visit.get_absolute_url(),
    )  # fmt: skip


def named(visit: Visit, people: Iterable[Person]) -> None:
    quiet = "不定期检查，检查日以前请不要告知受检单位。" if visit.kind == Visit.Kind.IRREGULAR else ""
    _send(people, visit, "named", "请您参加检查", f"{visit.on:%-m月%-d日}，{visit.unit}。{quiet}")


def announced(visit: Visit, today: date) -> None:
    """To the unit, unless it must not know yet."""
    if visit.is_told(today):
        _send(_unit(visit), visit, "announced", "将来检查", f"{visit.on:%-m月%-d日}，请准备资料。")


def begun(visit: Visit) -> None:
    _send(_unit(visit), visit, "begun", "检查组已到", "检查名单和检查项目在页面上。")


def called_off(visit: Visit, people: Iterable[Person], today: date) -> None:
    told = [*people, *(_unit(visit) if visit.is_told(today) else [])]
    _send(told, visit, "called-off", "检查取消", visit.called_off_because)


def to_sign(visit: Visit, people: Iterable[Person]) -> None:
    _send(people, visit, "to-sign", "请签名：检查报告", key=f"{visit.pk}:{visit.concluded_by_id}")


def asks(survey: VisitSurvey, people: Iterable[Person]) -> None:
    send(
        people, kind="visit-survey", key=str(survey.pk), title=f"请您测评：{survey.unit.short}的民主管理",
        text="检查组请每位职工代表填一张不记名的表，半分钟。系统只保存合计，不保存您怎样评价。",
        url=survey.get_absolute_url(),
    )  # fmt: skip


def reported(visit: Visit, findings: int) -> None:
    text = f"发现 {findings} 个问题，已列入整改清单。" if findings else "没有发现问题。"
    _send(_unit(visit), visit, "reported", "检查报告已出", text)


def rechecked(finding: Finding, opinion: str, key: str) -> None:
    title = "整改已销号" if finding.state == Finding.State.CLOSED else f"整改未通过，{finding.due_on:%-m月%-d日}前再报"
    _send(_unit(finding.visit), finding.visit, "rechecked", title, f"{finding.text[:60]}：{opinion}"[:300], key)
