"""The acts of this app, and how every app's table of acts becomes grants on units.

Authority is spelled `proposals.review` everywhere. Down here each act is a permission on Unit with the
codename `proposals_review`, granted by guardian to the group of an office. Nothing outside this package
calls guardian.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from .models.appointments import Office, Role, UnitGroupPermission
from .models.units import Unit

ACTS = {
    # act                          shown as              roles that carry it
    "organization.read_people": (
        "查看名册",
        {
            Role.UNION_OFFICER,
            Role.UNIT_HEAD,
            Role.LEADER,
            Role.SYSTEM_ADMIN,
            Role.SUPERIOR_INSPECTOR,
            Role.SUPERVISOR,
        },
    ),
    # The supervisor reads the directory; lists of the whole roll are not for that office.
    "organization.export_people": (
        "导出名册",
        {Role.UNION_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.SYSTEM_ADMIN, Role.SUPERIOR_INSPECTOR},
    ),
    "organization.import_people": ("导入名册", {Role.UNION_OFFICER, Role.SYSTEM_ADMIN}),
    "organization.edit_people": ("维护名册", {Role.UNION_OFFICER, Role.SYSTEM_ADMIN}),
    "organization.see_personal": ("查看个人信息", {Role.UNION_OFFICER}),
    "organization.edit_units": ("维护组织机构", {Role.SYSTEM_ADMIN}),
    "organization.appoint": ("申请任职", {Role.SYSTEM_ADMIN}),
    "organization.confirm_grants": ("确认授权", {Role.SECURITY_ADMIN}),
    "organization.read_grants": ("查看授权记录", {Role.AUDIT_ADMIN}),
    "organization.issue_codes": ("发放激活码", {Role.SYSTEM_ADMIN}),
}


@cache
def all_acts() -> dict[str, tuple[str, frozenset[str]]]:
    """Every act of every installed app: act to (words, roles)."""
    table: dict[str, tuple[str, frozenset[str]]] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.permissions"
        if config.name.startswith(("django.", "guardian")) or find_spec(name) is None:
            continue
        for act, (words, roles) in getattr(import_module(name), "ACTS", {}).items():
            table[act] = (words, frozenset(str(role) for role in roles))
    return table


def carries(role: str, act: str) -> bool:
    """Whether the role carries the act."""
    return role in all_acts()[act][1]


def acts_of(role: str) -> list[str]:
    """The acts that a role carries."""
    return [act for act, (_words, roles) in all_acts().items() if role in roles]


def grant(office: Office) -> None:
    """Make the grants of an office's group exactly those of its role."""
    _grant([office], _permissions())


def grant_all() -> None:
    """Create the permissions of every act, then bring every office in line; run after migrate."""
    _grant(Office.objects.select_related("unit"), _permissions(create=True))


def _permissions(create: bool = False) -> dict[str, Permission]:
    kind = ContentType.objects.get_for_model(Unit)
    held = {permission.codename: permission for permission in Permission.objects.filter(content_type=kind)}
    if create:
        missing = {act: words for act, (words, _) in all_acts().items() if act.replace(".", "_") not in held}
        for act, words in missing.items():
            codename = act.replace(".", "_")
            held[codename] = Permission.objects.create(content_type=kind, codename=codename, name=words)
    return held


def _grant(offices: Iterable[Office], permissions: dict[str, Permission]) -> None:
    """Difference first, so that a second run writes nothing; rows in bulk, so that 300 units stay fast."""
    offices = list(offices)
    wanted = {
        (office.group_id, permissions[act.replace(".", "_")].pk, office.unit_id)
        for office in offices
        for act in acts_of(office.role)
    }
    held = {
        (row.group_id, row.permission_id, row.content_object_id): row.pk
        for row in UnitGroupPermission.objects.filter(group__in=[office.group_id for office in offices])
    }
    UnitGroupPermission.objects.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    UnitGroupPermission.objects.bulk_create(
        [
            UnitGroupPermission(group_id=group, permission_id=permission, content_object_id=unit)
            for group, permission, unit in sorted(wanted - held.keys())
        ],
        batch_size=500,
    )
