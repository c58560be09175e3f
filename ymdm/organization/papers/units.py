"""The organisation chart as a file: units, departments and teams by code."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone

from .. import roll, workflow
from ..models import PLACES, LegalType, Level, Unit
from . import cells, tables

COLUMNS = {
    "code": ("编码",), "name": ("名称",), "short": ("简称",), "aliases": ("别名",), "type": ("类型",),
    "level": ("层级",), "parent": ("上级编码",), "place": ("所在地",),
}  # fmt: skip
NEEDED = ("code", "name", "type", "level", "parent")
TYPES = {label: value for value, label in LegalType.choices}
TEAM = "班组"
LEVELS = {label: value for value, label in Level.choices}
REASONS = {
    "CODE_MISSING": ("没有编码", "补上编码"),
    "CODE_INVALID": ("编码只能用字母、数字和短横线，最多 20 个", "改编码"),
    "CODE_DOUBLED": ("编码与前面一行重复", "删去其中一行，或改编码"),
    "NAME_MISSING": ("没有名称", "补上名称"),
    "TYPE_INVALID": ("类型不在机关、参公、事业、企业、班组之内", "改类型"),
    "LEVEL_INVALID": ("层级不在局、单位、部门、班组、项目部、课题组之内", "改层级"),
    "PARENT_UNKNOWN": ("上级编码找不到，或上级那一行有问题", "核对上级编码"),
    "ROOT_DOUBLED": ("没有写上级编码，而最上级已经有了", "补上上级编码"),
    "PLACE_UNKNOWN": ("所在地不是省级行政区", "写省、自治区、直辖市的简称，如甘肃、内蒙古；随上级单位的留空"),
    "TOO_LONG": ("名称、简称或别名太长", "名称 60 字、简称 30 字、别名合计 200 字以内"),
    "OUT_OF_SCOPE": ("上级单位不在您管理的范围内", "请由上级单位的系统管理员导入"),
}
WORDS = {
    "name": "名称",
    "short_name": "简称",
    "aliases": "别名",
    "legal_type": "类型",
    "level": "层级",
    "parent": "上级",
    "place": "所在地",
}


@dataclass(frozen=True)
class UnitRow:
    """One row after normalising; `parent` is a code, empty for the root. Type and level are our values."""

    sheet: str
    row: int
    code: str
    name: str
    short_name: str
    aliases: str
    legal_type: str
    level: str
    parent: str
    place: str


@dataclass
class UnitsReading:
    """A chart as read and judged, beside the units that stand already."""

    found: list[tables.Table]
    present: dict[str, Unit]
    accepted: list[UnitRow] = field(default_factory=list)
    rejected: list[tuple[str, int, str, list[str]]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{len(self.accepted)} 行可导入，{len(self.rejected)} 行要先改"

    @cached_property
    def digest(self) -> str:
        changes = [(row.code, self.changes(row)) for row in self.accepted]
        return hashlib.sha256(repr((changes, self.rejected)).encode()).hexdigest()

    def changes(self, row: UnitRow) -> dict[str, tuple[str, str]] | None:
        """What the row would change, before and after; None for a new unit."""
        unit = self.present.get(row.code)
        if unit is None:
            return None
        now = {word: getattr(unit, word) for word in ("name", "short_name", "aliases", "legal_type", "level", "place")}
        now["parent"] = unit.parent.code if unit.parent else ""
        then = {word: getattr(row, word) for word in now}
        former = unit.aliases.split("|")
        if then["name"] in former:
            # An old list: it still calls the unit by its former name. Nobody is renamed back by it.
            then["name"] = unit.name
        then["aliases"] = "|".join(dict.fromkeys(filter(None, [*former, *row.aliases.split("|")])))
        return {word: (now[word], then[word]) for word in now if then[word] and then[word] != now[word]}

    @cached_property
    def answer(self) -> dict[str, Any]:
        """The figures of the file, as `--json` prints them."""
        return {
            "data_rows": sum(len(table.rows) for table in self.found),
            "accepted": len(self.accepted),
            "rejected": len(self.rejected),
            "accepted_by_type": dict(sorted(Counter(LegalType(row.legal_type).label for row in self.accepted).items())),
            "accepted_by_level": dict(sorted(Counter(Level(row.level).label for row in self.accepted).items())),
            "rejected_rows": [
                {"sheet": sheet, "row": row, "name": name, "reasons": codes}
                for sheet, row, name, codes in self.rejected
            ],
        }

    @cached_property
    def report(self) -> dict[str, Any]:
        """What the preview page shows and the import run keeps."""
        changed = [(row, changes) for row in self.accepted if (changes := self.changes(row))]
        fresh = sum(self.changes(row) is None for row in self.accepted)
        return {
            "rows": self.answer["data_rows"],
            "accepted": len(self.accepted),
            "created": fresh,
            "changed": len(changed),
            "unchanged": len(self.accepted) - fresh - len(changed),
            "rejected": [
                bad
                | {"says": [REASONS[c][0] for c in bad["reasons"]], "remedies": [REASONS[c][1] for c in bad["reasons"]]}
                for bad in self.answer["rejected_rows"]
            ],
            "warnings": [],
            "changes": [
                {
                    "sheet": row.sheet,
                    "row": row.row,
                    "name": row.name,
                    "says": [_change(w, *pair) for w, pair in c.items()],
                }
                for row, c in changed
            ],
            "skipped": [[table.sheet, row, why] for table in self.found for row, why in table.skipped],
            "unused_sheets": [],
        }


class Units:
    """The kind of import that `import_units` and the import page of the chart run."""

    title = "组织机构"
    noun = "个单位"
    act = "organization.edit_units"
    pair = "import-units"
    columns = tuple(headings[0] for headings in COLUMNS.values())
    hint = "必须有编码、名称、类型、层级、上级编码五列，所在地写省名、随上级的留空；编码相同的就是同一个单位，重复导入不会重复设立。"

    @staticmethod
    def read(sheets: list[tables.Sheet], by: Any) -> UnitsReading:
        """Read and judge the sheets as seen by `by`, whose authority limits the units. Writes nothing."""
        found = [table for sheet in sheets if (table := tables.find(sheet, COLUMNS, NEEDED))]
        present = {unit.code: unit for unit in Unit.objects.select_related("parent")}
        reading = UnitsReading(found, present)
        good: dict[str, UnitRow] = {}
        has_root = any(unit.parent_id is None for unit in present.values())
        for table in found:
            for number, values in table.rows:
                row, reasons = _read(table.sheet, number, values, good, present)
                if not row.parent and row.code not in present:
                    if has_root:
                        reasons.append("ROOT_DOUBLED")
                    has_root = True
                above = present.get(row.code) or present.get(row.parent)
                # A parent that comes with the file itself was judged in its own row.
                if above and not by.may(Units.act, above):
                    reasons.append("OUT_OF_SCOPE")
                if reasons:
                    reading.rejected.append((row.sheet, row.row, row.name, reasons))
                else:
                    good[row.code] = row
                    reading.accepted.append(row)
        return reading

    @staticmethod
    def write(reading: UnitsReading, by: Any, progress: Callable[[int, int], None]) -> dict[str, int]:
        """Bring the accepted rows in. Call inside a transaction. Returns how many were opened and changed."""
        units, today = dict(reading.present), timezone.localdate()
        counts = Counter({"created": 0, "changed": 0, "unchanged": 0})
        for done, row in enumerate(reading.accepted, start=1):
            changes = reading.changes(row)
            if changes is None:
                units[row.code] = workflow.open_unit(
                    by, parent=_fresh(units.get(row.parent)), on=today, code=row.code, name=row.name, order=done,
                    short_name=row.short_name, aliases=row.aliases, legal_type=row.legal_type, level=row.level,
                    place=row.place,
                )  # fmt: skip
                counts["created"] += 1
            elif changes:
                _change_unit(units[row.code], by, changes, units, today)
                counts["changed"] += 1
            else:
                counts["unchanged"] += 1
            progress(done, len(reading.accepted))
        return dict(counts)


def _change_unit(unit: Unit, by: Any, changes: dict[str, tuple[str, str]], units: dict[str, Unit], today: Any) -> None:
    after = {word: new for word, (_old, new) in changes.items()}
    if "name" in after:
        workflow.rename_unit(unit, by, name=after.pop("name"), on=today)
    if "parent" in after:
        workflow.move_unit(unit, by, parent=_fresh(units[after.pop("parent")]), on=today)
    if after:
        unit.refresh_from_db()
        roll.amend_unit(unit, by, **after)


def _fresh(unit: Unit | None) -> Any:
    """The unit with its path as it is now: a row above may have moved a whole branch."""
    if unit is not None:
        unit.refresh_from_db()
    return unit


def _read(
    sheet: str, number: int, values: dict[str, Any], good: dict[str, UnitRow], present: dict[str, Unit]
) -> tuple[UnitRow, list[str]]:
    written = {word: cells.text(values.get(word)) for word in COLUMNS}
    parent, code = written["parent"].upper(), written["code"].upper()
    type_, level = TYPES.get(written["type"]), LEVELS.get(written["level"])
    above = good.get(parent) or present.get(parent)
    if written["type"] == TEAM and above:
        # A team has no legal type of its own; it is what its unit is.
        type_ = above.legal_type
    if level == Level.UNIT and not parent:
        level = Level.BUREAU
    place = next((short for short in PLACES if written["place"].startswith(short)), written["place"])
    aliases = "|".join(dict.fromkeys(filter(None, (alias.strip() for alias in written["aliases"].split("|")))))
    reasons = [
        code_of
        for code_of, applies in {
            "CODE_MISSING": not code,
            "CODE_INVALID": code and not (len(code) <= 20 and code.isascii() and code.replace("-", "").isalnum()),
            "CODE_DOUBLED": code in good,
            "NAME_MISSING": not written["name"],
            "TOO_LONG": len(written["name"]) > 60 or len(written["short"]) > 30 or len(aliases) > 200,
            "TYPE_INVALID": type_ is None and not (written["type"] == TEAM and not above),
            "LEVEL_INVALID": level is None,
            "PARENT_UNKNOWN": parent and above is None,
            "PLACE_UNKNOWN": place and place not in PLACES,
        }.items()
        if applies
    ]
    row = UnitRow(
        sheet,
        number,
        code,
        written["name"],
        written["short"],
        aliases,
        str(type_ or ""),
        str(level or ""),
        parent,
        place,
    )
    return row, reasons


def _change(word: str, before: str, after: str) -> str:
    labels = {"legal_type": dict(LegalType.choices), "level": dict(Level.choices)}.get(word, {})
    return f"{WORDS[word]}：{labels.get(before, before) or '空'} → {labels.get(after, after)}"
