"""What a vote decides: the procedure after CON-77, on all representatives, in whole numbers (CON-61 to CON-77)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from ymdm.rulebook import Rule
from ymdm.workflow import Refused

from . import catalogue as rule
from .counting import BALLOT, HANDS, PAPER, SECRET, Line, Tally, line_of
from .finding import Number
from .matters import BESIDE, DECISIONS, MATTERS, PROCEDURE, Right, needs_vote
from .quorum import Quorum, check_quorum, smaller_of

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law
__all__ = [
    "BALLOT",
    "HANDS",
    "PAPER",
    "SECRET",
    "Decision",
    "Line",
    "Outcome",
    "Tally",
    "check_vote",
    "decide",
    "line_of",
    "needs_secrecy",
    "shows_only_outcome",
]


class Outcome(StrEnum):
    """What the rule declares; nobody else does (F35)."""

    PASSED = "passed"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"
    BALLOT_VOID = "ballot_void"
    RECOUNT = "recount_required"
    INSUFFICIENT = "insufficient_data"

    @property
    def says(self) -> str:
        return {
            "passed": "通过", "rejected": "未通过", "no_quorum": "不足法定人数", "ballot_void": "投票无效",
            "recount_required": "须重新计票", "insufficient_data": "数据不全",
        }[self.value]  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """The outcome with every number that was used, for the minutes. `remarks` name venues whose own counts do not agree."""

    outcome: Outcome
    sentence: str
    numbers: tuple[Number, ...]
    rule: Rule
    line: Line
    needed: int
    remarks: tuple[str, ...] = ()

    @property
    def may_be_resubmitted(self) -> bool:
        """What was rejected comes back only as a new version."""
        return self.outcome is Outcome.REJECTED

    @property
    def is_held_again(self) -> bool:
        return self.outcome in (Outcome.BALLOT_VOID, Outcome.NO_QUORUM)


def decide(
    *,
    total: int | None,
    present: int | Sequence[int] | None,
    tally: Tally | Sequence[Tally] | None,
    line: Line,
    method: str = PAPER,
    matter: str = "",
    right: Right | str = Right.APPROVE,
    roll_calls: Iterable[int | None] = (),
    share: Fraction | None = None,
    law: Law | None = None,
) -> Decision:
    """The outcome of one vote. Rules CON-61 to CON-73, CON-77.

    `total`       the frozen roll (应到): the base of quorum and majority
    `present`     who had checked in when the vote opened, one number a venue; `roll_calls` are counts of the whole hall
    `tally`       what was counted, one a venue; the venues are summed before anything is judged (CON-73)
    `share`       of the quorum; that of `law` where it is not given, whose amounts and sources are cited
    """
    venues = [tally] if isinstance(tally, Tally) else list(tally or ())
    halls = [present] if isinstance(present, int) else list(present or ())
    here = smaller_of(sum(halls) if halls else None, *roll_calls)
    at_stake = Right(right)
    # (1) profile and matter
    missing = _missing(total, here, venues, method, matter, at_stake)
    counted = sum(venues[1:], venues[0]) if venues and all(one.is_whole for one in venues) else None
    needed = line.needed(total) if total else 0
    numbers = _numbers(total, here, counted, needed, line)
    remarks = _disagreeing(venues, halls) if len(venues) > 1 else ()

    def said(outcome: Outcome, sentence: str, by: Rule) -> Decision:
        return Decision(outcome, sentence, numbers, by, line, needed, remarks)

    if missing or total is None or here is None or counted is None:
        words = f"缺少{'、'.join(missing)}，不能得出结果。"
        return said(Outcome.INSUFFICIENT, words, rule.NOT_ADOPTED.under(law))
    # (2) quorum
    quorum = Quorum(total, here, share or rule.QUORUM.under(law, matter=matter).fraction)
    if here > total:
        return said(Outcome.INSUFFICIENT, quorum.sentence, rule.QUORUM.under(law, matter=matter))
    if not quorum.met:
        return said(Outcome.NO_QUORUM, f"{quorum.sentence}表决无效。", rule.QUORUM.under(law, matter=matter))
    # (3) ballot identities
    if broken := _broken(counted, here):
        return said(broken[0], broken[1], rule.IDENTITIES.under(law))
    taking_part = rule.APPRAISAL_QUORUM.under(law)
    returned = counted.cast if counted.returned is None else counted.returned
    if at_stake is Right.APPRAISE and not Quorum(total, returned, taking_part.fraction).met:
        return said(
            Outcome.NO_QUORUM,
            f"应到 {total} 人，参加评议 {returned} 人，不足{taking_part.number}，评议无效。",
            taking_part,
        )
    # (4) the operator on all representatives; absent, abstaining and invalid are not in favour (CON-63)
    passed = line.reached(counted.yes, total)
    how = f"表决线为全体代表{line.says}（{line.reckons(total)}），须有 {needed} 票赞成，"
    sentence = f"应到 {total} 人，实到 {here} 人；{_votes(counted)}。{how}{'通过。' if passed else f'差 {needed - counted.yes} 票，没有通过。'}"
    # (5)
    return said(Outcome.PASSED if passed else Outcome.REJECTED, sentence, rule.LINE.under(law, matter=matter))


def _missing(
    total: int | None, here: int | None, venues: list[Tally], method: str, matter: str, right: Right
) -> list[str]:
    lacks = []
    if matter and matter not in MATTERS and matter not in BESIDE:
        lacks.append("事项类别")
    if right is Right.NONE and matter not in BESIDE:
        lacks.append("职权")
    if not total or total < 0:
        lacks.append("应到人数")
    if here is None or here < 0:
        lacks.append("实到人数")
    if not venues or not all(venue.is_whole for venue in venues):
        lacks.append("票数")
    elif method in SECRET and any(venue.issued is None for venue in venues):
        lacks.append("发出和收回的票数")
    return lacks


def _broken(counted: Tally, present: int) -> tuple[Outcome, str] | None:
    """Which identity of CON-69 does not hold, if any."""
    if counted.issued is None or counted.returned is None:
        # Hands: whoever raises none is simply not in favour, but there cannot be more hands than people.
        if counted.cast > present:
            return Outcome.BALLOT_VOID, f"清点 {counted.cast} 票，多于到会的 {present} 人，须重新表决。"
        return None
    if counted.issued > present:
        return Outcome.BALLOT_VOID, f"发出 {counted.issued} 张票，多于到会的 {present} 人，投票无效，须重新投票。"
    if counted.returned > counted.issued:
        return (
            Outcome.BALLOT_VOID,
            f"收回 {counted.returned} 张票，多于发出的 {counted.issued} 张，投票无效，须重新投票。",
        )
    if counted.cast != counted.returned:
        return Outcome.RECOUNT, f"各项合计 {counted.cast} 张，收回 {counted.returned} 张，不相符，须重新计票。"
    return None


def _disagreeing(venues: list[Tally], halls: list[int]) -> tuple[str, ...]:
    """The venues are judged as one (CON-73); where one alone does not add up, the minutes say so."""
    return tuple(
        f"第 {number} 会场：{broken[1]}"
        for number, venue in enumerate(venues, 1)
        if venue.is_whole and len(halls) == len(venues) and (broken := _broken(venue, halls[number - 1]))
    )


def _numbers(total: int | None, here: int | None, counted: Tally | None, needed: int, line: Line) -> tuple[Number, ...]:
    found: list[tuple[str, int | None]] = [("应到", total), ("实到", here)]
    if counted:
        found += [("发出", counted.issued), ("收回", counted.returned), ("赞成", counted.yes), ("反对", counted.no)]
        found += [("弃权", counted.abstain), ("无效", counted.invalid)]
    kept: list[Number] = [(label, value) for label, value in found if value is not None]
    return (*kept, ("表决线", line.says), ("须有赞成", needed))


def _votes(counted: Tally) -> str:
    ballots = f"发出 {counted.issued} 张、收回 {counted.returned} 张，" if counted.issued is not None else ""
    void = f"、无效 {counted.invalid} 票" if counted.invalid else ""
    return f"{ballots}赞成 {counted.yes} 票、反对 {counted.no} 票、弃权 {counted.abstain} 票{void}"


def needs_secrecy(right: Right | str, matter: str = "") -> bool:
    """Whether a vote must be by secret ballot; only the order of the session itself may be by hands. CON-66 to CON-68."""
    return matter != PROCEDURE and needs_vote(right)


def check_vote(
    *,
    right: Right | str,
    matter: str,
    method: str,
    quorum: Quorum,
    items: int = 1,
    on_agenda: bool = True,
    law: Law | None = None,
) -> None:
    """Refuse a vote before it opens. Rules CON-53, CON-62, CON-66, CON-67, CON-68. `items` is how many drafts it bundles."""
    at_stake = Right(right)
    if not on_agenda:
        raise Refused(
            "这项议题不在会议通知的议程之内，不能表决。", rule=rule.TOPICS.under(law),
            remedy="请列入下一次会议的通知；急需处理的，由大会先审议，不作表决。",
        )  # fmt: skip
    if items > 1 and (at_stake in DECISIONS or matter not in BESIDE):
        raise Refused(
            f"这次表决把 {items} 个草案捆在一起，应当逐项表决。", rule=rule.ITEM_BY_ITEM.under(law),
            remedy="请把每个草案分别列为一次表决。",
        )  # fmt: skip
    if method not in SECRET and needs_secrecy(at_stake, matter):
        by = rule.SECRET_ELECTION if at_stake is Right.ELECT else rule.ITEM_BY_ITEM
        raise Refused(
            f"“{at_stake.says}”须无记名投票，不能举手表决。", rule=by.under(law),
            remedy="请改用纸质无记名投票或者手机无记名投票。",
        )  # fmt: skip
    check_quorum(quorum, law=law)


def shows_only_outcome(voters: int, law: Law | None = None) -> bool:
    """Whether a secret ballot of so few voters shows only passed or not, outside the tellers. Rule CON-76."""
    return voters < rule.SMALL_GROUP.under(law).count
