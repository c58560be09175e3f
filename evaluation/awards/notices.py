"""What an award tells people, and whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ymdm.notices.outbox import send
from ymdm.organization.models import Person, Unit

from .models import Campaign, Nomination, Objection

TOPICS = {"award": "评优表彰"}


def _send(people: Iterable[Person], about: Any, what: str, title: str, text: str = "") -> None:
    send(
        people, kind=f"award-{what}", key=str(about.pk), title=title[:120], text=text[:300], url=about.get_absolute_url()
    )  # fmt: skip


def _unions(path: str) -> list[Person]:
    """The union officers who nominate in a subtree."""
    offices = Person.objects.filter(
        is_active=True, appointments__office__unit__path__startswith=path,
        appointments__office__group__unitgrouppermission__permission__codename="awards_nominate",
    )  # fmt: skip
    return list(offices.distinct())


def _office(act: str, unit: Unit) -> list[Person]:
    return list(Person.objects.holding(act, unit))


def _concerned(nomination: Nomination) -> list[Person]:
    """The nominating unit's officers and the person who is named."""
    named = [nomination.nominee_person] if nomination.nominee_person else []
    return [*Person.objects.holding_here("awards.nominate", nomination.unit), *named]


def opened(campaign: Campaign) -> None:
    quotas = "、".join(str(one) for one in campaign.quotas.all())
    _send(
        _unions(campaign.unit.path), campaign, "opened", f"表彰名额已下达：{campaign}",
        f"{quotas}。{campaign.nominate_until:%-m月%-d日}前提名，条件见页面。",
    )  # fmt: skip


def called_off(campaign: Campaign) -> None:
    _send(_unions(campaign.unit.path), campaign, "called-off", f"评选取消：{campaign}", campaign.called_off_because)


def shown_in_unit(nomination: Nomination) -> None:
    named = [nomination.nominee_person] if nomination.nominee_person else []
    _send(named, nomination, "shown-unit", f"您被提名{nomination.get_kind_display()}，正在单位公示")


def shown_in_house(nomination: Nomination) -> None:
    _send(_concerned(nomination), nomination, "shown-house", f"上级审核通过，正在公示：{nomination}")


def handed_in(nomination: Nomination) -> None:
    _send(_office("awards.run", nomination.organiser), nomination, "handed-in", f"请审核表彰提名：{nomination}")


def objected(objection: Objection) -> None:
    _send(
        Person.objects.holding_here("awards.nominate", objection.unit), objection, "objected",
        f"收到异议：{objection.nomination}", "书面结论以前，这个名字停在公示。",
    )  # fmt: skip


def objection_concluded(objection: Objection) -> None:
    told = [objection.by] if objection.by else []
    _send(
        told,
        objection,
        "objection-concluded",
        f"您提的异议有结论：{objection.get_state_display()}",
        objection.conclusion,
    )


def removed(nomination: Nomination) -> None:
    _send(_concerned(nomination), nomination, "removed", f"提名因异议取消：{nomination}", nomination.ended_because)


def to_decide(nomination: Nomination, by: Any) -> None:
    people = [one for one in _office("awards.decide", nomination.organiser) if one.pk != getattr(by, "pk", None)]
    _send(people, nomination, "to-decide", f"请决定表彰：{nomination}")


def refused(nomination: Nomination) -> None:
    _send(_concerned(nomination), nomination, "refused", f"未予表彰：{nomination}", nomination.ended_because)


def published(campaign: Campaign) -> None:
    """To everybody who is awarded, with the certificate, and to the unions of the units."""
    for one in campaign.nominations.given().select_related("nominee_person", "unit", "campaign"):
        _send(_concerned(one), one, "awarded", f"获得表彰：{one}", f"证书编号 {one.number}。")
    _send(_unions(campaign.unit.path), campaign, "published", f"表彰结果已公布：{campaign}")


def withdrawn(nomination: Nomination) -> None:
    _send(_concerned(nomination), nomination, "withdrawn", f"称号已撤销：{nomination}", nomination.ended_because)
