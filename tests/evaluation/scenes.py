"""What the tests of the appraisal begin with, by the workflow and with real boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from evaluation.appraisal import workflow
from evaluation.appraisal.models import Appraisal, Appraisee
from evaluation.appraisal.rules import templates
from evaluation.appraisal.rules.scales import GroupTemplate
from tests import factories as make
from ymdm.ballots import casting, ceremonies, closing, rules, sealing, unsealing
from ymdm.ballots.models import BallotBox
from ymdm.organization.models import Person, Role, Unit

REPORT = "一年来认真履行职责，分管的工作按期完成，执行中央八项规定精神，没有违反廉洁自律规定的情况，上年意见已整改。"


@dataclass
class Stage:
    """A unit with a congress of ten, three leaders of whom one is a representative, and the superior above it."""

    superior: Unit
    unit: Unit
    union: Person
    second: Person
    above: Person  # leader of the superior
    inspector: Person  # of the superior
    leaders: list[Person]  # the last one is a representative
    voters: list[Person]
    keepers: list[Person]
    appraisal: Appraisal
    cards: dict[int, Mapping[int, str]]

    def line(self, person: Person | None) -> Appraisee:
        return Appraisee.objects.select_related("appraisal__unit", "person").get(
            appraisal=self.appraisal, person=person
        )

    def again(self) -> Appraisal:
        """The appraisal as it stands in the tables."""
        self.appraisal = Appraisal.objects.select_related("unit", "box", "ceremony", "superior").get(
            pk=self.appraisal.pk
        )
        return self.appraisal


def planned(voters: int = 9, **typed: Any) -> Stage:
    """An appraisal of this year, planned: `voters` representatives and one leader who is one as well."""
    superior = make.unit("上中游管理局", level="bureau", legal_type="civil_service_managed")
    unit = make.unit("测绘院", parent=superior)
    term = make.term(unit)
    seats = make.delegation(term, "生产代表团")
    union, second = (make.person(unit, role=Role.UNION_OFFICER) for _ in range(2))
    representatives = [make.representative(term, unit, delegation_=seats) for _ in range(voters)]
    leaders = [
        make.person(unit, name, role=Role.LEADER, post=post)
        for name, post in (("侯院长", "院长"), ("于副院长", "副院长"))
    ]
    leaders.append(make.representative(term, unit, "齐副院长", delegation_=seats))
    keepers = [make.person(unit) for _ in range(3)]
    listed = [(person, person.post) for person in leaders]
    appraisal = workflow.plan(unit, union, year=timezone.localdate().year, superior=superior, leaders=listed, **typed)
    return Stage(
        superior, unit, union, second, make.person(superior, role=Role.LEADER),
        make.person(superior, role=Role.SUPERIOR_INSPECTOR), leaders, [*representatives, leaders[-1]], keepers, appraisal, {},
    )  # fmt: skip


def reported(stage: Stage) -> Stage:
    for person in stage.leaders:
        workflow.submit_report(stage.line(person), person, text=REPORT)
    workflow.close_reports(stage.again(), stage.union)
    return stage


def discussed(stage: Stage) -> Stage:
    reported(stage)
    for seats in stage.appraisal.term.delegations.all():
        workflow.record_discussion(
            stage.appraisal,
            stage.union,
            delegation=seats,
            held_on=timezone.localdate(),
            people=9,
            text="肯定成绩，建议多到测站。",
        )
    workflow.end_discussion(stage.again(), stage.union)
    return stage


def keyed(stage: Stage) -> Stage:
    """The keepers have held their ceremony and tried it out."""
    workflow.call_keepers(stage.appraisal, stage.union, scrutineer=stage.keepers[0], tellers=stage.keepers[1:])
    ceremony = stage.again().ceremony
    assert ceremony is not None
    cards = ceremonies.hold(ceremony, stage.keepers[0])
    stage.cards = {card.keeper.order: card.words for card in cards}
    pks = dict(ceremony.keepers.values_list("order", "pk"))
    ceremonies.try_out(
        ceremony, stage.keepers[0], {pks[place]: stage.cards[place][0] for place in (1, 2)}, {"i1": "yes"}
    )
    stage.again()
    return stage


def voting(stage: Stage) -> Stage:
    keyed(discussed(stage))
    workflow.start_ballot(
        stage.again(), stage.union, keeper=stage.keepers[0], closes_at=timezone.now() + timedelta(hours=1)
    )
    stage.again()
    return stage


def cast(stage: Stage, person: Person, marks: Mapping[str, Any]) -> None:
    box = stage.appraisal.box
    assert box is not None
    casting.cast(box, person, sealing.seal(box.public_key, box.info, sealing.pack(dict(marks), box.body_len)))


def choice(stage: Stage, by: Person, marks: Mapping[Person | None, str], words: str = "") -> dict[str, Any]:
    """A ballot: grade by person (None is the body); the own line is left out, as the page leaves it out."""
    lines = {one.person_id: one for one in stage.appraisal.appraisees.all()}
    chosen: dict[str, Any] = {}
    for person, grade in marks.items():
        one = lines[person.pk if person else None]
        if person != by:
            chosen[one.item] = grade
            if words:
                chosen[one.comments] = words
    return chosen


def opened(stage: Stage) -> Appraisal:
    """Closed early by two keepers and opened by two words."""
    box = BallotBox.objects.get(pk=stage.appraisal.box_id)
    closing.close(box, stage.keepers[0], stage.keepers[1])
    box.refresh_from_db()
    for place in (1, 2):
        unsealing.give_word(
            box, stage.keepers[place - 1], stage.cards[place][box.pair.number], rules.on_the_slip(box.box_root)
        )
    return stage.again()


def counted(stage: Stage, grades: Sequence[Mapping[Person | None, str]] = (), words: str = "") -> Stage:
    """Everybody casts; `grades` one mapping a voter, all excellent where absent."""
    voting(stage)
    usual: Mapping[Person | None, str] = {None: "a", **dict.fromkeys(stage.leaders, "a")}
    for place, person in enumerate(stage.voters):
        given = grades[place] if place < len(grades) else usual
        cast(stage, person, choice(stage, person, given, f"{words}{place}" if words else ""))
    opened(stage)
    return stage


def fed_back(stage: Stage, **more: Any) -> Stage:
    counted(stage, **more)
    workflow.feed_back(stage.appraisal, stage.union)
    stage.again()
    return stage


def sent_up(stage: Stage, **more: Any) -> Stage:
    fed_back(stage, **more)
    workflow.send_up(stage.appraisal, stage.union, number="测工〔2026〕8号")
    stage.again()
    return stage


def disclosed(stage: Stage, **more: Any) -> Stage:
    sent_up(stage, **more)
    make.together(workflow.disclose)(stage.appraisal, stage.union, summary="参加 10 人，称职以上 100%。")
    stage.again()
    return stage


def group(kind: str, name: str, weight: int) -> GroupTemplate:
    return GroupTemplate(kind, name, weight)


def rules_three() -> tuple[GroupTemplate, ...]:
    """Representatives 40, lower heads 30, staff 30."""
    return templates()["three"][1]
