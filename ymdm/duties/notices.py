"""What duties tell people, and whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from ymdm.notices.outbox import send
from ymdm.organization.models import Person

from .models import Duty, Slip
from .rules import Audience, Stage

TOPICS = {"duty": "要我办的事、到期提醒和催办"}


def owners(duty: Duty) -> list[Person]:
    """Those who owe it: the person named, or whoever answers for the unit; if it has nobody, those above it.

    Where the person named can act no longer, whoever hands on what nobody owns.
    """
    if duty.person:
        if duty.is_own or duty.person.may(duty.act, duty.unit):
            return [duty.person]
        return list(Person.objects.holding("duties.hand_over", duty.unit))
    here = list(Person.objects.holding_here(duty.act, duty.unit))
    return here or list(Person.objects.holding(duty.act, duty.unit))


def audience(duty: Duty, stage: Stage) -> list[Person]:
    """Everyone whom a stage is told, each once."""
    told: dict[int, Person] = {}
    for who in stage.audience:
        if who is Audience.OWNER:
            people = owners(duty)
        elif who is Audience.HEAD:
            people = list(Person.objects.holding_here("duties.lead", duty.unit))
        elif who is Audience.LEADER:
            # A leader who left leads no longer: those who lead over the unit are told until the matter is handed on.
            people = (
                [duty.leader]
                if duty.leader and duty.leader.may("duties.oversee", duty.unit)
                else list(Person.objects.holding("duties.oversee", duty.unit))
            )
        else:
            people = list(Person.objects.holding_here("duties.watch", duty.watcher))
        told.update((person.pk, person) for person in people)
    return list(told.values())


def opened(duty: Duty, key: str = "") -> None:
    send(
        owners(duty),
        kind="duty-opened",
        key=key or str(duty.pk),
        title=f"请办理：{duty.says}",
        text=f"{duty.subject_label}。请于 {duty.due_on:%-m月%-d日} 前办理（{duty.days} 个{duty.get_counting_display()}）。",
        url=duty.url,
    )


def reminded(duty: Duty, stage: Stage, today: date) -> None:
    light = duty.light_on(today)
    send(
        audience(duty, stage),
        kind="duty-reminded",
        key=f"{duty.pk}:{stage.code}",
        title=f"{light.words}：{duty.says}",
        text=f"{duty.subject_label}。责任单位：{duty.unit}；到期日 {duty.due_on:%-m月%-d日}。{stage.words}。",
        url=duty.url,
    )


def pressed(duty: Duty, slip: Slip) -> None:
    people = {person.pk: person for person in [*owners(duty), *Person.objects.holding_here("duties.lead", duty.unit)]}
    send(
        people.values(),
        kind="duty-pressed",
        key=f"{duty.pk}:{slip.stage}",
        title=f"催办：{duty.says}",
        text=f"{duty.subject_label}。{slip.text}（{slip.by_label}，{slip.number}）",
        url=duty.url,
    )


def handed(duty: Duty, person: Person, reason: str, *, key: str) -> None:
    """To the new owner or leader in charge."""
    leads = "" if duty.person_id == person.pk else "，由您分管"
    send(
        person,
        kind="duty-handed",
        key=key,
        title=f"移交给您：{duty.says}",
        text=f"{duty.subject_label}{leads}。责任单位：{duty.unit}；到期日 {duty.due_on:%-m月%-d日}。{reason}",
        url=duty.url,
    )


def shifted(people: Iterable[Person], edition: str, why: str) -> None:
    """Once to each, whatever number of due days moved: the key is the edition of the calendar."""
    send(
        people,
        kind="duty-shifted",
        key=edition,
        title="有的到期日顺延了",
        text=f"因{why}，您要办的事里有的到期日顺延了，没有提前的。最新的到期日请看待办。",
        url=reverse("duties:mine"),
    )
