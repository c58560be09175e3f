"""Sharing the seats out among the constituencies, with a proposal of who fills them (CON-19, CON-21, CON-22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ymdm.workflow import Refused

from . import catalogue as rule
from .finding import share

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law


def apportion(total: int, weights: Sequence[int | Fraction], caps: Sequence[int] | None = None) -> list[int]:
    """`total` whole parts in proportion to `weights`, by largest remainder, none above its cap.

    Equal remainders go to the larger weight, then to the earlier one. What the caps do not hold is left out: the sum is
    then smaller than `total`.
    """
    most = list(caps) if caps is not None else [total] * len(weights)
    given, left = [0] * len(weights), total
    open_ = [at for at, weight in enumerate(weights) if weight > 0 and most[at] > 0]
    # Whoever would reach its cap gets just that; the others share what is left, until nobody does.
    while full := [at for at in open_ if left * weights[at] >= most[at] * sum(weights[at] for at in open_)]:
        for at in full:
            given[at] = most[at]
        left -= sum(most[at] for at in full)
        open_ = [at for at in open_ if at not in full]
    if open_:
        whole = sum(weights[at] for at in open_)
        ideal = {at: Fraction(left * weights[at]) / whole for at in open_}
        for at in open_:
            given[at] = int(ideal[at])
        order = sorted(open_, key=lambda at: (int(ideal[at]) - ideal[at], -weights[at], at))
        for at in order[: left - sum(int(ideal[at]) for at in open_)]:
            given[at] += 1
    return given


def share_out(total: int, constituencies: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Seats by constituency in proportion to its employees, by largest remainder, at least one each.

    `constituencies` are (key, employees). Refused where there are fewer seats than constituencies with employees, or
    more than employees.
    """
    rows = list(constituencies)
    peopled = [(key, employees) for key, employees in rows if employees > 0]
    if total < len(peopled):
        raise Refused(
            f"名额 {total} 名，选区 {len(peopled)} 个，不够每个选区一名。",
            rule=rule.UNION_DUTIES,
            remedy="请合并较小的选区，或者增加名额。",
        )
    if total > sum(employees for _key, employees in peopled):
        raise Refused(f"名额 {total} 名，多于职工总数。", rule=rule.UNION_DUTIES)
    # Whoever would get less than one gets one; the others share what is left, until nobody falls short.
    single: set[str] = set()
    while True:
        open_ = [(key, employees) for key, employees in peopled if key not in single]
        seats, people = total - len(single), sum(employees for _key, employees in open_)
        small = {key for key, employees in open_ if employees * seats < people}
        if not small:
            break
        single |= small
    given = dict(zip([key for key, _n in open_], apportion(seats, [n for _key, n in open_]), strict=True))
    return {key: given.get(key, 1 if key in single else 0) for key, _employees in rows}


@dataclass(frozen=True)
class Constituency:
    """Who works there: counts of employees."""

    key: str
    employees: int
    women: int
    front_line: int
    managers: int


@dataclass(frozen=True)
class Seats:
    """What is proposed for one constituency; a woman on the front line counts for both."""

    key: str
    seats: int
    women_at_least: int
    front_line_at_least: int
    managers_at_most: int

    @property
    def says(self) -> str:
        words = [f"女职工至少 {self.women_at_least} 名"] if self.women_at_least else []
        words += [f"一线职工至少 {self.front_line_at_least} 名"] if self.front_line_at_least else []
        words += [f"管理人员最多 {self.managers_at_most} 名" if self.managers_at_most else "不选管理人员"]
        return f"{self.seats} 名，其中" + "、".join(words)


@dataclass(frozen=True)
class Plan:
    """The proposal for the whole unit. `shortfalls` say what no distribution can reach with these employees."""

    seats: tuple[Seats, ...]
    women: int
    front_line: int
    managers: int
    sentence: str
    shortfalls: tuple[str, ...] = ()


def propose(total: int, constituencies: Sequence[Constituency], law: Law | None = None) -> Plan:
    """Seats for each constituency such that, if every one keeps to them, the whole meets CON-19, CON-21 and CON-22."""
    share_of_managers, share_of_front = rule.MANAGERS.under(law), rule.FRONT_LINE.under(law)
    staff = sum(one.employees for one in constituencies)
    staff_women = sum(one.women for one in constituencies)
    given = share_out(total, [(one.key, one.employees) for one in constituencies])
    seats = [given[one.key] for one in constituencies]
    # Whole numbers: the smallest count that is enough, the largest that is still allowed.
    women = -(-total * staff_women // staff) if staff else 0
    front = _ceil(total * share_of_front.fraction)
    managers = int(total * share_of_managers.fraction)
    of_women = _by_weight(women, seats, seats, [(one.women, one.employees) for one in constituencies])
    of_front = _by_weight(front, seats, seats, [(one.front_line, one.employees) for one in constituencies])
    # Managers are not front line: the places kept for those are not open to them.
    room = [s - f for s, f in zip(seats, of_front, strict=True)]
    of_managers = _by_weight(managers, seats, room, [(one.managers, one.employees) for one in constituencies])
    rows = tuple(
        Seats(one.key, s, w, f, m)
        for one, s, w, f, m in zip(constituencies, seats, of_women, of_front, of_managers, strict=True)
    )
    shortfalls = []
    if sum(of_women) < women:
        shortfalls.append(f"各选区最多能选出 {sum(of_women)} 名女职工代表，达不到 {women} 名（CON-22）。")
    if sum(of_front) < front:
        shortfalls.append(f"各选区最多能选出 {sum(of_front)} 名一线职工代表，达不到 {front} 名（CON-21）。")
    sentence = (
        f"{total} 名代表按职工人数分到 {len(rows)} 个选区，每个选区至少 1 名。"
        f"女职工占职工 {share(staff_women, staff)}，女职工代表至少 {women} 名；"
        f"一线职工代表不低于 {share_of_front.number}，至少 {front} 名；"
        f"管理人员不超过 {share_of_managers.number}，最多 {managers} 名。同一人可以既是女职工又是一线职工。"
    )
    return Plan(rows, women, front, managers, sentence, tuple(shortfalls))


def _by_weight(target: int, seats: list[int], room: list[int], rows: list[tuple[int, int]]) -> list[int]:
    """`target` places in proportion to the seats and to how many such employees work there; none beyond either."""
    pairs = list(zip(seats, rows, strict=True))
    weights = [Fraction(s * some, people) if people else Fraction(0) for s, (some, people) in pairs]
    return apportion(target, weights, [min(free, some) for free, (some, _people) in zip(room, rows, strict=True)])


def _ceil(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)
