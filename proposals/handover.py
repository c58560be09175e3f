"""The part about proposals of the file that a unit hands to its superior union (docs/handover.md)."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from congress.register.handing.parts import Part, Table
from ymdm.measures import Measure
from ymdm.organization.models import Unit

from .channels import Channel
from .measures.cuts import CUTS
from .models import Proposal

COUNTED = ("received", "filed", "merged", "converted", "not_filed", "forwarded_up", "assigned", "replied", "closed")


def proposals_part(unit: Unit, year: int, on: date) -> Part:
    """Counts of the proposals that the unit's congress received in a year, and of what came by other channels."""
    of_year = Proposal.objects.filter(unit=unit, submitted_on__year=year, submitted_on__lte=on).order_by()
    rows = of_year.filter(channel=Channel.PROPOSAL)
    names = (*COUNTED, "due", "in_time", "evaluated", "content", "satisfied")
    counts = rows.aggregate(**{name: Count("pk", CUTS[name].where(on)) for name in names})
    figures = [
        (name, Measure.count(CUTS[name].words, counts[name], definition=CUTS[name].definition, rule="PRO-40"))
        for name in COUNTED
    ]
    figures += [
        ("reply_rate", Measure.share("按期答复率", counts["in_time"], counts["due"], rule="PRO-41", definition="按期答复占应答复的比例。")),
        ("satisfied_rate", Measure.share("满意率（含基本满意）", counts["content"], counts["evaluated"], rule="PRO-36", definition="满意和基本满意占已评价的比例。")),
    ]  # fmt: skip
    channels = dict(
        of_year.filter(number__isnull=False).values_list("channel").annotate(number=Count("pk")).values_list("channel", "number")
    )  # fmt: skip
    return Part(
        "proposals", "提案和意见建议", figures,
        [Table("channels", "各渠道收到", ("渠道", "件数"), [(says, channels.get(word, 0)) for word, says in Channel.choices])],
    )  # fmt: skip
