"""What several pages ask: the rows of a page, and which acts stand open."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.ui.paging import LongPaginator
from ymdm.workflow import steps_of

from ..forms import FORMS
from ..models import Publication
from ..rules.opening import OPENINGS, why_not

PER_PAGE = 20
# verb: icon, whether it is what comes next
LOOKS = {
    "submit": ("send", True), "pass_review": ("shield", True), "approve": ("check-c", True), "conclude": ("check-c", True),
    "close_opinions": ("check", True), "answer": ("reply", True), "report_incident": ("doc", True), "remark": ("chat", True),
    "consent": ("check-c", True), "amend": ("pen", False), "collect": ("chat", False), "drop": ("x-c", False),
    "send_back": ("undo", False), "return_draft": ("undo", False), "correct": ("pen", False), "suspend": ("pause", False),
    "resume": ("check-c", False), "put_up": ("pin", False), "object_without_name": ("hand", False), "sign": ("check", False),
    "comment_on_target": ("target", False), "ask_line": ("ledger", False), "check_own_result": ("gauge", False),
    "nominate": ("hand", False), "put_to_vote": ("ballot", False), "take_down": ("pin", False), "refuse": ("x-c", False), "reexamine": ("refresh", False), "reopen": ("send", False),
}  # fmt: skip


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Any:
    return LongPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def offered(row: Publication, tag: str) -> dict[str, str] | None:
    """The act of one of the five openings on a row of a list, judged without asking the database."""
    verb = OPENINGS[tag].verb
    if tag == "P" and row.notice_is_running(timezone.localdate()):
        return {"url": reverse("disclosure:publication-act", args=[row.pk, "remark"]), "says": "提异议"}
    if tag != "B" and why_not(
        tag, goals=row.item.goals, stage=row.obligation.stage, is_open=row.state == row.State.PUBLISHED,
        is_notice=row.is_notice,
    ):  # fmt: skip
        return None
    says = "提问" if tag == "B" else steps_of(Publication)[verb].says
    return {"url": reverse("disclosure:publication-act", args=[row.pk, verb]), "says": says}


def buttons(obj: Any, person: Person, *, leave_out: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The acts that the person can do now: address, words, icon, and whether it is what comes next."""
    steps, name = steps_of(type(obj)), f"disclosure:{obj._meta.model_name}-act"
    return [
        {
            "url": reverse(name, args=[obj.pk, verb]),
            "says": steps[verb].says,
            "icon": LOOKS[verb][0],
            "is_next": LOOKS[verb][1],
            "verb": verb,
        }
        for verb in FORMS[type(obj)]
        if verb not in leave_out and steps[verb].is_open(obj, person)
    ]
