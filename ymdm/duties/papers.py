"""What of duties goes on paper: slips by colour with number and text, and the list of the weekly meeting (F115)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.papers.kinds import Paper
from ymdm.workflow import NoAuthority

from .models import Duty, Slip
from .rules import STAGES, Audience, Tone
from .weekly import week

# Proposals.md section 7: blue reminds the handler, yellow supervises the unit's head, red goes to the leader in charge.
SLIPS = {Tone.BLUE: ("催办单", "蓝"), Tone.YELLOW: ("督办单", "黄"), Tone.RED: ("督办单", "红")}
COLOURS = {Tone.BLUE: "blue", Tone.YELLOW: "yellow", Tone.RED: "red"}
TOLD = {Audience.HEAD: "责任单位负责人", Audience.UNION: "督办单位工会", Audience.LEADER: "分管领导"}
MOST_SLIPS = 200


def slips(request: Any) -> Paper:
    """One slip (`of`), or all that were sent by hand to a unit on a day (`unit`, `on`), each on a sheet of its own."""
    told = [_sheet(slip) for slip in _asked(request.user, request.GET)]
    if not told:
        raise Http404
    title = f"{told[0]['name']} {told[0]['slip'].number}" if len(told) == 1 else f"催办单、督办单 {len(told)} 份"
    back = reverse("duties:detail", args=[told[0]["duty"].pk]) if len(told) == 1 else reverse("duties:mine")
    return Paper(title, "duties/papers/slips.html", {"sheets": told}, title, back=back)


def _asked(person: Person, asked: Any) -> list[Slip]:
    """The slips with a number that this person may see; those that only note a stage passed in a downtime have none."""
    visible = (
        Slip.objects.filter(duty__in=Duty.objects.visible_to(person).values("pk"))
        .exclude(number="")
        .select_related("duty__unit", "duty__person", "duty__leader", "duty__watcher")
    )
    if (pk := asked.get("of", "")).isdecimal() and len(pk) < 19:
        return list(visible.filter(pk=int(pk)))
    unit = asked.get("unit", "")
    if not (unit.isdecimal() and len(unit) < 19):
        return []
    try:
        on = date.fromisoformat(asked.get("on", ""))
    except ValueError:
        on = timezone.localdate()
    found = visible.filter(duty__unit=int(unit), on=on, stage__startswith="press")
    return list(found.order_by("duty__due_on", "pk")[:MOST_SLIPS])


def _sheet(slip: Slip) -> dict[str, Any]:
    name, colour = SLIPS.get(Tone(slip.tone), SLIPS[Tone.BLUE])
    stage = STAGES.get(slip.stage)
    audience = stage.audience if stage else (Audience.OWNER, Audience.HEAD)
    return {
        "slip": slip,
        "duty": slip.duty,
        "name": name,
        "colour": colour,
        "look": COLOURS.get(Tone(slip.tone), "blue"),
        "told": "、".join(TOLD[who] for who in audience if who in TOLD),
    }


def weekly_list(request: Any) -> Paper:
    """The list of this week's meeting."""
    if not request.user.may_anywhere("duties.press"):
        raise NoAuthority("您现在的任职里没有督办的权限。")
    told = week(request.user, timezone.localdate())
    return Paper(
        f"督办例会清单 {told.on:%Y-%m-%d}", "duties/papers/week.html", {"week": told}, back=reverse("duties:week")
    )


PAPERS = {"slips": slips, "weekly-list": weekly_list}
