"""The order of an appraisal as stations on a line (EVA-39)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from ymdm.ui.shapes import DONE, NOW, TODO, Station

from ..models import Appraisal, State

ORDER = (State.PLANNED, State.REPORTED, State.DISCUSSED, State.VOTING, State.COUNTED, State.FED_BACK, State.SENT_UP, State.DISCLOSED)  # fmt: skip
WORDS = ("述职述廉", "代表团讨论", "准备测评", "无记名测评", "计票", "反馈本人", "报上级", "公布摘要")


def stations_of(appraisal: Appraisal) -> list[Station]:
    """Eight stations; the one under way is the first that is not done."""
    if appraisal.state == State.CALLED_OFF:
        return []
    at = ORDER.index(State(appraisal.state))
    done = {4: appraisal.counted_at, 5: appraisal.fed_back_at, 6: appraisal.sent_up_at, 7: appraisal.disclosed_at}
    # “fed back” and what follows are named by what was done, the others by what is to be done.
    passed = at + 1 if at >= 4 else at
    return [
        Station(name, DONE if place < passed else NOW if place == passed else TODO, _on(done.get(place)))
        for place, name in enumerate(WORDS)
    ]


def _on(at: datetime | None) -> list[str]:
    return [f"{timezone.localdate(at):%-m月%-d日}"] if at else []
