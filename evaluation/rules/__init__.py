"""How a year is judged: points of an item, the formulas, grades, ranks. Pure: no database, no clock."""

from .bands import DEFAULT_BANDS, PUBLISHED_BANDS, Band, check_bands, grade_of, no_better_than
from .items import Found, Item, check_item, is_missing, points_of
from .ranks import Standing, ranked
from .scores import (
    CAP,
    Line,
    Outcome,
    Veto,
    assess,
    comprehensive,
    credibility,
    final,
    indicator,
    rounded,
    survey_score,
    unit_with_parts,
)  # fmt: skip

__all__ = [
    "CAP",
    "DEFAULT_BANDS", "PUBLISHED_BANDS", "Band", "Found", "Item", "Line", "Outcome", "Standing", "Veto", "assess",
    "check_bands", "check_item", "comprehensive", "credibility", "final", "grade_of", "indicator", "is_missing",
    "no_better_than", "points_of", "ranked", "rounded", "survey_score", "unit_with_parts",
]  # fmt: skip
