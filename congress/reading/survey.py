"""The sums of a survey, for whoever may read them: nothing while forms come in, nothing of a few (CON-76)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..law import law_for
from ..models import CongressSession, SessionSurvey
from ..rules.deciding import shows_only_outcome
from ..rules.surveying import Row, good_share


@dataclass(frozen=True)
class Told:
    """What is told of a survey: how many forms, and the sums, or the sentence why there are none."""

    survey: SessionSurvey
    rows: Sequence[Row]
    why_not: str

    @property
    def sentence(self) -> str:
        said = f"到会代表 {self.survey.invited} 人，收到评价表 {self.survey.forms} 份。"
        if self.why_not:
            return said + self.why_not
        good, of = good_share(self.rows)
        return f"{said}全部评价中“好”占 {100 * good / of:.1f}%。"


def told_of(session: CongressSession) -> Told | None:
    """Two queries; None where a session was never rated, as those before this house kept records."""
    survey = SessionSurvey.objects.filter(session=session).first()
    if survey is None:
        return None
    survey.session = session
    if not survey.is_over:
        return Told(survey, (), f"评价到 {survey.until_on:%-m月%-d日}结束，结束后公布合计。")
    if shows_only_outcome(survey.forms, law_for(session)):
        return Told(survey, (), "份数太少，不公布结果。")
    rows = [Row(one.code, one.good, one.fair, one.poor) for one in survey.sums.all()]
    return Told(survey, rows, "")
