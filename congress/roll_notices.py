"""What representatives, constituencies and the union are told about seats, elections, reports and joint meetings."""

from __future__ import annotations

from ymdm.notices.outbox import send
from ymdm.organization.models import Person, Unit
from ymdm.ui import words

from .models import Election, JointMeeting, Mandate, YearReport


def _union(unit: Unit) -> list[Person]:
    return list(Person.objects.holding_here("congress.keep_roll", unit))


def voting(election: Election) -> None:
    """Everybody of the constituency learns when and where, and who stands."""
    if election.mandate:
        text = f"理由：{election.because}。"
    else:
        names = "、".join(str(one.person) for one in election.nominees.select_related("person"))
        text = f"应选 {election.seats} 名，候选人：{names}。"
    send(
        election.constituency.voters(), kind="congress-voting", key=str(election.pk), title=f"{election}"[:120],
        text=f"{words.day(election.held_on)}，{election.place}，{election.get_method_display()}。{text}",
        url=election.get_absolute_url(),
    )  # fmt: skip


def elected(election: Election) -> None:
    """The result, to the constituency (CON-30)."""
    names = "、".join(str(one.person) for one in election.nominees.filter(is_elected=True).select_related("person"))
    text = election.sentence if election.mandate else f"当选：{names or '没有'}。{election.sentence}"
    title = f"{election}结果：{election.outcome_words}"
    key = str(election.pk)
    people = election.constituency.voters()
    send(people, kind="congress-elected", key=key, title=title[:120], text=text, url=election.get_absolute_url())


def vacant(mandate: Mandate) -> None:
    """The union learns that a seat has fallen vacant and that a by-election is due (CON-33)."""
    where = mandate.constituency or mandate.delegation
    send(
        _union(mandate.unit), kind="congress-vacant", key=str(mandate.pk), title=f"{mandate.person}的代表资格已经终止",
        text=f"{where}出缺 1 名，请由原选区补选。", url=mandate.get_absolute_url(),
    )  # fmt: skip


def moved(mandate: Mandate, before: Unit) -> None:
    """A representative without a known constituency changed the department: somebody has to look (CON-32)."""
    send(
        _union(mandate.unit), kind="congress-moved", key=f"{mandate.pk}:{mandate.person.unit_id}",
        title=f"职工代表{mandate.person}由{before.short}调到{mandate.person.unit.short}",
        text="名册没有登记选区，请核对代表资格是否终止，或者转到另一个代表团。", url=mandate.get_absolute_url(),
    )  # fmt: skip


def joint(meeting: JointMeeting) -> None:
    people = [row.person for row in meeting.members.select_related("person")]
    send(
        people, kind="congress-joint", key=str(meeting.pk), title=str(meeting)[:120],
        text=f"{words.full_day(meeting.held_on)}，{meeting.place}。", url=meeting.get_absolute_url(),
    )  # fmt: skip


def reported(report: YearReport, people: list[Person]) -> None:
    """The constituency reads and rates (CON-35)."""
    until = f"请在{words.day(report.rated_until)}前评议。" if report.rated_until else ""
    send(
        people, kind="congress-report", key=str(report.pk), title=f"{report}，请评议"[:120], text=until,
        url=report.get_absolute_url(),
    )  # fmt: skip
