"""What the decision register tells people, and whom."""

from __future__ import annotations

from ymdm.notices.outbox import send
from ymdm.organization.models import Person
from ymdm.ui import words

from .models import Correction

TOPICS = {"register": "单位决策和工会的纠正通知"}


def corrected(correction: Correction) -> None:
    """To the union of the unit, in whose name the notice goes; the unit itself is told by its duty."""
    decision = correction.decision
    send(
        Person.objects.holding("register.keep", decision.unit), kind="register-correction", key=str(correction.pk),
        title=f"发出纠正通知：{decision.title}"[:120], text=f"{correction.text}{words.day(correction.answer_due_on)}前书面答复。",
        url=decision.get_absolute_url(),
    )  # fmt: skip


def answered(correction: Correction) -> None:
    decision = correction.decision
    send(
        Person.objects.holding("register.keep", decision.unit), kind="register-answered", key=str(correction.pk),
        title=f"单位已书面答复：{decision.title}"[:120], text=correction.answer[:300], url=decision.get_absolute_url(),
    )  # fmt: skip
