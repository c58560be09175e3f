"""Pure rules of secret ballots: who may be a keeper, how small groups are merged, how a root is written on a slip."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from ymdm.workflow import Refused

SECRECY = "CON-74"
SMALL = "CON-76"
SLIP_BITS = 160
OTHERS = "其他组合并"


def check_keepers(people: Sequence[int], t: int, candidates: Iterable[int]) -> None:
    """t keepers must do, two at least, one more of them for a lost card; nobody twice, nobody a candidate."""
    if len(set(people)) != len(people):
        raise Refused("同一个人不能保管两份口令。", remedy="请另选一人。")
    if t < 2 or len(people) <= t:
        raise Refused(
            f"开箱需要 {t} 人，保管人至少要 {max(t, 2) + 1} 人，开箱至少要 2 人。", remedy="请增加监票人或计票人。"
        )
    if len(people) > 5:
        raise Refused("保管人不超过 5 人。", remedy="人多了，口令容易遗失。")
    if set(people) & set(candidates):
        raise Refused("候选人或被评议人不能担任监票人、计票人。", rule="CON-75", remedy="请另选一人。")


def merge_strata(sizes: Mapping[str, int], k_min: int) -> dict[str, str]:
    """Each group to the one it is counted in: the smallest is merged with the next until none is under `k_min` (CON-76)."""
    groups: list[tuple[tuple[str, ...], int]] = [((name,), size) for name, size in sizes.items()]
    while len(groups) > 1:
        groups.sort(key=lambda group: (group[1], group[0]))
        if groups[0][1] >= k_min:
            break
        (one, size), (two, more) = groups[0], groups[1]
        groups = [(tuple(sorted(one + two)), size + more), *groups[2:]]
    return {name: _joined(names) for names, _size in groups for name in names}


def _joined(names: Sequence[str]) -> str:
    together = "、".join(names)
    return together if len(together) <= 100 else f"{OTHERS}（{len(names)} 组）"


# Rung, how long before the end it is reached, and how long a ballot must last at least to have it.
RUNGS = (
    ("day", timedelta(hours=24), timedelta(hours=48)),
    ("hours", timedelta(hours=2), timedelta(hours=6)),
)


def reminder(opens_at: datetime, closes_at: datetime, now: datetime) -> str:
    """The last rung that was reached: a day before the end, two hours before; nothing for a ballot too short for it."""
    if now >= closes_at:
        return ""
    reached = [name for name, before, least in RUNGS if closes_at - opens_at >= least and now >= closes_at - before]
    return reached[-1] if reached else ""


def on_the_slip(root: str) -> str:
    """The first 160 bits of a root as eight groups of four characters, to be read out, printed and typed."""
    letters = base64.b32encode(bytes.fromhex(root)[: SLIP_BITS // 8]).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def is_the_root(typed: str, root: str) -> bool:
    """Whether what stands on a slip (characters, or all 64 hex digits of the square code) is this root."""
    plain = "".join(char for char in typed.upper() if char.isalnum())
    return bool(root) and plain in {on_the_slip(root).replace(" ", ""), root.upper()}
