"""One row for each thing that a security officer may have to look up. Labels, no foreign keys: it stands for itself."""

from __future__ import annotations

from typing import Any

from django.db import connections, models

from .protection import FORGET


class Kind(models.TextChoices):
    SIGN_IN = "sign_in", "登录"
    SIGN_IN_FAILED = "sign_in_failed", "登录失败"
    LOCKED = "locked", "账号锁定"
    SIGN_OUT = "sign_out", "退出"
    SESSION_ENDED = "session_ended", "会话结束"
    ACCOUNT_OPENED = "account_opened", "开通账号"
    PASSWORD = "password", "修改密码"
    FACTOR = "factor", "第二重验证变更"
    CONFIRMED = "confirmed", "确认身份"
    GRANT = "grant", "授权"
    DENIED = "denied", "拒绝访问"
    EXPORT = "export", "导出"
    PERSONAL = "personal", "查看个人信息"


class EventsStand(Exception):
    """What the log holds is neither changed nor taken out before its time."""


class SecurityEventQuerySet(models.QuerySet):
    def update(self, **values: Any) -> int:
        raise EventsStand("安全日志只增不改。")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise EventsStand("安全日志只增不改。")

    def forget_before(self, instant: Any) -> int:
        """Take out what is older than `instant`; only the sweep does. Returns how many rows."""
        connection = connections[self.db]
        if connection.vendor != "postgresql":
            return models.QuerySet(self.model).filter(at__lt=instant)._raw_delete(self.db)
        with connection.cursor() as cursor:
            cursor.callproc(FORGET, [instant])
            return cursor.fetchone()[0]


class SecurityEvent(models.Model):
    """What happened at a door. Never a ballot that was cast, never a path of the mailbox."""

    at = models.DateTimeField("时间")
    kind = models.CharField("事件", max_length=16, choices=Kind)
    person_id = models.BigIntegerField("职工编号", null=True)
    who = models.CharField("人员", max_length=60)
    address = models.CharField("来源地址", max_length=45, blank=True)
    says = models.CharField("说明", max_length=200, blank=True)
    path = models.CharField("页面", max_length=200, blank=True)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "安全日志"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["at"], name="security_event_at"),
            models.Index(fields=["kind", "at"], name="security_event_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.get_kind_display()} {self.who}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EventsStand("安全日志只增不改。")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise EventsStand("安全日志只增不改。")
