"""The ten checks of a unit's disclosure as they are read: facts out of the tables, verdicts, and where the rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from congress.register.models import UnitReport
from congress.rules.finding import Finding, Verdict
from ymdm.organization.models import Unit
from ymdm.papers.kinds import Paper
from ymdm.ui import words
from ymdm.workflow import NoAuthority

from . import richtext
from .measures import Chain, chains, owed
from .models import (
    OWING_LEVELS,
    Adoption,
    Board,
    CatalogueYear,
    Obligation,
    Posting,
    Publication,
    Remark,
    SampleFinding,
    Survey,
    Version,
)
from .places import found_by
from .rules.conforming import CHECKS, Facts, conformity
from .sampling import findings_of, sample_of, seed_of

ACT = "disclosure.oversee"
TONES = {Verdict.PASS: "ok", Verdict.WARN: "warn", Verdict.FAIL: "bad", Verdict.NA: "todo"}
ICONS = {"ok": "check-c", "warn": "alert", "bad": "x-c", "todo": "dash-c"}


@dataclass(frozen=True)
class Check:
    """One of the ten, with the page on which its rows are."""

    finding: Finding
    rows: str

    @property
    def code(self) -> str:
        return self.finding.code

    @property
    def title(self) -> str:
        return CHECKS[self.code]

    @property
    def tone(self) -> str:
        return TONES[self.finding.verdict]

    @property
    def icon(self) -> str:
        return ICONS[self.tone]

    @property
    def says(self) -> str:
        return "还没有到期" if self.finding.is_pending else self.finding.verdict.says

    @property
    def numbers(self) -> str:
        return "，".join(f"{label} {value}" for label, value in self.finding.numbers)


def checks_of(unit: Unit, year: int, seed: str, today: date) -> list[Check]:
    """F1 to F10 of one unit, without those below it. A fixed number of queries."""
    catalogue = reverse("disclosure:catalogue", args=[unit.pk])
    listed = f"{reverse('disclosure:obligations')}?unit={unit.pk}&period={year}"
    rows = {"F1": catalogue, "F2": catalogue, "F5": listed, "F6": reverse("disclosure:remarks")}
    return [Check(one, rows.get(one.code, "")) for one in conformity(facts_of(unit, year, seed, today), today)]


def facts_of(unit: Unit, year: int, seed: str, today: date) -> Facts:
    """What the tables say about a unit's year. `seed` decides which publications are drawn (F7)."""
    settled = CatalogueYear.objects.filter(unit=unit, year=year).first()
    publications = {
        row.pk: row
        for row in Publication.objects.filter(
            unit=unit, published_on__year=year, published_on__lte=today
        ).select_related("item")
    }
    texts = list(
        Version.objects.filter(publication__in=publications, state=Version.State.PUBLISHED).select_related("slip")
    )
    postings = list(Posting.objects.filter(publication__in=publications).order_by("pk"))
    objections = list(
        Remark.objects.filter(publication__unit=unit, on__year=year, on__lte=today).values_list(
            "kind", "state", "publication__title", "publication__ends_on"
        )
    )
    found = chains(
        Obligation.objects.filter(pk__in=owed(unit, year).filter(unit=unit).values("pk")).select_related("item"), today
    )
    report = UnitReport.objects.filter(unit=unit, year=year).order_by("edition").first()
    compared = findings_of(unit, year, seed)
    survey = Survey.objects.filter(unit=unit, year=year, held_on__lte=today).first()
    waiting = [(title, until) for kind, state, title, until in objections if kind == "objection" and state == "open"]
    return Facts(
        year=year,
        boards=tuple(Board.objects.filter(unit=unit, until_on=None).values_list("place", flat=True)),
        settled_on=settled.adopted_on if settled else None,
        document=settled.document if settled else "",
        items=Adoption.objects.standing().filter(unit=unit).count(),
        published=len(texts),
        without_slip=tuple(publications[text.publication_id].title for text in texts if not _has_slip(text)),
        postings=len(postings),
        too_short=tuple(
            publications[row.publication_id].title
            for row in postings
            if _is_short(row, publications[row.publication_id])
        ),
        without_posting=_never_posted(publications, postings, today),
        chains=len(found),
        broken=tuple(_broken(chain) for chain in found if not chain.is_whole),
        objections=sum(kind == "objection" for kind, *_ in objections),
        open_objections=tuple(dict.fromkeys(title for title, _ in waiting)),
        ignored_objections=tuple(dict.fromkeys(title for title, until in waiting if until and until < today)),
        sample=tuple(publications[pk].title for pk in sample_of(unit, year, seed, today) if pk in publications),
        seed=seed,
        reports=sum(kind == "report" for kind, *_ in objections),
        personal=tuple(publications[text.publication_id].title for text in texts if _shows_personal_data(text)),
        yearly_report_on=timezone.localdate(report.made_at) if report else None,
        compared=len(compared),
        untrue=tuple(one.publication.title for one in compared if one.result != SampleFinding.Result.AGREES),
        surveyed_on=survey.held_on if survey else None,
        survey=(survey.handed_out, survey.came_back, survey.satisfied) if survey else (0, 0, 0),
    )


def _has_slip(text: Version) -> bool:
    return text.slip is not None and text.slip.passes


def _is_short(row: Posting, publication: Publication) -> bool:
    """Taken down before its time: of a notice before its last day, of another before the days of the catalogue. F4."""
    if row.down_on is None:
        return False
    if publication.is_notice:
        return publication.ends_on is not None and row.down_on < publication.ends_on
    return (row.down_on - row.up_on).days < publication.item.min_days


def _never_posted(publications: dict[int, Publication], postings: Sequence[Posting], today: date) -> tuple[str, ...]:
    """Over, and without a sheet on any board."""
    posted = {row.publication_id for row in postings}
    return tuple(
        row.title
        for row in publications.values()
        if row.pk not in posted and row.ends_on is not None and row.ends_on < today
    )


def _shows_personal_data(text: Version) -> bool:
    """Whether more was found in the text as it is read than was left standing on a ground, or as no personal data. F8."""
    left = sum(one.get("how") != "mask" for one in text.masked)
    return len(richtext.find(text.body)) > left


def _broken(chain: Chain) -> str:
    stages = dict(Obligation.Stage.choices)
    missing = "、".join(stages[stage] for stage in chain.missing) or "有的期间"
    return f"{chain.item} {chain.label}缺{missing}"


def summary(checks: Sequence[Check]) -> str:
    """6 项符合，1 项不符合，2 项请注意."""
    counts: dict[str, int] = {}
    for one in checks:
        counts[one.says] = counts.get(one.says, 0) + 1
    order = ("符合", "不符合", "请注意", "还没有到期", "不适用")
    return "，".join(f"{counts[says]} 项{says}" for says in order if says in counts)


def years_offered(today: date, number: int = 4) -> list[int]:
    return list(range(today.year, today.year - number, -1))


def parts_of(checks: Sequence[Check], unit: Unit, year: int, seed: str) -> list[dict[str, Any]]:
    """The checks as the paper prints them, with what was compared and what employees said."""
    parts: list[dict[str, Any]] = [
        {
            "title": "检查结果", "sentences": [summary(checks)],
            "heads": ["检查项", "结论", "情况", "数字", "怎样补正"],
            "rows": [
                [f"{one.code} {one.title}", one.says, one.finding.sentence, one.numbers, one.finding.remedy]
                for one in checks
            ],
        }
    ]  # fmt: skip
    if found := findings_of(unit, year, seed):
        parts.append({
            "title": "真实性抽查记录", "sentences": [f"抽查种子 {seed}。"],
            "heads": ["公开事项", "结果", "对照的凭证", "情况", "检查人", "日期"],
            "rows": [
                [one.publication.title, one.get_result_display(), one.papers, one.note, str(one.by), words.day(one.on)]
                for one in found
            ],
        })  # fmt: skip
    if surveys := list(Survey.objects.filter(unit=unit, year=year)):
        parts.append({
            "title": "满意度调查记录", "sentences": [], "heads": ["日期", "方式", "发出", "收回", "满意和基本满意"],
            "rows": [[words.day(one.held_on), one.how, one.handed_out, one.came_back, one.satisfied] for one in surveys],
        })  # fmt: skip
    return parts


def asked(request: Any) -> tuple[Unit, int, str]:
    """Which unit, which year, and by which seed the sample is drawn: that of the day unless one is given."""
    units = request.user.units_for(ACT).open().order_by("depth", "path")
    word = request.GET.get("unit", "")
    key = int(word) if word.isascii() and word.isdecimal() and len(word) < 19 else None
    owing = units.filter(level__in=OWING_LEVELS)
    known, _ = found_by(owing, request.GET.get("of", "")[:40], key)
    unit = known or units.filter(level__in=OWING_LEVELS).first() or units.first()
    if unit is None:
        raise Http404
    today = timezone.localdate()
    year = request.GET.get("year", "")
    chosen = int(year) if year in {str(one) for one in years_offered(today)} else today.year
    seed = request.GET.get("seed", "").replace("/", "")[:20] or seed_of(unit, chosen, today)
    return unit, chosen, seed


def report(request: Any) -> Paper:
    """The report of the ten checks on paper."""
    if not request.user.may_anywhere(ACT):
        raise NoAuthority("您现在的任职里没有查看公开情况和检查的权限。")
    unit, year, seed = asked(request)
    told = checks_of(unit, year, seed, timezone.localdate())
    return Paper(
        f"{unit}{year}年公开情况检查报告", "congress/papers/dossier.html", {"parts": parts_of(told, unit, year, seed)},
        f"{year}年，抽查种子 {seed}", is_archived=True,
        back=f"{reverse('disclosure:conformity')}?unit={unit.pk}&year={year}&seed={seed}",
    )  # fmt: skip
