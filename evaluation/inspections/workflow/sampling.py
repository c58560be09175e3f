"""Drawing rows at random with a recorded seed, and noting what the papers behind them showed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.workflow import Refused, step

from ...figures.reading import figures_of
from .. import rules, sampling
from ..models import Sample, SampledRow, SentSheet, State, Visit
from .visits import Seen, only_team, write_seen


@step(
    Visit, leaves=[State.UNDERWAY], only=only_team, within=lambda visit: visit.organiser, cites=rules.STEPS, says="抽样"
)  # fmt: skip
def draw(visit: Visit, by: Any, *, at: datetime, key: str, size: int, seed: str = "") -> Sample:
    """Draw `size` rows of a figure of the unit's year. The seed may come from a die thrown in public; else it is made here."""
    figure = figures_of(visit.unit, visit.year, timezone.localdate(at), [key]).get(key)
    if figure is None or not figure.whole:
        raise Refused(f"{visit.unit}{visit.year}年没有这方面的记录，抽不出来。", rule=rules.STEPS)
    if visit.samples.filter(key=key).exists():
        raise Refused(f"“{figure.label}”已经抽过，一次检查只抽一次，不重抽。", rule=rules.STEPS)
    if not 1 <= size <= rules.MOST_DRAWN:
        raise Refused(f"一次抽 1 到 {rules.MOST_DRAWN} 行。", rule=rules.STEPS)
    used = seed.strip()[:40] or secrets.token_hex(8)
    made = Sample.objects.create(
        visit=visit, key=key, label=figure.label, seed=used, size=min(size, figure.whole), drawn_by=by, drawn_at=at,
        population=[[row.label, row.is_met, row.url, row.mark] for row in figure.rows],
    )  # fmt: skip
    SampledRow.objects.bulk_create(
        SampledRow(
            sample=made, order=order, label=row.label, url=row.url[:300], is_met=row.is_met, fingerprint=row.fingerprint
        )
        for order, row in enumerate(sampling.drawn(used, figure.rows, made.size), 1)
    )  # fmt: skip
    return made


def _only_team(sample: Sample, by: Any) -> str:
    return only_team(sample.visit, by)


def _is_underway(sample: Sample, by: Any, at: datetime) -> None:
    if sample.visit.state != State.UNDERWAY:
        raise Refused(f"检查{sample.visit.get_state_display()}，不能再改抽样结果。", rule=rules.STEPS)


@step(Sample, only=_only_team, judge=_is_underway, cites=rules.STEPS, says="记抽样结果")
def note_rows(sample: Sample, by: Any, *, at: datetime, seen: Mapping[int, Seen], key: str = "") -> int:
    """Note what the papers behind drawn rows showed; returns how many changed. A sheet that came before changes nothing."""
    if not SentSheet.take(key, by, at):
        return 0
    return write_seen(list(sample.rows.filter(pk__in=seen)), seen, by, SampledRow)
