"""Who keeps the calendar."""

ACTS = {
    # act                     shown as            roles that carry it
    "workdays.announce": ("载入放假通知", {"system_admin"}),
    "workdays.lay": ("登记特殊日期", {"system_admin"}),
}
