"""Each rule with its default, its source and how well the source is known (domain rules PRO-06 to PRO-47).

The value that holds for a unit on a day is `RULE.at(unit, day)`, read from the rule library (ymdm.rulebook).
"""

from ymdm.rulebook import Confidence, Rule

V2, D = Confidence.READ_AT_SECOND_HAND, Confidence.OWN_DECISION

PROPOSERS = Rule("PRO-06", "提案由在任职工代表提出", None, "", "各单位职代会提案办法", V2)
CO_SIGNERS = Rule(
    "PRO-07", "单独提出的提案至少有 {} 名附议人，附议人是代表且不是提案人", 2, "人", "各单位职代会提案办法", V2
)
OWN_SIGNATURE = Rule(
    "PRO-08", "附议由本人办理，立案前可以撤回；不足最低人数的退回草稿", None, "", "各单位职代会提案办法“需亲自签名”", V2
)
ONE_MATTER = Rule("PRO-09", "一事一案", None, "", "各单位职代会提案办法", V2)
COMPLETE = Rule("PRO-10", "案由、理由、建议措施三项齐全", None, "", "各单位职代会提案办法", V2)
CALL = Rule("PRO-11", "征集期外提交的，转入闭会期间提案，不作废", 30, "天", "各单位职代会提案办法", V2)
NUMBER = Rule("PRO-12", "提交时编号，并案、不立案后编号不变", None, "", "", D)
CATEGORIES = Rule("PRO-13", "每届有固定的提案类别", None, "", "", D)
REVIEW = Rule("PRO-14", "提案委员会限期审查，每种结果都写明理由并告知提案人和附议人", 10, "个工作日", "", D)
REFUSAL_REASONS = Rule("PRO-15", "不立案须在规定的情形之内", None, "", "提案审查有关规定", V2)
CONVERSION = Rule("PRO-16", "不立案但有参考价值的转为意见建议，仍须答复", 15, "个工作日", "提案审查有关规定", V2)
MERGING = Rule("PRO-17", "并案保留每一位提案人，答复和评价对每一位进行", None, "", "各单位提案工作报告", V2)
COMMITTEE = Rule("PRO-18", "委员过半数到会方可审查，到会委员过半数同意方为通过，本人提案回避", None, "", "", D)
INSTRUCTION = Rule("PRO-19", "领导批示可以明确分管领导和轻重缓急，不得撤销立案", 5, "个工作日", "", D)
ASSIGN = Rule("PRO-20", "一件提案只有一个主办单位，可以有若干协办单位", None, "", "提案办理有关规定", V2)
ASSIGN_LIMIT = Rule("PRO-20", "立案后限期交办", 10, "个工作日", "", D, "assign")
SIGN_FOR = Rule("PRO-20", "交办后限期签收", 2, "个工作日", "", D, "sign_for")
DISAGREEMENT = Rule("PRO-21", "主办、协办意见不一致的，报分管领导协调", None, "", "提案办理有关规定", V2)
NO_PASSING_ON = Rule("PRO-22", "承办单位不得自行转给其他单位", None, "", "提案办理有关规定", V2)
REPLY = Rule("PRO-23", "交办后限期答复", 90, "天", "提案办理有关规定", V2)
OBJECTION = Rule("PRO-24", "不属于本单位职责的，交办后限期退回，逾期不再受理", 5, "个工作日", "提案办理有关规定", V2)
OBJECTION_DECISION = Rule("PRO-24", "退办申请限期答复", 5, "个工作日", "", D, "decision")
OPINION = Rule("PRO-25", "协办单位限期向主办单位提出意见", 30, "天", "提案办理有关规定", V2)
EXTENSION = Rule("PRO-26", "确需延期的，到期前申请，只批一次，并告知提案人", 30, "天", "提案办理有关规定", V2)
EXTENSION_DECISION = Rule("PRO-26", "延期申请限期审批", 2, "个工作日", "", D, "decision")
CONTACT = Rule("PRO-27", "答复前至少与提案人沟通一次", 1, "次", "提案办理有关规定", V2)
LETTER = Rule("PRO-28", "答复函编号，由分管领导签发", None, "", "提案办理有关规定", V2)
COUNTERSIGN = Rule("PRO-29", "协办单位未会签的，主办单位不能送签", 3, "个工作日", "提案系统办理规程", V2)
CLASS_CHANGE = Rule(
    "PRO-30", "督办单位可以调整办理结果分类，须写明理由并告知主办单位和提案人", None, "", "提案系统办理规程", V2
)
CONFIDENTIAL = Rule(
    "PRO-31", "提案人要求保密的，姓名只有提案委员会、主办承办人和工会可见", None, "", "提案办理有关规定", V2
)
FOLLOW_UP = Rule("PRO-32", "A 类以外须有计划或理由和复查日期，B、C 类结转下一年度", 3, "个月", "提案办理情况通报", V2)
EVALUATE = Rule("PRO-33", "答复后限期评价，未评价的不计入满意", 10, "个工作日", "", D)
TWO_MARKS = Rule("PRO-34", "分别评价办理态度和办理结果", None, "", "", D)
GRADE = Rule("PRO-35", "多人评价的，以最低的评价为准", None, "", "", D)
RATES = Rule("PRO-36", "满意率同时列出严格口径和宽口径，并列出件数", None, "", "", D)
REHANDLE = Rule("PRO-37", "不满意的重新办理一次，仍不满意的由单位领导审定", 30, "天", "提案工作规则", V2)
LEADER_REVIEW = Rule("PRO-37", "单位领导限期审定并告知提案人", 10, "个工作日", "", D, "conclude")
CLOSE = Rule("PRO-37", "评价后限期办结", 5, "个工作日", "", D, "close")
RESUBMIT = Rule("PRO-14", "退回补充的，限期重新提交，逾期按不立案处理", 5, "个工作日", "", D, "resubmit")
APPEAL = Rule("PRO-15", "不立案的，提案人可以限期申请复议一次，由提案委员会重新审查", 10, "个工作日", "", D, "appeal")
RELAY = Rule("PRO-15", "转上级的提案，限期把上级的答复告知提案人", 60, "个工作日", "", D, "relay")
ANSWERED = Rule("PRO-01", "件件有落实，事事有回复：没有答复的不能办结", None, "", "信访工作有关规定", Confidence.READ)
REWARD = Rule(
    "PRO-58", "奖励要有证明了的效益：从首次使用起 {} 个月的经济效益，由财务部门核算，分五等", 12, "个月",
    "合理化建议和技术改进奖励条例第五、六、八、九条", Confidence.READ,
)  # fmt: skip
# The regulation has five grades; the limits between them are this house's own until a unit sets its own.
FIRST_GRADE = Rule("PRO-58", "一等奖的年经济效益", 100, "万元", "", D, "grade_1")
SECOND_GRADE = Rule("PRO-58", "二等奖的年经济效益", 50, "万元", "", D, "grade_2")
THIRD_GRADE = Rule("PRO-58", "三等奖的年经济效益", 10, "万元", "", D, "grade_3")
FOURTH_GRADE = Rule("PRO-58", "四等奖的年经济效益，不到的为五等奖", 1, "万元", "", D, "grade_4")
REWARD_GRADES = (FIRST_GRADE, SECOND_GRADE, THIRD_GRADE, FOURTH_GRADE)
REWARD_DECISION = Rule("PRO-58", "建议奖励限期审定", 10, "个工作日", "", D, "reward_decision")
REWARD_PUBLICATION = Rule("PRO-58", "审定的建议奖励限期公布", 5, "个工作日", "", D, "reward_publication")
NO_DOUBLE_REWARD = Rule(
    "PRO-59", "同一建议不重复奖励，升级的只补差额；集体建议按贡献分配", None, "",
    "合理化建议和技术改进奖励条例第十一、十二条", Confidence.READ,
)  # fmt: skip
FRAUD = Rule(
    "PRO-61", "弄虚作假的，撤销奖励并追回", None, "", "合理化建议和技术改进奖励条例第二十一条", Confidence.READ
)
OWN_DUTY = Rule(
    "PRO-62", "属于本职工作的，只奖励超出职责的新办法；单位负责人的奖励须经上级批准", None, "",
    "合理化建议和技术改进奖励条例第十条", Confidence.READ,
)  # fmt: skip
REVISIT = Rule("PRO-01", "办结一段时间后回访提案人，没有真正办好的由主办单位核实", 30, "天", "", D, "revisit")
REVISIT_ANSWER = Rule("PRO-01", "收到回访后限期回答，没有回答的不算已经办好", 15, "个工作日", "", D, "revisit_answer")
RECHECK = Rule("PRO-01", "提案人反映没有办好的，主办单位限期核实并告知", 15, "个工作日", "", D, "recheck")
REPEATED = Rule("PRO-70", "一个季度内多人反映的同一件事，提请工会列为恳谈会议题或者公开事项", 5, "人", "", D)
TRIAGE = Rule("PRO-01", "收到后限期交给责任单位，没有责任单位的时间不得超过期限", 5, "个工作日", "信访工作有关规定", D)
CONCLUSION = Rule(
    "PRO-55", "主管部门限期提出采纳或者不采纳的结论并书面说明", 20, "个工作日", "合理化建议和技术改进奖励条例", D
)
EXPLAINED = Rule("PRO-56", "不采纳的，必须向建议人说明理由", None, "", "合理化建议和技术改进奖励条例", Confidence.READ)
POINT_LIMIT = Rule("PRO-68", "恳谈会、座谈会的每一条意见限期有责任单位和日期", 3, "个工作日", "", D)
VOICE_REPLY = Rule("PRO-69", "意见箱、接待日和恳谈会的事项限期答复", 15, "个工作日", "", D)
VISITOR = Rule("PRO-67", "来访人的身份和反映的内容只有接待人、记录人和承办人知道", None, "", "领导接待日有关规定", V2)
POINT_BY_POINT = Rule("PRO-28", "答复须对每一条建议逐条说明", None, "", "", D)

REASONS: dict[str, dict[str, str]] = {
    # outcome → reason code → words. PRO-15 lists those for not filing.
    "filed": {"fit": "符合立案条件", "important": "涉及职工普遍关心的问题"},
    "merged": {"same_matter": "与另一件提案反映同一件事"},
    "converted": {"suggestion": "内容有参考价值，作为意见建议办理", "personal": "属于个人诉求，作为意见建议答复"},
    "not_filed": {
        "secret": "涉及国家秘密或工作秘密",
        "forbidden": "法律法规不允许",
        "personnel": "属于党务或人事安排",
        "litigation": "已进入诉讼、仲裁或调解程序",
        "private": "属于个人或亲属问题",
        "accusation": "指名要求处分他人",
        "advertising": "属于推销或宣传",
        "academic": "属于学术讨论",
        "empty": "没有具体措施",
        "solved": "问题已经解决",
        "sufficient": "现有设施或制度已能满足",
        "no_condition": "目前没有条件，已说明原因",
        "lapsed": "退回后逾期没有重新提交",
    },
    "forwarded_up": {"beyond_authority": "超出本单位权限"},
    "returned": {
        "incomplete": "内容不完整，需要补充",
        "two_matters": "一件提案写了几件事，请分开",
        "unclear": "建议不具体，请写明希望做什么",
    },
}

SCHEMES: dict[str, tuple[str, dict[str, str]]] = {
    # scheme → (words, class → meaning). Rates of different schemes are never compared.
    "abcd_standard": (
        "标准四类",
        {"A": "已解决或基本解决", "B": "正在解决或列入计划逐步解决", "C": "因条件所限，留待以后解决", "D": "留作参考"},
    ),
    "abcd_planned": ("计划四类", {"A": "已解决", "B": "正在办理", "C": "列入计划", "D": "说明情况，留作参考"}),
    "solved_progress_plan_reference": ("文字四类", {"A": "已解决", "B": "正在解决", "C": "列入计划", "D": "留作参考"}),
    # How the registers of past sessions class their answers (proposals/importing): three classes, no D.
    "register_abc": ("历年登记三类", {"A": "已办结", "B": "已列入计划", "C": "留作参考"}),
    # Adopted or refused with the reason (PRO-55, PRO-56); C is kept as a technical reserve (PRO-58).
    "suggestion_conclusion": (
        "建议采纳",
        {"A": "采纳，已经实施", "B": "采纳，正在组织实施", "C": "列为技术储备", "D": "不采纳，说明理由"},
    ),
    "abcd_colour": ("四色", {"A": "三方认可办结", "B": "本年内办结", "C": "本年内争取办结", "D": "目前无法办理"}),
}
