"""The matters of the schemes of assessment for the walks: a draft that a second officer drew up, and one that stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.utils import timezone

from evaluation.kinds import Kind
from evaluation.papers.indicator_sheets import Indicator
from evaluation.rules import Item
from evaluation.schemes import workflow
from evaluation.schemes.models import Scheme, SchemeItem
from tests import factories as make
from ymdm.organization.models import Role


def hundred(name: str = "按期召开") -> list[Indicator]:
    """Two items of a hundred points together."""
    return [
        Indicator("职代会制度", "1.1", name, "每少一次扣1分。", "records", Item("1.1", Kind.RATIO, 60)),
        Indicator(
            "局务公开", "2.1", "公开目录", "每缺一类扣1分。", "papers", Item("2.1", Kind.PER_COUNT_DEDUCTION, 40)
        ),
    ]


class SchemeMatters:
    """Drafted by an officer who is no account."""

    house: make.House
    mark: str

    def _drafted(self, unit_class: str) -> Scheme:
        unit = self.house.unit
        year = timezone.localdate().year - Scheme.objects.filter(unit=unit, unit_class=unit_class).count()
        officer = make.person(unit, f"{self.mark}沈起", role=Role.UNION_OFFICER)
        return workflow.draft(
            unit, officer, year=year, unit_class=unit_class, title=f"{self.mark}考评表",
            indicators=hundred(f"{self.mark}召开"), self_check_due_on=timezone.localdate(),
        )  # fmt: skip

    @cached_property
    def scheme(self) -> Scheme:
        return self._drafted("agency")

    @cached_property
    def scheme_item(self) -> SchemeItem:
        return self.scheme.items.first()

    @cached_property
    def scheme_out(self) -> Scheme:
        """Announced: for everybody of the house."""
        made = self._drafted("institution")
        workflow.announce(made, make.person(self.house.unit, f"{self.mark}沈定", role=Role.UNION_OFFICER))
        return Scheme.objects.get(pk=made.pk)


SCHEMES = [name for name, made in vars(SchemeMatters).items() if isinstance(made, cached_property)]
ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "schemes:scheme": lambda m: {"pk": m.scheme_out.pk},
    "schemes:table-export": lambda m: {"pk": m.scheme.pk},
    "schemes:scheme-act": lambda m: {"pk": m.scheme.pk, "verb": "revise"},
    "schemes:item-act": lambda m: {"pk": m.scheme_item.pk, "verb": "change_item"},
}
