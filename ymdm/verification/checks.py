"""What `manage.py check --database default` says about the database role that serves people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from . import roles

HINT = "以表的所有者运行 manage.py grant_roles，见 docs/deploying.md“Two roles of the database”。"


@register(Tags.database)
def the_ledger_is_not_ours_to_change(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """On PostgreSQL the role that serves people owns none of the append-only tables and may change none (security.md 4)."""
    connection = connections["default"]
    if not databases or connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        role = settings.APP_DATABASE_ROLE or cursor.fetchone()[0]
    if not roles.exists(connection, role):
        return [Warning(f"数据库里没有账号 {role}。", hint=HINT, id="verification.W001")]
    owned, open_ = roles.standing(connection, role)
    told: list[CheckMessage] = []
    if owned:
        told.append(
            Warning(
                f"网站和任务使用的数据库账号 {role} 就是台账各表的所有者（或超级用户），能停用触发器、改动记录：{'、'.join(owned)}。",
                hint=HINT,
                id="verification.W002",
            )
        )
    if open_:
        told.append(
            Warning(
                f"网站和任务使用的数据库账号 {role} 可以改动只增不改的表：{'、'.join(open_)}。",
                hint=HINT,
                id="verification.W003",
            )
        )
    return told
