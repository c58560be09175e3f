"""Every page kind of the house with somebody who may open it, its address in the demo year, and its mock-up.

Read by the walk that holds them all against axe at every width, and by `make shots`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from congress.models import CongressSession
from disclosure.models import Obligation, Publication, Version, Withholding
from evaluation.awards.models import Campaign, Nomination
from evaluation.publicity.models import PublicitySession
from proposals.letterbox.models import Letter
from proposals.models import Proposal, Reply, State
from ymdm.ballots.models import BallotBox
from ymdm.duties.models import Counting, Duty
from ymdm.organization.models import PairedAct, Person, Unit
from ymdm.rulebook.models import Override

# Names of the demo year.
UNION, BRANCH, REPRESENTATIVE, HANDLER, HELPER = "郑晓芸", "杜海燕", "马红霞", "许文涛", "王志强"
LEADER, EMPLOYEE, INSPECTOR, ADMIN = "宋致远", "石拴柱", "孟繁星", "丁一帆"
CALLED, FRESH = "安志刚", "路玉梅"  # to the session of today; the second has not voted yet


@dataclass(frozen=True)
class Kind:
    """`who` is empty for pages without sign-in; `where` finds the address; `mockup` begins the name of its picture."""

    name: str
    who: str
    where: Callable[[], str]
    mockup: str = ""


def at(address: str) -> Callable[[], str]:
    return lambda: address


def of(state: str, suffix: str = "", **facts) -> Callable[[], str]:
    """The newest proposal in a state, and below its address."""
    facts.setdefault("channel", "proposal")
    return lambda: f"{Proposal.objects.filter(state=state, **facts).latest('pk').get_absolute_url()}{suffix}"


def by(name: str, state: str, suffix: str) -> Callable[[], str]:
    return of(state, suffix, proposer__name=name)


def _waiting(state: str):
    return Proposal.objects.filter(state=state, unit__code="HSZ", channel="proposal")


def desk(name: str, state: str) -> Callable[[], str]:
    return lambda: f"/w/proposals/{name}/?pk={_waiting(state).earliest('pk').pk}"


def duty(**facts) -> Callable[[], str]:
    return lambda: f"/w/duties/{Duty.objects.filter(**facts).earliest('pk').pk}/"


def hall(below: str) -> Callable[[], str]:
    """A page of the session that is held today."""
    return lambda: f"{CongressSession.objects.get(held_on=timezone.localdate()).get_absolute_url()}{below}"


def box(below: str) -> Callable[[], str]:
    """A page of the box that is open in it."""
    return lambda: f"{BallotBox.objects.get(state='open', is_hall=True).get_absolute_url()}{below}"


def _certificate(state: str) -> str:
    return f"/w/papers/award-certificate/?of={Nomination.objects.get(state=state).pk}"


def _publicity(state: str, ahead: int) -> str:
    """The newest in that state, or the one `ahead` places before it: of the two that are planned the second is today's."""
    return PublicitySession.objects.filter(state=state).order_by("-on")[ahead].get_absolute_url()


def reply_desk() -> str:
    running = Proposal.objects.filter(state=State.IN_PROGRESS, lead_unit__name="人事劳动处", channel="proposal")
    return f"/w/proposals/{running.latest('pk').pk}/reply/"


def answered_entry() -> str:
    return f"/ledger/{Reply.objects.exclude(signed_at=None).latest('pk').proposal.number}/"


def _publication(**facts) -> str:
    return Publication.objects.opened().filter(**facts).latest("pk").get_absolute_url()


def _silent(code: str = "HSZ") -> Obligation:
    return Obligation.objects.still_owed().filter(unit__code=code).earliest("due_on", "pk")


KINDS = (
    Kind("sign-in", "", at("/w/sign-in/"), "01-login"),
    Kind("activate", "", at("/w/activate/")),
    Kind("home-representative", REPRESENTATIVE, at("/w/"), "02a-home-representative"),
    Kind("home-union", UNION, at("/w/"), "02b-home-union"),
    Kind("home-union-of-a-unit", BRANCH, at("/w/")),
    Kind("home-handler", HANDLER, at("/w/")),
    Kind("home-leader", LEADER, at("/w/"), "02c-home-leader"),
    Kind("home-employee", EMPLOYEE, at("/w/")),
    Kind("home-inspector", INSPECTOR, at("/w/")),
    Kind("home-admin", ADMIN, at("/w/")),
    Kind("proposal-list", UNION, at("/w/proposals/"), "03-proposal-list"),
    Kind("proposal-list-empty", UNION, at("/w/proposals/?q=zzzz")),
    Kind("proposal-overdue", UNION, of(State.IN_PROGRESS, title__contains="编外用工"), "04-proposal-detail"),
    Kind("proposal-again", UNION, of(State.REHANDLING)),
    Kind("proposal-to-rate", REPRESENTATIVE, of(State.REPLIED)),
    Kind("proposal-closed", REPRESENTATIVE, of(State.CLOSED, title__contains="野外津贴")),
    Kind("proposal-draft", REPRESENTATIVE, by(REPRESENTATIVE, State.DRAFT, "")),
    Kind("act-object", HANDLER, of(State.ASSIGNED, "object_to_assignment/")),
    Kind("act-evaluate", REPRESENTATIVE, of(State.REPLIED, "evaluate/")),
    Kind("act-too-late", UNION, of(State.CLOSED, "close/", unit__code="HSZ")),
    Kind("wizard-1", REPRESENTATIVE, at("/w/proposals/new/"), "05-proposal-wizard-step1"),
    Kind("wizard-2", REPRESENTATIVE, by(REPRESENTATIVE, State.DRAFT, "write/2/"), "05-proposal-wizard-step2"),
    Kind("wizard-3", REPRESENTATIVE, by(REPRESENTATIVE, State.DRAFT, "write/3/"), "05-proposal-wizard-step3"),
    Kind("wizard-4", REPRESENTATIVE, by(REPRESENTATIVE, State.DRAFT, "write/4/"), "05-proposal-wizard-step4"),
    Kind("enter-on-behalf", UNION, at("/w/proposals/enter/?q=%E8%B4%BA")),
    Kind("review-desk", UNION, desk("review", State.SUBMITTED)),
    Kind("assign-desk", UNION, desk("assign", State.FILED)),
    Kind("press-desk", UNION, at("/w/proposals/late/")),
    Kind("reply-desk", HANDLER, reply_desk),
    Kind("countersign-desk", HELPER, at("/w/proposals/countersign/")),
    Kind("sign-desk", LEADER, at("/w/proposals/sign/")),
    Kind("figures", INSPECTOR, at("/w/proposals/figures/")),
    Kind("figure-rows", INSPECTOR, at("/w/proposals/figures/open_overdue/")),
    Kind("ledger", "", at("/ledger/"), "06-ledger"),
    Kind("ledger-entry", "", answered_entry),
    Kind("letterbox", "", at("/letterbox/"), "16a-suggestion"),
    Kind("letterbox-read", "", at("/letterbox/read/")),
    Kind("letterbox-answers", "", at("/letterbox/answers/")),
    Kind("letters", UNION, at("/w/letters/")),
    Kind("letter", UNION, lambda: Letter.objects.get(title__contains="暖气").get_absolute_url()),
    Kind("letter-new", EMPLOYEE, at("/w/letters/new/")),
    Kind("session-today", BRANCH, hall(""), "07-congress-session"),
    Kind("session-agenda", BRANCH, hall("agenda/")),
    Kind("session-people", BRANCH, hall("people/")),
    Kind("session-seats", BRANCH, hall("seats/")),
    Kind("session-votes", BRANCH, hall("votes/")),
    Kind("ballot", FRESH, box(""), "08b-vote"),
    Kind("ballot-box", BRANCH, box("about/")),
    Kind("session-check-in", CALLED, hall("check-in/")),
    Kind("duties", UNION, at("/w/duties/?scope=watched")),
    Kind("duty", UNION, duty(slips__stage="red")),
    Kind("duty-day-by-day", UNION, duty(counting=Counting.WORKDAYS, kind="proposals.assign", met_at=None)),
    Kind("ownerless", UNION, at("/w/duties/ownerless/")),
    Kind("calendar", EMPLOYEE, at("/w/calendar/?year=2026")),
    Kind("calendar-provisional", ADMIN, at("/w/calendar/?year=2027")),
    Kind("announce", ADMIN, at("/w/calendar/announce/")),
    Kind("lay", ADMIN, at("/w/calendar/lay/")),
    Kind("rules", UNION, at("/w/rules/?chapter=PRO")),
    Kind("rules-none", EMPLOYEE, at("/w/rules/?q=zzzz")),
    Kind("rule", UNION, at("/w/rules/PRO-48/")),
    Kind("rule-by-place", EMPLOYEE, at("/w/rules/CON-79/")),
    Kind("rule-propose", UNION, at("/w/rules/PRO-23/propose/")),
    Kind("rule-change", UNION, lambda: Override.objects.waiting().get().get_absolute_url()),
    Kind("inbox", HANDLER, at("/w/inbox/")),
    Kind("inbox-empty", EMPLOYEE, at("/w/inbox/")),
    Kind("profile", REPRESENTATIVE, at("/w/profile/")),
    Kind("units", ADMIN, at("/w/units/"), "15-admin-org"),
    Kind("unit", ADMIN, lambda: f"/w/units/{Unit.objects.get(code='XF').pk}/"),
    Kind("people", BRANCH, at("/w/people/")),
    Kind("person", ADMIN, lambda: f"/w/people/{Person.objects.get(name=HANDLER).pk}/"),
    Kind("pairs", ADMIN, at("/w/pairs/")),
    Kind("pair", "柳承业", lambda: PairedAct.objects.get(kind="calendar-unit").get_absolute_url()),
    Kind("unit-rename", ADMIN, lambda: f"/w/units/{Unit.objects.get(code='XF').pk}/rename/"),
    Kind("unit-calendar", ADMIN, lambda: f"/w/units/{Unit.objects.get(code='XF').pk}/calendar/"),
    Kind("personal", UNION, lambda: f"/w/people/{Person.objects.get(name='何静').pk}/personal/"),
    Kind("grants", ADMIN, at("/w/grants/")),
    Kind("import-people", BRANCH, at("/w/import/people/")),
    Kind("disclosure", EMPLOYEE, at("/w/disclosure/"), "10-disclosure-portal"),
    Kind("disclosure-opened", EMPLOYEE, at("/w/disclosure/opened/?goal=Z")),
    Kind("disclosure-item", BRANCH, lambda: _publication(title__contains="先进职工"), "11-disclosure-item"),
    Kind("disclosure-corrected", UNION, lambda: _publication(versions__number=2)),
    Kind("disclosure-desk", UNION, at("/w/disclosure/desk/")),
    Kind("disclosure-version", UNION, lambda: Version.objects.get(state="review").get_absolute_url()),
    Kind("disclosure-draft", UNION, lambda: f"{_silent().get_absolute_url()}draft/"),
    Kind("disclosure-slip", "卫秉正", lambda: f"{Version.objects.get(state='review').get_absolute_url()}pass_review/"),
    Kind("disclosure-remarks", UNION, at("/w/disclosure/remarks/")),
    Kind("disclosure-openings", EMPLOYEE, at("/w/disclosure/opened/?goal=P")),
    Kind("disclosure-team", "杜海燕", lambda: f"/w/disclosure/teams/{Unit.objects.get(code='XF-T1').pk}/"),
    Kind("disclosure-hand-in", "杜海燕", lambda: f"{_silent('XF-T1').get_absolute_url()}hand_in/"),
    Kind("disclosure-owed", BRANCH, lambda: Obligation.objects.filter(item__code="D01").first().get_absolute_url()),
    Kind("disclosure-conformity", "孟繁星", lambda: f"/w/disclosure/conformity/?unit={Unit.objects.get(code='XF').pk}"),
    Kind("disclosure-withholding", UNION, lambda: Withholding.objects.get().get_absolute_url()),
    Kind("targets", UNION, at("/w/evaluation/targets/")),
    Kind("targets-new", UNION, at("/w/evaluation/targets/new/")),
    Kind("dashboard", UNION, at("/w/evaluation/dashboard/")),
    Kind("standings", UNION, at("/w/evaluation/standings/")),
    Kind("union-points", UNION, at("/w/evaluation/points/")),
    Kind("inspections", UNION, at("/w/evaluation/inspections/")),
    Kind("inspection-findings", UNION, at("/w/evaluation/inspections/findings/")),
    Kind("inspection-new", UNION, at("/w/evaluation/inspections/new/")),
    Kind("awards", UNION, at("/w/evaluation/awards/")),
    Kind("award-campaign", EMPLOYEE, lambda: Campaign.objects.get(state="awards_called").get_absolute_url()),
    Kind("award-name", BRANCH, lambda: Nomination.objects.get(state="award_unit_notice").get_absolute_url()),
    Kind("award-review", UNION, lambda: Nomination.objects.get(state="award_upper_notice").get_absolute_url()),
    Kind(
        "award-nominate", BRANCH, lambda: f"{Campaign.objects.get(state='awards_called').get_absolute_url()}nominate/"
    ),
    Kind(
        "award-object",
        EMPLOYEE,
        lambda: f"{Nomination.objects.get(state='award_unit_notice').get_absolute_url()}raise_objection/",
    ),
    Kind("award-certificate", EMPLOYEE, lambda: _certificate("award_given"), "18-certificate"),
    Kind("award-withdrawn", EMPLOYEE, lambda: _certificate("award_withdrawn")),
    Kind("award-new", UNION, at("/w/evaluation/awards/new/")),
    Kind("honours", EMPLOYEE, at("/w/evaluation/awards/honours/")),
    Kind("rights", EMPLOYEE, at("/w/rights/")),
    Kind("rights-own", REPRESENTATIVE, at("/w/rights/own/?what=proposals")),
    Kind("foundations", UNION, at("/w/foundations/")),
    Kind("foundations-unit", BRANCH, lambda: f"/w/foundations/{Unit.objects.get(code='XF').pk}/2026/"),
    Kind("leading-group", BRANCH, lambda: f"/w/foundations/{Unit.objects.get(code='XF').pk}/group/"),
    Kind("duty-books", BRANCH, lambda: f"/w/foundations/{Unit.objects.get(code='XF').pk}/2026/books/"),
    Kind("duty-books-own", EMPLOYEE, at("/w/foundations/books/")),
    Kind("publicity", EMPLOYEE, at("/w/publicity/")),
    Kind("publicity-held", EMPLOYEE, lambda: _publicity("publicity_held", 0)),
    Kind("publicity-today", UNION, lambda: _publicity("publicity_planned", 1)),
    Kind("publicity-code", UNION, lambda: f"{_publicity('publicity_planned', 1)}code/"),
    Kind("publicity-sign-in", EMPLOYEE, lambda: f"{_publicity('publicity_planned', 1)}sign-in/?code=123456"),
    Kind("publicity-new", UNION, at("/w/publicity/new/")),
    Kind("error-403", EMPLOYEE, at("/w/people/"), "403"),
    Kind("error-404", UNION, at("/w/nowhere/"), "404"),
)
