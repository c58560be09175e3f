"""The start page: what is owed comes first, then what each kind of person looks at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from proposals import kinds
from ymdm.ballots.models.boxes import boxes_for
from ymdm.duties.models import Duty, DutyQuerySet
from ymdm.organization.access import signed_in
from ymdm.organization.models import PairedAct, Person, within_paths
from ymdm.rulebook.models import Override
from ymdm.ui import words
from ymdm.workdays import Workdays, calendar

from . import own, queue, recent
from .outlook import outlook
from .upkeep import upkeep

LONGEST, DEBTS = 12, 200


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The page of whoever signed in, chosen by what the offices allow, the widest view first."""
    person: Any = request.user
    today, workdays = timezone.localdate(), calendar()
    template, about = next(
        ((template, about) for act, template, about in PAGES if not act or person.may_anywhere(act)),
    )
    context = {"person": person, "today": today, "greeting": greeting(timezone.localtime().hour)}
    # Asked for the reader at this moment; a stored to-do would tell who has not voted (security.md 2.6).
    context["ballots"] = list(boxes_for(person)[:LONGEST])
    return render(request, template, context | about(request, person, today, workdays))


def greeting(hour: int) -> str:
    """上午好, 中午好, 下午好 or 晚上好."""
    return "早上好" if 5 <= hour < 8 else "上午好" if 8 <= hour < 12 else "下午好" if 12 <= hour < 18 else "晚上好"


def _owed(person: Person) -> DutyQuerySet:
    """What somebody owes, by due day; a reply not signed for yet is told once, as something to sign for."""
    return queue.without_repeats(Duty.objects.owed_by(person), (kinds.SIGN_FOR,)).order_by("due_on", "pk")


def _author(person: Person, today: date, workdays: Workdays) -> dict[str, Any]:
    """What everybody with a seat sees, whatever else she does."""
    proposals, number = own.mine(person, today, workdays)
    return {
        "seat": own.seat_of(person, today, workdays),
        "invitations": own.invitations(person),
        "ready": own.ready(person),
        "mine": proposals,
        "mine_number": number,
    }


def _seated(person: Person, today: date, workdays: Workdays) -> dict[str, Any]:
    """The seat of somebody whose page belongs to another office; None for whoever has none."""
    return {"author": _author(person, today, workdays) if person.may_anywhere("proposals.submit") else None}


def _representative(request: HttpRequest, person: Person, today: date, workdays: Workdays) -> dict[str, Any]:
    lines = queue.lines(_owed(person)[:LONGEST], person, today)
    author = _author(person, today, workdays)
    return author | {
        "lines": lines,
        "todo": len(lines) + len(author["invitations"]) + len(author["ready"]),
        "answers": recent.newest_answers(3),
        "days": recent.near_dates(person, today, workdays),
    }


def _union(request: HttpRequest, person: Person, today: date, workdays: Workdays) -> dict[str, Any]:
    duties = queue.without_repeats(Duty.objects.visible_to(person).owed()).order_by("due_on", "pk")
    tabs, chosen = queue.tabs(duties, today, request.GET.get("when", ""))
    late, waiting = duties.overdue(today).count(), queue.desks(person)
    urgent = tabs[0].number
    said = [f"{late} 件逾期"] if late else []
    said += [f"{urgent - late} 件三个工作日内到期"] if urgent > late else []
    said += [f"待{desk.words}" for desk in waiting]
    changes = Override.objects.waiting().filter(within_paths(person.scope("rulebook.change"), "unit__path"))
    if number := changes.exclude(proposed_by=person).count():
        said.append(f"{number} 项规则修改待确认")
    said += _to_confirm(person)
    return _seated(person, today, workdays) | {
        "heading": f"今天先办这 {urgent} 件" if urgent else "今天没有紧急的事",
        "lede": f"{words.full_day(today)}。{'，'.join(said)}。" if said else f"{words.full_day(today)}。",
        "tabs": tabs,
        "lines": queue.lines(chosen[:LONGEST], person, today),
        "late": late,
        "desk": waiting[0] if waiting else None,
        "steps": recent.course(person, today),
        "days": recent.near_dates(person, today, workdays),
        "happened": recent.happened(person),
    }


def _to_confirm(person: Person) -> list[str]:
    """What others proposed and this person can confirm, in words; empty for none."""
    number = PairedAct.objects.waiting(timezone.now()).visible_to(person).exclude(proposed_by=person).count()
    return [f"{number} 件等您复核"] if number else []


def _handler(request: HttpRequest, person: Person, today: date, workdays: Workdays) -> dict[str, Any]:
    """The list of debts by due day is the page (product.md, job 4)."""
    lines = queue.lines(_owed(person)[:DEBTS], person, today)
    groups = queue.by_day(lines, today)
    said = [f"{len(group.lines)} 件{group.words}" for group in groups]
    todo = sum(not (line.is_paused or line.is_waiting) for line in lines)
    return _seated(person, today, workdays) | {
        "heading": f"要办 {todo} 件" if todo else "现在没有要办的事",
        "lede": f"{words.full_day(today)}。{'，'.join(said)}。" if said else f"{words.full_day(today)}。",
        "groups": groups,
        "steps": recent.course(person, today),
        "happened": recent.happened(person),
    }


def _leader(request: HttpRequest, person: Person, today: date, workdays: Workdays) -> dict[str, Any]:
    watched = queue.without_repeats(Duty.objects.visible_to(person)).overdue(today).order_by("due_on", "pk")
    mine = _owed(person)
    return _seated(person, today, workdays) | {
        "outlook": outlook(person, request.GET, today),
        "lines": queue.lines(mine[:LONGEST], person, today),
        "number": mine.count(),
        "late": queue.lines(watched.exclude(pk__in=mine.values("pk"))[:LONGEST], person, today),
    }


def _inspector(request: HttpRequest, person: Person, today: date, workdays: Workdays) -> dict[str, Any]:
    return {
        "outlook": outlook(person, request.GET, today),
        "steps": recent.course(person, today),
        "happened": recent.happened(person),
        "days": recent.near_dates(person, today, workdays),
    }


def _admin(request: HttpRequest, person: Person, today: date, workdays: Workdays) -> dict[str, Any]:
    return {
        "lede": " · ".join([words.full_day(today), person.office_line, *_to_confirm(person)]),
        "upkeep": upkeep(person, today),
        "answers": recent.newest_answers(3),
    }


def _employee(request: HttpRequest, person: Person, today: date, workdays: Workdays) -> dict[str, Any]:
    return {
        "representatives": own.representatives_of(person, today),
        "answers": recent.newest_answers(),
        "days": recent.near_dates(person, today, workdays),
    }


About = Callable[[HttpRequest, Person, date, Workdays], dict[str, Any]]
PAGES: tuple[tuple[str, str, About], ...] = (
    ("proposals.conclude", "home/leader.html", _leader),
    ("proposals.supervise", "home/union.html", _union),
    ("proposals.handle", "home/handler.html", _handler),
    ("proposals.submit", "home/representative.html", _representative),
    ("proposals.read", "home/inspector.html", _inspector),
    ("organization.appoint", "home/admin.html", _admin),
    ("", "home/employee.html", _employee),
)
