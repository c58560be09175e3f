"""Guessing from the post what kind of employee somebody is; a guess until the union has confirmed it (F2, CON-19, CON-21).

Plain words in, a code of `Mandate.Category` out. Ranks of the civil service (四级主任科员) are no offices.
"""

from __future__ import annotations

import re

LEADERS = re.compile(r"局长|书记|院长|总经理|董事|监事会主席|总工程师|总会计师|总经济师|工会主席")
MANAGERS = re.compile(r"处长|科长|主任|部长|所长|站长|经理|队长|场长|主席|纪检组长|班子")
RANKS = re.compile(r"[一二三四]级(调研员|主任科员|科员)|(正|副)?(主任科员|调研员|科员)")
# Who heads a team works in it.
FRONT = re.compile(r"班长|组长|驾驶|技术员|监测员|观测员|工人|化验员|维修|司机|巡查")
PROFESSIONAL = re.compile(r"工程师|会计师|经济师|教授|研究员|讲师|政工师|馆员|设计师")


def guess(post: str, title: str = "") -> str:
    """leader, manager, professional or front_line. Who heads a measuring station counts as a manager until somebody says
    otherwise: a share of managers that is guessed too high is looked at, one too low is not."""
    words = RANKS.sub("", post)
    if LEADERS.search(words):
        return "leader"
    if MANAGERS.search(words):
        return "manager"
    if FRONT.search(words):
        return "front_line"
    return "professional" if PROFESSIONAL.search(words) or PROFESSIONAL.search(title) else "front_line"
