"""The working calendar: everybody looks at it, the system administrator keeps it."""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ymdm.organization import pairing
from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import PairedAct, Unit
from ymdm.ui.words import full_day
from ymdm.workdays import Workdays, calendar
from ymdm.workdays.models import HolidayNotice, SpecialDay
from ymdm.workdays.reckoning import WEEKDAYS
from ymdm.workdays.rules import check_notice
from ymdm.workdays.years import FIRST_YEAR, LAST_YEAR
from ymdm.workflow import NoAuthority, Refused

from .. import recounting
from ..forms import NoticeForm, SpecialDayForm, notice_initial

ANNOUNCE, LAY = "workdays.announce", "workdays.lay"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Cell:
    """A day of a month. `kind` is off, worked (a make-up day), rest (an ordinary weekend) or empty."""

    on: date
    kind: str
    name: str
    is_today: bool

    @property
    def words(self) -> str:
        return {"off": f"{self.name}放假", "worked": f"{self.name}调休上班", "rest": "休息日"}.get(self.kind, "工作日")


@dataclass
class Stretch:
    """A holiday: its days off from first to last, and the days that are worked for it. A day worked alone is none."""

    name: str
    first: date
    last: date
    made_up: list[date] = field(default_factory=list)
    is_off: bool = True

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@require_safe
@signed_in
def year(request: HttpRequest) -> HttpResponse:
    """Twelve months of one year, `?year=`, with what is known of single days."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    shown = int(asked) if asked.isdecimal() and FIRST_YEAR < int(asked) <= LAST_YEAR else today.year
    workdays = calendar()
    root = Unit.objects.filter(parent=None).order_by("path").first()
    marked = workdays.special_days(shown)
    context = {
        "year": shown,
        "years": sorted({*range(today.year - 1, today.year + 3), shown}),
        "months": [_month(shown, month, workdays, today) for month in range(1, 13)],
        "weekdays": [word.removeprefix("周") for word in WEEKDAYS],
        "stretches": _stretches(marked),
        "worked": workdays.between(date(shown - 1, 12, 31), date(shown, 12, 31)),
        "is_announced": workdays.is_announced(shown),
        "notices": HolidayNotice.objects.filter(year=shown).order_by("-version"),
        "special": SpecialDay.objects.filter(calendar__code="", on__year=shown),
        "may_announce": root is not None and request.user.may(ANNOUNCE, root),
        "may_lay": root is not None and request.user.may(LAY, root),
        "waiting": recounting.still_waiting(),
    }
    return render(request, "workdays/year.html", context)


@get_or_post
@allowed(ANNOUNCE)
def announce(request: HttpRequest) -> HttpResponse:
    """Load the holiday notice of a year: typed or out of a file, looked at first, then loaded."""
    root = _root(request, ANNOUNCE)
    if request.method != "POST":
        asked = request.GET.get("year", "")
        initial = notice_initial(int(asked) if asked.isdecimal() and FIRST_YEAR < int(asked) <= LAST_YEAR else None)
        return render(request, "workdays/announce.html", {"form": NoticeForm(initial=initial), "preview": None})
    form = NoticeForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "workdays/announce.html", {"form": form, "preview": None}, status=422)
    # From here on the lines stand in the page, whether they were typed or read from a file.
    found, typed = form.found, request.POST.copy()
    typed["lines"] = form.written
    form = NoticeForm(typed)
    if not form.is_valid():
        return render(request, "workdays/announce.html", {"form": form, "preview": None}, status=422)
    data, days = form.cleaned_data, form.found.days
    facts = {word: data[word] for word in ("year", "name", "document_number", "issued_on")}

    def load() -> PairedAct:
        off = sum(not works for works, _name in days.values())
        asked: PairedAct = pairing.ask(
            root, request.user, kind="calendar-notice", about=f"notice:{data['year']}",
            title=f"载入 {data['year']} 年放假通知（{data['document_number']}）", facts=facts | {"days": days},
            shown=[
                ("通知", data["name"]), ("发文字号", data["document_number"]), ("放假", f"{off} 天"),
                ("调休上班", f"{len(days) - off} 天"),
                ("逐日", "\n".join(f"{on:%-m月%-d日} {name}{'上班' if works else '放假'}" for on, (works, name) in sorted(days.items()))),
                ("会顺延的期限", f"{recounting.would_move(judge())} 项"),
            ],
        )  # fmt: skip
        return asked

    def judge() -> Workdays:
        check_notice(data["year"], days)
        return calendar().with_notice(data["year"], days)

    shown = {
        "days": [(on, WEEKDAYS[on.weekday()], works, name) for on, (works, name) in sorted(days.items())],
        "off": sum(not works for works, _name in days.values()),
        "worked": sum(works for works, _name in days.values()),
        "bad": found.bad,
        "others": found.others,
    }
    return _previewed(request, form, "workdays/announce.html", shown, judge, load)


@get_or_post
@allowed(LAY)
def lay(request: HttpRequest) -> HttpResponse:
    """Say of one day that it is worked or off, looked at first."""
    root = _root(request, LAY)
    if request.method != "POST":
        return render(request, "workdays/lay.html", {"form": SpecialDayForm(), "preview": None})
    form = SpecialDayForm(request.POST)
    if not form.is_valid():
        return render(request, "workdays/lay.html", {"form": form, "preview": None}, status=422)
    data = form.cleaned_data

    def judge() -> Workdays:
        return calendar().with_day(**data)

    def act() -> PairedAct:
        says = "上班" if data["is_workday"] else "放假"
        asked: PairedAct = pairing.ask(
            root, request.user, kind="calendar-day", about=f"day:{data['on'].isoformat()}",
            title=f"{full_day(data['on'])}{says}（{data['name']}）", facts=data,
            shown=[
                ("日期", full_day(data["on"])), ("这一天", says), ("名称", data["name"]),
                ("会顺延的期限", f"{recounting.would_move(judge())} 项"),
            ],
        )  # fmt: skip
        return asked

    return _previewed(request, form, "workdays/lay.html", {}, judge, act)


def _previewed(
    request: HttpRequest, form: Any, page: str, shown: dict[str, Any], judge: Callable[[], Workdays],
    act: Callable[[], PairedAct],
) -> HttpResponse:  # fmt: skip
    """Show what would come of it; only exactly that, once looked at, is laid before the second administrator."""
    try:
        preview = shown | {"moves": recounting.would_move(judge()), "digest": form.digest}
        if request.POST.get("confirm") == form.digest:
            asked = act()
            messages.success(request, "已提请复核，另一位系统管理员同意后生效，没有到期的期限随之重新计算，只会推后。")
            return redirect(asked)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, page, {"form": form, "preview": None}, status=409)
    return render(request, page, {"form": form, "preview": preview})


def _root(request: HttpRequest, act: str) -> Unit:
    """The bureau itself: who may do this only in a part of it does not keep the calendar of all."""
    root = Unit.objects.filter(parent=None, path__in=request.user.scope(act)).order_by("path").first()
    if root is None:
        raise NoAuthority("工作日历由全局统一维护，需要在局一级登记系统管理员任职。")
    return root


def _stretches(marked: list[tuple[date, bool, str]]) -> list[Stretch]:
    """Days off that follow each other, with the make-up days of the same holiday."""
    found: list[Stretch] = []
    for on, works, name in marked:
        if works:
            continue
        last = found[-1] if found else None
        if last is not None and last.name == name and (on - last.last).days == 1:
            last.last = on
        else:
            found.append(Stretch(name, on, on))
    for stretch in found:
        stretch.made_up = [on for on, works, name in marked if works and name and name == stretch.name]
    known = {on for stretch in found for on in stretch.made_up}
    alone = [Stretch(name, on, on, [on], False) for on, works, name in marked if works and on not in known]
    return sorted([*found, *alone], key=lambda stretch: stretch.first)


def _month(year_: int, month: int, workdays: Workdays, today: date) -> tuple[str, list[list[Cell | None]]]:
    marks = {on: (works, name) for on, works, name in workdays.special_days(year_)}
    weeks = [
        [_cell(day, marks, workdays, today) if day.month == month else None for day in week]
        for week in Weeks().monthdatescalendar(year_, month)
    ]
    return f"{month}月", weeks


def _cell(day: date, marks: dict[date, tuple[bool, str]], workdays: Workdays, today: date) -> Cell:
    works, name = marks.get(day, (workdays.is_workday(day), ""))
    if day in marks and not works:
        kind = "off"
    elif day in marks and day.isoweekday() >= 6:
        kind = "worked"
    else:
        kind = "" if works else "rest"
    return Cell(day, kind, name, day == today)
