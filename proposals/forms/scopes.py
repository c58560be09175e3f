"""Choosing what figures are told of: a channel, a session, a year, a responsible unit."""

from __future__ import annotations

from django import forms
from django.db.models.functions import ExtractYear

from congress.models import CongressSession
from ymdm.organization.models import Unit

from ..channels import Channel
from ..measures import Scope
from ..models import Proposal


class ScopeForm(forms.Form):
    """A GET form: choices that exist, the chosen one kept. Four short queries."""

    channel = forms.ChoiceField(label="渠道", required=False, choices=[("", "全部渠道"), *Channel.choices])
    session = forms.ChoiceField(label="届次", required=False)
    year = forms.ChoiceField(label="提交年份", required=False)
    unit = forms.ChoiceField(label="承办单位", required=False)

    def __init__(self, scope: Scope) -> None:
        chosen = {name: getattr(scope, name) for name in ("channel", "session", "year", "unit")}
        super().__init__(initial=chosen)
        proposals = Proposal.objects.order_by()
        sessions = CongressSession.objects.select_related("term__unit").filter(
            pk__in=proposals.values("session").distinct()
        )
        several = len({session.term.unit_id for session in sessions}) > 1
        years = proposals.exclude(submitted_on=None).annotate(year=ExtractYear("submitted_on")).values_list("year")
        units = Unit.objects.filter(pk__in=proposals.exclude(lead_unit=None).values("lead_unit")).order_by("path")
        self.sessions = {str(session.pk): f"{session.term.unit.short} {session.short}" if several else session.short
                         for session in sessions}  # fmt: skip
        self.units = {str(unit.pk): unit.short for unit in _with_owners(units)}
        self.fields["session"].choices = [("", "全部届次"), *self.sessions.items()]
        self.fields["year"].choices = [
            ("", "全部年份"),
            *((str(year), f"{year} 年") for (year,) in sorted(years.distinct(), reverse=True)),
        ]
        self.fields["unit"].choices = [("", "全部单位"), *self.units.items()]

    def words(self, scope: Scope) -> str:
        """What was chosen, in words, for exports and headings."""
        chosen = [
            Channel(scope.channel).label if scope.channel else "",
            self.sessions.get(scope.session, ""),
            f"{scope.year} 年提交" if scope.year else "",
            f"{self.units.get(scope.unit, '')}承办" if scope.unit else "",
        ]
        return "，".join(filter(None, chosen))


def _with_owners(units: object) -> list[Unit]:
    """The units that handle, and those above them below the root: a unit is chosen with its subtree."""
    handling = list(units)  # type: ignore[call-overload]
    above = {pk for unit in handling for pk in unit.lineage[1:]}
    return list(Unit.objects.filter(pk__in=above | {unit.pk for unit in handling}).order_by("path"))
