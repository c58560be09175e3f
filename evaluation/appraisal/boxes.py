"""What stands on the ballot of an appraisal, and what the room does when something becomes of its box."""

from __future__ import annotations

from typing import Any

from ymdm.ballots.models import BallotBox
from ymdm.ballots.papers import Paper
from ymdm.workflow import SYSTEM

from .models import Appraisal, State
from .models.appraisals import OWNER

COMMENT_MOST = 200


def paper_of(appraisal: Appraisal) -> Paper:
    """One rating for each line, and a box for words where words are asked for.

    Everybody gets the same paper: a ballot that lacked a line would tell whose it is. Who stands on it leaves the own
    line blank (EVA-49); `subject` tells the page of the voter which one that is.
    """
    lines = list(appraisal.appraisees.select_related("person"))
    items: list[dict[str, Any]] = [
        {
            "id": one.item, "kind": "rate", "text": "",
            "subject": [one.person_id or 0, one.name, one.about],
            "scale": [[grade.code, grade.words] for grade in one.scale], "blank": True,
        }
        for one in lines
    ]  # fmt: skip
    if appraisal.asks_comments:
        items += [
            {"id": one.comments, "kind": "comment", "text": f"对{one.name}的意见和建议", "most": COMMENT_MOST}
            for one in lines
        ]
    return Paper.parse(
        {
            "v": 1, "title": f"{appraisal.unit}{appraisal.year}年度民主评议测评票",
            "lede": "每一行选一个等次，不选就是弃权。评议对象自己的一行不投票。", "items": items,
        }
    )  # fmt: skip


def heard(box: BallotBox, what: str, **facts: Any) -> None:
    """Named in settings.YMDM_AFTER_BALLOTS: the counts are there, or the ballot was voided."""
    if box.owner_kind != OWNER or what not in ("opened", "void"):
        return
    from . import workflow  # cycle: the steps draft the paper

    appraisal = Appraisal.objects.filter(pk=box.owner_pk, box=box, state=State.VOTING).first()
    if appraisal is None:
        return
    if what == "opened":
        workflow.count(appraisal, SYSTEM)
    else:
        workflow.stop_ballot(appraisal, SYSTEM)
