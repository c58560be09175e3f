"""What an inspector writes down: a sample compared with its papers (F7), and how satisfied employees are (F10)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.duties.models import Counting, Duty
from ymdm.organization.models import Person, Unit
from ymdm.workflow import NoAuthority, Refused, step

from .. import kinds
from ..models import Publication, SampleFinding, Survey
from ..rules import publishing
from ..rules.conforming import FALSE, REACH
from ..sampling import sample_of

NEEDS = "disclosure.inspect"


@step(SampleFinding, creates=True, needs=NEEDS, says="记录真实性抽查")
def record_finding(
    unit: Unit, by: Person, *, at: datetime, publication: Publication, seed: str, result: str, papers: str, note: str = "",
) -> SampleFinding:  # fmt: skip
    """Write down what the comparison of one drawn publication with its source papers showed. Rules DIS-28, F7.

    Refused for what the seed did not draw, and for whoever wrote, reviewed or approved it. What does not agree is to be
    corrected within the days of DIS-25; the correction that is published meets that duty.
    """
    today = timezone.localdate(at)
    if publication.unit_id != unit.pk or publication.published_on is None:
        raise Refused("这一件不是这个单位公开的。", rule=FALSE)
    year = publication.published_on.year
    if publication.pk not in sample_of(unit, year, seed, today):
        raise Refused("这个种子抽出的样本里没有这一件。", rule=FALSE, remedy="请从检查页上抽出的样本进入。")
    for who in publication.versions.values_list("author", "reviewer", "approver"):
        if by.pk in who:
            raise NoAuthority("这一件是您起草、审查或批准的，要由别人核对。")
    if not papers.strip():
        raise Refused("请写明对照了哪些凭证。", rule=FALSE)
    if result != SampleFinding.Result.AGREES and not note.strip():
        raise Refused("不一致的，请写明哪里不一致。", rule=FALSE)
    Publication.objects.select_for_update().get(pk=publication.pk)  # of two at once the second reads the sentence
    if SampleFinding.objects.filter(publication=publication, seed=seed).exists():
        raise Refused("这一件在这次抽查里已经记录过。", rule=FALSE)
    made = SampleFinding.objects.create(
        unit=unit, publication=publication, year=year, seed=seed, result=result, papers=papers.strip(), note=note.strip(),
        by=by, on=today,
    )  # fmt: skip
    is_owed = Duty.objects.of(publication).owed().filter(kind=kinds.CORRECT).exists()
    if result != SampleFinding.Result.AGREES and not is_owed:
        duties.open_duty(
            publication, kind=kinds.CORRECT, says="更正不实的公开", act="disclosure.draft", unit=unit,
            watcher=unit.parent or unit, days=publishing.amount(publishing.ANSWERED, unit, today),
            counting=Counting.NATURAL, rule=publishing.ANSWERED.id, at=at,
        )  # fmt: skip
    return made


@step(Survey, creates=True, needs=NEEDS, says="登记满意度调查")
def record_survey(
    unit: Unit, by: Person, *, at: datetime, held_on: date, handed_out: int, came_back: int, satisfied: int, how: str,
) -> Survey:  # fmt: skip
    """Write down a survey among employees with its numbers. Rules DIS-46, F10."""
    if held_on > timezone.localdate(at):
        raise Refused("调查日期不能晚于今天。", rule=REACH)
    if not 0 < came_back <= handed_out or not 0 <= satisfied <= came_back:
        raise Refused("份数不对：满意的不多于收回的，收回的不多于发出的，至少收回一份。", rule=REACH)
    Unit.objects.select_for_update().get(pk=unit.pk)  # of two at once the second reads the sentence
    if Survey.objects.filter(unit=unit, held_on=held_on).exists():
        raise Refused("这一天的调查已经登记过。", rule=REACH)
    return Survey.objects.create(
        unit=unit, year=held_on.year, held_on=held_on, handed_out=handed_out, came_back=came_back, satisfied=satisfied,
        how=how.strip(), by=by,
    )  # fmt: skip
