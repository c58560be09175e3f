"""What `manage.py check` says about leaks outside of the tables (security.md 2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from .models import BallotBox, State

# What decides whether PostgreSQL writes a statement into its log, and the values under which no cast is among them.
QUIET = {
    "log_min_duration_statement": {"-1"},
    "log_parameter_max_length_on_error": {"0"},
    "log_statement": {"none", "ddl"},
}


@register()
def no_statement_goes_into_a_log(**kwargs: Any) -> list[CheckMessage]:
    """Django writes statements with their parameters where this logger is set to DEBUG; a ballot is a parameter."""
    loggers = settings.LOGGING.get("loggers", {})
    loud = [
        name
        for name in ("django", "django.db", "django.db.backends")
        if str(loggers.get(name, {}).get("level", "")).upper() == "DEBUG"
    ]
    return [
        Error(
            f"日志 {name} 会记录数据库语句的参数，密票可能写进日志。",
            hint="把它的级别改为 INFO 或更高。",
            id="ballots.E002",
        )
        for name in loud
    ]


@register(Tags.database)
def nothing_is_debugged_while_a_box_is_open(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """An error page of DEBUG shows what was posted."""
    if not databases or not settings.DEBUG or not _is_there():
        return []
    if not BallotBox.objects.filter(state=State.OPEN).exists():
        return []
    return [Error("有票箱正在投票，平台不能处于调试模式。", hint="关闭 YMDM_DEBUG 后重新启动。", id="ballots.E001")]


@register(Tags.database)
def the_database_keeps_parameters_out_of_its_log(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """On PostgreSQL, where its owner decides what the log holds."""
    connection = connections["default"]
    if not databases or connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name", [list(QUIET)])
        loud = [f"{name} = {value}" for name, value in cursor.fetchall() if value not in QUIET[name]]
    if not loud:
        return []
    return [
        Warning(
            f"数据库日志可能记下语句的参数：{'、'.join(loud)}。",
            hint="在 postgresql.conf 里设 log_statement = none、log_min_duration_statement = -1、"
            "log_parameter_max_length = 0、log_parameter_max_length_on_error = 0。",
            id="ballots.W003",
        )
    ]


def _is_there() -> bool:
    return BallotBox._meta.db_table in connections["default"].introspection.table_names()
