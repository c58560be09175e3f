"""The register of past sessions as a file: what a preview says about it, and how its good rows come in (F126)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone

from congress.models import CongressSession, ordinal
from ymdm.organization.models import Person, Unit
from ymdm.organization.papers import cells, tables
from ymdm.organization.papers.directory import OWNERS, Directory

from .. import importing
from ..models import Category, Proposal
from ..models.states import Source, State
from . import rejections, writings
from .people import Constituencies, Roll
from .register_rows import COLUMNS, NEEDED, Reason, RegisterRow, read

PEOPLE_CODES = {"PERSON_UNKNOWN", "PERSON_ELSEWHERE"}


@dataclass
class RegisterReading:
    """A register as read and judged, beside the proposals that are here already."""

    bureau: Unit
    tables: list[tables.Table]
    sheets: list[tuple[str, bool]]
    with_people: bool
    accepted: list[RegisterRow] = field(default_factory=list)
    rejected: list[tuple[RegisterRow, list[Reason]]] = field(default_factory=list)
    warnings: list[tuple[RegisterRow, str]] = field(default_factory=list)
    # (term, session, number) of those that were imported before.
    present: set[tuple[int, int, str]] = field(default_factory=set)
    people: dict[tuple[str, str], int | None] = field(default_factory=dict)  # (name, delegation) → key
    homes: dict[str, str] = field(default_factory=dict)  # delegation → code of the unit of a former representative
    depts: dict[str, Unit] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{len(self.accepted)} 行可导入，{len(self.rejected)} 行要先改"

    @property
    def fresh(self) -> list[RegisterRow]:
        return [row for row in self.accepted if key(row) not in self.present]

    @property
    def former(self) -> list[tuple[str, str]]:
        """Names and delegations of those who are to be put on record as former representatives."""
        return [named for named, pk in self.people.items() if pk is None]

    @cached_property
    def digest(self) -> str:
        """Changes when the outcome does; so a preview that no longer holds is seen before anything is written."""
        seen = (self.accepted, self.rejected, sorted(self.present), sorted(self.people.items(), key=str))
        return hashlib.sha256(repr(seen).encode()).hexdigest()

    @cached_property
    def answer(self) -> dict[str, Any]:
        """What the file itself says, as `--preview --json` prints it; the figures come from the database."""
        return {
            "rows": sum(len(table.rows) for table in self.tables),
            "accepted": len(self.accepted),
            "rejected": len(self.rejected),
            "already_imported": len(self.accepted) - len(self.fresh),
            "former_representatives": len(self.former),
            "by_session": dict(Counter(f"第{ordinal(row.term)}届第{ordinal(row.session)}次" for row in self.accepted)),
            "by_result": dict(Counter(str(State(row.result).label) for row in self.accepted)),
            "rejected_rows": rejections.listed(self.rejected),
        }

    @cached_property
    def report(self) -> dict[str, Any]:
        """What the preview page shows and the import run keeps."""
        return {
            "rows": self.answer["rows"],
            "accepted": len(self.accepted),
            "created": len(self.fresh),
            "changed": 0,
            "unchanged": len(self.accepted) - len(self.fresh),
            "rejected": rejections.told(self.rejected),
            "warnings": [
                {"sheet": row.sheet, "row": row.row, "name": row.label, "says": says} for row, says in self.warnings
            ],
            "changes": [],
            "skipped": [[table.sheet, row, why] for table in self.tables for row, why in table.skipped],
            "unused_sheets": [name for name, used in self.sheets if not used],
        }


def key(row: RegisterRow) -> tuple[int, int, str]:
    """What tells one entry of the registers of a congress from another."""
    return row.term, row.session, row.no


class Register:
    """The kind of import that `import_proposals` and the button on the list of proposals run."""

    title = "历年提案"
    noun = "件"
    act = "proposals.import"
    columns = tuple(headings[0] for headings in COLUMNS.values())
    hint = (
        "必须有提案编号、案由、提案人、审查结果四列；同一届次、同一编号的提案只导入一次。"
        "提案人和附议人按代表团在职工名册里找，请先导入名册。已经有答复的不会再催办，尚未答复的从导入起进入督办。"
    )
    with_people = False
    # Another kind of import for the same file: its word and why one would take it.
    also = ("proposals-people", "名册里没有、已经调离或退休的代表，要一并登记的，改用这里")

    @classmethod
    def read(cls, sheets: list[tables.Sheet], by: Any) -> RegisterReading:
        """Read and judge the sheets as seen by `by`, whose authority decides whose congress it may be. Writes nothing."""
        directory = Directory(Unit.objects.select_related("parent"))
        found = [(sheet, tables.find(sheet, COLUMNS, NEEDED)) for sheet in sheets]
        used = [(sheet, table) for sheet, table in found if table is not None]
        bureau = _bureau(directory, [title for sheet, table in used for title in _titles(sheet, table)], by)
        reading = RegisterReading(
            bureau,
            [table for _s, table in used],
            [(sheet.name, table is not None) for sheet, table in found],
            cls.with_people,
        )
        rows = [row for sheet, table in used for row in _rows(sheet, table)]
        _judge(reading, rows, directory, by)
        _remark(reading)
        return reading

    @staticmethod
    def write(reading: RegisterReading, by: Any, progress: Callable[[int, int], None]) -> dict[str, int]:
        """Bring the accepted rows in. Call inside a transaction. Returns how many were created."""
        created = importing.bring_in(reading, by, progress)
        return {"created": created, "changed": 0, "unchanged": len(reading.accepted) - created}


class RegisterWithPeople(Register):
    """The same register where the people of those years are no longer, or not yet, on the roll."""

    title = "历年提案（连同历任代表）"
    hint = (
        "与“历年提案”相同，只是名册里找不到的提案人和附议人，会作为历任代表登记（不能登录，不算在册职工）。"
        "在册的代表请先导入名册：先登记成历任代表的，以后不会自动并到名册里的同一个人。"
    )
    with_people = True
    also = ("letters", "不是提案，是已经答复的历年来信，改用这里")


def _titles(sheet: tables.Sheet, table: tables.Table) -> list[str]:
    """What stands above the header, and the name of the sheet."""
    above = sheet.rows[: table.header_row - 1]
    return [*filter(None, (cells.heading(value) for row in above for value in row)), cells.heading(sheet.name)]


def _bureau(directory: Directory, titles: list[str], by: Any) -> Unit:
    """The unit whose congress it was: named in the title, else the highest one for which `by` may import."""
    named = [
        (len(name), -unit.depth, unit)
        for unit in directory.units
        if unit.level in OWNERS
        for name in filter(None, (unit.name, unit.short_name, *unit.aliases.split("|")))
        if any(name in title for title in titles)
    ]
    if named:
        return max(named, key=lambda one: one[:2])[2]
    allowed = [unit for unit in directory.units if by.may(Register.act, unit)]
    return min(allowed or directory.units, key=lambda unit: (unit.depth, unit.path))


def _rows(sheet: tables.Sheet, table: tables.Table) -> list[tuple[RegisterRow, list[Reason]]]:
    named = next((session for title in _titles(sheet, table) if (session := writings.session(title))), None)
    today = timezone.localdate()
    return [read(table.sheet, number, values, named=named, today=today) for number, values in table.rows]


def _judge(
    reading: RegisterReading, rows: list[tuple[RegisterRow, list[Reason]]], directory: Directory, by: Any
) -> None:
    """Sort the rows into accepted and rejected: people, departments, doubled numbers, heads of mergers."""
    bureau = reading.bureau
    reading.present = set(
        Proposal.objects.filter(unit=bureau, source=Source.IMPORTED).values_list(
            "session__term__number", "session__number", "register_number"
        )
    )
    delegations = {row.delegation for row, _reasons in rows if row.delegation}
    constituencies = Constituencies(bureau, directory, delegations)
    reading.homes = {name: constituencies.home(name) for name in delegations}
    names = {name for row, _reasons in rows for name in (row.proposer, *row.co_signers)}
    roll = Roll(names, directory, constituencies)
    in_scope = by.may(Register.act, bureau)
    seen: set[tuple[int, int, str]] = set()
    good: dict[tuple[int, int, str], tuple[RegisterRow, list[Reason]]] = {}
    for row, reasons in rows:
        if not in_scope:
            reasons.append(Reason("OUT_OF_SCOPE"))
        if row.no and key(row) in seen:
            reasons.append(Reason("NO_DOUBLED", row.no))
        seen.add(key(row))
        if key(row) not in reading.present:
            reasons += _find_people(reading, row, roll)
            reasons += _find_dept(reading, row, directory)
        if not reasons:
            good[key(row)] = (row, reasons)
    _judge_mergers(reading, good)
    for row, reasons in rows:
        if reasons:
            reading.rejected.append((row, reasons))
        else:
            reading.accepted.append(row)
    wanted = {(name, row.delegation) for row in reading.accepted for name in (row.proposer, *row.co_signers)}
    reading.people = {named: pk for named, pk in reading.people.items() if named in wanted}


def _find_people(reading: RegisterReading, row: RegisterRow, roll: Roll) -> list[Reason]:
    missing: dict[str, list[str]] = {}
    for name in filter(cells.is_name, (row.proposer, *row.co_signers)):
        pk, code = roll.find(name, row.delegation)
        if pk is not None or (reading.with_people and code in PEOPLE_CODES):
            reading.people[name, row.delegation] = pk
        else:
            missing.setdefault(code, []).append(name)
    return [
        Reason(code, f"{row.delegation.removesuffix('代表团')}" if code == "PERSON_ELSEWHERE" else "、".join(names))
        for code, names in missing.items()
    ]


def _find_dept(reading: RegisterReading, row: RegisterRow, directory: Directory) -> list[Reason]:
    if not row.dept:
        return []
    code = directory.dept(reading.bureau.code, row.dept) or directory.unit(row.dept)
    if code is None:
        return [Reason("DEPT_UNKNOWN", row.dept)]
    reading.depts[row.dept] = directory.by_code[code]
    return []


def _judge_mergers(
    reading: RegisterReading, good: dict[tuple[int, int, str], tuple[RegisterRow, list[Reason]]]
) -> None:
    """A merged row needs a head that comes in or is here; what was merged into a merged one needs it as well."""
    for row, reasons in good.values():
        if row.result != State.MERGED:
            continue
        walked, head = {key(row)}, row
        while head.result == State.MERGED:
            place = (row.term, row.session, head.merged_into)
            if place in walked or (place not in good and place not in reading.present):
                reasons.append(Reason("HEAD_UNKNOWN", row.merged_into))
                break
            if place not in good or good[place][1]:
                if place not in reading.present:
                    reasons.append(Reason("HEAD_UNKNOWN", row.merged_into))
                break
            walked.add(place)
            head = good[place][0]


def _remark(reading: RegisterReading) -> None:
    """What the clerk should know before deciding."""
    fresh = reading.fresh
    remarks: list[tuple[RegisterRow, str]] = []
    known = set(CongressSession.objects.filter(term__unit=reading.bureau).values_list("term__number", "number"))
    categories = set(Category.objects.filter(term__unit=reading.bureau).values_list("term__number", "name"))
    told: set[object] = set()
    for row in fresh:
        if row.proposer in row.co_signers:
            remarks.append((row, "提案人写在附议人里，附议人中不再计这一位"))
        if (row.term, row.session) not in known and (row.term, row.session) not in told:
            told.add((row.term, row.session))
            remarks.append((row, "这一届次还没有登记会议，会按表里的日期推算设立，请导入后核对会议日期"))
        if categories and row.category and (row.term, row.category) not in categories | told:
            told.add((row.term, row.category))
            remarks.append((row, f"本届提案类别里没有“{row.category}”，会增加这一类"))
        if row.assigned_on and not row.replied_on and row.dept:
            says = "尚未答复，导入后进入督办"
            if not Person.objects.holding_here("proposals.handle", reading.depts[row.dept]).exists():
                says += f"；{row.dept}还没有登记承办人，请登记任职，否则催办没有人收"
            remarks.append((row, says))
        if row.grade == "dissatisfied" and not row.second_on:
            remarks.append((row, "评价不满意，没有二次答复，导入后由承办部门再办理"))
    former = set(reading.former)
    for row in reading.accepted:
        new = [name for name in (row.proposer, *row.co_signers) if (name, row.delegation) in former]
        if new:
            former -= {(name, row.delegation) for name in new}
            remarks.append((row, f"{'、'.join(new)}不在名册里，作为历任代表登记"))
    reading.warnings = remarks
