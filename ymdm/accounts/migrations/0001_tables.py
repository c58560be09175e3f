import django.db.models.deletion
import ymdm.tables
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("accounts", "0001_initial"), ("accounts", "0002_security_key")]

    initial = True

    dependencies = [
        ("organization", "0001_tables"),
    ]

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="AccountSession",
                    fields=[
                        (
                            "session_key",
                            models.CharField(
                                max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                            ),
                        ),
                        ("session_data", models.TextField(verbose_name="session data")),
                        ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="职工",
                            ),
                        ),
                        ("handle", models.CharField(blank=True, max_length=22, verbose_name="标识")),
                        ("device", models.CharField(blank=True, max_length=60, verbose_name="设备")),
                        ("began_at", models.DateTimeField(null=True, verbose_name="登录时间")),
                        ("seen_at", models.DateTimeField(null=True, verbose_name="最近使用")),
                    ],
                    options={
                        "verbose_name": "会话",
                        "verbose_name_plural": "会话",
                        "indexes": [models.Index(fields=["handle"], name="session_handle")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Tries",
                    fields=[
                        (
                            "who",
                            models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="对象"),
                        ),
                        ("failures", models.PositiveIntegerField(default=0, verbose_name="失败次数")),
                        ("locks", models.PositiveIntegerField(default=0, verbose_name="锁定次数")),
                        ("locked_until", models.DateTimeField(null=True, verbose_name="锁定到")),
                        ("untold", models.PositiveIntegerField(default=0, verbose_name="未告知的失败次数")),
                        ("begun_at", models.DateTimeField(verbose_name="起算时间")),
                        ("last_at", models.DateTimeField(verbose_name="最近一次")),
                    ],
                    options={
                        "verbose_name": "登录尝试",
                        "verbose_name_plural": "登录尝试",
                        "indexes": [models.Index(fields=["last_at"], name="tries_last_at")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="FormerPassword",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="former_passwords",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="职工",
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="摘要")),
                        ("set_at", models.DateTimeField(verbose_name="设置时间")),
                    ],
                    options={
                        "verbose_name": "用过的密码",
                        "verbose_name_plural": "用过的密码",
                        "ordering": ["-set_at", "-pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="SecondFactor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="second_factor",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="职工",
                            ),
                        ),
                        ("secret", models.CharField(blank=True, max_length=200, verbose_name="密钥（密文）")),
                        ("last_step", models.BigIntegerField(default=0, verbose_name="最近一次的时间步")),
                        ("made_at", models.DateTimeField(verbose_name="设置时间")),
                    ],
                    options={
                        "verbose_name": "第二重验证",
                        "verbose_name_plural": "第二重验证",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="RecoveryCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "factor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recovery_codes",
                                to="accounts.secondfactor",
                                verbose_name="第二重验证",
                            ),
                        ),
                        ("code_hash", models.CharField(max_length=64, verbose_name="摘要")),
                        ("used_at", models.DateTimeField(null=True, verbose_name="使用时间")),
                    ],
                    options={
                        "verbose_name": "恢复码",
                        "verbose_name_plural": "恢复码",
                        "constraints": [
                            models.UniqueConstraint(fields=("factor", "code_hash"), name="one_recovery_code")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="SecurityKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "factor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="keys",
                                to="accounts.secondfactor",
                                verbose_name="第二重验证",
                            ),
                        ),
                        ("name", models.CharField(max_length=30, verbose_name="名称")),
                        ("credential_id", models.CharField(max_length=1364, unique=True, verbose_name="凭据标识")),
                        ("public_key", models.BinaryField(verbose_name="公钥")),
                        ("sign_count", models.BigIntegerField(default=0, verbose_name="签名计数")),
                        (
                            "last_challenge",
                            models.CharField(blank=True, max_length=43, verbose_name="最近一次的随机数"),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="注册时间")),
                        ("used_at", models.DateTimeField(null=True, verbose_name="最近使用")),
                    ],
                    options={
                        "verbose_name": "安全密钥",
                        "verbose_name_plural": "安全密钥",
                        "ordering": ["made_at", "pk"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="SsoSession",
                    fields=[
                        (
                            "handle",
                            models.CharField(max_length=22, primary_key=True, serialize=False, verbose_name="会话标识"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="职工",
                            ),
                        ),
                        ("refresh_token", models.TextField(verbose_name="刷新令牌（密文）")),
                        ("checked_at", models.DateTimeField(verbose_name="核对时间")),
                    ],
                    options={
                        "verbose_name": "单点登录会话",
                        "verbose_name_plural": "单点登录会话",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
            ],
        ),
    ]
