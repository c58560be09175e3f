"""Elections in a constituency: called, nominated, voted, counted by rule, published; further rounds, recall (CON-27 to CON-37)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.rulebook import law
from ymdm.workflow import SYSTEM, Refused, step

from .. import polling
from .. import roll_notices as notices
from ..models import CongressTerm, Constituency, Delegation, Election, Mandate, Nominee
from ..posts import guess
from ..rules import catalogue as rule
from ..rules.counting import Line, line_called
from ..rules.deciding import Outcome
from ..rules.electing import elect_in_constituency, recall, winners
from ..rules.quorum import Quorum
from .mandates import give_mandate
from .seats import end_mandate

State, Kind = Election.State, Election.Kind


@step(Constituency, needs="congress.keep_roll", says="组织选举")
def call_election(
    constituency: Constituency, by: Person, *, at: datetime, held_on: date, place: str, seats: int,
    method: str = Election.Method.PAPER,
) -> Election:  # fmt: skip
    """Set up an election of so many representatives: of the term, or a by-election once somebody has sat here (CON-33).

    Raises Refused for more seats than are vacant, a day gone by, or while another election of the constituency runs.
    """
    _check_day(constituency, held_on, at)
    day = _day(constituency.term, at)
    vacant = constituency.seats - constituency.mandates.in_force(day).count()
    if not 1 <= seats <= vacant:
        raise Refused(
            f"{constituency}名额 {constituency.seats} 名，空缺 {max(vacant, 0)} 名，不能选 {seats} 名。", rule=rule.VACANCY,
            remedy="" if vacant > 0 else "请先分配名额，或者等代表出缺。",
        )  # fmt: skip
    kind = Kind.BY_ELECTION if constituency.mandates.ended(day).exists() else Kind.TERM
    return Election.objects.create(
        constituency=constituency, kind=kind, method=method, held_on=held_on, place=place.strip(), seats=seats
    )


def _day(term: CongressTerm, at: datetime) -> date:
    """The day on which a seat counts as held: before a term begins, those who were elected for it hold theirs already."""
    return max(timezone.localdate(at), term.begins_on)


def _judge_recall(mandate: Mandate, by: Any, at: datetime) -> None:
    if not mandate.is_in_force(timezone.localdate(at)):
        raise Refused(f"{mandate.person}的代表资格已经终止。", rule=rule.MANDATE_ENDS)
    if mandate.constituency is None:
        raise Refused("这名代表没有登记选区，不能由选区投票。", rule=rule.RECALL_LINE)


@step(Mandate, needs="congress.keep_roll", judge=_judge_recall, says="提请罢免")
def call_recall(
    mandate: Mandate, by: Person, *, at: datetime, held_on: date, place: str, because: str,
    method: str = Election.Method.PAPER,
) -> Election:  # fmt: skip
    """Put the recall of a representative to the constituency (CON-34), for a reason that everybody there reads."""
    if not because.strip():
        raise Refused("请写明提请罢免的理由。", rule=rule.RECALL_LINE)
    constituency = Constituency.objects.get(mandates=mandate)
    _check_day(constituency, held_on, at)
    return Election.objects.create(
        constituency=constituency, kind=Kind.RECALL, method=method, mandate=mandate, held_on=held_on, place=place.strip(),
        because=because.strip()[:200],
    )  # fmt: skip


def _check_day(constituency: Constituency, held_on: date, at: datetime) -> None:
    if held_on < timezone.localdate(at):
        raise Refused("投票日期已经过去。", rule=rule.ELECTION_VALID)
    if held_on > constituency.term.ends_on:
        raise Refused("投票日期在本届届满以后。", rule=rule.TERM_LONGEST)
    if running := constituency.elections.filter(state__in=[State.NOMINATING, State.VOTING, State.DECIDED]).first():
        raise Refused(f"{running}还没有结束。", remedy="请先公布结果，或者中止它。")


def _judge_slate(election: Election, by: Any, at: datetime) -> None:
    if election.kind == Kind.RECALL:
        raise Refused("罢免投票没有候选人。", rule=rule.RECALL_LINE)


@step(Election, leaves=[State.NOMINATING], needs="congress.keep_roll", judge=_judge_slate, says="提名候选人")
def put_up(election: Election, by: Person, *, at: datetime, people: list[Person], nominated_by: str = "") -> int:
    """Put employees of the constituency on the slate (CON-37); returns how many names it has now."""
    constituency = election.constituency
    held = constituency.term.mandates.in_force(_day(constituency.term, at))
    sitting = set(held.values_list("person", flat=True))
    there = set(election.nominees.values_list("person", flat=True))
    units = list(constituency.units.all())
    for person in people:
        if not any(person.unit.is_within(unit) for unit in units) or person.left_on:
            raise Refused(f"{person}不是{constituency}的职工。", rule=rule.ELECTION_VALID)
        if person.pk in sitting:
            raise Refused(f"{person}已经是本届代表。", rule=rule.VACANCY)
    fresh = [one for one in people if one.pk not in there]
    if not fresh:
        raise Refused("这些人已经在候选人名单上。")
    Nominee.objects.bulk_create(
        Nominee(election=election, person=one, order=order, nominated_by=nominated_by.strip()[:60])
        for order, one in enumerate(fresh, len(there) + 1)
    )
    return len(there) + len(fresh)


@step(Election, leaves=[State.NOMINATING], needs="congress.keep_roll", judge=_judge_slate, says="撤下候选人")
def take_down(election: Election, by: Person, *, at: datetime, nominee: Nominee) -> None:
    """Take a name off the slate before the voting."""
    if nominee.election_id != election.pk:
        raise Refused("这个人不在名单上。")
    nominee.delete()
    for order, one in enumerate(election.nominees.all(), 1):
        Nominee.objects.filter(pk=one.pk).update(order=order)


@step(Election, leaves=[State.NOMINATING], reaches=State.VOTING, needs="congress.keep_roll", says="开始投票")
def begin_election(
    election: Election, by: Person, *, at: datetime, keeper: Person | None = None, minutes: int = 480
) -> None:
    """Freeze how many employees the constituency has; the constituency is told who stands and when.

    On the phone a `keeper` stands beside, the employees of this moment are the roll, and the box closes by itself after so
    many `minutes`. Raises Refused for fewer candidates than seats in the first round, or nobody to vote.
    """
    names = election.nominees.count()
    if election.kind != Kind.RECALL and (names < 1 or (names < (election.seats or 0) and election.follows_id is None)):
        raise Refused(
            f"候选人 {names} 名，少于应选的 {election.seats} 名。",
            rule=rule.MORE_CANDIDATES,
            remedy="请补充提名候选人。",
        )
    election.employees = election.constituency.voters().count()
    if not election.employees:
        raise Refused(f"{election.constituency}名册上没有职工。", rule=rule.ELECTION_VALID)
    here = law(election.unit, timezone.localdate(at))
    by_rule = rule.RECALL_LINE if election.kind == Kind.RECALL else rule.ELECTION_LINE
    election.line = line_called(by_rule.under(here).number).value
    if election.method == Election.Method.BALLOT:
        _judge_day(election, by, at)
        polling.start(election, by, keeper, at=at, minutes=minutes)
    notices.voting(election)


def _judge_day(election: Election, by: Any, at: datetime) -> None:
    if timezone.localdate(at) < election.held_on:
        raise Refused(f"投票是{election.held_on:%-m月%-d日}，还没有到。", rule=rule.ELECTION_VALID)


def _judge_count(election: Election, by: Any, at: datetime) -> None:
    if election.method == Election.Method.BALLOT:
        raise Refused("手机投票由票箱计票，不用手工登记。", rule=rule.TELLERS)
    _judge_day(election, by, at)


@step(Election, leaves=[State.VOTING], reaches=State.DECIDED, needs="congress.keep_roll", judge=_judge_count, says="登记计票结果")  # fmt: skip
def count_election(
    election: Election, by: Person, *, at: datetime, participants: int, tellers: str, scrutineer: str,
    votes: Mapping[int, int] | None = None, yes: int = 0,
) -> None:  # fmt: skip
    """Let the rule decide what was counted: two thirds took part, and the line of all employees (CON-28, CON-29, CON-34).

    `votes` by nominee. Raises Refused for counts that cannot be: nothing is kept, they are counted again.
    """
    names = {name.strip() for name in tellers.replace("，", "、").split("、") if name.strip()}
    if len(names) < 2 or not scrutineer.strip() or scrutineer.strip() in names:
        raise Refused("请写明两名计票人和一名监票人，不是同一个人。", rule=rule.TELLERS)
    slate = {one.pk: one for one in election.nominees.select_related("person")}
    if {str(one.person) for one in slate.values()} & (names | {scrutineer.strip()}):
        raise Refused("候选人不能计票、监票。", rule=rule.TELLERS)
    here, base = law(election.unit, timezone.localdate(at)), election.employees or 0
    if participants > base:
        raise Refused(f"参加投票 {participants} 人，多于选区职工 {base} 人。", rule=rule.IDENTITIES, remedy="请核对。")
    decide_round(election, participants, votes or {}, yes, here)
    election.participants, election.decided_at = participants, at
    election.tellers, election.scrutineer = "、".join(sorted(names))[:60], scrutineer.strip()[:30]


def decide_round(election: Election, participants: int, votes: Mapping[int, int], yes: int, here: Any) -> None:
    """Let the rule say what was counted. Raises Refused for counts that cannot be."""
    if election.kind == Kind.RECALL:
        _count_recall(election, participants, yes, here)
        return
    slate = {one.pk: one for one in election.nominees.all()}
    counted: dict[Hashable, int] = {pk: votes.get(pk, 0) for pk in slate}
    result = elect_in_constituency(
        employees=election.employees or 0, participants=participants, votes=counted, seats=election.seats or 0, law=here
    )
    if result.outcome in (Outcome.RECOUNT, Outcome.INSUFFICIENT):
        raise Refused(result.sentence, rule=result.rule, remedy="请重新清点选票，再填报。")
    election.outcome, election.sentence = result.outcome.value, result.sentence[:400]
    for pk, one in slate.items():
        one.votes, one.is_elected = counted[pk], pk in result.elected
    Nominee.objects.bulk_update(slate.values(), ["votes", "is_elected"])


def _count_recall(election: Election, participants: int, yes: int, here: Any) -> None:
    if yes > participants:
        raise Refused(f"赞成 {yes} 票，多于参加投票的 {participants} 人。", rule=rule.IDENTITIES, remedy="请重新清点。")
    turnout = rule.ELECTION_VALID.under(here)
    part = Quorum(election.employees or 0, participants, turnout.fraction)
    election.yes = yes
    if not part.met:
        election.outcome = Outcome.NO_QUORUM.value
        election.sentence = f"选区职工 {election.employees} 人，参加投票 {participants} 人，不足三分之二（至少 {part.needed} 人），投票无效。"
        return
    found = recall(employees=election.employees or 0, yes=yes, law=here)
    election.outcome = (Outcome.PASSED if found.is_met else Outcome.REJECTED).value
    election.sentence = found.sentence


@step(Election, leaves=[State.DECIDED], reaches=State.PUBLISHED, needs="congress.keep_roll", says="公布结果")
def publish_election(
    election: Election, by: Person, *, at: datetime, categories: Mapping[int, str] | None = None
) -> int:
    """Tell the constituency (CON-30). Who was elected gets the seat, who was recalled loses it; returns how many.

    `categories` by person; whom they leave out is guessed from the post, and marked so.
    """
    today, number = timezone.localdate(at), 0
    if election.kind == Kind.RECALL:
        if election.outcome == Outcome.PASSED and election.mandate is not None:
            if election.mandate.is_in_force(today):
                end_mandate(
                    election.mandate, SYSTEM, at=at, on=today, because=Mandate.End.RECALLED, note=election.sentence
                )
            number = 1
    else:
        number = _seat(election, today, at, categories or {})
    election.published_at = at
    if election.method == Election.Method.BALLOT:
        polling.publish(election)
    notices.elected(election)
    return number


def _seat(election: Election, today: date, at: datetime, categories: Mapping[int, str]) -> int:
    constituency, term = election.constituency, election.constituency.term
    delegation = constituency.delegation
    if delegation is None:
        delegation, _ = Delegation.objects.get_or_create(term=term, name=f"{constituency}代表团"[:40])
        Constituency.objects.filter(pk=constituency.pk).update(delegation=delegation)
    elected = list(election.nominees.filter(is_elected=True).select_related("person__unit"))
    for one in elected:
        said = categories.get(one.person_id, "")
        give_mandate(
            term, SYSTEM, person=one.person, delegation=delegation, from_on=max(today, term.begins_on), at=at,
            category=said or guess(one.person.post, one.person.professional_title),
            is_guess=not said, constituency=constituency, election=election,
        )  # fmt: skip
    return len(elected)


def _judge_again(election: Election, by: Any, at: datetime) -> None:
    if election.outcome == Outcome.PASSED:
        raise Refused("已经全部选出，不需要再投。", rule=rule.NEVER_BY_LOT)
    if election.kind == Kind.RECALL and election.outcome == Outcome.REJECTED:
        raise Refused("罢免没有通过，不能原样再投。", rule=rule.RECALL_LINE)
    if Election.objects.filter(follows=election).exists():
        raise Refused("下一轮已经安排。")


@step(Election, leaves=[State.PUBLISHED], needs="congress.keep_roll", judge=_judge_again, says="再次投票")
def repeat_election(election: Election, by: Person, *, at: datetime, held_on: date) -> Election:
    """The next round: the same slate where too few took part, else those who tied or came closest (CON-71)."""
    _check_day(election.constituency, held_on, at)
    seats, people = election.seats, [one.person for one in election.nominees.select_related("person")]
    if election.outcome == Outcome.REJECTED:
        slate = {one.pk: one for one in election.nominees.select_related("person")}
        votes: dict[Hashable, int] = {pk: one.votes or 0 for pk, one in slate.items()}
        _in, again = winners(votes, election.seats or 0, election.employees or 0, Line(election.line))
        seats = again.seats if again else seats
        people = [slate[pk].person for pk in again.slate if isinstance(pk, int)] if again else []
    made = Election.objects.create(
        constituency=election.constituency, kind=election.kind, method=election.method, held_on=held_on,
        place=election.place, seats=seats, mandate=election.mandate, because=election.because,
        round=election.round + 1, follows=election,
    )  # fmt: skip
    Nominee.objects.bulk_create(
        Nominee(election=made, person=person, order=order) for order, person in enumerate(people, 1)
    )
    return made


@step(Election, leaves=[State.NOMINATING, State.VOTING], reaches=State.DROPPED, needs="congress.keep_roll", says="中止选举")  # fmt: skip
def drop_election(election: Election, by: Person, *, at: datetime, because: str) -> None:
    """Stop an election before it was counted, for a reason that stays beside it."""
    if not because.strip():
        raise Refused("请写明中止的原因。", rule=rule.ELECTION_VALID)
    if election.method == Election.Method.BALLOT:
        polling.stop(election, because.strip())
    election.because = because.strip()[:200]
