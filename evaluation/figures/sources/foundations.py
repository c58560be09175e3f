"""Figures about what democratic management stands on in a unit (L1, L3, L4, L5): the rows behind its lights.

The rules in force (L2) are `register.rules`, regular meetings (L6) `meetings.regular`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from ymdm.organization.models import Unit

from ...foundations.counting import boards
from ...foundations.models import Light
from ..shapes import Row, Source


def of(light: Light):
    def read(unit: Unit, year: int, on: date) -> Sequence[Row]:
        (board,) = boards([unit], year, on)
        return next(lamp.rows for lamp in board.lamps if lamp.light == light)

    return read


def _page(unit: Unit, year: int) -> str:
    return reverse("foundations:unit", args=[unit.pk, year])


SOURCES = (
    Source("foundations.awareness", "认识到位", "年度内领导班子专题研究民主管理的会议，至少两次，经上级确认。", of(Light.AWARENESS), _page,
           "", "次", ("认识到位", "领导重视")),
    Source("foundations.network", "组织到位", "工会干部、代表团团长、专门委员会负责人中已经配齐的。", of(Light.NETWORK), _page, "", "个",
           ("组织到位", "组织网络", "网络健全")),
    Source("foundations.staff", "人员到位", "有专人负责，并且经过培训，经上级确认。", of(Light.STAFF), _page, "", "项",
           ("人员到位", "专人负责")),
    Source("foundations.funds", "经费到位", "列入预算，使用不少于预算的八成，经上级确认。", of(Light.FUNDS), _page, "", "项",
           ("经费到位", "经费保障")),
)  # fmt: skip
