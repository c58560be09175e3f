"""The library of the unit's own rules: the list, one document with its versions, one version, and what changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.rules.comparing import SAME, compare
from ymdm.attachments.models import Attachment
from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.rulebook.models import Override
from ymdm.workflow import steps_of

from .. import papers, rules
from ..forms import FORMS
from ..forms.filters import DocumentFilter
from ..law import place_of
from ..models import RuleDocument, RuleVersion
from .asking import page_of


def documents_of(request: HttpRequest) -> QuerySet[RuleDocument]:
    """What one may see, with the version in force."""
    holding = RuleVersion.objects.holding(timezone.localdate()).filter(document=OuterRef("pk")).order_by("-number")
    underway = RuleVersion.objects.filter(document=OuterRef("pk"), state__in=["draft", "congress_passed"])
    return (
        RuleDocument.objects.visible_to(request.user)
        .select_related("unit")
        .annotate(
            since=Subquery(holding.values("effective_on")[:1]),
            holds_number=Subquery(holding.values("number")[:1]),
            passed_by=Subquery(holding.values("resolution__number")[:1]),
            is_underway=Exists(underway & RuleVersion.objects.visible_to(request.user)),
        )
    )


@require_safe
@signed_in
def documents(request: HttpRequest) -> HttpResponse:
    """The rules that hold in one's unit and above; whoever watches over a unit sees its drafts too."""
    form = DocumentFilter(request.GET)
    context = {
        "form": form,
        "page": page_of(request, form.apply(documents_of(request))),
        "may_keep": request.user.may_anywhere("register.keep"),
        "may_read": request.user.may_anywhere("register.read"),
        "may_report": request.user.may_anywhere("register.report"),
    }
    return render(request, "register/documents.html", context)


@require_safe
@signed_in
def documents_export(request: HttpRequest) -> HttpResponse:
    form = DocumentFilter(request.GET)
    rows = form.apply(documents_of(request))
    return export(request, "制度库", papers.DOCUMENTS, rows, form.words, unit=request.user.unit)


def _may(obj: Any, person: Any) -> dict[str, bool]:
    """Which forms of `obj` are open to the person now."""
    steps = steps_of(type(obj))
    return {verb: steps[verb].is_open(obj, person) for verb in FORMS[type(obj)]}


@require_safe
@signed_in
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: the version that holds, the earlier ones, the one under way, and which values rest on it."""
    found = get_object_or_404(RuleDocument.objects.visible_to(request.user).select_related("unit"), pk=pk)
    versions = list(
        RuleVersion.objects.visible_to(request.user)
        .filter(document=found)
        .select_related("resolution__session__term__unit")
    )
    today = timezone.localdate()
    current = next((version for version in versions if version.holds_on(today)), None)
    place = place_of(found.unit, today)
    underway = any(version.state in {"draft", "congress_passed"} for version in versions)
    context = {
        "document": found,
        "versions": versions,
        "current": current,
        "files": Attachment.objects.of(current) if current else (),
        "passing": rules.must_pass(found.kind, found.matter, place),
        "need": place.need(found.matter),
        "values": _values(found),
        "may_revise": not underway and request.user.may("register.keep", found.unit),
        "today": today,
    }
    return render(request, "register/document.html", context)


def _values(document: RuleDocument) -> list[Override]:
    """The values of the library of rules that name this document as where they are written."""
    named = [word for word in (document.title, document.number) if len(word) > 3]
    rows = Override.objects.confirmed().filter(unit=document.unit)
    return [row for row in rows if any(word in row.document for word in named)][:20] if named else []


@require_safe
@signed_in
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version with its text and files; `?with=` another one shows what changed since."""
    found = get_object_or_404(
        RuleVersion.objects.visible_to(request.user).select_related(
            "document__unit", "resolution__session__term__unit"
        ),
        pk=pk,
    )
    others = list(RuleVersion.objects.visible_to(request.user).filter(document=found.document_id).exclude(pk=found.pk))
    asked = request.GET.get("with", "")
    other = next((one for one in others if str(one.number) == asked), None)
    if asked and other is None:
        raise Http404
    changes = compare(other.text, found.text) if other else []
    context = {
        "version": found,
        "document": found.document,
        "others": others,
        "other": other,
        "changes": changes,
        "is_same": all(change.kind == SAME for change in changes),
        "paragraphs": [line for line in found.text.splitlines() if line.strip()],
        "files": Attachment.objects.of(found),
        "may": _may(found, request.user),
    }
    return render(request, "register/version.html", context)
