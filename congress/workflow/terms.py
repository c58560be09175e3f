"""Terms: opened, put off, and the assembly in which everybody takes part (CON-08, CON-38, CON-39)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from ymdm.organization.models import Appointment, Office, Person, Role, Unit
from ymdm.rulebook import law
from ymdm.workflow import Refused, step

from ..models import CongressTerm, Delegation, Mandate
from ..posts import guess
from ..roster import staff_on
from ..rules import catalogue as rule
from ..rules.finding import day
from ..rules.seats import holds_congress
from ..rules.serving import judge_length, years_after

EVERYBODY = "全体职工"


@step(CongressTerm, creates=True, needs="congress.keep_roll", says="换届")
def open_term(
    unit: Unit, by: Person, *, at: datetime, number: int, begins_on: date, ends_on: date, is_assembly: bool = False
) -> CongressTerm:
    """Open a term of the congress, or of the assembly of a small unit.

    Raises Refused for a length that the texts do not allow, a day inside the former term, a number that was used, or an
    assembly of a unit that is too large for one.
    """
    here = law(unit, max(begins_on, timezone.localdate(at)))
    length = judge_length(begins_on, ends_on, here)
    if not length.is_met:
        raise Refused(length.sentence, rule=length.rule, remedy=length.remedy)
    if before := unit.congress_terms.filter(number__gte=number).order_by("-number").first():
        raise Refused(f"已经有{before}，新的一届是第 {before.number + 1} 届。", rule=rule.TERM_LONGEST)
    if other := unit.congress_terms.filter(ends_on__gte=begins_on).first():
        raise Refused(
            f"{other}到{day(other.ends_on)}届满，新的一届要在此之后开始。", rule=rule.TERM_LONGEST,
            remedy="提前换届的，请先把上一届的届满日期提前。",
        )  # fmt: skip
    employees = staff_on([unit.path], timezone.localdate(at)).count()
    if is_assembly and holds_congress(employees, here):
        raise Refused(f"{unit}有职工 {employees} 人，应当召开职工代表大会。", rule=rule.ASSEMBLY.under(here))
    term = CongressTerm.objects.create(
        unit=unit, number=number, begins_on=begins_on, ends_on=ends_on, is_assembly=is_assembly
    )
    for dotted in settings.YMDM_AFTER_TERM_OPENED:
        import_string(dotted)(term)
    return term


@step(CongressTerm, needs="congress.keep_roll", says="推迟换届")
def extend_term(term: CongressTerm, by: Person, *, at: datetime, until: date, because: str, paper: str) -> None:
    """Put the next election off, once, by a year at most, with the paper of the superior union (CON-39).

    Seats that run until the end of the term run on with it.
    """
    if term.first_ends_on:
        raise Refused(
            f"本届已经由{day(term.first_ends_on)}推迟过一次。", rule=rule.EXTENSION, remedy="请组织换届选举。"
        )
    if not because.strip() or not paper.strip():
        raise Refused("推迟换届要写明原因，以及上级工会同意的文件。", rule=rule.EXTENSION)
    by_rule = rule.EXTENSION.under(law(term.unit, timezone.localdate(at)))
    last = years_after(term.ends_on, by_rule.count)
    if not term.ends_on < until <= last:
        raise Refused(f"本届{day(term.ends_on)}届满，最多推迟到{day(last)}。", rule=by_rule)
    if until < timezone.localdate(at):
        raise Refused("推迟后的日期已经过去，请组织换届选举。", rule=by_rule)
    Appointment.objects.filter(mandate__term=term, until_on=term.ends_on).update(until_on=until)
    term.first_ends_on, term.ends_on = term.ends_on, until
    term.extended_because, term.extended_by_paper = because.strip()[:200], paper.strip()[:80]


def _judge_assembly(term: CongressTerm, by: Any, at: datetime) -> None:
    if not term.is_assembly:
        raise Refused("这一届是职工代表大会，代表由选区选举产生。", rule=rule.ASSEMBLY)


@step(CongressTerm, needs="congress.keep_roll", judge=_judge_assembly, says="登记全体职工")
def seat_all(term: CongressTerm, by: Person, *, at: datetime) -> int:
    """Seat every employee of the unit in its assembly (CON-08); again later, those who came since. Returns how many.

    A fixed number of queries. Whoever leaves the unit loses the seat with the other offices.
    """
    today = timezone.localdate(at)
    if not term.runs_on(today) and today > term.begins_on:
        raise Refused(f"本届已于{day(term.ends_on)}届满。", rule=rule.TERM_LONGEST)
    since = max(today, term.begins_on)
    seated = Mandate.objects.in_force(since).filter(term=term).values("person")
    people = list(staff_on([term.unit.path], since).exclude(pk__in=seated).select_related("unit").order_by("pk"))
    if not people:
        raise Refused("名册上的职工都已经登记。")
    delegation, _ = Delegation.objects.get_or_create(term=term, name=EVERYBODY)
    office = Office.of(term.unit, Role.EMPLOYEE_REPRESENTATIVE)
    appointments = Appointment.objects.bulk_create(
        Appointment(person=one, office=office, from_on=since, until_on=term.ends_on, title=EVERYBODY) for one in people
    )
    Mandate.objects.bulk_create(
        Mandate(
            term=term, delegation=delegation, appointment=held, person=held.person, is_guess=True,
            category=guess(held.person.post, held.person.professional_title),
        )
        for held in appointments
    )  # fmt: skip
    return len(people)


@step(CongressTerm, needs="congress.keep_roll", says="设立代表团")
def form_delegation(term: CongressTerm, by: Person, *, at: datetime, name: str) -> Delegation:
    """Set up a delegation of the term (CON-41)."""
    if term.is_assembly:
        raise Refused("职工大会不分代表团。", rule=rule.ASSEMBLY)
    if term.delegations.filter(name=name.strip()).exists():
        raise Refused(f"已经有{name.strip()}。")
    return Delegation.objects.create(term=term, name=name.strip())


@step(Delegation, needs="congress.keep_roll", says="确定团长")
def name_head(delegation: Delegation, by: Person, *, at: datetime, head: Person) -> None:
    """Write down whom the delegation elected as its head: one of its representatives."""
    held = Mandate.objects.in_force(timezone.localdate(at)).filter(delegation=delegation, person=head)
    if not held.exists():
        raise Refused(f"{head}不是{delegation}的在任代表，团长由本团代表推选。")
    delegation.head = head
