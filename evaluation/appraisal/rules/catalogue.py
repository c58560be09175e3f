"""The rules as the pages cite them."""

from __future__ import annotations

from ymdm.rulebook import Confidence, Rule

V, V2, D = Confidence.READ, Confidence.READ_AT_SECOND_HAND, Confidence.OWN_DECISION

REPORT_DAYS, FEED_BACK_DAYS, SEND_UP_DAYS, DISCLOSE_DAYS, ANSWER_DAYS = 10, 5, 5, 10, 15  # working days, own decisions

YEARLY = Rule(
    "EVA-38", "企业、事业单位的领导人员和职工董事每年由职代会民主评议一次", None, "",
    "《上海市职工代表大会条例》第14条、《河南省企业民主管理条例》第14条", V,
)  # fmt: skip
ORDER = Rule(
    "EVA-39", "先述职述廉、代表团讨论，再无记名测评、计票，向本人反馈、报上级，最后至少公布摘要；次序不能跳过", None, "",
    "上海市 2011 年意见、《山东省企业民主管理条例》第8条、第14条", V2,
)  # fmt: skip
GRADES = Rule(
    "EVA-40",
    "测评等次按单位类型，也可以用本单位自己的等次",
    None,
    "",
    "《公务员法》第38条、《事业单位人事管理条例》第21条",
    V,
)
PART = Rule(
    "EVA-42", "参加测评的职工代表不少于三分之二；其他人员分组投票，按组加权", None, "", "上海市 2008 年通知", V2
)
RATES = Rule("EVA-43", "得票率按有效票算，弃权算在有效票里，无效票不算", None, "", "", D)
LINES = Rule(
    "EVA-44", "称职以上或者不称职的得票率到了警戒线，向主管机关提示", None, "", "上海市 2008 年通知、一个县 2009 年的方案", V2
)  # fmt: skip
FLAGS = Rule(
    "EVA-45", "警戒线只是提示，不作决定；职代会提建议，主管机关书面答复", None, "", "《全民所有制工业企业法》第52条第(四)项", V
)  # fmt: skip
SCORES = Rule("EVA-46", "需要折算分数时，每组取平均，按权重相加", None, "", "", D)
COMMENTS = SEEN = Rule(
    "EVA-48", "本人看自己的结果，上级看全部，职工代表看摘要；意见不具名，票数太少时不显示", None, "", "", D
)  # fmt: skip
OWN = Rule("EVA-49", "被评议人是代表的，不给自己投票", None, "", "", D)
