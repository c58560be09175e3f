"""Figures that others may read (evaluation): of a unit's sessions, and of what one representative did."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from ymdm.measures import Measure, OwnRows
from ymdm.organization.models import Person, Unit

from .models import (
    Attendee,
    CongressSession,
    Mandate,
    PaperReceipt,
    PaperVersion,
    TeamMeeting,
    Vote,
    YearReport,
)
from .reading.norms import has_norms, norms_of
from .reading.survey import told_of
from .rules.surveying import good_share


def sessions_held(unit: Unit, year: int, on: date) -> Measure:
    """How many sessions of the year were closed by a day. Rule CON-50."""
    held = CongressSession.objects.filter(
        term__unit=unit, held_on__year=year, held_on__lte=on, state__in=CongressSession.AFTER
    )
    return Measure.count(
        "召开职代会", held.count(), counted="次", rule="CON-50", rows=reverse("congress:sessions"),
        definition="年度内已经闭幕的职代会次数。",
    )  # fmt: skip


def quorum_kept(unit: Unit, year: int, on: date) -> Measure:
    """Attendance at the declared votes of the year: representatives present, of those who should be. Rule CON-61."""
    votes = Vote.objects.filter(
        session__term__unit=unit, session__held_on__year=year, session__held_on__lte=on, state=Vote.State.DECLARED
    ).exclude(total=None)
    counted = [vote for vote in votes if vote.present is not None]
    return Measure.share(
        "表决时到会率", sum(vote.present or 0 for vote in counted), sum(vote.total or 0 for vote in counted),
        counted="人次", rule="CON-61", rows=reverse("congress:sessions"),
        definition="各次表决时实到代表之和占应到代表之和的比例。",
    )  # fmt: skip


def session_quality(session: CongressSession) -> Measure:
    """Of all ratings of one session those that say 好; no value while forms come in, and for so few that they tell of persons."""
    told = told_of(session)
    good, of = good_share(told.rows) if told else (0, 0)
    return Measure.share(
        "会议质量评价为“好”", good, of, counted="项次", rule="CON-76", rows=reverse("congress:survey", args=[session.pk]),
        definition="到会代表在闭幕后三天内无记名评价八项，评为“好”的占全部评价的比例；评价结束以前和份数太少的不计。",
    )  # fmt: skip


def checks_passed(session: CongressSession, on: date) -> Measure:
    """Of the checks of one session that are due and concern the unit, those that passed as of a day."""
    norms = norms_of(session, on) if has_norms(session) else []
    return _passed(
        sum(norm.passed for norm in norms),
        sum(norm.judged for norm in norms),
        reverse("congress:norms", args=[session.pk]),
    )


def checks_passed_by(unit: Unit, year: int, on: date) -> Measure:
    """The same over all sessions of the unit in a year; a fixed number of queries for each session."""
    sessions = CongressSession.objects.filter(
        term__unit=unit, held_on__year=year, held_on__lte=on, state__in=CongressSession.AFTER
    ).select_related("term__unit")
    norms = [norm for session in sessions if has_norms(session) for norm in norms_of(session, on)]
    return _passed(sum(norm.passed for norm in norms), sum(norm.judged for norm in norms), reverse("congress:sessions"))


def _passed(passed: int, judged: int, rows: str) -> Measure:
    return Measure.share(
        "三个规范符合率", passed, judged, counted="项", rows=rows,
        definition="已经到期、与本单位有关的检查项中，符合的所占比例；请注意和不符合的不算符合。",
    )  # fmt: skip


def representatives(unit: Unit, on: date) -> QuerySet[Person]:
    """Who holds a seat in the congress of a unit on a day."""
    seated = Mandate.objects.in_force(on).filter(term__unit=unit).values("person")
    return Person.objects.filter(pk__in=seated, left_on=None).order_by("pk")


def seats_of(person: Person, on: date) -> int:
    """How many seats a person holds in congresses on a day."""
    return Mandate.objects.in_force(on).filter(person=person).count()


def attendance_of(person: Person, on: date) -> Measure:
    """Of the closed sessions to which a representative was called in the running terms, those that she came to.

    Sessions of before the house kept records name nobody and do not count.
    """
    called = Attendee.objects.filter(
        mandate__in=Mandate.objects.in_force(on).filter(person=person), session__held_on__lte=on,
        session__state__in=CongressSession.AFTER,
    )  # fmt: skip
    return Measure.share(
        "代表出席率", called.exclude(arrived_at=None).count(), called.count(), counted="次", rows=reverse("congress:sessions"),
        definition="本届已经闭幕、通知本人参加的职代会中，签到出席的所占比例。",
    )  # fmt: skip


def rating_of(person: Person, on: date) -> Measure:
    """Satisfied or mostly satisfied, of all ratings of the last yearly report whose rating is over. Rule CON-35.

    No value for so few ratings that they would tell of single people (CON-76).
    """
    given = YearReport.objects.filter(
        mandate__in=Mandate.objects.in_force(on).filter(person=person), state=YearReport.State.GIVEN
    ).order_by("-year")
    last = next((one for one in given if one.rated_until and one.rated_until < on and one.shows_sums), None)
    return Measure.share(
        "选区评议满意和基本满意", last.satisfied + last.mostly if last else 0, last.rated if last else 0, counted="人次",
        rule="CON-35", rows=last.get_absolute_url() if last else "",
        definition="最近一次述职评议中，评为满意和基本满意的占全部评议的比例；不足五人的不计。",
    )  # fmt: skip


def known(person: Person) -> list[OwnRows]:
    """Papers of sessions that she received."""
    seen = PaperVersion.objects.visible_to(person).values("pk")
    papers = PaperReceipt.objects.filter(attendee__person=person, version__in=seen).select_related(
        "version__paper__item"
    )
    return [
        OwnRows("papers", "签收的会议材料", "本人打开或者纸质签收的职代会材料。", papers, "at",
                lambda one: (str(one.version), one.version.get_absolute_url()), "份"),
    ]  # fmt: skip


def joined(person: Person) -> list[OwnRows]:
    """Sessions at which she checked in and team meetings at which she was; never whether she voted."""
    came = Attendee.objects.filter(person=person, arrived_at__isnull=False).select_related("session__term__unit")
    teams = TeamMeeting.objects.visible_to(person).filter(present=person).select_related("unit")
    return [
        OwnRows("sessions", "签到的职代会", "本人签到的职代会会议。", came, "arrived_at",
                lambda one: (f"{one.session.unit.short}{one.session}", one.get_absolute_url()), "次"),
        OwnRows("teams", "参加的班组会", "记录了本人到会的班组民主管理会。", teams, "held_on",
                lambda one: (str(one), one.get_absolute_url()), "次"),
    ]  # fmt: skip
