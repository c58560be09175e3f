"""The count of a vote and its declared result. The rule declares; people only count, and two of them must agree.

A declared vote has no step that leads back: a further round or a correction is a row of its own (F44, CON-81).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused, step

from .. import balloting, defects, notices
from ..counting import agreed_sheets, fill, fill_from_box, tally_of
from ..law import law_for
from ..models import Amendment, Candidate, CandidateCount, TellerSheet, Venue, Vote
from ..resolving import draw
from ..rules import catalogue as rule
from ..rules.counting import Line
from ..rules.deciding import SECRET, Outcome, decide, line_of, shows_only_outcome
from ..rules.electing import elect
from ..rules.matters import PROCEDURE
from .amending import settle_amendment
from .voting import matter_of

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law

State, Method, Form = Vote.State, Vote.Method, Vote.Form


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
        matter = matter_of(vote)
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
