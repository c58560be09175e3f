"""The score of an assessment by the formulas of section 3, and the row in which it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from ..kinds import Kind
from ..rules import Found, Outcome, Veto, assess, credibility, indicator, rounded
from ..schemes.models import NotHere
from .models import Answer, Assessment
from .models import Veto as ProposedVeto


def parts_of(assessment: Assessment) -> tuple[list[Fraction], Fraction | None]:
    """K and S of section 3, from the room above that inspects (settings): scores of checks, and of the survey or None."""
    checks, survey = (import_string(settings.YMDM_ASSESSMENT_PARTS[name]) for name in ("checks", "survey"))
    return checks(assessment.unit, assessment.year), survey(assessment.unit, assessment.year)


def said_of(answers: Iterable[Answer], not_applicable: str) -> Fraction | None:
    """What the unit gives itself, out of 100 and by the items that concern it: only so can it stand beside the verified one.

    None where nothing was claimed. Bonus and deductions lie outside of the hundred.
    """
    told = []
    for answer in answers:
        if answer.item.is_outside:
            continue
        if answer.is_applicable:
            told.append((None if answer.claimed is None else Fraction(answer.claimed), answer.item.full))
        elif not_applicable == NotHere.FULL:
            told.append((Fraction(answer.item.full), answer.item.full))
    return indicator(told)


def outcome_of(assessment: Assessment) -> Outcome:
    """Exact to the end, rounded half up once. A veto counts once the group has upheld it.

    A unit that rated itself more than ten points too high loses one (credibility).
    """
    scheme = assessment.scheme
    answers = list(assessment.answers.select_related("item"))
    # A bonus or an extra deduction that nobody gave is nought, not an item that is not here.
    found = {
        answer.item.code: Found(points=answer.verified, is_applicable=answer.verified is not None)
        for answer in answers
        if answer.verified is not None or answer.item.kind not in Kind.outside()
    }
    upheld = assessment.vetoes.filter(state=ProposedVeto.State.UPHELD).select_related("item")
    vetoes = [
        Veto(one.item.code, one.item.params["effect"], Decimal(str(one.item.params.get("extra") or 0)))
        for one in upheld
    ]
    items = [answer.item.item for answer in answers]

    checks, survey = parts_of(assessment)

    def judged(penalty: int) -> Outcome:
        return assess(
            items, found, scheme.scale, vetoes=vetoes, not_applicable=scheme.not_applicable, cap=scheme.cap,
            penalty=penalty,
            checks=checks, survey=survey,
        )  # fmt: skip

    first = judged(0)
    said = said_of(answers, scheme.not_applicable)
    if assessment.claimed is not None and said is not None and credibility(rounded(said), rounded(first.indicator)):
        return judged(1)
    return first


def result_row(assessment: Assessment, outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain values, every line with its points as an exact fraction."""

    def told(value: Fraction | None) -> str | None:
        return None if value is None else str(value)

    groups: dict[str, list[Fraction]] = {}
    answers = list(assessment.answers.select_related("item"))
    names = {answer.item.code: answer.item.group for answer in answers}
    said = said_of(answers, assessment.scheme.not_applicable)
    checks, survey = parts_of(assessment)
    for line in outcome.lines:
        if line.points is not None and not line.item.is_outside:
            sums = groups.setdefault(names[line.item.code], [Fraction(0), Fraction(0)])
            sums[0] += line.points
            sums[1] += line.item.most
    return {
        "score": str(outcome.score), "grade": outcome.grade.words, "indicator": str(rounded(outcome.indicator)),
        "checks": [str(rounded(one)) for one in checks],
        "survey": None if survey is None else str(rounded(survey)),
        "said": None if said is None else str(rounded(said)),
        "bonus": told(outcome.bonus), "extra": told(outcome.extra),
        "groups": [[name, str(rounded(points)), told(full)] for name, (points, full) in groups.items()],
        "lines": [[line.item.code, told(line.points), told(line.lost), line.is_missing] for line in outcome.lines],
        "vetoes": [one.item.code for one in assessment.vetoes.filter(state=ProposedVeto.State.UPHELD).select_related("item")],
    }  # fmt: skip
