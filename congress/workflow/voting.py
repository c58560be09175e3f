"""A vote from its question to its declared result. The rule declares; people only count, and two of them must agree.

A declared vote has no step that leads back: a further round or a correction is a row of its own (F44, CON-81).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused, step

from .. import balloting, defects, notices
from ..counting import agreed_sheets, fill, fill_from_box, tally_of
from ..law import law_for
from ..models import (
    AgendaItem,
    Amendment,
    Candidate,
    CandidateCount,
    CongressSession,
    PaperVersion,
    TellerSheet,
    Venue,
    Vote,
)
from ..resolving import draw
from ..rules import catalogue as rule
from ..rules.counting import Line
from ..rules.deciding import SECRET, Outcome, check_vote, decide, line_of, shows_only_outcome
from ..rules.electing import contest, elect, winners
from ..rules.matters import PROCEDURE, Right
from ..rules.quorum import Quorum, quorum
from .amending import check_settled, settle_amendment
from .attending import count_hall

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law

State, Method, Form = Vote.State, Vote.Method, Vote.Form
Session = CongressSession.State
RUNNING = (State.OPEN, State.COUNTING, State.COUNTED)


@step(AgendaItem, leaves=["planned", "now"], needs="congress.convene", says="拟定表决")
def draft_vote(
    item: AgendaItem, by: Person, *, at: datetime, question: str, method: str, version: PaperVersion | None = None,
    seats: int | None = None, candidates: Sequence[Person] = (), items: int = 1,
) -> Vote:  # fmt: skip
    """Write the question of a vote, or the slate of an election, on an item of the agenda. Rules CON-66 to CON-68, CON-70.

    Raises Refused for a bundle of drafts, an item that was not notified, hands where secrecy is due, or a bad slate.
    """
    if not question.strip():
        raise Refused("请写明表决的事项。", rule=rule.ITEM_BY_ITEM)
    session = item.session
    check_settled(item)
    _check_manner(item, method, items)
    if item.votes.filter(question=question.strip()).exclude(state=State.STOPPED).exists():
        raise Refused(
            "这个事项已经有一次表决。", rule=rule.ONLY_BY_VOTE, remedy="需要再次投票的，从上一次的结果发起下一轮。"
        )
    if version is not None and version.paper.item_id != item.pk:
        raise Refused("这份材料不属于这项议程。")
    is_election = item.right == Right.ELECT or bool(candidates)
    if is_election:
        _check_slate(session, seats, candidates)
    vote = Vote.objects.create(
        session=session, item=item, version=version, question=question.strip(), method=method,
        form=Form.ELECTION if is_election else Form.DECISION, seats=seats if is_election else None,
    )  # fmt: skip
    Candidate.objects.bulk_create(
        Candidate(vote=vote, person=person, order=order) for order, person in enumerate(candidates, 1)
    )
    return vote


def _check_manner(item: AgendaItem, method: str, items: int = 1) -> None:
    """What can be judged before anybody is in the hall: the same check as at the opening, with a quorum taken as met."""
    check_vote(
        right=item.right, matter=item.matter, method=method, items=items, quorum=Quorum(1, 1), law=law_for(item.session),
        on_agenda=item.is_noticed or item.matter == PROCEDURE or item.session.noticed_at is None,
    )  # fmt: skip


def _check_slate(session: CongressSession, seats: int | None, candidates: Sequence[Person]) -> None:
    if not seats or seats < 1:
        raise Refused("请填写应选人数。", rule=rule.TOO_MANY_NAMES)
    if len(set(candidates)) < len(candidates):
        raise Refused("候选人有重复。", rule=rule.TOO_MANY_NAMES)
    contest(len(candidates), seats)
    counting = session.offices.filter(office__in=["teller", "scrutineer"], person__in=candidates)
    if one := counting.select_related("person").first():
        raise Refused(f"{one.person}是{one.get_office_display()}，不能同时是候选人。", rule=rule.TELLERS)


def _judge_running(vote: Vote, by: Any, at: datetime) -> None:
    if not vote.session.is_open:
        raise Refused("会议没有在进行，不能表决。")
    if other := vote.session.votes.filter(state__in=RUNNING).exclude(pk=vote.pk).first():
        raise Refused(f"“{other.question}”还没有宣布结果。", rule=rule.ITEM_BY_ITEM, remedy="一次只表决一项。")


@step(Vote, leaves=[State.DRAFT], reaches=State.OPEN, needs="congress.convene", judge=_judge_running, says="开始表决")
def open_vote(
    vote: Vote, by: Person, *, at: datetime, counted: int, keeper: Person | None = None, minutes: int = 20
) -> None:  # fmt: skip
    """Open a vote with `counted` representatives in the hall; roll, line and law are frozen with it (F36).

    On the phone a `keeper` stands beside, and the box closes by itself after so many `minutes`. Raises Refused without
    quorum by the smaller of count and check-in (CON-62), off the notified agenda, in a form that the matter does not
    allow, or secretly without two tellers and a scrutineer (CON-75).
    """
    session, item, law = vote.session, vote.item, law_for(vote.session)
    if item.state != AgendaItem.State.NOW:
        raise Refused("这项议程没有在进行。", rule=rule.TOPICS, remedy="请先进行这项议程。")
    matter = _matter_of(vote)
    if matter == item.matter:
        check_settled(item)
    roll = count_hall(session, by, at, counted)
    check_vote(
        right=item.right, matter=matter, method=vote.method, law=law,
        on_agenda=item.is_noticed or item.matter == PROCEDURE,
        quorum=quorum(session.total or 0, roll.checked_in, roll.counted, law=law, matter=item.matter),
    )  # fmt: skip
    if vote.method != Method.HANDS:
        _check_tellers(vote)
    vote.total, vote.checked_in, vote.roll_called, vote.opened_at = session.total, roll.checked_in, roll.counted, at
    vote.line, vote.law = line_of(law, item.matter).value, law.profile.name[:60]
    if vote.method == Method.BALLOT:
        if keeper is None:
            raise Refused("请选择在场的监票人或者计票人。", rule=rule.TELLERS)
        present = session.attendees.voters().present().values_list("person", flat=True)
        balloting.start(vote, by, keeper, list(present), at=at, closes_at=at + timedelta(minutes=minutes))


def _matter_of(vote: Vote) -> str:
    """What an amendment settles is the text to be voted on: a matter of procedure, by hands (CON-67)."""
    return PROCEDURE if Amendment.objects.filter(vote=vote).exists() else vote.item.matter


def _check_tellers(vote: Vote) -> None:
    held = list(vote.session.offices.values_list("office", "person"))
    tellers = {person for office, person in held if office == "teller"}
    scrutineers = {person for office, person in held if office == "scrutineer"}
    if len(tellers) < 2 or not scrutineers:
        raise Refused(
            f"现有计票人 {len(tellers)} 名、监票人 {len(scrutineers)} 名，至少要 2 名计票人、1 名监票人。", rule=rule.TELLERS,
            remedy="请在“会议职责”里确定。",
        )  # fmt: skip
    names = set(vote.candidates.values_list("person", flat=True))
    if names & (tellers | scrutineers):
        raise Refused("候选人不能计票、监票。", rule=rule.TELLERS)


def _judge_close(vote: Vote, by: Any, at: datetime) -> None:
    if vote.method == Method.BALLOT:
        raise Refused("手机投票由监票人、计票人封箱，到时间自动封箱。", rule=rule.TELLERS)


@step(Vote, leaves=[State.OPEN], reaches=(State.COUNTING, State.COUNTED), needs="congress.convene", judge=_judge_close, says="结束表决")  # fmt: skip
def close_vote(vote: Vote, by: Person, *, at: datetime, yes: int = 0, no: int = 0, abstain: int = 0) -> None:
    """End the voting. A show of hands is counted with it; paper goes to the tellers.

    Raises Refused when more hands were counted than people are in the hall (CON-69).
    """
    if at < (vote.opened_at or at):
        raise Refused("结束时间早于开始时间，请核对服务器的时钟。")
    vote.closed_at = at
    if vote.method != Method.HANDS:
        vote.state = State.COUNTING
        return
    if yes + no + abstain > (vote.present or 0):
        raise Refused(
            f"赞成 {yes}、反对 {no}、弃权 {abstain}，合计 {yes + no + abstain} 票，多于到会的 {vote.present} 人。",
            rule=rule.IDENTITIES, remedy="请重新清点。",
        )  # fmt: skip
    vote.yes, vote.no, vote.abstain, vote.invalid = yes, no, abstain, 0
    vote.state = State.COUNTED


def _only_the_box(vote: Vote, by: Any) -> str:
    return "" if by is SYSTEM else "手机投票由票箱计票，不用手工登记。"


@step(Vote, leaves=[State.OPEN], reaches=State.COUNTING, only=_only_the_box, says="封箱")
def box_closed(vote: Vote, by: Any, *, at: datetime) -> None:
    """The box was closed by its keepers or by the clock: nobody can cast any more."""
    vote.closed_at = at


@step(Vote, leaves=[State.COUNTING], reaches=State.COUNTED, only=_only_the_box, says="开箱计票")
def take_counts(vote: Vote, by: Any, *, at: datetime) -> None:
    """The keepers opened the box: its counts, phone and paper together, go into the same procedure as any other's."""
    box = balloting.box_of(vote)
    if box is None or box.result is None:
        raise Refused("票箱还没有打开。", rule=rule.TELLERS)
    fill_from_box(vote, box.result, balloting.issued(box))


def _only_tellers(vote: Vote, by: Person) -> str:
    is_teller = vote.session.offices.filter(office="teller", person=by).exists()
    return "" if is_teller else "计票单由计票人本人登录填报。"


def _judge_sheet(vote: Vote, by: Any, at: datetime) -> None:
    if vote.method != Method.PAPER:
        raise Refused("这次表决不用计票单。")


@step(Vote, leaves=[State.COUNTING], reaches=(State.COUNTING, State.COUNTED), only=_only_tellers, judge=_judge_sheet, says="填报计票单")  # fmt: skip
def enter_sheet(
    vote: Vote, by: Person, *, at: datetime, issued: int, returned: int, yes: int = 0, no: int = 0, abstain: int = 0,
    invalid: int = 0, venue: Venue | None = None, votes: Mapping[int, int] | None = None,
) -> None:  # fmt: skip
    """One teller's count of one venue. When two tellers agree at every venue, the vote is counted (CON-73, CON-75).

    Raises Refused when the parts are not the ballots returned (CON-69): somebody counts again; nothing that was typed is
    lost. More ballots than were given out is not refused: it voids the ballot when the result is declared.
    """
    session = vote.session
    if venue is not None and venue.session_id != session.pk:
        raise Refused("这个会场不属于本次会议。")
    venue = venue or session.venues.first()
    votes = dict(votes or {})
    if vote.form == Form.DECISION and yes + no + abstain + invalid != returned:
        raise Refused(
            f"赞成 {yes}、反对 {no}、弃权 {abstain}、无效 {invalid}，合计 {yes + no + abstain + invalid} 张，"
            f"收回 {returned} 张，不相符。",
            rule=rule.IDENTITIES, remedy="请重新清点选票，再填报。",
        )  # fmt: skip
    if vote.form == Form.ELECTION:
        _check_counts(vote, returned, invalid, votes)
    sheet, _ = TellerSheet.objects.update_or_create(
        vote=vote, venue=venue, teller=by,
        defaults={
            "issued": issued, "returned": returned, "yes": yes, "no": no, "abstain": abstain, "invalid": invalid, "at": at,
        },
    )  # fmt: skip
    sheet.counts.all().delete()
    CandidateCount.objects.bulk_create(
        CandidateCount(sheet=sheet, candidate=one, votes=votes.get(one.pk, 0)) for one in vote.candidates.all()
    )
    if (sheets := agreed_sheets(vote)) is not None:
        fill(vote, sheets)
        vote.state = State.COUNTED


def _check_counts(vote: Vote, returned: int, invalid: int, votes: Mapping[int, int]) -> None:
    """No candidate has more votes than valid ballots, nor all together more than seats on each of them. Rule CON-70."""
    valid = returned - invalid
    names = {one.pk: str(one.person) for one in vote.candidates.select_related("person")}
    if valid < 0:
        raise Refused(
            f"无效 {invalid} 张，多于收回的 {returned} 张。", rule=rule.IDENTITIES, remedy="请重新清点选票，再填报。"
        )
    for pk, name in names.items():
        if votes.get(pk, 0) > valid:
            raise Refused(
                f"{name}得 {votes[pk]} 票，多于有效票 {valid} 张。", rule=rule.IDENTITIES, remedy="请重新清点。"
            )
    if sum(votes.get(pk, 0) for pk in names) > valid * (vote.seats or 0):
        raise Refused(
            f"各候选人合计 {sum(votes.values())} 票，多于有效票 {valid} 张 × 应选 {vote.seats} 人。", rule=rule.TOO_MANY_NAMES,
            remedy="选票上多选的应当计为无效票。",
        )  # fmt: skip


def _only_declarer(vote: Vote, by: Person) -> str:
    """Hands: the desk or the chair. Paper and box: the scrutineer, who is neither of the tellers (CON-75)."""
    offices = set(vote.session.offices.filter(person=by).values_list("office", flat=True))
    if vote.method == Method.HANDS:
        may = "chair" in offices or by.may("congress.convene", vote.unit)
        return "" if may else "举手表决的结果由执行主席或者工会宣布。"
    return "" if "scrutineer" in offices else "计票结果由监票人确认后宣布。"


@step(Vote, leaves=[State.COUNTED], reaches=State.DECLARED, only=_only_declarer, says="宣布结果")
def declare(vote: Vote, by: Person, *, at: datetime) -> None:
    """Let the rule declare what was counted, on all representatives; a passed decision becomes a resolution (F21, F35)."""
    law = law_for(vote.session)
    vote.declared_at, vote.declared_by = at, by
    vote.hides_counts = vote.method in SECRET and shows_only_outcome(vote.returned or 0, law)
    if vote.method == Method.BALLOT:
        balloting.publish(vote)
    if vote.form == Form.ELECTION:
        _declare_election(vote, law)
    else:
        matter = _matter_of(vote)
        decision = decide(
            total=vote.total, present=vote.checked_in, roll_calls=[vote.roll_called], tally=tally_of(vote), law=law,
            line=line_of(law, vote.item.matter), method=vote.method, matter=matter, right=vote.item.right,
        )  # fmt: skip
        vote.outcome, vote.sentence = decision.outcome.value, _told(vote, decision.outcome, decision.sentence)
        if decision.outcome is Outcome.PASSED and matter != PROCEDURE:
            draw(vote, at)
        if (amendment := Amendment.objects.filter(vote=vote).first()) is not None:
            settle_amendment(amendment, SYSTEM, at=at, passed=decision.outcome is Outcome.PASSED)
    if vote.corrects_id:
        defects.note(
            vote.session, f"corrected-{vote.corrects_id}", f"“{vote.question}”的结果作过更正：{vote.because}",
            rule.ONLY_BY_VOTE, at=at, item=vote.item,
        )  # fmt: skip
    notices.declared(vote)


def _told(vote: Vote, outcome: Outcome, sentence: str, elected: str = "") -> str:
    """What everybody reads of a result: of a secret ballot of a few only what came out of it (CON-76)."""
    if vote.hides_counts:
        sentence = f"{outcome.says}。{elected}参加投票的人太少，不公布票数（{rule.SMALL_GROUP.id}）。"
    return sentence[:400]


def _declare_election(vote: Vote, law: Law) -> None:
    """Mark who is elected, on all representatives; a tie or an empty seat waits for the next round (CON-71)."""
    candidates = {one.pk: one for one in vote.candidates.select_related("person")}
    result = elect(
        total=vote.total or 0, present=vote.checked_in, roll_calls=[vote.roll_called], seats=vote.seats or 0, law=law,
        votes={pk: one.votes or 0 for pk, one in candidates.items()}, line=Line(vote.line), issued=vote.issued or 0,
        returned=vote.returned or 0, invalid=vote.invalid or 0,
    )  # fmt: skip
    names = "、".join(str(one.person) for pk, one in candidates.items() if pk in result.elected)
    vote.outcome = result.outcome.value
    vote.sentence = _told(vote, result.outcome, result.sentence, f"当选：{names}。" if names else "")
    Candidate.objects.filter(pk__in=[pk for pk in candidates if pk in result.elected]).update(is_elected=True)


def _next_slate(vote: Vote) -> tuple[int, list[Person]]:
    """The reduced slate: those who tied, or the next by votes (CON-71, F47)."""
    candidates = {one.pk: one for one in vote.candidates.select_related("person")}
    votes: dict[Hashable, int] = {pk: one.votes or 0 for pk, one in candidates.items()}
    _elected, again = winners(votes, vote.seats or 0, vote.total or 0, Line(vote.line))
    if again is None or not again.slate:
        raise Refused("候选人已经选完，须另行提名。", rule=rule.NEVER_BY_LOT, remedy="请在这项议程另行拟定选举。")
    return again.seats, [candidates[pk].person for pk in again.slate if isinstance(pk, int)]


@step(Vote, leaves=[State.DRAFT, State.OPEN, State.COUNTING, State.COUNTED], reaches=State.STOPPED, needs="congress.convene", says="中止表决")  # fmt: skip
def stop_vote(vote: Vote, by: Person, *, at: datetime, because: str) -> None:
    """Stop a vote before its result was declared, for a reason that stays beside it: a quorum lost, a wrong question."""
    if not because.strip():
        raise Refused("请写明为什么中止，原因会留在记录里。", rule=rule.ONLY_BY_VOTE)
    if vote.method == Method.BALLOT:
        balloting.stop(vote, because.strip())
    vote.because, vote.closed_at = because.strip()[:200], vote.closed_at or at


def _judge_again(vote: Vote, by: Any, at: datetime) -> None:
    if not vote.session.is_open:
        raise Refused("会议没有在进行，不能再次投票。")
    if Vote.objects.filter(follows=vote).exists():
        raise Refused("下一轮已经拟定。")
    if vote.outcome == Outcome.PASSED:
        raise Refused("这次表决已经有结果，不能再投。", rule=rule.ONLY_BY_VOTE)
    if Amendment.objects.filter(vote=vote).exists():
        raise Refused("修正案没有下一轮。", rule=rule.ITEM_BY_ITEM, remedy="中止的请在修正案页面重新提交表决。")


@step(Vote, leaves=[State.DECLARED, State.STOPPED], needs="congress.convene", judge=_judge_again, says="发起下一轮")
def further_round(vote: Vote, by: Person, *, at: datetime) -> Vote:
    """Draw up the next round: the same question after a void ballot, or a reduced slate for the seats left (CON-71, F47)."""
    seats, people = vote.seats, [one.person for one in vote.candidates.select_related("person")]
    if vote.form == Form.ELECTION and vote.state == State.DECLARED and vote.outcome == Outcome.REJECTED:
        seats, people = _next_slate(vote)
    elif vote.form == Form.DECISION and vote.outcome == Outcome.REJECTED:
        raise Refused(
            "没有通过的事项修改后作为新的版本提交，不能原样再投。",
            rule=rule.RESUBMIT,
            remedy="请修改材料，另行拟定表决。",
        )
    made = Vote.objects.create(
        session=vote.session, item=vote.item, version=vote.version, question=vote.question, form=vote.form,
        method=vote.method, round=vote.round + 1, follows=vote, seats=seats,
    )  # fmt: skip
    Candidate.objects.bulk_create(
        Candidate(vote=made, person=person, order=order) for order, person in enumerate(people, 1)
    )
    return made


def _judge_wrong(vote: Vote, by: Any, at: datetime) -> None:
    if vote.method != Method.PAPER:
        raise Refused("只有纸质计票可以更正。", rule=rule.ONLY_BY_VOTE)
    if Vote.objects.filter(corrects=vote).exists():
        raise Refused("这个结果已经在更正。")
    if vote.session.state == Session.ARCHIVED:
        raise Refused("会议已经归档，结果不能更正。", rule=rule.ARCHIVE)


@step(Vote, leaves=[State.DECLARED], needs="congress.convene", judge=_judge_wrong, says="更正计票结果")
def correct_vote(vote: Vote, by: Person, *, at: datetime, because: str) -> Vote:
    """Count the same ballots again as a record of its own; the first result stays, and the session carries a defect (F44)."""
    if not because.strip():
        raise Refused("请写明哪里数错了。", rule=rule.ONLY_BY_VOTE)
    made = Vote.objects.create(
        session=vote.session, item=vote.item, version=vote.version, question=vote.question, form=vote.form,
        method=vote.method, round=vote.round, corrects=vote, seats=vote.seats, state=State.COUNTING, line=vote.line,
        law=vote.law, total=vote.total, checked_in=vote.checked_in, roll_called=vote.roll_called,
        opened_at=vote.opened_at, closed_at=vote.closed_at, because=because.strip()[:200],
    )  # fmt: skip
    Candidate.objects.bulk_create(
        Candidate(vote=made, person_id=one.person_id, order=one.order) for one in vote.candidates.all()
    )
    defects.note(
        vote.session, f"correcting-{vote.pk}", f"“{vote.question}”的计票结果正在更正：{because.strip()}", rule.ONLY_BY_VOTE,
        at=at, item=vote.item,
    )  # fmt: skip
    return made
