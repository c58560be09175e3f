"""Elections: of representatives by their constituency, and inside the congress (CON-28, 29, 34, 37, 48, 68 to 71)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from ymdm.rulebook import Rule
from ymdm.workflow import Refused

from . import catalogue as rule
from .catalogue import Article
from .counting import Line, line_called
from .deciding import Outcome
from .finding import Finding, Number, Verdict
from .quorum import Quorum, smaller_of

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law


class Contest(StrEnum):
    """Whether there are more names than seats; recorded with every election."""

    EQUAL = "equal"
    MORE = "more"

    @property
    def says(self) -> str:
        return "等额选举" if self is Contest.EQUAL else "差额选举"


@dataclass(frozen=True)
class NextRound:
    """Who stands again, in the order of their votes, and for how many seats. An empty slate wants new nominations."""

    slate: tuple[Hashable, ...]
    seats: int
    why: str


@dataclass(frozen=True)
class Election:
    """The result of one round. `outcome` is passed once every seat is filled, rejected while some are left."""

    outcome: Outcome
    elected: tuple[Hashable, ...]
    next_round: NextRound | None
    sentence: str
    numbers: tuple[Number, ...]
    rule: Rule
    line: Line
    needed: int

    @property
    def says(self) -> str:
        if self.outcome is Outcome.PASSED:
            return "全部选出"
        if self.outcome is Outcome.REJECTED:
            return "没有选足"
        return self.outcome.says


def contest(candidates: int, seats: int, *, must_differ: bool = False, further: bool = False) -> Contest:
    """等额 or 差额. Refuses a slate that cannot fill the seats, and an equal one where it must be larger (F29).

    A further round may have fewer names than seats: the others get new nominations.
    """
    if seats < 1:
        raise Refused("应选人数至少 1 人。", rule=rule.MORE_CANDIDATES)
    if candidates < 1 or (candidates < seats and not further):
        raise Refused(
            f"候选人 {candidates} 名，少于应选的 {seats} 名。", rule=rule.MORE_CANDIDATES, remedy="请补充提名候选人。"
        )
    if must_differ and candidates <= seats:
        raise Refused(
            f"候选人 {candidates} 名，应选 {seats} 名，这次选举应当差额。",
            rule=rule.MORE_CANDIDATES,
            remedy=f"请至少提名 {seats + 1} 名候选人。",
        )
    return Contest.MORE if candidates > seats else Contest.EQUAL


def judge_slate(candidates: int, seats: int, law: Law | None = None) -> Finding:
    """Advice on how many to nominate; practice, not law. Rule CON-37."""
    by = rule.MORE_CANDIDATES.under(law)
    wanted = -(-seats * (1 + by.fraction) // 1)
    enough = candidates >= wanted
    words = "候选人人数合适" if enough else f"宜有 {wanted} 名以上候选人"
    return Finding(
        "slate",
        Verdict.PASS if enough else Verdict.WARN,
        f"应选 {seats} 名，候选人 {candidates} 名，{words}。",
        (("应选", seats), ("候选人", candidates), ("宜有", int(wanted))),
        by,
        "" if enough else f"可以再提名 {wanted - candidates} 名候选人。",
    )


def is_valid_ballot(named: int, seats: int) -> bool:
    """A ballot that names more people than there are seats is invalid, fewer is valid. Rule CON-70."""
    return 0 <= named <= seats


def elect(
    *,
    total: int,
    present: int | None,
    votes: Mapping[Hashable, int],
    seats: int,
    line: Line,
    issued: int,
    returned: int,
    invalid: int = 0,
    roll_calls: Iterable[int | None] = (),
    share: Fraction | None = None,
    law: Law | None = None,
) -> Election:
    """The result of a secret election inside the congress, on all representatives. Rules CON-64, CON-68 to CON-71.

    `votes` of each name on the ballots, in the order of the slate; write-ins are names like others. `share` is that of
    the quorum, by `law` where it is not given.
    """
    here = smaller_of(present, *roll_calls)
    by = rule.LINE.under(law)
    numbers: tuple[Number, ...] = (
        ("应到", total), ("实到", here or 0), ("发出", issued), ("收回", returned), ("无效", invalid),
    )  # fmt: skip
    quorum = Quorum(total, here or 0, share or rule.QUORUM.under(law).fraction)
    counts = (issued, returned, invalid, *votes.values())
    if total <= 0 or here is None or seats < 1 or here > total or min(counts) < 0:
        return _none(
            Outcome.INSUFFICIENT,
            "应到、实到、应选或票数不全，不能得出结果。",
            numbers,
            rule.NOT_ADOPTED.under(law),
            line,
        )
    if not quorum.met:
        return _none(Outcome.NO_QUORUM, f"{quorum.sentence}选举无效。", numbers, rule.QUORUM.under(law), line)
    if issued > here or returned > issued:
        words = f"收回 {returned} 张、发出 {issued} 张、到会 {here} 人，票数多出，选举无效，须重新投票。"
        return _none(Outcome.BALLOT_VOID, words, numbers, rule.IDENTITIES.under(law), line)
    valid = returned - invalid
    if valid < 0 or _too_many(votes, valid, seats):
        words = f"有效票 {valid} 张、每张最多选 {seats} 人，与各人得票不相符，须重新计票。"
        return _none(Outcome.RECOUNT, words, numbers, rule.IDENTITIES.under(law), line)
    return _elected(votes, seats, total, line, numbers, by, f"应到 {total} 人，实到 {here} 人，有效票 {valid} 张")


def elect_in_constituency(
    *,
    employees: int,
    participants: int,
    votes: Mapping[Hashable, int],
    seats: int,
    law: Law | None = None,
) -> Election:
    """The result of an election or by-election of representatives, on all employees of the constituency.

    Valid only if two thirds of them took part. Rules CON-28, CON-29, CON-71.
    """
    turnout, by = rule.ELECTION_VALID.under(law), rule.ELECTION_LINE.under(law)
    line = line_called(by.number)
    numbers: tuple[Number, ...] = (("选区职工", employees), ("参加选举", participants))
    part = Quorum(employees, participants, turnout.fraction)
    if employees <= 0 or seats < 1 or participants > employees or min(participants, *votes.values(), 0) < 0:
        return _none(
            Outcome.INSUFFICIENT, "选区职工、参加人数、应选人数或票数不全，不能得出结果。", numbers, turnout, line
        )
    head = f"选区职工 {employees} 人，参加选举 {participants} 人"
    if not part.met:
        words = f"{head}，不足{line_words(turnout)}（至少 {part.needed} 人），选举无效，须重新组织。"
        return _none(Outcome.NO_QUORUM, words, numbers, turnout, line)
    if _too_many(votes, participants, seats):
        words = f"{head}、每人最多选 {seats} 人，与各人得票不相符，须重新计票。"
        return _none(Outcome.RECOUNT, words, numbers, rule.IDENTITIES.under(law), line)
    return _elected(votes, seats, employees, line, numbers, by, head)


def line_words(by: Article) -> str:
    """“三分之二” for a share as the sentences write it."""
    return rule.SHARES.get(by.number, by.number)


def _too_many(votes: Mapping[Hashable, int], valid: int, seats: int) -> bool:
    return sum(votes.values()) > valid * seats or any(count > valid for count in votes.values())


def _none(outcome: Outcome, sentence: str, numbers: tuple[Number, ...], by: Rule, line: Line) -> Election:
    return Election(outcome, (), None, sentence, numbers, by, line, 0)


def _elected(
    votes: Mapping[Hashable, int], seats: int, base: int, line: Line, numbers: tuple[Number, ...], by: Rule, head: str
) -> Election:
    needed = line.needed(base)
    elected, again = winners(votes, seats, base, line)
    left = seats - len(elected)
    words = f"{head}。当选须有全体{line.says}、即 {needed} 票，应选 {seats} 名，选出 {len(elected)} 名"
    sentence = f"{words}。" if again is None else f"{words}，还缺 {left} 名：{again.why}。"
    outcome = Outcome.PASSED if again is None else Outcome.REJECTED
    numbers = (*numbers, ("应选", seats), ("当选须有", needed), ("选出", len(elected)))
    return Election(
        outcome, elected, again, sentence, numbers, by if again is None else rule.NEVER_BY_LOT, line, needed
    )


def winners(
    votes: Mapping[Hashable, int], seats: int, base: int, line: Line
) -> tuple[tuple[Hashable, ...], NextRound | None]:
    """Who has the line on `base`, best first and no more than the seats; and who stands again. Rules CON-64, CON-71.

    A tie for the last seat elects none of the tied; nothing is ever drawn by lot.
    """
    ranked = sorted(votes, key=lambda name: -votes[name])  # stable: equals keep the order of the slate
    passing = [name for name in ranked if line.reached(votes[name], base)]
    if len(passing) > seats:
        edge = votes[passing[seats - 1]]
        above = tuple(name for name in passing if votes[name] > edge)
        tied = tuple(name for name in passing if votes[name] == edge)
        if len(above) + len(tied) > seats:
            left = seats - len(above)
            return above, NextRound(tied, left, f"{len(tied)} 名候选人得票相同，须在他们中间再次投票选 {left} 名")
        return above + tied, None
    left = seats - len(passing)
    if not left:
        return tuple(passing), None
    rest = [name for name in ranked if name not in passing]
    # One name more than seats where there is one, and nobody left out who has as many votes as the last.
    edge = votes[rest[min(left, len(rest) - 1)]] if rest else 0
    slate = tuple(name for name in rest if votes[name] >= edge)
    why = f"在得票最多的 {len(slate)} 名未当选候选人中再次投票选 {left} 名" if slate else "候选人已经选完，须另行提名"
    return tuple(passing), NextRound(slate, left, why)


def recall(*, employees: int, yes: int, law: Law | None = None) -> Finding:
    """Whether a representative is recalled, on all employees of the constituency. Rule CON-34."""
    by = rule.RECALL_LINE.under(law)
    line = line_called(by.number)
    needed, passed = line.needed(employees), 0 < employees >= yes and line.reached(yes, employees)
    words = "罢免通过" if passed else "罢免没有通过"
    return Finding(
        "recall",
        Verdict.PASS if passed else Verdict.FAIL,
        f"选区职工 {employees} 人，赞成罢免 {yes} 票，须有全体职工{line.says}、即 {needed} 票，{words}。",
        (("选区职工", employees), ("赞成", yes), ("须有", needed)),
        by,
    )
