"""The conditions of each kind, judged from plain figures: each with its figure, and the reason where it is not met. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from ymdm.measures import Measure, rounded
from ymdm.workflow import Refused

from .rules import BARRED, CONDITIONS

ATTENDED = 90  # percent of the sessions, EVA-34
SATISFIED = 60  # percent of the ratings of the constituency: own decision, the floor of EVA-23


@dataclass(frozen=True)
class Condition:
    """One condition with its figure; `why` is empty where it is met."""

    name: str
    figure: str
    why: str = ""
    rule: str = CONDITIONS.id

    @property
    def is_met(self) -> bool:
        return not self.why

    @property
    def row(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Assessed:
    """The final assessment of a unit in the year. `place` is that of its grade, 0 the best; None where none is final."""

    unit: str
    year: int
    place: int | None = None
    words: str = ""
    may_be_awarded: bool = True
    over_quota: bool = False

    @property
    def figure(self) -> str:
        if self.place is None:
            return f"{self.unit}{self.year}年没有定案的考评"
        return f"{self.unit}{self.year}年{self.words}" + ("（超出优秀名额，公布为下一等次）" if self.over_quota else "")

    @property
    def is_barred(self) -> bool:
        """Unqualified, vetoed, or lacking a mandatory item: no awards for the year (EVA-14, EVA-22, EVA-31)."""
        return self.place is not None and not self.may_be_awarded


def of_unit(found: Assessed, worst: int, wanted: str) -> list[Condition]:
    """A unit or group needs a final grade no worse than place `worst`, and no veto."""
    if found.place is None:
        return [Condition(f"年度考评{wanted}", found.figure, "考评定案以后才能提名。")]
    low = "" if found.place <= worst else f"要{wanted}，现在是{found.words}。"
    return [Condition(f"年度考评{wanted}", found.figure, low), unbarred(found)]


def unbarred(found: Assessed) -> Condition:
    """A unit that is vetoed or unqualified is not awarded."""
    why = "考评不合格、被否决或者缺必备项，当年不能评优。" if found.is_barred else ""
    return Condition("没有一票否决", "可以评先" if not why else "不能评先", why, BARRED.id)


def not_responsible(found: Assessed, heads: bool) -> Condition:
    """The head of a barred unit is not awarded. Who else answers for it stands in no register: the reviewer looks."""
    name = "不是被否决单位的负责人"
    if not found.is_barred:
        return Condition(name, f"{found.unit}没有被否决" if found.place is not None else found.figure, "", BARRED.id)
    if heads:
        return Condition(name, f"{found.unit}的负责人", "单位不合格或者被否决，负责人当年不能评优。", BARRED.id)
    return Condition(name, f"{found.unit}不能评先，本人不是负责人；是不是责任人由上级审核时核对", "", BARRED.id)


def in_service(is_active: bool) -> Condition:
    return Condition("在职职工", "在册" if is_active else "不在册", "" if is_active else "名册里已经离开。")


def of_representative(seats: int, attended: Measure, filed: Measure, tour: str, rated: Measure) -> list[Condition]:
    """In office; 90 % of the sessions; a filed proposal or a tour report; a constituency that is satisfied where it rated."""
    share = rounded(100 * (attended.numerator or 0), attended.denominator or 0)
    if share is None:
        low = "任期内还没有开过通知本人参加的会议，算不出出席率。"
    else:
        low = "" if share >= ATTENDED else f"要 {ATTENDED}% 以上。"
    made = filed.numerator or 0
    report = f"；巡视报告：{tour}（单位填报）" if tour else ""
    content = rated.value
    if content is None:
        told = Condition("选区评议满意", "没有可以显示的评议结果，由上级审核时核对")
    else:
        below = "" if content >= SATISFIED else f"满意和基本满意不到 {SATISFIED}%。"
        told = Condition("选区评议满意", f"{rated.words}（{rated.of}）", below)
    return [
        Condition("代表资格有效", "在任" if seats else "不在任", "" if seats else "现在不是职工代表。"),
        Condition(
            f"出席率 {ATTENDED}% 以上", f"{attended.words}（{attended.of}）" if share is not None else "没有会议", low
        ),
        Condition(
            "立案提案或者巡视报告至少一件", f"立案提案 {made} 件{report}", "" if made or tour else "一件也没有。"
        ),
        told,
    ]


def check(found: Iterable[Condition]) -> None:
    """Raise Refused naming every condition that is not met, with its figure."""
    missed = [one for one in found if not one.is_met]
    if missed:
        words = "；".join(f"{one.name}：{one.figure}，{one.why.rstrip('。')}" for one in missed)
        raise Refused(
            f"条件不符：{words}。", rule=BARRED if all(one.rule == BARRED.id for one in missed) else CONDITIONS
        )
