"""What a shortcoming does to a resolution: it cannot be one, it carries a printed defect, or it is voted again (CON-86 to 90)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from ymdm.rulebook import Rule
from ymdm.workflow import Refused

from . import catalogue as rule
from .counting import PAPER, Line, Tally
from .deciding import Decision, Outcome, decide
from .matters import ELSEWHERE, MATTERS, Right, needs_vote, required_right

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law


class Effect(StrEnum):
    """What follows, the gravest first."""

    NOT_BINDING = "not_binding"
    BLOCKED = "blocked"
    REVOTE = "revote"
    PRINTED = "printed"

    @property
    def says(self) -> str:
        return {
            "not_binding": "对职工没有约束力", "blocked": "不能成为决议", "revote": "须重新表决", "printed": "程序瑕疵",
        }[self.value]  # fmt: skip


class Fault(StrEnum):
    """The shortcomings that are printed on a resolution until the union records how they were cured (CON-88)."""

    LATE_MATERIALS = "late_materials"
    OFF_AGENDA = "off_agenda"
    BUNDLED = "bundled"

    @property
    def says(self) -> str:
        return {
            "late_materials": "材料没有按时送达", "off_agenda": "议题不在通知的议程之内", "bundled": "几个草案捆在一起表决",
        }[self.value]  # fmt: skip

    @property
    def rule(self) -> Rule:
        return {
            "late_materials": rule.MATERIALS, "off_agenda": rule.TOPICS, "bundled": rule.ITEM_BY_ITEM,
        }[self.value]  # fmt: skip


@dataclass(frozen=True)
class Consequence:
    """One effect, with its cause and what is to be done. `code` names the cause, for a defect to be kept under."""

    effect: Effect
    code: str
    sentence: str
    rule: Rule
    remedy: str


def consequences(
    outcome: Outcome | str, *, faults: Iterable[Fault] = (), cured: Iterable[Fault] = (), law: Law | None = None
) -> tuple[Consequence, ...]:
    """What outcome and faults do to the resolution of a vote, the gravest first. Rules CON-87, CON-88.

    A cured fault is no longer printed on the resolution; it stays in the record of the session.
    """
    found = []
    if Outcome(outcome) is not Outcome.PASSED:
        words = f"表决结果为“{Outcome(outcome).says}”，不能成为决议。"
        remedy = (
            "修改后可以作为新版本再次提交。" if Outcome(outcome) is Outcome.REJECTED else "请重新表决或者补全数据。"
        )
        found.append(Consequence(Effect.BLOCKED, "not_adopted", words, rule.NOT_ADOPTED.under(law), remedy))
    done = set(cured)
    found += [
        Consequence(
            Effect.PRINTED, fault.value, f"程序瑕疵：{fault.says}。", rule.DEFECT.under(law), "请工会写明怎样补正。"
        )
        for fault in Fault
        if fault in set(faults) - done
    ]
    return tuple(found)


def check_adopted(outcome: Outcome | str, *, law: Law | None = None) -> None:
    """Refuse to make a resolution of a vote that did not pass. Rule CON-87."""
    for one in consequences(outcome, law=law):
        raise Refused(one.sentence, rule=one.rule, remedy=one.remedy)


def check_body(body: str, *, law: Law | None = None) -> None:
    """Refuse to call a resolution of the congress what another body adopted. Rule CON-89."""
    if body in ELSEWHERE:
        raise Refused(
            f"这是{ELSEWHERE[body]}作出的决定，不能改成职代会决议。",
            rule=rule.OTHER_BODY.under(law),
            remedy="请列入职代会会议的议程，由大会表决。",
        )


def judge_omission(
    matter: str, legal_type: str, *, state_owned: bool = False, is_adopted: bool, law: Law | None = None
) -> Consequence | None:
    """A decision of the unit on a matter that the congress must pass, without its resolution. Rule CON-86.

    None where the matter is not reserved or was adopted.
    """
    required = required_right(matter, legal_type, state_owned)
    if is_adopted or not needs_vote(required):
        return None
    by = rule.CORRECTION.under(law)
    return Consequence(
        Effect.NOT_BINDING,
        "not_submitted",
        f"“{MATTERS[matter].says}”须经职代会{required.says}，单位的决定没有依法提交，对职工没有约束力。",
        rule.NOT_SUBMITTED.under(law),
        f"工会应当发出纠正通知；单位须在 {by.count} 天内改正并书面答复。",
    )


def check_reconsideration(asked_before: int, *, law: Law | None = None) -> None:
    """The administration may ask once that a resolution be reconsidered; then it carries it out and reports. Rule CON-82."""
    if asked_before:
        raise Refused(
            "这项决议已经提请复议一次，应当执行。",
            rule=rule.RECONSIDER.under(law),
            remedy="仍有不同意见的，执行的同时向上级报告。",
        )


@dataclass(frozen=True)
class Recomputed:
    """A vote without the mandates that were not valid, at its best and at its worst: a secret ballot does not tell how
    they voted, so both are reckoned."""

    was: Outcome
    at_best: Decision
    at_worst: Decision
    sentence: str
    rule: Rule

    @property
    def is_voted_again(self) -> bool:
        return {self.at_best.outcome, self.at_worst.outcome} != {self.was}


def recompute(
    was: Outcome | str,
    *,
    total: int,
    present: int,
    tally: Tally | Sequence[Tally],
    line: Line,
    invalid_mandates: int,
    invalid_present: int,
    right: Right | str = Right.APPROVE,
    matter: str = "",
    method: str = PAPER,
    share: Fraction | None = None,
    law: Law | None = None,
) -> Recomputed:
    """The vote on the roll without `invalid_mandates` (ex-employees, an expired term), of whom `invalid_present` were
    there. Where the result may change it is to be voted again. Rule CON-90.

    ValueError where more invalid mandates were present than there were.
    """
    if not 0 <= invalid_present <= invalid_mandates or invalid_present > present:
        raise ValueError("more invalid mandates present than invalid or present")
    whole = tally if isinstance(tally, Tally) else sum(tally[1:], tally[0])

    def without(**taken: int) -> Decision:
        counts = Tally(
            None if whole.issued is None else max(0, whole.issued - invalid_present),
            None if whole.returned is None else whole.returned - sum(taken.values()),
            whole.yes - taken.get("yes", 0), whole.no - taken.get("no", 0),
            whole.abstain - taken.get("abstain", 0), whole.invalid - taken.get("invalid", 0),
        )  # fmt: skip
        return decide(
            total=total - invalid_mandates, present=present - invalid_present, tally=counts, line=line, right=right,
            matter=matter, method=method, share=share, law=law,
        )  # fmt: skip

    best, worst = without(**_taken(whole, invalid_present, yes_last=True)), without(**_taken(whole, invalid_present))
    old = Outcome(was)
    changes = {best.outcome, worst.outcome} != {old}
    head = f"代表资格无效 {invalid_mandates} 名（到会 {invalid_present} 名），应到由 {total} 人改为 {total - invalid_mandates} 人"
    tail = f"结果不再确定为“{old.says}”，须重新表决。" if changes else f"结果仍为“{old.says}”。"
    return Recomputed(old, best, worst, f"{head}；{tail}", rule.INVALID_MANDATES.under(law))


def _taken(whole: Tally, many: int, *, yes_last: bool = False) -> dict[str, int]:
    """Which ballots the invalid mandates may have cast: all in favour as far as there are, or as few as possible.

    Those who kept their ballot took nothing; at worst everybody who was there voted.
    """
    order = ("invalid", "abstain", "no", "yes") if yes_last else ("yes", "no", "abstain", "invalid")
    taken, left = {}, many
    if yes_last and whole.issued is not None and whole.returned is not None:
        left = max(0, left - (whole.issued - whole.returned))
    for name in order:
        taken[name] = min(left, getattr(whole, name))
        left -= taken[name]
    return taken
