"""The rules of the unit's own rules and decisions, and the pure functions that judge by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ymdm.rulebook import Confidence, Rule
from ymdm.rulebook.library import entries
from ymdm.workflow import Refused

from ..rules.catalogue import CORRECTION, NOT_SUBMITTED, ONLY_BY_VOTE
from ..rules.matters import BESIDE, MATTERS, Need, Right, need_of, needs_vote

V, D = Confidence.READ, Confidence.OWN_DECISION

PASSED_FIRST = Rule("CON-46", "须由职代会通过的制度，没有职代会决议不能施行", None, "", entries()["CON-46"].citation, V)
OWN_RULES = Rule("CON-46", "职代会自己的章程、实施细则、提案工作制度和议事规则由职代会通过", None, "", "", D)
HEARD_FIRST = Rule("CON-46", "其他制度先听取意见、告知职工，再施行", None, "", "", D)
ASSET_FIRST = Rule("CON-46", "土地、房屋等资产的使用先经职代会审议或者通过，再决定、再签合同", None, "", "", D)
ANSWER = Rule("CON-86", "单位收到工会纠正通知后 {} 个工作日内书面答复", 15, "个工作日", "", D, "answer")
LINKED = Rule("DIS-48", "每项三重一大决策都有公开事项，或者有保密依据", None, "", "", D)

__all__ = ["CORRECTION", "NOT_SUBMITTED", "ONLY_BY_VOTE", "Right"]
LAND = "land_property"


class Kind(StrEnum):
    """What a document of the unit is. The first four are the congress's own."""

    CHARTER = "charter"
    IMPLEMENTING = "implementing_rules"
    PROPOSALS = "proposal_rules"
    PROCEDURE = "rules_of_procedure"
    REPRESENTATIVES = "representative_rules"
    DISCLOSURE = "disclosure_rules"
    OTHER = "other"


KINDS = [
    (Kind.CHARTER.value, "章程"),
    (Kind.IMPLEMENTING.value, "实施细则"),
    (Kind.PROPOSALS.value, "提案工作制度"),
    (Kind.PROCEDURE.value, "议事规则"),
    (Kind.REPRESENTATIVES.value, "职工代表制度"),
    (Kind.DISCLOSURE.value, "公开制度"),
    (Kind.OTHER.value, "其他制度"),
]
# What a unit has to have (domain/evaluation.md, L2), in this order.
EXPECTED = tuple(kind for kind, _says in KINDS if kind != Kind.OTHER)
OF_THE_CONGRESS = frozenset({Kind.CHARTER, Kind.IMPLEMENTING, Kind.PROPOSALS, Kind.PROCEDURE})


@dataclass(frozen=True)
class Place:
    """What a matter's right depends on: the legal type of the unit, and whether it is a state enterprise."""

    legal_type: str
    state_owned: bool = False

    def need(self, matter: str) -> Need:
        return need_of(matter, self.legal_type, self.state_owned)


def must_pass(kind: str, matter: str, place: Place) -> Rule | None:
    """The rule by which a document of that kind about that matter has to be passed by the congress; None where none asks it.

    Rule CON-46.
    """
    if needs_vote(place.need(matter).right):
        return PASSED_FIRST
    return OWN_RULES if kind in OF_THE_CONGRESS else None


def check_in_force(
    title: str, passing: Rule | None, passed_on: date | None, noticed_on: date, effective_on: date, heard: str
) -> None:
    """Refuse a rule in force that was never passed where passing is required, or that nobody was heard on or told of.

    Rule CON-46. `passing` as `must_pass` says, `passed_on` the day of the resolution.
    """
    if passing is not None and passed_on is None:
        raise Refused(
            f"“{title}”须由职代会通过，还没有通过它的决议，不能施行。",
            rule=passing,
            remedy="请先提交职代会表决，再登记通过它的决议。",
        )
    if passed_on is not None and effective_on < passed_on:
        raise Refused(f"施行日期不能早于职代会通过的日期（{passed_on:%Y年%-m月%-d日}）。", rule=passing or HEARD_FIRST)
    if effective_on < noticed_on:
        raise Refused("职工先看到制度，制度才能施行：告知日期不能晚于施行日期。", rule=HEARD_FIRST)
    if passed_on is None and not heard.strip():
        raise Refused("请写明怎样听取了职工的意见。", rule=HEARD_FIRST)


def check_resolution_matter(title: str, matter: str, place: Place, voted: str) -> None:
    """Refuse a resolution about another matter than the one that must be passed. Rule CON-46."""
    if matter == voted or not needs_vote(place.need(matter).right):
        return
    says = (MATTERS.get(matter) or BESIDE[matter]).says
    raise Refused(
        f"“{title}”是“{says}”，所选的决议表决的是别的事项。", rule=PASSED_FIRST, remedy="请选表决这件事的决议。"
    )


# --- decisions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """How a decision stands towards the congress. `sentence` is empty where nothing is wrong."""

    not_binding: bool = False
    out_of_order: bool = False
    rule: Rule | None = None
    sentence: str = ""

    @property
    def is_wrong(self) -> bool:
        return self.not_binding or self.out_of_order


def judge_decision(
    matter: str, place: Place, *, decided_on: date, passed_on: date | None, heard_on: date | None,
    contract_on: date | None = None,
) -> Standing:  # fmt: skip
    """How a decision stands. Rules CON-46, CON-86.

    `passed_on` is the day of the resolution about it, `heard_on` that on which the congress deliberated on it.
    A matter that must be passed and was not before the day of the decision binds no employee; the use of assets that
    was decided, or signed for, before the congress had it is out of order.
    """
    need, says = place.need(matter), (MATTERS.get(matter) or BESIDE[matter]).says
    if needs_vote(need.right) and (passed_on is None or passed_on > decided_on):
        return Standing(
            not_binding=True, rule=NOT_SUBMITTED,
            sentence=f"“{says}”须由职代会{need.right.says}，决定时没有职代会的决议。这项决定对职工没有约束力。",
        )  # fmt: skip
    if matter != LAND or need.right is Right.NONE:
        return Standing()
    first = min((day for day in (passed_on, heard_on) if day is not None), default=None)
    if contract_on is not None and (first is None or contract_on < first):
        return Standing(out_of_order=True, rule=ASSET_FIRST, sentence="合同签在职代会审议之前，程序颠倒。")
    if first is None or first > decided_on:
        return Standing(out_of_order=True, rule=ASSET_FIRST, sentence="资产使用事项没有先经职代会审议就作了决定。")
    return Standing()


def check_contract(matter: str, place: Place, contract_on: date, before: date | None, today: date) -> None:
    """Refuse a contract that is still to be signed before the congress had the matter. Rule CON-46.

    One that was signed is not refused: it is written down and marked (`judge_decision`).
    """
    if matter != LAND or place.need(matter).right is Right.NONE or contract_on < today:
        return
    if before is None or contract_on < before:
        raise Refused(
            "这项资产使用还没有经过职代会，合同不能先签。",
            rule=ASSET_FIRST,
            remedy="请先列入职代会议程，审议或者通过以后再签。",
        )
