"""Two inspectors score apart, a third decides where they differ; nobody scores the own unit (EVA-07)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import notices
from .. import scoring_rules as rules
from ..bars import bar
from ..models import Answer, Assessment, Inspector, Score, State


@dataclass(frozen=True)
class Mark:
    """What an inspector gives for one item. Without points there is no such matter in the unit."""

    points: Decimal | None
    reason: str = ""


@step(
    Assessment,
    leaves=[State.SIGNED],
    reaches=State.SCORING,
    needs="assessments.run",
    cites=rules.TWO,
    says="指定检查人",
)
def name_inspectors(assessment: Assessment, by: Any, *, at: datetime, people: Sequence[Person]) -> None:
    """Name the two who score apart. Raises Refused for anybody of the unit, or who left it within two years."""
    if len(people) != 2 or people[0] == people[1]:
        raise Refused("要两名检查人。", rule=rules.TWO)
    for place, person in enumerate(people, 1):
        bar(assessment.unit, person, at)
        assessment.inspectors.create(person=person, place=place)
    notices.named(assessment, people)


def inspector_of(assessment: Assessment, person: Any) -> Inspector | None:
    """The person's own place among the inspectors."""
    return next((one for one in assessment.inspectors.all() if one.person_id == person.pk), None)


def _only_inspectors(assessment: Assessment, by: Any) -> str:
    return "" if inspector_of(assessment, by) else "评分由指定的检查人办理。"


def _unsigned(assessment: Assessment, by: Any, at: datetime) -> None:
    one = inspector_of(assessment, by)
    if one is not None and one.signed_at:
        raise Refused("您已经签名，不能再改评分。", rule=rules.TWO)
    if assessment.state == State.DISPUTED and (one is None or one.place != 3):
        raise Refused("两名检查人的评分相差太多，由第三人评定。", rule=rules.TWO)


SCORING = [State.SCORING, State.DISPUTED]


@step(Assessment, leaves=SCORING, only=_only_inspectors, judge=_unsigned, cites=rules.TWO, says="评分")
def score(assessment: Assessment, by: Any, *, at: datetime, marks: Mapping[int, Mark]) -> int:
    """Write the own points of items, by the key of the answer; returns how many. The other inspector sees nothing of it.

    Raises Refused that names every score above its maximum; nothing is then written.
    """
    one = inspector_of(assessment, by)
    assert one is not None  # noqa: S101  (only inspectors come here)
    answers = {answer.pk: answer for answer in assessment.answers.filter(pk__in=marks).select_related("item")}
    wrong = [
        f"{answer.item}要在 0 到 {answer.item.full.normalize():f} 分之间"
        for pk, answer in answers.items()
        if (points := marks[pk].points) is not None and not 0 <= points <= answer.item.full
    ]
    if wrong:
        raise Refused("；".join(wrong[:6]) + "。", rule=rules.STOPS)
    for pk in answers:
        told = {"points": marks[pk].points, "reason": marks[pk].reason.strip()[:300]}
        Score.objects.update_or_create(inspector=one, answer_id=pk, defaults=told)
    return len(answers)


def owes(answer: Answer, given: Score | None) -> str:
    """What an inspector still owes for an item; empty where nothing."""
    if given is None:
        return "" if answer.item.is_outside else f"{answer.item}还没有评分"
    lost = given.points is not None and not answer.item.is_outside and given.points < answer.item.full
    return f"{answer.item}扣了分，没有写理由" if lost and not given.reason else ""


@step(
    Assessment, leaves=SCORING, reaches=(State.SCORING, State.DISPUTED, State.SCORED), only=_only_inspectors,
    judge=_unsigned, cites=rules.TWO, says="签名",
)  # fmt: skip
def sign_scores(assessment: Assessment, by: Any, *, at: datetime) -> None:
    """Sign the own scores. Once both have, the items come to their mean, or go to a third where the sums differ too much.

    The third one's points stand where the first two differ.
    """
    one = inspector_of(assessment, by)
    assert one is not None  # noqa: S101  (only inspectors come here)
    answers = list(assessment.answers.select_related("item").prefetch_related("scores", "evidence"))
    mine = {answer.pk: next((s for s in answer.scores.all() if s.inspector_id == one.pk), None) for answer in answers}
    asked = [a for a in answers if one.place < 3 or len(_given(a, assessment)) == 2]
    if told := [why for answer in asked if (why := owes(answer, mine[answer.pk]))]:
        raise Refused("；".join(told[:6]) + "。", rule=rules.EVERY)
    Inspector.objects.filter(pk=one.pk).update(signed_at=at)
    if one.place == 3:
        _settle(assessment, answers, third=one)
        return
    both = list(assessment.inspectors.exclude(place=3))
    if any(other.signed_at is None and other.pk != one.pk for other in both):
        return
    gap = rules.TWO.at(assessment.unit, at)
    sums = [[_points(answer, other) for answer in answers] for other in both]
    if rules.differ(*sums) > (gap.value or 5):
        assessment.state = State.DISPUTED
        notices.disputed(assessment)
        return
    _settle(assessment, answers)


def _points(answer: Answer, inspector: Inspector) -> Decimal | None:
    return next((s.points for s in answer.scores.all() if s.inspector_id == inspector.pk), None)


def _given(answer: Answer, assessment: Assessment) -> set[Decimal | None]:
    """The different points that the first two gave."""
    return {_points(answer, one) for one in assessment.inspectors.all() if one.place < 3}


def _settle(assessment: Assessment, answers: Sequence[Answer], third: Inspector | None = None) -> None:
    """What every item comes to, with each inspector's reason under the own name (EVA-09)."""
    inspectors = list(assessment.inspectors.select_related("person"))
    for answer in answers:
        scores = {s.inspector_id: s for s in answer.scores.all()}
        first = [one for one in inspectors if one.place < 3]
        given = [scores[one.pk].points if one.pk in scores else None for one in first]
        decides = third is not None and len(set(given)) > 1 and third.pk in scores
        points = scores[third.pk].points if third is not None and decides else rules.settled(given)
        late = bool(answer.evidence.all()) and all(one.is_late for one in answer.evidence.all())
        if points is not None and late and not answer.is_read:
            # “年度以后形成的，最多按一半计分”
            points = min(points, answer.item.full / 2)
        answer.verified = points
        told = [(one.person, scores[one.pk].reason) for one in inspectors if one.pk in scores]
        answer.verdict = "；".join(f"{reason}（{person}）" for person, reason in told if reason)[:700]
    Answer.objects.bulk_update(answers, ["verified", "verdict"])
    assessment.state = State.SCORED
    notices.scored(assessment)


def _no_third(assessment: Assessment, by: Any, at: datetime) -> None:
    if assessment.inspectors.filter(place=3).exists():
        raise Refused("第三名检查人已经指定。", rule=rules.TWO)


@step(Assessment, leaves=[State.DISPUTED], needs="assessments.run", judge=_no_third, cites=rules.TWO, says="指定第三人")
def name_third(assessment: Assessment, by: Any, *, at: datetime, person: Person) -> None:
    """Name who decides where the two differ."""
    if assessment.inspectors.filter(person=person).exists():
        raise Refused(f"{person}已经评过分，第三人要另外一位。", rule=rules.TWO)
    bar(assessment.unit, person, at)
    assessment.inspectors.create(person=person, place=3)
    notices.named(assessment, [person])
