"""Employee directors and supervisors: who owes them, who may stand, who may ask for a recall (CON-48, congress.md 8)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from ymdm.workflow import Refused

from . import catalogue as rule

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law


def check_director_candidates(*, chair_stands: bool, senior_managers: int, law: Law | None = None) -> None:
    """Employee directors and supervisors: no senior manager stands; in Zhejiang the union chair does. Rule CON-48."""
    if senior_managers:
        raise Refused(
            f"候选人中有 {senior_managers} 名高级管理人员，不能担任职工董事、职工监事。",
            rule=rule.DIRECTORS.under(law),
            remedy="请更换候选人。",
        )
    if law and any(text.code == "zhejiang_2010" for text in law.texts) and not chair_stands:
        raise Refused(
            "工会主席应当列为职工董事、职工监事的候选人。",
            rule=rule.DIRECTORS.under(law),
            remedy="请补充提名工会主席。",
        )


def may_propose_recall_of_director(*, representatives: int, total: int, employees_for: int, employees: int) -> bool:
    """A third of the representatives or a tenth of the employees may ask the congress for it (浙江第25条, CON-48)."""
    return 0 < total <= 3 * representatives or 0 < employees <= 10 * employees_for


def owes_employee_director(employees: int, *, has_employee_supervisor: bool, law: Law | None = None) -> bool:
    """A company so large needs an employee director unless its supervisory board has employee members. Rule CON-48."""
    return employees >= rule.DIRECTORS.under(law).count and not has_employee_supervisor


def is_board_share_met(employee_members: int, members: int, law: Law | None = None) -> bool:
    """At least a third of a supervisory board is elected by the employees. Rule CON-48."""
    return members > 0 and Fraction(employee_members, members) >= rule.SUPERVISORS.under(law).fraction
