"""Which matter needs which right of the congress, by the legal type of the unit (congress.md 5, CON-46, CON-47)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ymdm.workflow import Refused

from . import catalogue as rule


class Right(StrEnum):
    """What the congress does with a matter. The three with a vote of all representatives are of one strength."""

    NONE = "none"
    OVERSEE = "oversee"
    DELIBERATE = "deliberate"
    RECOMMEND = "recommend"
    CONSENT = "consent"
    DECIDE = "decide"
    APPROVE = "approve"
    ELECT = "elect"
    APPRAISE = "appraise"

    @property
    def says(self) -> str:
        return WORDS[self]

    @property
    def strength(self) -> int:
        """0 nothing, 1 report and review, 2 deliberation or recommendation, 3 a vote on all representatives."""
        return {Right.NONE: 0, Right.OVERSEE: 1, Right.DELIBERATE: 2, Right.RECOMMEND: 2}.get(self, 3)


WORDS = {
    Right.NONE: "不需经职代会",
    Right.OVERSEE: "审查监督",
    Right.DELIBERATE: "审议建议",
    Right.RECOMMEND: "推荐",
    # 全民所有制工业企业法 52 has three strengths: 审议, 审查同意或否决, 审议决定.
    Right.CONSENT: "审查同意或否决",
    Right.DECIDE: "审议决定",
    Right.APPROVE: "审议通过",
    Right.ELECT: "民主选举",
    Right.APPRAISE: "民主评议",
}
DECISIONS = frozenset({Right.CONSENT, Right.DECIDE, Right.APPROVE})


@dataclass(frozen=True)
class Need:
    """The right that a matter needs at least in one kind of unit. `may_be` is the stronger one that the texts also name."""

    right: Right
    may_be: Right | None = None
    by_charter: bool = False
    also: str = ""

    @property
    def says(self) -> str:
        words = [self.right.says]
        if self.may_be:
            words.append(f"可以{self.may_be.says}")
        if self.also:
            words.append(self.also)
        return "，".join(words) + ("（章程规定）" if self.by_charter else "")


@dataclass(frozen=True)
class Matter:
    """One row of the table of section 5; the last columns are state enterprise, other enterprise, 事业, 机关/参公."""

    code: str
    says: str
    basis: str
    state_enterprise: Need
    enterprise: Need
    public_institution: Need
    agency: Need
    yearly: bool = False


def _need(letters: str) -> Need:
    """“A” approve, “D” deliberate, “O” oversee, “E” elect, “P” appraise, “R” recommend; “c” by charter, “/A” may be approved."""
    word, *also = letters.split("+")
    by_charter = word.endswith("c")
    first, _, second = word.removesuffix("c").partition("/")
    names = {right.name[0]: right for right in (Right.DELIBERATE, Right.OVERSEE, Right.ELECT, Right.RECOMMEND)}
    names |= {"A": Right.APPROVE, "C": Right.CONSENT, "S": Right.DECIDE, "P": Right.APPRAISE, "-": Right.NONE}
    return Need(names[first], names[second] if second else None, by_charter, "".join(also))


def _matter(code: str, says: str, needs: str, basis: str, *, yearly: bool = False) -> Matter:
    state, other, institution, agency = (_need(letters) for letters in needs.split())
    return Matter(code, says, basis, state, other, institution, agency, yearly)


TALKS = "D+须平等协商"  # 劳动合同法 4: deliberation, then equal consultation, then publication
MATTERS: dict[str, Matter] = {
    matter.code: matter
    for matter in (
        # code, words, needs: state enterprise, other enterprise, 事业, 机关/参公; where it is written
        _matter("development_plan", "发展规划、年度工作报告和重大决策", "D D D Dc", "上海第10条；企业法第52条"),
        _matter("budget_accounts", "财务预决算", "D - D Dc", "上海第10条；河南第9条"),
        _matter("restructure", "改制、合并、分立、搬迁、停产、解散、破产", "D D D -", "上海第10条；公司法第17条；国资法第37条"),
        _matter("placement_plan", "职工安置方案", "A D/A A -", "国资法第41条；上海第11条；北京第45条"),
        _matter("collective_contract", "集体合同和专项集体合同", "A A - -", "工会法第21条；劳动合同法第51条；集体合同规定第36条"),
        _matter("wage_bonus_plan", "工资制度、工资调整和奖金分配方案", f"C {TALKS} A Dc", "企业法第52条；上海第11条"),
        _matter("discipline_rules", "奖惩、考勤和劳动保护办法", f"C {TALKS} A Dc", "企业法第52条；劳动合同法第4条；上海第11条"),
        _matter("vital_interest_rule", "直接涉及职工切身利益的规章制度", f"D/A {TALKS}后公布 D/A Dc", "劳动合同法第4条；上海第10条"),
        _matter("welfare", "福利费使用、福利制度和生活事项", "S D A Dc", "企业法第52条；上海第11条"),
        _matter("personnel_rules", "事业单位人事管理制度", "- - D -", "事业单位人事管理条例第4条"),
        _matter("proposal_report", "提案办理情况", "O O O Oc", "上海第12条"),
        _matter("resolution_execution", "以往决议执行情况", "O O O Oc", "上海第12条"),
        _matter("contract_execution", "集体合同履行情况", "O O O -", "上海第12条；山东第14条", yearly=True),
        _matter("insurance_safety", "社会保险、安全生产和教育经费情况", "O O O Oc", "上海第12条；安全生产法第41条", yearly=True),
        _matter("hospitality_cost", "业务招待费使用情况", "O - O Oc", "山东第14条", yearly=True),
        _matter("union_work", "工会工作和联席会议报告", "D D D D", "上海第10条"),
        _matter("committee_members", "专门委员会成员", "E E E Ec", "上海第13条"),
        _matter("employee_directors", "职工董事、职工监事和协商代表", "E E - -", "公司法第68、76、130、173条；上海第13条"),
        _matter("labor_model", "劳动模范人选", "R R R -c", "浙江第7条；北京第45条为审议通过"),
        _matter("cadre_appraisal", "单位领导人员", "P - P Pc", "上海第14条；企业法第52条；河南第14条", yearly=True),
        _matter("land_property", "土地、房屋等资产的使用", "D/Ac - D/Ac Dc", "各单位章程"),
    )
}  # fmt: skip
PROCEDURE = "procedure"
OTHER = "other"
# Beside the table of the law: the order of the session itself (CON-67), and whatever no text speaks of.
BESIDE: dict[str, Matter] = {
    PROCEDURE: _matter(PROCEDURE, "会议程序（议程、主席团、资格审查、计票人）", "- - - -", ""),
    OTHER: _matter(OTHER, "其他事项", "- - - -", ""),
}
CHOICES = [(matter.code, matter.says) for matter in (*MATTERS.values(), *BESIDE.values())]

JOINT_MEETING, PREPARATORY, UNION_CONGRESS = "joint_meeting", "preparatory", "union_congress"
ELSEWHERE = {JOINT_MEETING: "联席会议", PREPARATORY: "预备会议", UNION_CONGRESS: "工会会员代表大会", "leadership": "领导班子会议"}  # fmt: skip


def need_of(matter: str, legal_type: str, state_owned: bool = False, run_as_enterprise: bool = False) -> Need:
    """What the matter needs in a unit of that legal type (“enterprise”, “public_institution”, “agency”, …).

    `run_as_enterprise`: a 事业单位 that is managed as an enterprise makes collective contracts. KeyError for an
    unknown matter.
    """
    row = MATTERS.get(matter) or BESIDE[matter]
    if legal_type == "enterprise":
        return row.state_enterprise if state_owned else row.enterprise
    if legal_type == "public_institution":
        if run_as_enterprise and matter == "collective_contract":
            return row.enterprise
        return row.public_institution
    return row.agency


def required_right(matter: str, legal_type: str, state_owned: bool = False, run_as_enterprise: bool = False) -> Right:
    """The right that the matter needs at least. Rule CON-46."""
    return need_of(matter, legal_type, state_owned, run_as_enterprise).right


def is_strong_enough(right: Right | str, required: Right | str) -> bool:
    """Whether an item with `right` gives the matter what it needs: a vote includes deliberation and review, deliberation
    includes review; an election or an appraisal stands for nothing else, nor anything else for it. Rule CON-46."""
    right, required = Right(right), Right(required)
    if required in (right, Right.NONE):
        return True
    if required in (Right.ELECT, Right.APPRAISE) or right in (Right.APPRAISE, Right.RECOMMEND):
        return False
    if required is Right.RECOMMEND:
        return right.strength == 3
    return right is not Right.ELECT and right.strength >= required.strength


def needs_vote(right: Right | str) -> bool:
    """Whether an item with that right is closed by a vote on all representatives, never by “heard and discussed”."""
    return Right(right).strength == 3


def is_reserved(matter: str, legal_type: str, state_owned: bool = False, run_as_enterprise: bool = False) -> bool:
    """Whether only a session of the congress itself may settle the matter. Rules CON-43, CON-46, CON-47."""
    return needs_vote(required_right(matter, legal_type, state_owned, run_as_enterprise))


def check_right(right: Right | str, matter: str, legal_type: str, state_owned: bool = False) -> None:
    """Refuse an agenda item whose right is weaker than what its matter needs. Rule CON-46."""
    need = need_of(matter, legal_type, state_owned)
    if not is_strong_enough(right, need.right):
        says = (MATTERS.get(matter) or BESIDE[matter]).says
        raise Refused(
            f"“{says}”应当{need.right.says}，不能只{Right(right).says}。" if Right(right) is not Right.NONE
            else f"“{says}”应当{need.right.says}，请选定职权。",
            rule=rule.RIGHT,
            remedy=f"请把这项议程的职权改为“{need.right.says}”。",
        )  # fmt: skip


def check_kind(session_kind: str, matter: str, legal_type: str, state_owned: bool = False) -> None:
    """Refuse a matter that another body may not settle in the congress's stead. Rules CON-43, CON-47, CON-89.

    `session_kind` is “regular”, “extraordinary”, or one of ELSEWHERE. A union members' congress stands in for nothing;
    a joint meeting and a preparatory session leave what is reserved to the session itself.
    """
    if session_kind not in ELSEWHERE or matter in BESIDE:
        return
    body, says = ELSEWHERE[session_kind], MATTERS[matter].says
    remedy = "请列入职代会正式会议或临时会议的议程。"
    required = required_right(matter, legal_type, state_owned)
    if session_kind in (UNION_CONGRESS, "leadership") and required is not Right.NONE:
        raise Refused(f"{body}不能代替职代会{required.says}“{says}”。", rule=rule.KIND, remedy=remedy)
    if is_reserved(matter, legal_type, state_owned):
        raise Refused(
            f"“{says}”须由职代会{required.says}，不能由{body}处理。",
            rule=rule.JOINT_MEETING if session_kind == JOINT_MEETING else rule.KIND,
            remedy=remedy,
        )
