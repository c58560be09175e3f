"""Pure functions that judge. They take plain values, name their rule, and know no database and no clock."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ymdm.rulebook import Rule
from ymdm.workflow import Refused

from . import catalogue as rule

GRADES = ("satisfied", "basically", "dissatisfied")  # best first


def check_complete(*, title: str, rationale: str, measures: Collection[str]) -> None:
    """A proposal has title, rationale and at least one measure. Rule PRO-10."""
    parts = (("案由", title), ("理由", rationale), ("建议措施", "".join(measures)))
    missing = [words for words, text in parts if not text.strip()]
    if missing:
        raise Refused(f"还没有填写{'、'.join(missing)}，请补充后再提交。", rule=rule.COMPLETE)


def check_co_signers(*, signed: int, joint: bool = False, law: Rule = rule.CO_SIGNERS) -> None:
    """A single proposer needs co-signers; a delegation needs none. Rule PRO-07; `law` is that rule as it holds here."""
    if not joint and signed < (law.value or 0):
        raise Refused(
            f"现有 {signed} 名代表附议，至少要 {law.value} 名才能提交。",
            rule=law,
            remedy="请再邀请代表附议，对方在手机上点一下即可。",
        )


def check_reason(*, outcome: str, reason: str, text: str) -> None:
    """Each outcome has a reason from its list and words of explanation. Rules PRO-14, PRO-15."""
    if reason not in rule.REASONS.get(outcome, {}):
        raise Refused("请从列表里选一个理由。", rule=rule.REFUSAL_REASONS if outcome == "not_filed" else rule.REVIEW)
    if not text.strip():
        raise Refused("请写几句说明，提案人和附议人会看到。", rule=rule.REVIEW)


@dataclass(frozen=True)
class Committee:
    """Who sat: ids of all members, of those present, of those who step aside for this proposal, and the votes."""

    members: frozenset[int]
    present: frozenset[int]
    aside: frozenset[int]
    ayes: int
    nays: int = 0
    abstentions: int = 0

    @property
    def voters(self) -> int:
        return len((self.present & self.members) - self.aside)


def check_decision(committee: Committee) -> None:
    """Quorum over half of the members, a majority of those who vote, own proposals left out. Rule PRO-18.

    Integers only (GEN-05): “过半数” of n is more than n/2, i.e. 2 × count > n.
    """
    if 2 * committee.voters <= len(committee.members):
        raise Refused(
            f"提案委员会共 {len(committee.members)} 人，到会且不需回避的 {committee.voters} 人，没有过半数，不能审查这件提案。",
            rule=rule.COMMITTEE,
            remedy="请补充到会委员，或改期审查。",
        )
    cast = committee.ayes + committee.nays + committee.abstentions
    if cast > committee.voters:
        raise Refused(f"票数合计 {cast}，多于可以表决的 {committee.voters} 人，请核对。", rule=rule.COMMITTEE)
    if 2 * committee.ayes <= committee.voters:
        raise Refused(
            f"赞成 {committee.ayes} 票，可以表决的 {committee.voters} 人，没有过半数，这个结果没有通过。",
            rule=rule.COMMITTEE,
        )


def check_units(*, lead: int, assisting: Iterable[int]) -> None:
    """One lead, and it is not its own assistant. Rule PRO-20."""
    if lead in set(assisting):
        raise Refused("主办单位不能同时是协办单位，请去掉重复的单位。", rule=rule.ASSIGN)


def check_in_window(*, today: date, last_day: date) -> None:
    """An assignment can be returned only inside its window; later objections are refused. Rule PRO-24."""
    if today > last_day:
        raise Refused(
            f"退回期限是 {last_day:%-m月%-d日}，已经过了，不再受理退办。",
            rule=rule.OBJECTION,
            remedy="请继续办理；确有困难的，可以申请延期或请工会组织协商会。",
        )


def check_contact(contacts: int, law: Rule = rule.CONTACT) -> None:
    """At least one real contact with the proposer before the reply. Rule PRO-27; `law` is that rule as it holds here."""
    if contacts < (law.value or 0):
        said = f"与提案人的沟通只登记了 {contacts} 次。" if contacts else "还没有登记与提案人的沟通。"
        raise Refused(said, rule=law, remedy="请先与提案人当面或电话沟通，并在本页登记。")


def check_answered_point_by_point(*, points: int, answered: int) -> None:
    """Every point of the proposal has its own answer (F69). Rule PRO-28."""
    if answered < points:
        raise Refused(f"提案有 {points} 条建议，只答复了 {answered} 条，请逐条答复。", rule=rule.POINT_BY_POINT)


def check_substance(text: str, answers: Iterable[str] = ()) -> None:
    """A reply, or one of its answers to the points, says more than that it was received. Rule PRO-01."""
    if not text.strip():
        raise Refused("请写总体答复。", rule=rule.ANSWERED)
    if not _COURTESIES.sub("", text + "".join(answers)):
        raise Refused(
            f"“{text.strip()[:20]}”没有回答问题，不能送出。",
            rule=rule.ANSWERED,
            remedy="请写明查了什么、怎么办、什么时候办；办不了的写明理由。",
        )


# What is left of an answer without these and without punctuation is its substance.
_COURTESIES = re.compile(
    r"已?收悉|已?收到|已阅|已?知悉|知道了|了解|我们|我[局处部]|我单位|我中心|您|你们?|来信|来件|意见|建议|提案|问题|反映|"
    r"高度|十分|非常|重视|认真|研究|办理|处理|落实|正在|进行|继续|努力|加强|进一步|感谢|谢谢|支持|关心|关注|理解|工作|"
    r"此复|特此|答复|回复|如下|有关|对于|予以|[对将会的了并已和与为是请以现]|[\W_]"
)


def check_follow_up(*, result_class: str, plan: str, follow_up_on: date | None, today: date) -> None:
    """A class other than A needs a plan or reason; B and C also need a day, in the future. Rule PRO-32."""
    if result_class == "A":
        return
    if not plan.strip():
        raise Refused(f"{result_class} 类答复要写明下一步计划或理由。", rule=rule.FOLLOW_UP)
    if result_class in {"B", "C"} and (follow_up_on is None or follow_up_on <= today):
        raise Refused(f"{result_class} 类答复要定一个今天以后的复查日期。", rule=rule.FOLLOW_UP)


def check_countersigned(*, waiting: Collection[str]) -> None:
    """The reply cannot go on while an assisting unit has not countersigned. Rule PRO-29."""
    if waiting:
        raise Refused(
            f"{'、'.join(waiting)}还没有会签，不能签发。",
            rule=rule.COUNTERSIGN,
            remedy="请催请会签，或由分管领导协调。",
        )


def check_letter_signer(*, author: int | None, signer: int | None) -> None:
    """Who wrote the text does not sign it. Rule PRO-28."""
    if author is not None and author == signer:
        raise Refused("答复是您起草的，须由另一位领导签发。", rule=rule.LETTER)


def check_evaluator(*, person: int, signatories: Collection[int]) -> None:
    """Only proposers rate; after a merger those of every merged proposal (PRO-17, PRO-35)."""
    if person not in signatories:
        raise Refused("评价由提案人和附议人进行。", rule=rule.GRADE)


def item_grade(grades: Iterable[str]) -> str:
    """The grade of the item: the lowest given; “not_evaluated” when nobody rated (PRO-33, PRO-35)."""
    given = [grade for grade in grades if grade in GRADES]
    return max(given, key=GRADES.index) if given else "not_evaluated"


def ask_back_day(done_on: date, law: Rule = rule.REVISIT) -> date:
    """The day on which the proposer is asked whether it is really done. Rule PRO-01（件件有落实）."""
    return done_on + timedelta(days=law.value or 0)


def check_close(*, owed: int, answered: bool, grade: str, round_: int, reviewed: bool) -> None:
    """Nothing closes while an answer is owed or a dissatisfied rating is open. Rules PRO-01, PRO-37."""
    if owed:
        raise Refused(f"还有 {owed} 项没有办完，不能办结。", rule=rule.ANSWERED)
    if not answered:
        raise Refused("还没有答复，不能办结。", rule=rule.ANSWERED)
    if grade == "dissatisfied" and not reviewed:
        what = "应当重新办理" if round_ == 1 else "应当由单位领导审定"
        raise Refused(f"提案人评价为不满意，{what}，不能办结。", rule=rule.REHANDLE)


def check_benefit(*, used_from: date | None, today: date, months: int, benefit: int | None, checked_by: str) -> None:
    """A reward needs proven effect: `months` of use are over, and finance has checked what it brought. Rule PRO-58."""
    if used_from is None or not benefit:
        raise Refused("请写明首次使用日期和 12 个月的经济效益。", rule=rule.REWARD)
    months += used_from.month - 1
    last = calendar.monthrange(used_from.year + months // 12, months % 12 + 1)[1]
    over = used_from.replace(year=used_from.year + months // 12, month=months % 12 + 1, day=min(used_from.day, last))
    if today < over:
        raise Refused(
            f"效益从首次使用起算，到 {over:%Y年%-m月%-d日} 才满期。", rule=rule.REWARD, remedy="请满期以后再申报。"
        )
    if not checked_by.strip():
        raise Refused("效益要由财务部门核算，请写明谁核算的。", rule=rule.REWARD)


def reward_grade(benefit: int, limits: Sequence[int]) -> int:
    """The grade of a benefit in yuan: 1 to 4 by `limits` in units of 10,000 yuan, highest first, else 5. Rule PRO-58."""
    reached = (number for number, limit in enumerate(limits, start=1) if benefit >= limit * 10_000)
    return next(reached, len(limits) + 1)
