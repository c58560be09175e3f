"""程序规范: P1 to P10."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from .. import catalogue as rule
from ..composing import judge_roll
from ..counting import SECRET, line_called
from ..deciding import Outcome, decide, needs_secrecy
from ..electing import elect
from ..finding import Finding, Number, Verdict, day
from ..matters import BESIDE, DECISIONS, PROCEDURE
from ..quorum import Quorum, quorum
from ..seats import judge_number
from ..serving import judge_presidium
from .facts import Facts, VoteFacts
from .timely import lacking

if TYPE_CHECKING:
    from ymdm.rulebook import Rule
    from ymdm.rulebook.current import Law


def check(facts: Facts, law: Law, today: date) -> list[Finding]:
    """P1 to P10 as they stand on `today`; what a session still ahead cannot show yet is n/a."""
    found = [
        _representatives(facts, law), _preparatory(facts, law), _qualification(facts, law), _quorum(facts, law),
        _secret(facts, law), _counts(facts, law), _threshold(facts, law), _tellers(facts, law),
        _deliberation(facts, law), _minutes(facts, law, today),
    ]  # fmt: skip
    is_ahead = facts.closed_on is None and today <= facts.held_on
    return [_ahead(one) if is_ahead and one.code in UNSEEN and not one.is_met else one for one in found]


UNSEEN = {"P2", "P3", "P4", "P9"}


def _ahead(found: Finding) -> Finding:
    return Finding(found.code, Verdict.NA, "会议还没有召开。", (), found.rule, is_pending=True)


def _representatives(facts: Facts, law: Law) -> Finding:
    if facts.is_assembly:
        return Finding("P1", Verdict.NA, "职工大会由全体职工参加，不选代表。", (), rule.FRONT_LINE.under(law))
    if facts.roll is None:
        return lacking("P1", "职工代表名册", rule.FRONT_LINE.under(law))
    roll = facts.roll
    parts = [judge_number(roll.total, roll.staff, law), *judge_roll(roll, law), *_elections(facts, law)]
    bad = [one for one in parts if not one.is_met]
    fails = [one for one in bad if one.verdict is Verdict.FAIL]
    numbers: tuple[Number, ...] = (("职工", roll.staff), ("职工代表", roll.total))
    numbers += tuple(number for one in bad for number in one.numbers if number[0] not in {"职工", "职工代表"})
    words = "".join(one.sentence for one in bad) or f"职工代表 {roll.total} 名，人数、构成和选举都符合。"
    verdict = Verdict.FAIL if fails else Verdict.WARN if bad else Verdict.PASS
    by = (fails or bad or parts)[0].rule
    return Finding("P1", verdict, words, numbers, by, "".join(dict.fromkeys(one.remedy for one in bad)))


def _elections(facts: Facts, law: Law) -> list[Finding]:
    turnout, needed = rule.ELECTION_VALID.under(law), rule.ELECTION_LINE.under(law)
    line, found = line_called(needed.number), []
    for one in facts.elections:
        numbers = ((f"{one.name}职工", one.employees), (f"{one.name}参加选举", one.participants))
        part = Quorum(one.employees, one.participants, turnout.fraction)
        if not part.met:
            words = f"{one.name}选举参加 {one.participants} 人，不足 {part.needed} 人，选举无效。"
            found.append(Finding("election", Verdict.FAIL, words, numbers, turnout, f"请{one.name}重新选举。"))
        elif not line.reached(one.fewest_votes, one.employees):
            words = f"{one.name}有当选代表只得 {one.fewest_votes} 票，没有达到全体职工{line.says}（{line.needed(one.employees)} 票）。"
            found.append(Finding("election", Verdict.FAIL, words, numbers, needed, f"请{one.name}重新选举。"))
    return found


def _preparatory(facts: Facts, law: Law) -> Finding:
    by = rule.PRESIDIUM_LARGE.under(law)
    if facts.preparatory_on is None:
        return lacking("P2", "预备会议", by, "请登记预备会议的日期和选出的主席团。")
    if facts.preparatory_on > facts.held_on:
        words = f"预备会议{day(facts.preparatory_on)}召开，晚于正式会议。"
        return Finding("P2", Verdict.FAIL, words, (("预备会议", day(facts.preparatory_on)),), by)
    found = judge_presidium(facts.presidium or 0, facts.presidium_front_line, facts.total or 0, law)
    words = f"预备会议{day(facts.preparatory_on)}召开。{found.sentence}"
    return Finding("P2", found.verdict, words, found.numbers, found.rule, found.remedy)


def _qualification(facts: Facts, law: Law) -> Finding:
    by = rule.QUORUM.under(law)
    if not facts.is_qualification_passed or facts.roll_frozen_at is None or not facts.total:
        words = "没有通过代表资格审查报告，应到人数没有固定。"
        return Finding("P3", Verdict.FAIL, words, (), by, "请资格审查委员会报告，通过后固定代表名册。")
    numbers = (("应到", facts.total), ("名册固定", f"{facts.roll_frozen_at:%Y-%m-%d %H:%M}"))
    if facts.roll_called_at is not None and facts.roll_frozen_at > facts.roll_called_at:
        words = "代表名册在清点人数以后才固定。"
        return Finding("P3", Verdict.FAIL, words, numbers, by, "请写明原因；名册变动影响结果的，须重新表决。")
    return Finding("P3", Verdict.PASS, f"资格审查报告已通过，应到 {facts.total} 人，名册在清点以前固定。", numbers, by)


def _quorum(facts: Facts, law: Law) -> Finding:
    by = rule.QUORUM.under(law)
    if facts.total is None or facts.present is None:
        return lacking("P4", "应到和实到人数", by)
    opening = quorum(facts.total, facts.present, law=law)
    numbers: tuple[Number, ...] = (("应到", facts.total), ("实到", facts.present), ("至少", opening.needed))
    wrong = [] if opening.met else [f"开会时{opening.sentence}"]
    for vote in facts.votes:
        at = quorum(vote.total or 0, vote.present, law=law, matter=vote.matter)
        if not at.met and vote.outcome == Outcome.PASSED:
            wrong.append(f"“{vote.title}”表决时{at.sentence}")
    if wrong:
        return Finding("P4", Verdict.FAIL, "".join(wrong), numbers, by, "请重新召开会议，重新表决。")
    words = f"{opening.sentence}{len(facts.votes)} 次表决都核对了到会人数。"
    return Finding("P4", Verdict.PASS, words, numbers, by)


def _each(code: str, votes: list[tuple[str, str]], counted: int, by: Rule, fine: str, remedy: str) -> Finding:
    numbers = (("表决", counted), ("不符合", len(votes)))
    if votes:
        words = "；".join(f"“{title}”{why}" for title, why in votes)
        return Finding(code, Verdict.FAIL, f"{words}。", numbers, by, remedy)
    return Finding(code, Verdict.PASS, fine, numbers, by)


def _no_votes(code: str, by: Rule) -> Finding:
    return Finding(code, Verdict.NA, "会议没有表决。", (("表决", 0),), by)


def _secret(facts: Facts, law: Law) -> Finding:
    by = rule.ITEM_BY_ITEM.under(law)
    if not facts.votes:
        return _no_votes("P5", by)
    wrong = []
    for vote in facts.votes:
        if needs_secrecy(vote.right, vote.matter) and vote.method not in SECRET:
            wrong.append((vote.title, "没有无记名投票"))
        if vote.items > 1 and (vote.right in DECISIONS or vote.matter not in BESIDE):
            wrong.append((vote.title, f"把 {vote.items} 个草案捆在一起表决"))
        if not vote.is_noticed:
            wrong.append((vote.title, "不在通知的议程之内"))
    fine = f"{len(facts.votes)} 次表决都逐项进行，应当无记名的都无记名。"
    return _each("P5", wrong, len(facts.votes), by, fine, "请重新逐项无记名表决，或者写明怎样补正。")


def _again(vote: VoteFacts, law: Law) -> tuple[Outcome, bool]:
    """The outcome that the rule gives to those numbers, and whether it is what was declared."""
    share = rule.QUORUM.under(law, matter=vote.matter).fraction
    tally, line = vote.tally, vote.line
    if line is None or tally is None:
        return Outcome.INSUFFICIENT, vote.outcome == Outcome.INSUFFICIENT
    if vote.is_election:
        found = elect(
            total=vote.total or 0, present=vote.present, votes=dict(vote.votes), seats=vote.seats or 0, line=line,
            issued=tally.issued or 0, returned=tally.returned or 0, invalid=tally.invalid, share=share, law=law,
        )  # fmt: skip
        return found.outcome, found.outcome == vote.outcome and set(found.elected) == set(vote.elected)
    decision = decide(
        total=vote.total, present=vote.present, tally=tally, line=line, method=vote.method, matter=vote.matter,
        right=vote.right, share=share, law=law,
    )  # fmt: skip
    return decision.outcome, decision.outcome == vote.outcome


def _counts(facts: Facts, law: Law) -> Finding:
    by = rule.IDENTITIES.under(law)
    if not facts.votes:
        return _no_votes("P6", by)
    bad = {Outcome.BALLOT_VOID: "票数多出", Outcome.RECOUNT: "票数不相符", Outcome.INSUFFICIENT: "缺少票数"}
    judged = [(vote, _again(vote, law)[0]) for vote in facts.votes]
    wrong = [
        (vote.title, bad[outcome])
        for vote, outcome in judged
        if outcome in bad and vote.outcome in ("passed", "rejected")
    ]
    fine = f"{len(facts.votes)} 次表决的票数都相符，或者已经重新办理。"
    return _each("P6", wrong, len(facts.votes), by, fine, "请重新计票或者重新投票。")


def _threshold(facts: Facts, law: Law) -> Finding:
    by = rule.LINE.under(law)
    if not facts.votes:
        return _no_votes("P7", by)
    wrong = []
    for vote in facts.votes:
        needed = line_called(rule.LINE.under(law, matter=vote.matter).number)
        outcome, same = _again(vote, law)
        if vote.line is not None and vote.total and vote.line.needed(vote.total) < needed.needed(vote.total):
            wrong.append((vote.title, f"应当用{needed.says}，用了{vote.line.says}"))
        elif not same:
            wrong.append((vote.title, f"按规则应为“{outcome.says}”，宣布为“{_declared(vote)}”"))
    fine = f"{len(facts.votes)} 次表决的结果都按全体代表{by.number}得出。"
    return _each("P7", wrong, len(facts.votes), by, fine, "请更正结果，须重新表决的重新表决。")


def _declared(vote: VoteFacts) -> str:
    return Outcome(vote.outcome).says if vote.outcome in set(Outcome) else "没有宣布"


def _tellers(facts: Facts, law: Law) -> Finding:
    by = rule.TELLERS.under(law)
    # The order of the session itself is settled by hands, before there are tellers (CON-67).
    votes = [vote for vote in facts.votes if vote.matter != PROCEDURE]
    if not votes:
        return _no_votes("P8", by)
    wrong = []
    for vote in votes:
        tellers, scrutineers = set(vote.tellers), set(vote.scrutineers)
        if len(tellers) < 2:
            wrong.append((vote.title, f"计票人 {len(tellers)} 名，不足两名"))
        if not scrutineers - tellers:
            wrong.append((vote.title, "没有另外的监票人"))
        if (tellers | scrutineers) & set(vote.candidates):
            wrong.append((vote.title, "计票人、监票人中有候选人"))
    fine = f"{len(votes)} 次表决都有两名计票人和一名监票人，都不是候选人。"
    return _each("P8", wrong, len(votes), by, fine, "请更换计票人、监票人，重新计票。")


def _deliberation(facts: Facts, law: Law) -> Finding:
    by = rule.OPINIONS.under(law)
    if not facts.delegations:
        return lacking("P9", "代表团", by)
    missing = [name for name, is_there in facts.delegations if not is_there]
    numbers = (("代表团", len(facts.delegations)), ("有讨论意见", len(facts.delegations) - len(missing)))
    if missing:
        return Finding(
            "P9", Verdict.FAIL, f"{'、'.join(missing)}没有讨论意见表。", numbers, by, "请补交讨论意见并逐条答复。"
        )
    return Finding("P9", Verdict.PASS, f"{len(facts.delegations)} 个代表团都有讨论意见表。", numbers, by)


def _minutes(facts: Facts, law: Law, today: date) -> Finding:
    by = rule.ARCHIVE.under(law)
    if facts.closed_on is None:
        return Finding("P10", Verdict.NA, "会议还没有闭幕。", (), by, is_pending=True)
    lacks = [] if facts.signed_by_chair_on else ["执行主席没有在会议记录上签字"]
    lacks += [] if facts.signed_by_secretary_on else ["秘书没有在会议记录上签字"]
    if facts.archive_missing is None:
        lacks.append("案卷还没有整理")
    elif facts.archive_missing:
        lacks.append(f"案卷缺少{'、'.join(facts.archive_missing)}")
    numbers = (("案卷缺少", len(facts.archive_missing or ())),)
    if lacks and facts.archived_on is None and today <= facts.closed_on + timedelta(days=by.count):
        return Finding("P10", Verdict.NA, f"{'；'.join(lacks)}，还没有到期。", numbers, by, is_pending=True)
    if lacks:
        return Finding("P10", Verdict.FAIL, "；".join(lacks) + "。", numbers, by, "请补签、补齐后归档。")
    return Finding("P10", Verdict.PASS, "会议记录已由执行主席和秘书签字，案卷齐全。", numbers, by)
