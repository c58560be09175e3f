"""What must be so for the house to work. Each check says what it found and what to do; none tells a secret."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from ymdm.celery import app

from ..models import Pulse

NAME = "minute"
MEGABYTE = 1024 * 1024
LEAST_FREE = 500 * MEGABYTE
PATIENCE = timedelta(minutes=5)
_started = time.monotonic()
_known: set[str] = set()


@dataclass(frozen=True)
class Finding:
    """`code` is for programs; the rest is for the administrator."""

    code: str
    title: str
    is_well: bool
    words: str
    remedy: str = ""


def beat() -> None:
    """Called by the clock through queue and worker: all four have just worked."""
    Pulse.objects.update_or_create(name=NAME, defaults={"at": timezone.now()})


def findings() -> list[Finding]:
    """All checks in order. A check that needs the database is well only when the database answers."""
    return [check() for check in CHECKS]


def database() -> Finding:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Finding(
            "database", "数据库", False, "连不上。", "请检查数据库服务是否在运行、磁盘是否已满，再看数据库日志。"
        )
    return Finding("database", "数据库", True, f"{connection.display_name}，应答正常。")


def migrations() -> Finding:
    title = "数据表结构"
    try:
        is_well = _are_applied()
    except DatabaseError:
        return Finding("migrations", title, False, "连不上数据库，查不到。", "请先恢复数据库。")
    if not is_well:
        return Finding("migrations", title, False, "比程序旧。", "请运行 manage.py prepare，再重启各个服务。")
    return Finding("migrations", title, True, "与程序一致。")


def _are_applied() -> bool:
    """Asked anew until it is so; what is applied stays applied while this program runs."""
    if not _known:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _known.add("applied")
    return True


def broker() -> Finding:
    title = "任务队列"
    try:
        with app.connection_for_write(connect_timeout=1) as queue:
            queue.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except Exception:  # every transport fails with exceptions of its own
        return Finding(
            "broker", title, False, "连不上。",
            "页面仍可使用，提醒和邮件会推迟。请检查 Redis（或 Valkey）服务；没有用 Redis 的，请检查数据目录能否写入。",
        )  # fmt: skip
    return Finding("broker", title, True, "Redis，应答正常。" if settings.REDIS_URL else "文件队列，可以写入。")


def clock() -> Finding:
    """Whether a job went all the way round lately. A process that has only just started waits for the first one."""
    title, remedy = "定时任务", "提醒和邮件会推迟，不会丢。请检查定时器（beat）和后台进程（worker）是否都在运行。"
    try:
        last = Pulse.objects.filter(name=NAME).values_list("at", flat=True).first()
    except DatabaseError:
        return Finding("clock", title, False, "连不上数据库，查不到。", "请先恢复数据库。")
    since = timezone.now() - last if last else None
    if since is not None and since <= PATIENCE:
        return Finding("clock", title, True, f"{max(0, int(since.total_seconds()))} 秒前刚做过一轮。")
    if time.monotonic() - _started < PATIENCE.total_seconds():
        return Finding("clock", title, True, "系统刚刚启动，第一轮还没有做。")
    if since is None:
        return Finding("clock", title, False, "从来没有做过。", remedy)
    return Finding("clock", title, False, f"已经停了 {int(since.total_seconds() // 60):,} 分钟。", remedy)


def disk() -> Finding:
    title = "磁盘空间"
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return Finding("disk", title, False, "数据目录打不开。", "请检查磁盘是否挂载、目录权限是否改动。")
    words = f"数据目录还剩 {free / MEGABYTE / 1024:.1f} GB。"
    if free < LEAST_FREE:
        return Finding(
            "disk",
            title,
            False,
            words,
            "少于 0.5 GB 时上传和导入随时可能失败。请清理日志或扩容，不要删除数据目录里的文件。",
        )
    return Finding("disk", title, True, words)


CHECKS: tuple[Callable[[], Finding], ...] = (database, migrations, broker, clock, disk)


@cache
def version() -> str:
    """The version of the program, as its package says."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as of

    try:
        return of("ymdm")
    except PackageNotFoundError:
        return "开发版"
