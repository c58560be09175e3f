"""The words of the yearly assessment: how an item is scored, by whom it is filled, what a veto does."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """How the points of one item come about (domain/evaluation.md 2, lessons of the published tables)."""

    FULL_OR_ZERO = "full_or_zero", "做到得满分"
    PER_COUNT_DEDUCTION = "per_count_deduction", "扣分"
    STEP = "step", "分档"
    RATIO = "ratio", "比例"
    QUALITATIVE_COEFFICIENT = "qualitative_coefficient", "定性系数"
    MANDATORY = "mandatory", "必备"
    BONUS = "bonus", "加分"
    EXTRA_DEDUCTION = "extra_deduction", "另扣分"
    VETO = "veto", "否决"
    IMPORT = "import", "引用其他得分"
    SURVEY = "survey", "民主测评"

    @classmethod
    def outside(cls) -> frozenset[str]:
        """Kinds that stand outside the hundred points (EVA-13)."""
        return frozenset({cls.BONUS, cls.EXTRA_DEDUCTION, cls.VETO})


class Source(models.TextChoices):
    """Where the points come from."""

    RECORDS = "records", "系统取数"
    BOTH = "both", "自评+复核"
    PAPERS = "papers", "查资料"
    SURVEY = "survey", "民主测评"


class Effect(models.TextChoices):
    """What a veto does (EVA-17 to EVA-23)."""

    UNQUALIFIED = "unqualified", "评为不合格"
    NOT_ABOVE_QUALIFIED = "qualified", "不得评为合格以上"
    NO_AWARDS = "no_awards", "取消当年评先资格"
