"""What an account has beside the person: its sessions, tries, passwords of before, and its second factor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

PERSON = settings.AUTH_USER_MODEL


class AccountSession(AbstractBaseSession):
    """A session that knows whose it is, so that its owner can list and end it. Times are rounded to five minutes.

    The key is the secret of the cookie; pages and addresses name a session by its handle.
    """

    person = models.ForeignKey(PERSON, models.CASCADE, null=True, related_name="sessions", verbose_name="职工")
    handle = models.CharField("标识", max_length=22, blank=True)
    device = models.CharField("设备", max_length=60, blank=True)
    began_at = models.DateTimeField("登录时间", null=True)
    seen_at = models.DateTimeField("最近使用", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "会话"
        # Not unique: while a session changes its key, the row of the old one is still there for a moment.
        indexes = [models.Index(fields=["handle"], name="session_handle")]

    @classmethod
    def get_session_store_class(cls) -> Any:
        from .sessions import SessionStore  # cycle: the store keeps its sessions here

        return SessionStore


class Tries(models.Model):
    """How often somebody tried in vain to get in: one row for each account, each unknown name and each address."""

    # `person:12`, or a keyed hash of what was typed or of the address.
    who = models.CharField("对象", max_length=64, primary_key=True)
    failures = models.PositiveIntegerField("失败次数", default=0)
    locks = models.PositiveIntegerField("锁定次数", default=0)
    locked_until = models.DateTimeField("锁定到", null=True)
    # What the owner is told at the next sign-in.
    untold = models.PositiveIntegerField("未告知的失败次数", default=0)
    begun_at = models.DateTimeField("起算时间")
    last_at = models.DateTimeField("最近一次")

    class Meta:
        verbose_name = verbose_name_plural = "登录尝试"
        indexes = [models.Index(fields=["last_at"], name="tries_last_at")]

    def __str__(self) -> str:
        return f"{self.who} {self.failures}"


class FormerPassword(models.Model):
    """A password that the account has or had, hashed: the last five are not taken again."""

    person = models.ForeignKey(PERSON, models.CASCADE, related_name="former_passwords", verbose_name="职工")
    password = models.CharField("摘要", max_length=128)
    set_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"
        ordering = ["-set_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person} {self.set_at:%Y-%m-%d}"


class SecondFactor(models.Model):
    """What an account has beside its password: an authenticator app (TOTP), security keys, or both; and recovery codes.

    The app's secret is sealed, a code is used once. Without an app it is empty, and there is a key at least.
    """

    person = models.OneToOneField(PERSON, models.CASCADE, related_name="second_factor", verbose_name="职工")
    secret = models.CharField("密钥（密文）", max_length=200, blank=True)
    # The 30-second step of the last code that was taken; an earlier or equal one is never taken again.
    last_step = models.BigIntegerField("最近一次的时间步", default=0)
    made_at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = verbose_name_plural = "第二重验证"

    def __str__(self) -> str:
        return f"{self.person} {self.made_at:%Y-%m-%d}"


class RecoveryCode(models.Model):
    """Gets the owner in once when the phone is lost. Only its hash is kept."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes", verbose_name="第二重验证")
    code_hash = models.CharField("摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "恢复码"
        constraints = [models.UniqueConstraint(fields=["factor", "code_hash"], name="one_recovery_code")]

    def __str__(self) -> str:
        return f"{self.factor_id}"


class SecurityKey(models.Model):
    """A security key or passkey (WebAuthn) of a second factor; of its pair only the public half is known here."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="keys", verbose_name="第二重验证")
    name = models.CharField("名称", max_length=30)
    credential_id = models.CharField("凭据标识", max_length=1364, unique=True)  # base64url of 1,023 bytes at most
    public_key = models.BinaryField("公钥")  # COSE, which names its own algorithm
    # 0 where the key does not count; else only a greater one is taken. The challenge that was answered last, likewise.
    sign_count = models.BigIntegerField("签名计数", default=0)
    last_challenge = models.CharField("最近一次的随机数", max_length=43, blank=True)
    made_at = models.DateTimeField("注册时间")
    used_at = models.DateTimeField("最近使用", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "安全密钥"
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.name


class SsoSession(models.Model):
    """A session that single sign-on opened, and the token with which the source is asked whether it still holds."""

    handle = models.CharField("会话标识", max_length=22, primary_key=True)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="+", verbose_name="职工")
    refresh_token = models.TextField("刷新令牌（密文）")
    checked_at = models.DateTimeField("核对时间")

    class Meta:
        verbose_name = verbose_name_plural = "单点登录会话"

    def __str__(self) -> str:
        return f"{self.person} {self.checked_at:%Y-%m-%d %H:%M}"
