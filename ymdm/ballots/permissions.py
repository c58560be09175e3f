"""The acts around secret ballots. Who holds a key or votes is named for the one box, not by an office."""

from ymdm.organization.models import Role

ACTS = {
    # act                       shown as              roles that carry it
    "ballots.prepare":       ("筹备无记名投票", {Role.UNION_OFFICER}),
    "ballots.publish":       ("公布投票结果", {Role.UNION_OFFICER}),
    "ballots.read_result":   ("查看公布前的投票结果", {Role.UNION_OFFICER}),
}  # fmt: skip
