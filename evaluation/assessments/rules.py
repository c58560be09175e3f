"""The rules of the yearly assessment as its pages cite them."""

from __future__ import annotations

from ymdm.rulebook import Confidence, Rule

V, V2, D = Confidence.READ, Confidence.READ_AT_SECOND_HAND, Confidence.OWN_DECISION

SELF_CHECK = Rule(
    "EVA-01", "考评把单位自查和上级检查结合起来，自查得分不计入最后得分", None, "", "单位民主管理的做法", V
)
DATED = Rule("EVA-10", "佐证材料有日期和摘要；年度以后形成的标明“补充”，最多按一半计分", None, "", "", D)
NOT_HERE = Rule("EVA-12", "本单位没有的事项不扣分，按方案折算或者按满分计", None, "", "一所学院的考核表", V2)

SIGN_DAYS = 3  # working days for the head to sign, our own decision
