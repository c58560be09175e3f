"""What an assessment tells people, and whom."""

from __future__ import annotations

from collections.abc import Iterable

from ymdm.notices.outbox import send
from ymdm.organization.models import Person, Unit

from .models import Assessment, Standings, Veto

TOPICS = {"assessment": "年度考评"}


def handed_in(assessment: Assessment) -> None:
    """To the head of the unit, who signs."""
    people = Person.objects.holding_here("assessments.sign", assessment.unit)
    send(
        people, kind="assessment-handed-in", key=f"{assessment.pk}:{assessment.handed_in_at:%Y%m%d%H%M%S}",
        title=f"请签字：{assessment}自查", text=f"由{assessment.handed_in_by}填报。", url=assessment.get_absolute_url(),
    )  # fmt: skip


def signed(assessment: Assessment) -> None:
    """To those who organise the assessment."""
    people = Person.objects.holding_here("assessments.run", assessment.scheme.unit)
    send(
        people, kind="assessment-signed", key=str(assessment.pk), title=f"自查已上报：{assessment}",
        text=f"自评 {assessment.claimed} 分，由{assessment.signed_by}签字。", url=assessment.get_absolute_url(),
    )  # fmt: skip


def sent_back(assessment: Assessment, reason: str) -> None:
    """To whoever filled it in."""
    if assessment.handed_in_by is not None and assessment.handed_in_at is not None:
        send(
            assessment.handed_in_by, kind="assessment-sent-back",
            key=f"{assessment.pk}:{assessment.handed_in_at:%Y%m%d%H%M%S}", title=f"自查退回修改：{assessment}",
            text=reason[:300], url=assessment.get_absolute_url(),
        )  # fmt: skip


def _unit(assessment: Assessment) -> list[Person]:
    """Those who fill in and sign for the unit, by an office in it."""
    people = Person.objects.holding_here("assessments.fill", assessment.unit)
    return list(people | Person.objects.holding_here("assessments.sign", assessment.unit))


def _run(assessment: Assessment) -> list[Person]:
    return list(Person.objects.holding_here("assessments.run", assessment.scheme.unit))


def _tell(people: Iterable[Person], assessment: Assessment, what: str, key: str, title: str, text: str = "") -> None:
    send(
        people, kind=f"assessment-{what}", key=key, title=f"{title}：{assessment}", text=text,
        url=assessment.get_absolute_url(),
    )  # fmt: skip


def named(assessment: Assessment, people: Iterable[Person]) -> None:
    _tell(people, assessment, "named", str(assessment.pk), "请您评分", "两名检查人分别评分，签名以前互相看不到。")


def disputed(assessment: Assessment) -> None:
    _tell(_run(assessment), assessment, "disputed", str(assessment.pk), "两名检查人相差太多，请指定第三人")


def scored(assessment: Assessment) -> None:
    _tell(_run(assessment), assessment, "scored", str(assessment.pk), "已评分，请反馈单位")


def shown(assessment: Assessment) -> None:
    until = assessment.appeal_until
    text = f"{assessment.score} 分，每一处扣分都在页面上。{until:%-m月%-d日}以前可以申诉。" if until else ""
    _tell(_unit(assessment), assessment, "shown", str(assessment.pk), "得分已反馈", text)


def appealed(assessment: Assessment) -> None:
    people = Person.objects.holding_here("assessments.decide", assessment.scheme.unit)
    _tell(people, assessment, "appealed", str(assessment.pk), "单位申诉，请复核")


def appeal_decided(assessment: Assessment) -> None:
    _tell(
        _unit(assessment),
        assessment,
        "appeal-decided",
        str(assessment.pk),
        "申诉已决定",
        f"现在是 {assessment.score} 分。",
    )


def finished(assessment: Assessment) -> None:
    _tell(_unit(assessment), assessment, "finished", str(assessment.pk), "已定案", f"{assessment.score} 分。")


def veto_proposed(veto: Veto) -> None:
    text = f"{veto.reason}。{veto.hear_until:%-m月%-d日}以前可以说明。"
    _tell(_unit(veto.assessment), veto.assessment, "veto", str(veto.pk), f"拟否决“{veto.item.name}”，请说明", text)


def veto_decided(veto: Veto) -> None:
    title = f"“{veto.item.name}”{veto.get_state_display()}"
    _tell(_unit(veto.assessment), veto.assessment, "veto-decided", str(veto.pk), title, veto.decision)


def standings_out(standings: Standings) -> None:
    """To those who fill in and sign for each unit of the class."""
    units = standings.places.values("assessment__unit")
    people: set[Person] = set()
    for unit in Unit.objects.filter(pk__in=units):
        people |= set(Person.objects.holding_here("assessments.fill", unit))
        people |= set(Person.objects.holding_here("assessments.sign", unit))
    send(
        people, kind="assessment-standings-out", key=str(standings.pk), title=f"{standings}已公布",
        text="得分、等次、名次和各项扣分都在页面上。", url=standings.get_absolute_url(),
    )  # fmt: skip
