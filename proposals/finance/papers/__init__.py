"""The lists as workbooks, and the vouchers as a file that comes in."""

from __future__ import annotations

from ymdm.papers.kinds import Column

from .vouchers import VoucherList


def _yuan(cents: int) -> float:
    """A number that a spreadsheet can add up; exact to the fen far beyond the largest amount that is taken."""
    return cents / 100


# Kinds of import, found by ymdm.papers by this name.
IMPORTS = {"vouchers": VoucherList}
VOUCHERS = (
    Column("期间", lambda voucher: voucher.period.label),
    Column("凭证号", lambda voucher: voucher.number),
    Column("日期", lambda voucher: voucher.on),
    Column("摘要", lambda voucher: voucher.purpose),
    Column("金额", lambda voucher: _yuan(voucher.cents)),
    Column("审查结果", lambda voucher: voucher.get_outcome_display()),
    Column("说明", lambda voucher: voucher.note),
)
PERIODS = (
    Column("单位", lambda period: period.unit.name),
    Column("期间", lambda period: period.label),
    Column("组长", lambda period: period.group.head.name),
    Column("凭证", lambda period: period.vouchers_valid),
    Column("金额合计（元）", lambda period: _yuan(period.cents)),
    Column("质询", lambda period: period.asked),
    Column("已答复", lambda period: period.answered),
    Column("状态", lambda period: period.get_state_display()),
)
GROUPS = (
    Column("单位", lambda group: group.unit.name),
    Column("组长", lambda group: group.head.name),
    Column("组员", lambda group: group.seats),
    Column("记账部门", lambda group: group.keeper.name),
    Column("审查周期", lambda group: group.get_rhythm_display()),
    Column("任期至", lambda group: group.until_on),
    Column("审查期数", lambda group: group.reviews),
    Column("状态", lambda group: group.get_state_display()),
)
