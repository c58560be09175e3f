import ymdm.tables
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("securitylog", "0001_initial"), ("securitylog", "0003_confirmed_kind")]

    initial = True

    dependencies = []

    operations = [
        ymdm.tables.CreateModels(
            models=[
                migrations.CreateModel(
                    name="SecurityEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="时间")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("sign_in", "登录"),
                                    ("sign_in_failed", "登录失败"),
                                    ("locked", "账号锁定"),
                                    ("sign_out", "退出"),
                                    ("session_ended", "会话结束"),
                                    ("account_opened", "开通账号"),
                                    ("password", "修改密码"),
                                    ("factor", "第二重验证变更"),
                                    ("confirmed", "确认身份"),
                                    ("grant", "授权"),
                                    ("denied", "拒绝访问"),
                                    ("export", "导出"),
                                    ("personal", "查看个人信息"),
                                ],
                                max_length=16,
                                verbose_name="事件",
                            ),
                        ),
                        ("person_id", models.BigIntegerField(null=True, verbose_name="职工编号")),
                        ("who", models.CharField(max_length=60, verbose_name="人员")),
                        ("address", models.CharField(blank=True, max_length=45, verbose_name="来源地址")),
                        ("says", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                        ("path", models.CharField(blank=True, max_length=200, verbose_name="页面")),
                    ],
                    options={
                        "verbose_name": "安全日志",
                        "verbose_name_plural": "安全日志",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["at"], name="security_event_at"),
                            models.Index(fields=["kind", "at"], name="security_event_kind"),
                        ],
                        "constraints": [],
                    },
                ),
            ],
        ),
    ]
