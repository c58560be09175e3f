"""Duty books: those of a unit and year, one's own, one as a page to sign and print, and a page for each act."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.duties.models import Duty
from ymdm.organization.access import signed_in
from ymdm.organization.models import Person, Unit, within_paths
from ymdm.papers.export import export
from ymdm.papers.kinds import Column
from ymdm.rulebook import act_page, in_force
from ymdm.workflow import NoAuthority, steps_of

from ...schemes.models import Scheme, SchemeItem
from .. import kinds, rules, workflow
from ..forms import FORMS
from ..forms.books import BookFilter, IssueForm
from ..models.books import BookState, DutyBook, signed_of_issued
from .acts import get_or_post
from .board import PER_PAGE, units_seen

COLUMNS = (
    Column("年度", lambda one: one.year),
    Column("单位", lambda one: one.unit.name),
    Column("责任人", lambda one: one.holder.name),
    Column("岗位", lambda one: one.post),
    Column("责任", lambda one: "；".join(f"{text}（{code}）" if code else text for text, code, _ in one.lines)),
    Column("状态", lambda one: one.get_state_display()),
    Column("下发人", lambda one: one.issued_by.name),
    Column("下发时间", lambda one: one.issued_at),
    Column("签字时间", lambda one: one.signed_at),
    Column("考核", lambda one: one.done_words),
    Column("考核意见", lambda one: one.review),
)


def _unit(request: HttpRequest, pk: int, year: int) -> Unit:
    if not 2000 <= year <= timezone.localdate().year + 1:
        raise Http404
    return get_object_or_404(units_seen(request.user), pk=pk)  # type: ignore[arg-type]


def _asked(request: HttpRequest, rows: QuerySet[DutyBook]) -> tuple[BookFilter, QuerySet[DutyBook]]:
    form = BookFilter(request.GET)
    return form, form.apply(rows.select_related("unit", "holder", "issued_by"))


def _of_unit(request: HttpRequest, unit: Unit, year: int) -> tuple[BookFilter, QuerySet[DutyBook]]:
    return _asked(request, DutyBook.objects.visible_to(request.user).within(unit, year))  # type: ignore[arg-type]


def _own(request: HttpRequest) -> tuple[BookFilter, QuerySet[DutyBook]]:
    return _asked(request, DutyBook.objects.filter(holder=request.user))


def issues_in(person: Person, unit: Unit) -> list[Unit]:
    """Where in `unit` a person issues: the unit itself, or the departments that she heads."""
    if person.may("foundations.issue", unit):
        return [unit]
    return list(Unit.objects.open().within(unit).filter(path__in=person.scope("foundations.issue")))


@require_safe
@signed_in
def books(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    unit, today = _unit(request, pk, year), timezone.localdate()
    form, rows = _of_unit(request, unit, year)
    signed, issued = signed_of_issued(unit, year)
    context = {
        "unit": unit,
        "year": year,
        "years": [year - 1, *([year + 1] if year <= today.year else [])],
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "signed": signed,
        "issued": issued,
        "places": issues_in(request.user, unit) if year >= today.year else [],  # type: ignore[arg-type]
        "rules": in_force((rules.BOOK, rules.SIGN, rules.REVIEW), unit, today),
    }
    return render(request, "foundations/books.html", context)


@require_safe
@signed_in
def books_export(request: HttpRequest, pk: int, year: int) -> HttpResponseBase:
    unit = _unit(request, pk, year)
    form, rows = _of_unit(request, unit, year)
    return export(request, f"{unit.short}{year}年责任书", COLUMNS, rows, form.words, about=unit, unit=unit)


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    form, rows = _own(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "foundations/books.html", {"form": form, "page": page, "unit": None, "rules": ()})


@require_safe
@signed_in
def mine_export(request: HttpRequest) -> HttpResponseBase:
    form, rows = _own(request)
    return export(request, "我的责任书", COLUMNS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def book(request: HttpRequest, pk: int) -> HttpResponse:
    person, seen = request.user, DutyBook.objects.visible_to(request.user)  # type: ignore[arg-type]
    found = get_object_or_404(seen.select_related("unit", "holder", "issued_by", "reviewed_by"), pk=pk)
    items = SchemeItem.objects.filter(pk__in=[item for _, _, item in found.lines if item]).select_related("scheme")
    named = {item.pk: item for item in items}
    open_schemes = set(Scheme.objects.visible_to(person).filter(items__in=named).values_list("pk", flat=True))  # type: ignore[arg-type]
    steps = steps_of(DutyBook)
    context = {
        "book": found,
        "lines": [(text, named.get(item), item in named and named[item].scheme_id in open_schemes)
                  for text, _, item in found.lines],
        "sign_duty": Duty.objects.of(found).filter(kind=kinds.SIGN_BOOK).first(),
        "is_open": found.state == BookState.ISSUED,
        "acts": [(verb, steps[verb].says) for verb in FORMS[DutyBook] if steps[verb].is_open(found, person)],
        "rules": in_force((rules.BOOK, rules.SIGN, rules.REVIEW), found.unit, timezone.localdate()),
    }  # fmt: skip
    return render(request, "foundations/book.html", context)


@get_or_post
@signed_in
def issue(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Also for a department, which has no page of its own here."""
    if not 2000 <= year <= timezone.localdate().year + 1:
        raise Http404
    person, step = request.user, steps_of(DutyBook)["issue"]
    led = within_paths(person.scope("foundations.issue"))  # type: ignore[union-attr]
    unit = get_object_or_404(Unit.objects.open().filter(Q(pk__in=units_seen(person).values("pk")) | led), pk=pk)  # type: ignore[arg-type]
    if why := step.authority(unit, person):
        raise NoAuthority(why)
    form = IssueForm(request.POST if request.method == "POST" else None, obj=unit, person=person)  # type: ignore[arg-type]
    return act_page.answer(
        request, form, step, lambda: workflow.issue(unit, person, year=year, **form.typed()), f"{unit}{year}年",
        reverse("foundations:my-books"), onwards=True,
    )  # fmt: skip


@get_or_post
@signed_in
def book_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = DutyBook.objects.visible_to(request.user).select_related("unit", "holder")  # type: ignore[arg-type]
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow)
