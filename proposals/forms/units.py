"""A unit that is typed by its name, with the names offered while one types; works without scripts."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms

from ymdm.organization.models import Unit

from ..permissions import ACTS


def handling_units(unit: Unit) -> list[Unit]:
    """The units within `unit` that have somebody to handle a proposal, in the order of the tree."""
    offices = {"offices__role__in": ACTS["proposals.handle"][1], "offices__appointments__isnull": False}
    return list(Unit.objects.within(unit).open().filter(**offices).distinct().order_by("depth", "order", "path"))


class UnitByName(forms.Field):
    """Takes the name, the short name, the code or an alias of one of `units`; gives the unit, or None."""

    default_error_messages = {
        "unknown": "没有叫“%(name)s”的承办单位，请输入名称里的几个字，再从列出的单位里选。",
        "several": "“%(name)s”有 %(number)d 个单位：%(units)s。请写全称或编码。",
    }
    widget = forms.TextInput

    def __init__(self, *, datalist: str = "units", **options: Any) -> None:
        super().__init__(**options)
        self.units: list[Unit] = []
        self.widget.attrs |= {"list": datalist, "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Unit) else value

    def to_python(self, value: Any) -> Unit | None:
        name = str(value or "").strip()
        if not name:
            return None
        found = self._known().get(name.lower(), [])
        if len(found) == 1:
            return found[0]
        if found:
            units = "、".join(f"{unit.name}（{unit.code}）" for unit in found[:4])
            raise forms.ValidationError(
                self.error_messages["several"],
                code="several",
                params={"name": name, "number": len(found), "units": units},
            )
        raise forms.ValidationError(self.error_messages["unknown"], code="unknown", params={"name": name[:30]})

    def _known(self) -> dict[str, list[Unit]]:
        known: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units:
            for name in {unit.name, unit.short_name, unit.code, *unit.aliases.split("|")}:
                if name:
                    known[name.lower()].append(unit)
        return known
