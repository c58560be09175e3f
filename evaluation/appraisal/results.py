"""What came out of an appraisal, line by line, and who may read which line (EVA-43, EVA-44, EVA-46, EVA-48)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from ymdm.ballots import papers
from ymdm.ballots.models import RollState
from ymdm.measures import Measure
from ymdm.organization.models import PairedAct, Person
from ymdm.rulebook import law

from . import rules
from .models import Appraisal, Appraisee, State
from .rules.lines import CODES, Crossed, Line
from .rules.scales import BASIC, COMPETENT, EXCELLENT, UNFIT

LOOK = "appraisal-look"  # the kind of act for two
LOOK_LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Row:
    """One line with its counts over all groups, paper ballots included.

    `own` is 1 where whoever is appraised took part: the own line, which she leaves out, is no abstention and does not
    belong into the base of the rates (EVA-43, EVA-49). `groups` and `comments` are what may be shown of them.
    """

    appraisee: Appraisee
    found: papers.Marks
    own: int = 0
    groups: Sequence[dict[str, Any]] = ()
    comments: Sequence[str] = ()
    hides_comments: bool = False
    score: Decimal | None = None

    @property
    def blank(self) -> int:
        return self.found.blank - min(self.own, self.found.blank)

    @property
    def invalid(self) -> int:
        return self.found.invalid

    @property
    def valid(self) -> int:
        """Blanks are valid abstentions and in the base, invalid ballots are not."""
        return self.found.marked + self.blank

    def _standing(self, *standings: str) -> int:
        return sum(self.found.given.get(grade.code, 0) for grade in self.appraisee.scale if grade.standing in standings)

    @property
    def grades(self) -> list[tuple[str, int, str]]:
        """Words, votes and share of each grade, and of the abstentions."""
        rows = [(grade.words, self.found.given.get(grade.code, 0)) for grade in self.appraisee.scale]
        return [(words, votes, _share("", votes, self.valid).words) for words, votes in [*rows, ("弃权", self.blank)]]

    @property
    def excellent(self) -> Measure:
        return _share("优秀率", self._standing(EXCELLENT), self.valid)

    @property
    def competent(self) -> Measure:
        """Competent or better; of a leading body, everything but the worst grade."""
        if self.appraisee.person_id is None:
            return _share("满意和基本满意率", self._standing(EXCELLENT, COMPETENT, BASIC), self.valid)
        return _share("称职以上得票率", self._standing(EXCELLENT, COMPETENT), self.valid)

    @property
    def unfit(self) -> Measure:
        words = "不称职得票率" if self.appraisee.person_id else "不满意率"
        return _share(words, self._standing(UNFIT), self.valid)

    def crossed(self, lines: Iterable[Line]) -> list[Crossed]:
        """The warning lines that these counts cross; they are about persons (EVA-44)."""
        if self.appraisee.person_id is None:
            return []
        return rules.crossed(
            lines, competent=self._standing(EXCELLENT, COMPETENT), unfit=self._standing(UNFIT), valid=self.valid
        )

    @property
    def score_words(self) -> str:
        return f"{self.score} 分" if self.score is not None else "—"


def _share(label: str, part: int, whole: int) -> Measure:
    return Measure.share(
        label, part, whole, counted="票", rule="EVA-43", definition="占有效票的比例，弃权算在有效票里。"
    )


def fewest_share(appraisal: Appraisal, at: datetime) -> Fraction:
    """The share of the representatives who must take part. Rule EVA-42; CON-77 says the same of every such vote."""
    here = law(appraisal.unit, at)
    return max(here.value(key).fraction or Fraction(0) for key in ("EVA-42", "CON-77"))


def lines_of(appraisal: Appraisal, at: datetime) -> list[Line]:
    """The lines that are switched on, with the values in force for the unit. Rule EVA-44."""
    here = law(appraisal.unit, at)
    found = []
    for code, below in CODES.items():
        if code in appraisal.lines:
            value = here.value("EVA-44" if code == "main" else f"EVA-44.{code}")
            if value.fraction is not None:
                found.append(Line(code, below, value.fraction, value.number))
    return found


def rows_of(appraisal: Appraisal) -> list[Row]:
    """Every line with its counts; none where no result counts, or where so few voted that it would tell how each did.

    Two queries, whatever the number of lines.
    """
    box = appraisal.box
    if not appraisal.has_result or box is None or box.result is None:
        return []
    told = papers.shown(box.result, box.k_min)
    shown = {item["id"]: item for item in told["items"]}
    if told["is_small"]:
        return []
    people = list(appraisal.appraisees.select_related("person"))
    own = {one.person_id for one in people if one.person_id}
    cast = set(box.roll.filter(person__in=own).exclude(state=RollState.FRESH).values_list("person", flat=True))
    weights = _weights(appraisal) if appraisal.is_scored else {}
    rows = []
    for one in people:
        one.appraisal = appraisal
        item, words = box.result["items"].get(one.item), shown.get(one.comments, {})
        if item is not None:
            rows.append(
                Row(
                    one, papers.marks(item), int(one.person_id in cast), shown[one.item]["groups"],
                    words.get("comments", ()), words.get("hides_comments", False), _score(one, item, weights),
                )
            )  # fmt: skip
    return rows


def _weights(appraisal: Appraisal) -> dict[str, int]:
    """The weight of each group of the box; groups that it merged add up."""
    merged = appraisal.box.strata if appraisal.box else {}
    weights: dict[str, int] = {}
    for group in appraisal.groups.all():
        name = merged.get(group.name, group.name)
        weights[name] = weights.get(name, 0) + group.weight
    return weights


def _score(one: Appraisee, item: dict[str, Any], weights: dict[str, int]) -> Decimal | None:
    """Weighted means of the groups' marks, points out of 100, two decimals, half up once (EVA-46); None where not used."""
    points = {grade.code: grade.points for grade in one.scale}
    exact = papers.weighted(
        (weight, papers.mean(papers.marks(item, {name}), points)) for name, weight in weights.items()
    )
    if exact is None:
        return None
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


# --- who reads which line --------------------------------------------------------------------------------------------


def reads_all(appraisal: Appraisal, person: Person, at: datetime) -> bool:
    """Whether the person reads every line: the superior, a leader above the unit, a union officer whom a second one lets.

    Nobody who is appraised: what a colleague got is none of one's business (EVA-48).
    """
    if not appraisal.has_result or appraisal.appraisees.filter(person=person).exists():
        return False
    above = any(path != appraisal.unit.path and appraisal.unit.path.startswith(path)
                for path in person.scope("appraisal.read_below"))  # fmt: skip
    return above or person.may("appraisal.read_all", appraisal.unit) or look_until(appraisal, person, at) is not None


def reads(appraisee: Appraisee, person: Person, at: datetime) -> bool:
    """Whether the person reads this line: whoever reads all, the leader the own, those of a body its line once told."""
    appraisal = appraisee.appraisal
    told = appraisal.has_result and appraisee.told_at is not None
    if told and appraisee.person_id == person.pk:
        return True
    if told and appraisee.person_id is None and appraisal.appraisees.filter(person=person).exists():
        return True
    return reads_all(appraisal, person, at)


def look_until(appraisal: Appraisal, person: Person, at: datetime) -> datetime | None:
    """Until when a union officer may read the lines because a second one agreed; None where not."""
    asked = PairedAct.objects.about(LOOK, about(appraisal, person)).filter(state=PairedAct.State.CONFIRMED).first()
    if asked is None or asked.decided_at is None or not person.may("appraisal.look", appraisal.unit):
        return None
    until = asked.decided_at + LOOK_LASTS
    return until if at < until else None


def about(appraisal: Appraisal, person: Person) -> str:
    return f"appraisal:{appraisal.pk}:{person.pk}"


def years_of(person: Person, reader: Person, at: datetime) -> list[Row]:
    """The lines of one person over the years, newest first: those that the reader may read."""
    lines = Appraisee.objects.filter(person=person, appraisal__in=Appraisal.objects.with_result()).select_related(
        "appraisal__unit", "appraisal__box"
    )
    found = []
    for one in lines.order_by("-appraisal__year")[:10]:
        if reads(one, reader, at):
            found += [row for row in rows_of(one.appraisal) if row.appraisee.pk == one.pk]
    return found


def draft_summary(appraisal: Appraisal) -> str:
    """The words that may be shown to everybody: how many took part, and means over all leaders, nobody's own figure."""
    rows = rows_of(appraisal)
    people = [row for row in rows if row.appraisee.person_id]
    body = [row for row in rows if row.appraisee.person_id is None]
    told = [
        f"{appraisal.unit}{appraisal.year}年度民主评议：应参加测评的职工代表 {appraisal.entitled} 人，参加 {appraisal.took_part} 人，"
        f"达到规定人数。评议领导人员 {len(people)} 人。"
    ]
    # With fewer than three a mean tells what each one got.
    if len(people) >= 3:
        part = sum(row.competent.numerator or 0 for row in people)
        told.append(f"领导人员称职以上得票率平均 {_share('', part, sum(row.valid for row in people)).words}。")
    told += [f"领导班子{row.competent.label} {row.competent.words}。" for row in body]
    if appraisal.state in (State.SENT_UP, State.DISCLOSED):
        told.append("结果已向本人反馈并报上级。")
    return "".join(told)
