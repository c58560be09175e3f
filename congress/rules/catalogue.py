"""Each rule that the congress is judged by, in one sentence. Amounts, sources and how well they are known come from the
rule library; the amount that holds for a unit on a day is `RULE.under(law)` (domain rules CON-01 to CON-90)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ymdm.rulebook import Confidence, Rule
from ymdm.rulebook.amounts import parse
from ymdm.rulebook.library import amounts, entries
from ymdm.rulebook.profiles import CHARTER

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law

SHARES = {"2/3": "三分之二", "1/3": "三分之一", "1/2": "二分之一"}


@dataclass(frozen=True)
class Article(Rule):
    """A rule whose amount may also be a share or a word; `number` is the amount as it is written (“7”, “2/3”, “过半数”)."""

    number: str = ""

    @property
    def says(self) -> str:
        return self.text.format(SHARES.get(self.number, self.number))

    @property
    def fraction(self) -> Fraction:
        """The amount as an exact number. ValueError where it is a word or there is none."""
        exact = parse(self.number)
        if exact is None:
            raise ValueError(f"{self.key} has no number: {self.number!r}")
        return exact

    @property
    def count(self) -> int:
        """The amount as a whole number of days, people or times."""
        return int(self.fraction)

    def under(self, law: Law | None, *, matter: str = "") -> Article:
        """The rule as it holds under that law, with its amount and where it is written; as it is without a law.

        Where no text holds, the unit's own charter does, and it is never called a statute (CON-10).
        """
        if law is None:
            return self
        found = law.value(self.key, matter=matter) if self.key in amounts() else None
        said = found.basis if found and found.why != "default" else ""
        if not said and law.profile.code == CHARTER and self.confidence != Confidence.OWN_DECISION:
            said = "章程规定"
        here = replace(self, basis_here=said or self.basis_here)
        if found is None:
            return here
        return replace(here, number=found.number, value=found.count, version=found.version)

    def at(self, unit: Any, on: date | datetime) -> Article:
        """The rule as it holds for `unit` on a day. One query."""
        if unit is None:
            return self
        from ymdm.rulebook import law  # cycle: models are not ready when rules are first named

        return self.under(law(unit, on))

    def __str__(self) -> str:
        return f"{self.id}：{self.says}；{self.basis}"


def _article(rule: str, text: str, part: str = "main") -> Article:
    entry, amount = entries()[rule], amounts().get(rule if part == "main" else f"{rule}.{part}")
    number = amount.number if amount else ""
    exact = parse(number)
    count = int(exact) if exact is not None and exact.denominator == 1 else None
    weakest = max(entry.tags, key=list(Confidence).index)
    return Article(
        rule, text, count, amount.measure if amount else "", entry.citation, weakest, part,
        basis_here=entry.basis, number=number,
    )  # fmt: skip


# --- which law, which form (sections 1, 2) ---
PROFILE = _article("CON-01", "每次会议的规则口径在通知发出时固定")
CHARTER_RULE = _article("CON-10", "机关、参公单位的职代会依据本单位章程")
ASSEMBLY = _article("CON-08", "职工满 {} 人的召开职工代表大会，不满的召开职工大会")
COLLECTIVE_BELOW = _article("CON-09", "城镇集体企业职工 {} 人以下的召开职工大会")
COLLECTIVE_ABOVE = _article("CON-09", "城镇集体企业职工超过 {} 人的召开职代会", "congress")

# --- representatives (section 3) ---
SEATS_NATIONAL = _article("CON-13", "全国企业口径：职工代表不少于职工总数的 5%，最少 30 人")
SEATS_SHANGHAI = _article(
    "CON-14", "上海口径：职工 100 人为 30 名代表，每增加 100 人至少增加 5 名；3000 人以上不少于 175 名"
)
SEATS_ZHEJIANG = _article("CON-15", "浙江口径：职工 100、1000、5000 人起各档分别计算代表名额")
SEATS_HENAN = _article("CON-16", "河南口径：代表占职工的比例随职工人数递减，一般不超过 500 名")
SEATS_SICHUAN = _article("CON-17", "四川口径：职工不满 1000 人的 30 名，1000 人以上的 100 名，10000 人以上的 150 名")
SEATS_SCHOOL = _article("CON-18", "学校口径：由省级教育行政部门规定，没有规定的由学校自定")
MANAGERS = _article("CON-19", "中层以上管理人员不超过职工代表的 {}")
LEADING_CADRES = _article("CON-20", "领导干部一般为职工代表的五分之一")
FRONT_LINE = _article("CON-21", "职工代表以一线职工为主体，不低于 {}")
WOMEN = _article("CON-22", "女职工代表的比例不低于女职工在职工中的比例")
DISABLED = _article("CON-23", "集中安置残疾人的单位，残疾职工代表的比例不低于残疾职工在职工中的比例")
DISPATCHED = _article("CON-24", "使用劳务派遣职工较多的单位，派遣职工有适当比例的代表或者列席会议")
PROFESSIONALS = _article("CON-25", "教育、科研、文化、卫生单位以专业技术人员为主体，不低于 {}")
OBSERVERS = _article("CON-26", "列席代表没有表决权和选举权，也不计入应到人数")
ELECTION_VALID = _article("CON-28", "选举须有选区职工 {} 以上参加方为有效")
ELECTION_LINE = _article("CON-29", "当选须获得选区全体职工{}赞成")
MANDATE_ENDS = _article("CON-32", "解除或终止劳动关系、调离选区、辞去代表、退休、受刑事处罚的，代表资格自行终止")
VACANCY = _article("CON-33", "代表出缺的，由原选区及时补选，超过 {} 天的作提示")
RECALL_LINE = _article("CON-34", "罢免代表须获得选区全体职工{}赞成")
YEARLY_REPORT = _article("CON-35", "职工代表每年至少向选区职工述职 {} 次，并接受评议")
MORE_CANDIDATES = _article("CON-37", "候选人宜多于应选名额 {}")

# --- organs (section 4) ---
TERM_LONGEST = _article("CON-38", "职代会每届最长 {} 年")
TERM_SHORTEST = _article("CON-38", "职代会每届最短 {} 年", "least")
EXTENSION = _article("CON-39", "换届最多推迟 {} 年，须书面报告上级工会")
PRESIDIUM_LARGE = _article("CON-40", "代表超过 100 名的，主席团不少于 {} 人")
PRESIDIUM_FEW = _article("CON-40", "代表 30 至 100 名的，主席团不少于 {} 人", "few")
PRESIDIUM_MOST = _article("CON-40", "代表 30 至 100 名的，主席团不超过 {} 人", "most")
PRESIDIUM_FRONT = _article("CON-40", "主席团中一线职工不少于 {}", "front")
COMMITTEES = _article("CON-42", "设立 {} 个专门委员会，由职工代表担任负责人，成员经职代会选举或者通过")
JOINT_MEETING = _article("CON-43", "联席会议不能处理须由职代会通过的事项，处理结果向下一次职代会报告确认")
JOINT_BY_UNION = _article("CON-44", "联席会议只能由工会召集")
UNION_DUTIES = _article("CON-45", "工会承担选举方案、议题、名单、报告、巡视、培训和档案等职责")

# --- powers (section 5) ---
RIGHT = _article("CON-46", "每项议题标明事项类别和应有的职权，应当“审议通过”的不能以“听取讨论”了结")
KIND = _article("CON-47", "会员代表大会不能代替职代会，联席会议不能代替会议，会议种类与事项必须相符")
DIRECTORS = _article("CON-48", "职工 {} 人以上的公司应当有职工董事，由职代会选举")
SUPERVISORS = _article("CON-48", "监事会中职工代表不少于 {}", "board")
APPRAISAL = _article("CON-49", "单位领导人员每年至少通过职代会评议 {} 次")

# --- sessions, notice and materials (section 6) ---
YEARLY_SESSION = _article("CON-50", "每年至少召开 {} 次职代会")
HALF_YEARLY = _article("CON-51", "全民所有制工业企业至少每半年召开一次职代会")
EXTRAORDINARY = _article("CON-52", "行政、工会或者 {} 以上职工代表提议的，召开临时会议")
TOPICS = _article("CON-53", "议题由行政与工会协商确定，会议只审议通知所列的议题")
TO_UNION = _article("CON-54", "行政须在会前 {} 天将议题书面交工会")
MATERIALS = _article("CON-55", "会议材料至少在会前 {} 天送达职工代表")
DISCLOSED = _article("CON-56", "议程和事项至少在会前 {} 天向全体职工公开")
DAY_COUNT = _article("CON-57", "会前天数按{}计算，开会当天不算")
OPINIONS = _article("CON-58", "会前由代表团讨论草案，工会汇总意见并逐条答复")
RESUBMIT = _article("CON-59", "涉及切身利益的事项意见分歧较大的，修改后再提交")
NEGOTIATION_PAUSE = _article("CON-59", "集体协商中止最长 {} 天", "pause")
NEW_VERSION = _article("CON-60", "材料有实质修改的，重新计算送达时间，大会当场修改的除外")

# --- quorum, lines, ballots (section 7) ---
QUORUM = _article("CON-61", "须有 {} 以上职工代表出席方可开会")
SMALLER_COUNT = _article("CON-62", "不足法定人数不能表决，每次表决前重新点名，取较少的一次")
BASE = _article("CON-63", "表决以全体职工代表为基数，缺席、弃权、空白票、废票都不算赞成")
LINE = _article("CON-64", "须有全体职工代表{}赞成方为通过")
SAY_LINE = _article("CON-65", "结果必须写明用的是过半数还是半数以上")
ITEM_BY_ITEM = _article("CON-66", "重要事项无记名投票、分项表决，应当“审议通过”的事项不得捆绑表决")
BY_HANDS = _article("CON-67", "议程、主席团名单、计票人和程序性事项可以举手表决")
SECRET_ELECTION = _article("CON-68", "选举一律无记名投票")
IDENTITIES = _article("CON-69", "发出票不多于到会人数，收回票不多于发出票，各项之和等于收回票")
TOO_MANY_NAMES = _article("CON-70", "选举票所选人数多于应选名额的无效，少于的有效")
NEVER_BY_LOT = _article("CON-71", "最后一名得票相同或者当选人不足的，再次投票，绝不抽签")
NO_PROXY = _article("CON-72", "不得委托投票")
VENUES = _article("CON-73", "几个会场的到会人数和票数合计后再判断")
TELLERS = _article("CON-75", "由两名计票人在监票人监督下录入，第三人确认")
SMALL_GROUP = _article("CON-76", "不足 {} 人投票的，只显示通过与否")
APPRAISAL_QUORUM = _article("CON-77", "民主评议投票须有 {} 以上职工代表参加")

# --- after the session (section 9) ---
PUBLISH = _article("CON-78", "闭幕后 {} 天内向全体职工公布决议")
POSTED = _article("CON-79", "决议公布时间至少 {} 天")
REPORT_UP = _article("CON-80", "闭幕后 {} 个工作日内报告上级工会")
ONLY_BY_VOTE = _article("CON-81", "决议不经职代会重新表决，不得变更或者撤销")
RECONSIDER = _article("CON-82", "行政对决议有不同意见的，可以提请复议一次，仍不同意的应当执行并向上级报告")
FOLLOW_UP = _article("CON-84", "每项决议有责任人、期限和进展记录，执行情况向下一次职代会报告")
ARCHIVE = _article("CON-85", "会议案卷在 {} 天内归档，归档后不得改动")
NOT_SUBMITTED = _article("CON-86", "须经职代会通过的事项没有依法提交的，单位的决定对职工没有约束力")
CORRECTION = _article("CON-86", "收到工会纠正意见后 {} 天内改正并书面答复", "correct")
NOT_ADOPTED = _article("CON-87", "法定人数不足、未达到表决线或者投票无效的，不能成为决议")
DEFECT = _article("CON-88", "材料没有按时送达、议题不在通知之内或者捆绑表决的，记为程序瑕疵")
OTHER_BODY = _article("CON-89", "其他机构作出的决定不能改成职代会决议")
INVALID_MANDATES = _article("CON-90", "代表资格无效的，重新计算应到人数和结果，结果改变的须重新表决")

# --- what other chapters ask of a session's plan ---
CALL_FOR_PROPOSALS = _article("PRO-11", "会前 {} 天征集提案")
REVIEW_PROPOSALS = _article("PRO-14", "提案委员会限期审查提案")
ASSIGN_PROPOSALS = _article("PRO-20", "立案后 {} 个工作日内交办提案", "assign")
