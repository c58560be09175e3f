"""The staff roster as a file: what a preview says about it, and how its good rows come in."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from .. import roll
from ..models import Employment, Gender, Person, Unit
from . import tables
from .directory import Directory
from .people_figures import figures
from .people_rules import COLUMNS, NEEDED, REASONS, WARNINGS, House, Judgement, PersonRow, judge

DELEGATIONS = ("机关代表团", "晋陕蒙代表团", "天水代表团", "西峰代表团", "绥德代表团", "直属单位代表团")
GENDERS = {label: value for value, label in Gender.choices}
EMPLOYMENTS = {label: value for value, label in Employment.choices}
# What a row may change about somebody who is on the roll already.
WORDS = {
    "unit": "所在部门", "gender": "性别", "party": "政治面貌", "post": "职务", "professional_title": "职称",
    "employment": "用工形式", "mobile": "手机号",
}  # fmt: skip


@dataclass
class PeopleReading:
    """A roster as read and judged, beside the people who are here already."""

    sheets: list[tuple[str, tables.Table | None]]
    outcome: Judgement
    directory: Directory
    present: dict[tuple[str, int], Person]

    def __str__(self) -> str:
        return f"{len(self.outcome.accepted)} 行可导入，{len(self.outcome.rejected)} 行要先改"

    @cached_property
    def digest(self) -> str:
        """Changes when the outcome does; so a preview that no longer holds is seen before anything is written."""
        changes = [(row.sheet, row.row, self.changes(row)) for row in self.outcome.accepted]
        return hashlib.sha256(repr((changes, self.outcome.rejected)).encode()).hexdigest()

    def fields(self, row: PersonRow) -> dict[str, Any]:
        """The row as fields of a person."""
        return {
            "unit": self.directory.by_code[row.dept or row.unit],
            "gender": GENDERS[row.gender],
            "party": row.party,
            "post": row.post,
            "professional_title": row.title,
            "employment": EMPLOYMENTS[row.employment],
            "mobile": row.phone or None,
        }

    def changes(self, row: PersonRow) -> dict[str, tuple[Any, Any]] | None:
        """What the row would change, before and after; None for somebody new."""
        person = self.present.get((row.sheet, row.row))
        if person is None:
            return None
        return {
            word: (getattr(person, word), value)
            for word, value in self.fields(row).items()
            # An empty cell says nothing; it takes nothing away.
            if value not in ("", None) and getattr(person, word) != value
        }

    @cached_property
    def answer(self) -> dict[str, Any]:
        """The figures of the file, as `--json` prints them."""
        return figures(self.sheets, self.outcome)

    @cached_property
    def report(self) -> dict[str, Any]:
        """What the preview page shows and the import run keeps."""
        changed = [(row, changes) for row in self.outcome.accepted if (changes := self.changes(row))]
        fresh = sum(self.changes(row) is None for row in self.outcome.accepted)
        names = {(row.sheet, row.row): row.name for row in self.outcome.accepted}
        return {
            "rows": self.answer["data_rows"],
            "accepted": len(self.outcome.accepted),
            "created": fresh,
            "changed": len(changed),
            "unchanged": len(self.outcome.accepted) - fresh - len(changed),
            "rejected": [
                {
                    "sheet": bad.sheet,
                    "row": bad.row,
                    "name": bad.name,
                    "reasons": list(bad.reasons),
                    "says": [_with_place(REASONS[code][0], bad.same_as) for code in bad.reasons],
                    "remedies": [REASONS[code][1] for code in bad.reasons],
                }
                for bad in self.outcome.rejected
            ],
            "warnings": [
                {"sheet": place.sheet, "row": place.row, "name": names[place], "says": WARNINGS[code]}
                for place, code in self.outcome.warnings
            ],
            "changes": [
                {
                    "sheet": row.sheet,
                    "row": row.row,
                    "name": row.name,
                    "says": [_change(word, *pair) for word, pair in changes.items()],
                }
                for row, changes in changed
            ],
            "skipped": self.answer["skipped_rows"],
            "unused_sheets": [name for name, table in self.sheets if table is None],
            "representatives": [
                {"sheet": row.sheet, "row": row.row, "name": row.name, "delegation": row.delegation}
                for row in self.outcome.accepted
                if row.is_representative
            ],
        }


class People:
    """The kind of import that `import_people` and the import page of the roll run."""

    title = "职工名册"
    noun = "人"
    act = "organization.import_people"
    pair = "import-people"
    columns = tuple(headings[0] for headings in COLUMNS.values())
    hint = "必须有姓名、单位、手机号三列；同一个人按姓名、出生年月和手机号认定，重复导入不会重复登记。"

    @staticmethod
    def read(sheets: list[tables.Sheet], by: Any) -> PeopleReading:
        """Read and judge the sheets as seen by `by`, whose authority limits the units. Writes nothing."""
        directory = Directory(Unit.objects.open())
        found = [(sheet.name, tables.find(sheet, COLUMNS, NEEDED)) for sheet in sheets]
        used = [table for _name, table in found if table is not None]
        everyone = list(Person.objects.select_related("unit"))
        people = [person for person in everyone if person.left_on is None]
        scope = {code for code, unit in directory.by_code.items() if by.may(People.act, unit)}
        house = House(
            unit=directory.unit,
            dept=directory.dept,
            is_in_scope=scope.__contains__,
            delegations=frozenset(getattr(settings, "YMDM_DELEGATIONS", DELEGATIONS)),
            mobiles={person.mobile: (person.name, person.birth_month) for person in everyone if person.mobile},
            namesakes=frozenset((person.name, person.birth_month) for person in people),
            left=frozenset(_identity(person) for person in everyone if person.left_on),
            today=timezone.localdate(),
        )
        outcome = judge(used, house)
        return PeopleReading(found, outcome, directory, _present(outcome.accepted, people, directory))

    @staticmethod
    def write(reading: PeopleReading, by: Any, progress: Callable[[int, int], None]) -> dict[str, int]:
        """Bring the accepted rows in. Call inside a transaction. Returns how many were created and changed."""
        rows, pairs, counts = reading.outcome.accepted, [], Counter({"created": 0, "changed": 0, "unchanged": 0})
        numbers = roll.StaffNumbers()
        for done, row in enumerate(rows, start=1):
            changes = reading.changes(row)
            if changes is None:
                fields = reading.fields(row)
                person = roll.enrol(
                    by, name=row.name, birth_month=row.birth, staff_number=numbers.next(fields["unit"]), **fields
                )
                counts["created"] += 1
            else:
                person = reading.present[row.sheet, row.row]
                if changes:
                    roll.amend(person, by, **{word: after for word, (_before, after) in changes.items()})
                counts["changed" if changes else "unchanged"] += 1
            pairs.append((person, row))
            progress(done, len(rows))
        for dotted in getattr(settings, "YMDM_AFTER_PEOPLE_IMPORT", []):
            import_string(dotted)(pairs)
        return dict(counts)


def _present(rows: list[PersonRow], people: list[Person], directory: Directory) -> dict[tuple[str, int], Person]:
    """Whom each row is about, if that person is here already.

    Name, birth month and mobile tell; where one side has no mobile, name, birth month and unit do, if they
    fit one person only.
    """
    by_identity = {_identity(person): person for person in people}
    exact = {(row.sheet, row.row): by_identity[row.identity] for row in rows if row.identity in by_identity}
    taken = {person.pk for person in exact.values()}
    loose: dict[tuple[str, str, str], list[Person]] = {}
    for person in people:
        if person.pk not in taken:
            key = (person.name, person.birth_month, directory.owner.get(person.unit.code, ""))
            loose.setdefault(key, []).append(person)
    for row in rows:
        found = loose.get((row.name, row.birth, row.unit), [])
        if (row.sheet, row.row) not in exact and len(found) == 1 and not (row.phone and found[0].mobile):
            exact[row.sheet, row.row] = found.pop()
    return exact


def _identity(person: Person) -> tuple[str, str, str]:
    return person.name, person.birth_month, person.mobile or ""


def _with_place(sentence: str, same_as: Any) -> str:
    return f"{sentence}（{same_as.sheet} 第 {same_as.row} 行）" if same_as else sentence


def _change(word: str, before: Any, after: Any) -> str:
    labels = {"gender": dict(Gender.choices), "employment": dict(Employment.choices)}.get(word, {})
    if word == "mobile":
        before, after = _masked(before), _masked(after)
    return f"{WORDS[word]}：{labels.get(before, before) or '空'} → {labels.get(after, after)}"


def _masked(mobile: str | None) -> str:
    return f"{mobile[:3]}****{mobile[-4:]}" if mobile else ""
